//! Sessions.

operations! { kotak_trade;
    session_init {
        ways: [[access_token, user_id, consumer_key, ip, app_id]];
        answers: [200 ok SessionInitAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    login_with_user_id {
        ways: [[access_token, consumer_key, ip, app_id]];
        body: UserCredentials;
        answers: [200 ok LoginAnswer, 400 bad_request FaultAnswer, 401 unauthorized FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_access_code {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id, user_id]];
        answers: [200 ok AccessCodeAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: UserDetails;
        answers: [200 ok Session2faAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_biometric {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: BiometricBody;
        answers: [200 ok Session2faBiometricAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_mpin {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: MpinBody;
        answers: [200 ok Session2faMpinAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    generate_session_2fa_one_time_token {
        ways: [[access_token, one_time_token, consumer_key, ip, app_id]];
        body: OneTimeTokenBody;
        answers: [200 ok Session2faOneTimeTokenAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    session_logout {
        ways: [[access_token, session_token, consumer_key, ip, app_id, user_id]];
        answers: [200 ok LogoutAnswer, 400 bad_request FaultAnswer,
            429 too_many_requests FaultAnswer, 500 internal_server_error FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
    issue_token {
        ways: [[consumer pair]];
        body: TokenForm;
        answers: [200 ok GatewayToken];
    }
    revoke_token {
        ways: [[consumer pair]];
        body: RevokeForm;
        answers: [200 ok];
    }
}
