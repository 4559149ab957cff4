//! Quatrix.

use keyfob_core::Secret;

use crate::contract::macros::{credentials, models, operations};
use crate::contract::spec::Described;
use crate::contract::vendors::{Meaning, Vendor};

pub fn vendor() -> Vendor {
    Vendor {
        api: &quatrix::API,
        described: Described::read("quatrix"),
        entries: operations(),
        models: models(),
        credentials: credentials(),
        meanings: MEANINGS,
    }
}

const MEANINGS: &[Meaning] = &[
    ("session_login", "401", "wrongPassword", "WrongPassword"),
    ("session_login", "401", "suspended", "Locked"),
    ("session_login", "401", "blacklisted", "Locked"),
    ("session_login", "429", "*", "RateLimited"),
    ("session_login_mfa", "401", "wrongOneTimeCode", "WrongCode"),
    ("session_login_mfa", "401", "wrongPin", "WrongCode"),
    ("session_login_mfa", "401", "sessionGone", "SessionEnded"),
    ("session_keepalive", "401", "*", "SessionEnded"),
    ("session_unblock_captcha", "400", "*", "Refused"),
    (
        "session_unblock_captcha",
        "401",
        "wrongSolution",
        "CaptchaWanted",
    ),
    (
        "session_unblock_captcha",
        "401",
        "sessionGone",
        "SessionEnded",
    ),
    ("session_unblock_captcha_get", "400", "*", "Refused"),
    (
        "session_unblock_captcha_get",
        "401",
        "wrongSolution",
        "CaptchaWanted",
    ),
    (
        "session_unblock_captcha_get",
        "401",
        "sessionGone",
        "SessionEnded",
    ),
    ("account_metadata_get", "404", "*", "Refused"),
    ("profile_info_get", "401", "*", "SessionEnded"),
];

credentials! { quatrix; basic BASIC pair, session_token SESSION_TOKEN, api_key API_KEY }

models! { quatrix;
    SessionLoginMfaRequest, UnblockCaptchaRequest, SessionLoginAnswer, UnblockCaptchaAnswer,
    AccountMetadata, ProfileInfo, ErrorModel, CaptchaFault,
}

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
    session_unblock_captcha {
        ways: [[session_token]];
        body: UnblockCaptchaRequest;
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    session_unblock_captcha_get {
        ways: [[session_token]];
        query: [token: Secret];
        answers: [200 ok UnblockCaptchaAnswer, 400 bad_request CaptchaFault,
            401 unauthorized CaptchaFault];
    }
    account_metadata_get {
        ways: [];
        answers: [200 ok AccountMetadata, 404 not_found];
    }
    profile_info_get {
        ways: [[session_token], [api_key]];
        answers: [200 ok ProfileInfo, 401 unauthorized ErrorModel];
    }
}
