//! Kotak Securities Trade API.

use crate::contract::macros::{credentials, models, operations};
use crate::contract::spec::Described;
use crate::contract::vendors::{Meaning, Vendor};

pub fn vendor() -> Vendor {
    Vendor {
        api: &kotak_trade::API,
        described: Described::read("kotak-trade"),
        entries: operations(),
        models: models(),
        credentials: credentials(),
        meanings: MEANINGS,
    }
}

const MEANINGS: &[Meaning] = &[
    // A bad access token is the application's fault, even while the password is put to the test.
    ("*", "401", "code900901", "ApplicationRefused"),
    ("*", "401", "code50001", "WrongCode"),
    ("positions_today", "403", "*", "SessionEnded"),
    ("*", "400", "*", "Refused"),
    ("*", "429", "*", "RateLimited"),
    ("*", "500", "*", "Refused"),
    ("positions_today", "502", "*", "Unavailable"),
    ("*", "503", "*", "Unavailable"),
    ("*", "504", "*", "Unavailable"),
];

credentials! { kotak_trade;
    access_token ACCESS_TOKEN, consumer_key CONSUMER_KEY, ip IP, app_id APP_ID, user_id USER_ID,
    one_time_token ONE_TIME_TOKEN, session_token SESSION_TOKEN,
}

models! { kotak_trade;
    UserCredentials, UserDetails, BiometricBody, MpinBody, OneTimeTokenBody, FaultAnswer, Fault,
    SessionInitAnswer, LoginAnswer, AccessCodeAnswer, Session2faAnswer, Session2faBiometricAnswer,
    Session2faMpinAnswer, Session2faOneTimeTokenAnswer, LogoutAnswer, PositionsTodayAnswer,
    SessionInit, HostPort, Encryption, LoginResult, SessionResult, ExchangeSegments, ExchangeStatus,
    ApiToken, ProductMarking, MarginProduct, LogoutResult, PositionToday,
}

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
        answers: [200 ok LoginAnswer, 400 bad_request FaultAnswer,
            401 unauthorized FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 503 service_unavailable FaultAnswer,
            504 gateway_timeout FaultAnswer];
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
    positions_today {
        ways: [[access_token, consumer_key, session_token]];
        answers: [200 ok PositionsTodayAnswer, 400 bad_request FaultAnswer,
            403 forbidden FaultAnswer, 429 too_many_requests FaultAnswer,
            500 internal_server_error FaultAnswer, 502 bad_gateway FaultAnswer,
            503 service_unavailable FaultAnswer, 504 gateway_timeout FaultAnswer];
        headers: [retry_after];
    }
}
