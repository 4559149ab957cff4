//! Sessions.

use keyfob_contract_suite::operations;
use keyfob_core::Secret;

operations! { quatrix;
    session_login session.login {
        ways: [[basic pair]];
        answers: [200 ok SessionLoginAnswer, 207 multi_status SessionLoginAnswer,
            401 unauthorized ErrorAnswer, 429 too_many_requests ErrorAnswer];
        headers: [x_auth_token, mfa_code, retry_after];
    }
    session_login_mfa session.login_mfa {
        ways: [[session_token]];
        body: SessionLoginMfaRequest;
        answers: [200 ok SessionLoginAnswer, 401 unauthorized ErrorAnswer];
    }
    session_keepalive session.keep_alive {
        ways: [[session_token]];
        answers: [200 ok, 401 unauthorized ErrorAnswer];
    }
    session_logout session.logout {
        ways: [[session_token]];
        answers: [200 ok];
    }
    session_unblock_captcha_get session.unblock_captcha_by_query {
        ways: [[session_token]];
        parameters: [token: Secret];
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    session_unblock_captcha session.unblock_captcha {
        ways: [[session_token]];
        body: UnblockCaptchaRequest;
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    reset_password_request password_reset.request {
        ways: [];
        body: PasswordResetRequest;
        answers: [200 ok PasswordResetAnswer, 202 accepted PasswordResetAnswer,
            400 bad_request ErrorAnswer];
    }
    reset_password_get password_reset.get {
        ways: [];
        parameters: [id: String];
        answers: [200 ok PasswordReset, 401 unauthorized ErrorAnswer];
    }
    reset_password_reset password_reset.set_password {
        ways: [];
        parameters: [id: String];
        body: NewPasswordRequest;
        answers: [200 ok IdAnswer, 400 bad_request ErrorAnswer, 401 unauthorized ErrorAnswer];
    }
}
