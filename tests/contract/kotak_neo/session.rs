//! Sessions.

use keyfob_contract_suite::operations;

operations! { kotak_neo;
    get_base_url session.base_url {
        ways: [];
        parameters: [ucc "id": String];
        answers: [200 ok BaseUrlAnswer, 401 unauthorized Fault];
    }
    session_init session.application_token {
        ways: [[consumer pair]];
        body: OAuthTokenRequest;
        answers: [200 ok OAuthTokenAnswer, 401 unauthorized Fault];
    }
    login session.login {
        ways: [[access_token]];
        body: LoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    generate_otp session.generate_otp {
        ways: [[access_token]];
        body: GenerateOtpRequest;
        answers: [200 ok, 201 created];
    }
    session_2fa session.verify_second_factor {
        ways: [[access_token, view_sid, view_token]];
        body: SecondFactorRequest;
        answers: [200 ok LoginAnswer, 201 created LoginAnswer, 400 bad_request Fault,
            401 unauthorized Fault, 429 too_many_requests Fault, 500 internal_server_error Fault,
            502 bad_gateway Fault, 503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_login session.totp_login {
        ways: [[access_token, fin_key]];
        body: TotpLoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_validate session.totp_validate {
        ways: [[access_token, view_sid, view_token, fin_key]];
        body: TotpValidateRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_verify_user authenticators.verify_user {
        ways: [[access_token]];
        body: TotpVerifyUserRequest;
        answers: [200 ok TotpVerifyUserAnswer];
    }
    totp_register authenticators.register {
        ways: [[access_token]];
        body: TotpRegisterRequest;
        answers: [200 ok];
    }
    totp_deregister authenticators.deregister {
        ways: [[access_token]];
        body: TotpDeregisterRequest;
        answers: [200 ok];
    }
    qr_code_get_link session.qr_code_link {
        ways: [[access_token]];
        parameters: [ucc "id": String];
        answers: [200 ok QrLinkAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    qr_code_generate_session session.qr_code_session {
        ways: [[access_token, fin_key]];
        body: QrSessionRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    trade_api_login session.trade_api_login {
        ways: [[dashboard_token, fin_key]];
        body: TotpLoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            403 forbidden Fault, 422 unprocessable_entity Fault, 424 failed_dependency Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    trade_api_validate session.trade_api_validate {
        ways: [[dashboard_token, view_sid, view_token, fin_key]];
        body: TotpValidateRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            403 forbidden Fault, 422 unprocessable_entity Fault, 424 failed_dependency Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_client_ip session.client_ip {
        ways: [[dashboard_token, trade_sid, trade_token]];
        answers: [200 ok ClientIpAnswer];
    }
    get_feed_config session.feed_config {
        ways: [];
        parameters: [app_version "appVersion": String, platform:
            kotak_neo::types::ClientPlatform, environment:
            kotak_neo::types::FeedEnvironment];
        answers: [200 ok FeedConfigAnswer];
    }
    logout session.logout {
        ways: [[access_token, trade_sid, trade_token]];
        answers: [200 ok];
    }
}
