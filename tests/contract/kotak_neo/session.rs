//! Sessions.

operations! { kotak_neo;
    get_base_url {
        ways: [];
        parameters: [id: String];
        answers: [200 ok BaseUrlAnswer, 401 unauthorized Fault];
    }
    session_init {
        ways: [[consumer pair]];
        body: OAuthTokenRequest;
        answers: [200 ok OAuthToken, 401 unauthorized Fault];
    }
    login {
        ways: [[access_token]];
        body: LoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    generate_otp {
        ways: [[access_token]];
        body: GenerateOtpRequest;
        answers: [200 ok, 201 created];
    }
    session_2fa {
        ways: [[access_token, view_sid, view_token]];
        body: Session2faRequest;
        answers: [200 ok LoginAnswer, 201 created LoginAnswer, 400 bad_request Fault,
            401 unauthorized Fault, 429 too_many_requests Fault, 500 internal_server_error Fault,
            502 bad_gateway Fault, 503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_login {
        ways: [[access_token, fin_key]];
        body: TotpLoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_validate {
        ways: [[access_token, view_sid, view_token, fin_key]];
        body: TotpValidateRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    totp_verify_user {
        ways: [[access_token]];
        body: TotpVerifyUserRequest;
        answers: [200 ok TotpVerifyUserAnswer];
    }
    totp_register {
        ways: [[access_token]];
        body: TotpRegisterRequest;
        answers: [200 ok];
    }
    totp_deregister {
        ways: [[access_token]];
        body: TotpDeregisterRequest;
        answers: [200 ok];
    }
    qr_code_get_link {
        ways: [[access_token]];
        parameters: [id: String];
        answers: [200 ok QrLinkAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    qr_code_generate_session {
        ways: [[access_token, fin_key]];
        body: QrSessionRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 429 too_many_requests Fault,
            500 internal_server_error Fault, 503 service_unavailable Fault,
            504 gateway_timeout Fault];
        headers: [retry_after];
    }
    trade_api_login {
        ways: [[dashboard_token, fin_key]];
        body: TotpLoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            403 forbidden Fault, 422 unprocessable_entity Fault, 424 failed_dependency Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    trade_api_validate {
        ways: [[dashboard_token, view_sid, view_token, fin_key]];
        body: TotpValidateRequest;
        answers: [200 ok LoginAnswer, 400 bad_request Fault, 401 unauthorized Fault,
            403 forbidden Fault, 422 unprocessable_entity Fault, 424 failed_dependency Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
    get_client_ip {
        ways: [[dashboard_token, trade_sid, trade_token]];
        answers: [200 ok ClientIpAnswer];
    }
    get_feed_config {
        ways: [];
        parameters: [app_version "appVersion": String,
            platform: kotak_neo::types::GetFeedConfigPlatform,
            environment: kotak_neo::types::GetFeedConfigEnvironment];
        answers: [200 ok FeedConfigAnswer];
    }
    logout {
        ways: [[access_token, trade_sid, trade_token]];
        answers: [200 ok];
    }
}
