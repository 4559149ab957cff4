//! Kotak Neo.

use crate::contract::macros::{credentials, models, operations};
use crate::contract::spec::Described;
use crate::contract::vendors::{Meaning, Vendor};

pub fn vendor() -> Vendor {
    Vendor {
        api: &kotak_neo::API,
        described: Described::read("kotak-neo"),
        entries: operations(),
        models: models(),
        credentials: credentials(),
        meanings: MEANINGS,
    }
}

const MEANINGS: &[Meaning] = &[
    // It needs no session, so none can have ended: its 401 means that the input is wrong.
    ("get_base_url", "401", "*", "Refused"),
    ("session_init", "401", "*", "ApplicationRefused"),
    // The gateway does not take the application token; the password was not looked at.
    ("login", "401", "*", "ApplicationRefused"),
    ("session_2fa", "401", "*", "ApplicationRefused"),
    ("trade_api_login", "401", "*", "WrongCode"),
    ("trade_api_validate", "401", "*", "WrongCode"),
    ("trade_api_login", "403", "*", "Refused"),
    ("trade_api_validate", "403", "*", "Refused"),
    ("*", "422", "*", "Refused"),
    ("*", "424", "*", "Refused"),
    ("get_positions", "400", "*", "Refused"),
    ("get_positions", "403", "*", "SessionEnded"),
    ("get_positions", "500", "*", "Unavailable"),
    ("*", "400", "*", "Refused"),
    ("*", "429", "*", "RateLimited"),
    ("*", "500", "*", "Refused"),
    ("*", "502", "*", "Unavailable"),
    ("*", "503", "*", "Unavailable"),
    ("*", "504", "*", "Unavailable"),
];

credentials! { kotak_neo;
    consumer CONSUMER pair, access_token ACCESS_TOKEN, dashboard_token DASHBOARD_TOKEN,
    view_sid VIEW_SID, view_token VIEW_TOKEN, trade_sid TRADE_SID, trade_token TRADE_TOKEN,
    fin_key FIN_KEY, server_id SERVER_ID,
}

models! { kotak_neo;
    OAuthTokenRequest, LoginRequest, GenerateOtpRequest, Session2faRequest, TotpLoginRequest,
    TotpValidateRequest, QrSessionRequest, OAuthToken, BaseUrlAnswer, BaseUrlData, QrLinkAnswer,
    QrLinkData, LoginAnswer, LoginData, ClientIpAnswer, ClientIp, PositionsAnswer, Position, Fault,
}

operations! { kotak_neo;
    get_base_url {
        ways: [];
        query: [id: String];
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
    qr_code_get_link {
        ways: [[access_token]];
        query: [id: String];
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
    logout {
        ways: [[access_token, trade_sid, trade_token]];
        answers: [200 ok];
    }
    get_positions {
        ways: [[access_token, trade_sid, trade_token, fin_key, server_id],
            [trade_sid, trade_token]];
        answers: [200 ok PositionsAnswer, 400 bad_request Fault, 403 forbidden Fault,
            429 too_many_requests Fault, 500 internal_server_error Fault, 502 bad_gateway Fault,
            503 service_unavailable Fault, 504 gateway_timeout Fault];
        headers: [retry_after];
    }
}
