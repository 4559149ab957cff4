//! Sessions.

use keyfob_contract_suite::operations;

operations! { kotak_trade;
    session_init session.init {
        ways: [[access_token, user_id, consumer_key, ip, app_id]];
        answers: [200 ok SessionInitAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    login_with_user_id session.login {
        ways: [[access_token, consumer_key, ip, app_id]];
        body: LoginRequest;
        answers: [200 ok LoginAnswer, 400 bad_request FaultAnswer, 401 unauthorized FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_access_code session.send_access_code {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id, user_id]];
        answers: [200 ok AccessCodeAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa session.verify_access_code {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: AccessCodeRequest;
        answers: [200 ok SecondFactorAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_biometric session.verify_biometric {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: BiometricRequest;
        answers: [200 ok BiometricAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_mpin session.verify_mpin {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: MpinRequest;
        answers: [200 ok MpinAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_one_time_token session.verify_one_time_token {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: OneTimeTokenRequest;
        answers: [200 ok OneTimeTokenAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    session_logout session.logout {
        ways: [[access_token, session_token, consumer_key, ip, app_id, user_id]];
        answers: [200 ok LogoutAnswer, 400 bad_request FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    issue_token tokens.issue {
        ways: [[consumer pair]];
        body: TokenRequest;
        answers: [200 ok GatewayToken];
    }
    revoke_token tokens.revoke {
        ways: [[consumer pair]];
        body: RevokeTokenRequest;
        answers: [200 ok];
    }
}
