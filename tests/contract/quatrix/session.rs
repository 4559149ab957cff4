//! Sessions.

use keyfob_core::Secret;

operations! { quatrix;
    session_login {
        ways: [[basic pair]];
        answers: [200 ok SessionLoginAnswer, 207 multi_status SessionLoginAnswer,
            401 unauthorized ErrorModel, 429 too_many_requests ErrorModel];
        headers: [x_auth_token, mfa_code, retry_after];
    }
    session_login_mfa {
        ways: [[session_token]];
        body: SessionLoginMfaRequest;
        answers: [200 ok SessionLoginAnswer, 401 unauthorized ErrorModel];
    }
    session_keepalive {
        ways: [[session_token]];
        answers: [200 ok, 401 unauthorized ErrorModel];
    }
    session_logout {
        ways: [[session_token]];
        answers: [200 ok];
    }
    session_unblock_captcha_get {
        ways: [[session_token]];
        parameters: [token: Secret];
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    session_unblock_captcha {
        ways: [[session_token]];
        body: UnblockCaptchaRequest;
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    reset_password_request {
        ways: [];
        body: ResetPasswordRequestReq;
        answers: [200 ok ResetPasswordRequestAnswer, 202 accepted ResetPasswordRequestAnswer,
            400 bad_request ErrorModel];
    }
    reset_password_get {
        ways: [];
        parameters: [id: String];
        answers: [200 ok ResetPasswordMetadata, 401 unauthorized ErrorModel];
    }
    reset_password_reset {
        ways: [];
        parameters: [id: String];
        body: ResetPasswordResetReq;
        answers: [200 ok IdResp, 400 bad_request ErrorModel, 401 unauthorized ErrorModel];
    }
}
