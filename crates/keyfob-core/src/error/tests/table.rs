//! One of each error, with the lines that it is to read.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{Method, StatusCode, Url};

use crate::error::interruption::Kind;
use crate::error::*;
use crate::fault::{Author, Fault};
use crate::scrub::Scrubber;
use crate::{Credentials, FaultKind, Operation, Repeat};

const fn operation(id: &'static str, repeat: Repeat) -> Operation {
    Operation::plain(id, Method::GET, "/", repeat)
}

pub(super) static READ: Operation = operation("positions", Repeat::Safe);
pub(super) static ORDER: Operation = operation("place_order", Repeat::Never);

/// What the vendor said, and what it means.
pub(super) fn refused(
    operation: &'static Operation,
    status: u16,
    code: &str,
    message: &str,
    kind: Option<FaultKind>,
) -> Error {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut fault = Fault::default();
    (fault.code, fault.message) = (some(code), some(message));
    let status = StatusCode::from_u16(status).unwrap();
    Error::refused(operation, status, fault, kind, None, Bytes::new())
}

fn waiting(operation: &'static Operation, status: u16, kind: FaultKind) -> Error {
    let status = StatusCode::from_u16(status).unwrap();
    let wait = Some(Duration::from_secs(7));
    Error::refused(
        operation,
        status,
        Fault::default(),
        Some(kind),
        wait,
        Bytes::new(),
    )
}

/// A page of a firewall.
fn foreign() -> Error {
    let url = Url::parse("https://unset.invalid/").unwrap();
    let request = reqwest::Request::new(Method::GET, url);
    let scrubber = Scrubber::new(Credentials::default().held(), &READ, "/".into(), &request);
    let body = Bytes::from_static(b"<html><p>Access denied</p></html>");
    let error = Error::refused(
        &READ,
        StatusCode::FORBIDDEN,
        Fault::default(),
        None,
        None,
        body,
    );
    error.with_excerpt(Author::Other, &scrubber)
}

fn said() -> Refusal {
    match refused(&READ, 200, "13", "ask again", None) {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn interrupted(operation: &'static Operation, kind: Kind, causes: &[&str]) -> Error {
    Error::Interrupted(Interruption::of(operation, kind, causes))
}

/// Each error, and its whole chain, one line each.
pub(super) fn table() -> Vec<(Error, &'static [&'static str])> {
    use FaultKind as Fault;
    let of = |status, code, message, kind| refused(&ORDER, status, code, message, Some(kind));
    vec![
        (
            of(401, "900901", "Invalid key", Fault::ApplicationRefused),
            &[
                "the application's key or token was not accepted (place_order: 401 Unauthorized, code 900901, \"Invalid key\"); check that it is of this environment and API",
            ],
        ),
        (
            of(401, "", "", Fault::WrongPassword),
            &[
                "wrong user or password (place_order: 401 Unauthorized); repeated tries may lock the account",
            ],
        ),
        (
            of(401, "", "bad code", Fault::WrongCode),
            &[
                "wrong, used or expired code (place_order: 401 Unauthorized, \"bad code\"); get a new one",
            ],
        ),
        (
            Error::SecondFactorWanted(SecondFactor::Pin),
            &["a second factor is wanted to go on: a PIN"],
        ),
        (
            Error::SecondFactorWanted(SecondFactor::OneTimeCode),
            &["a second factor is wanted to go on: a one-time code"],
        ),
        (
            Error::SecondFactorWanted(SecondFactor::Other(7)),
            &["a second factor is wanted to go on: one that the vendor calls kind 7"],
        ),
        (
            of(403, "", "captcha", Fault::Captcha),
            &[
                "a captcha has to be solved (place_order: 403 Forbidden, \"captcha\"); then unblock the session with its solution",
            ],
        ),
        (
            of(423, "80", "", Fault::Locked),
            &[
                "the account is locked, suspended or closed (place_order: 423 Locked, code 80); ask the vendor",
            ],
        ),
        (
            of(429, "", "slow down", Fault::RateLimited),
            &[
                "too many calls (place_order: 429 Too Many Requests, \"slow down\"); call less often",
            ],
        ),
        (
            waiting(&READ, 429, Fault::RateLimited),
            &["too many calls (positions: 429 Too Many Requests, wait 7 s)"],
        ),
        (
            of(401, "", "", Fault::SessionEnded),
            &["there is no session, or it has ended (place_order: 401 Unauthorized); log in again"],
        ),
        // An order that may stand must not be told to be tried later.
        (
            of(503, "", "", Fault::Unavailable),
            &[
                "the vendor's service is not available (place_order: 503 Service Unavailable); it may or may not have been carried out",
            ],
        ),
        (
            waiting(&ORDER, 503, Fault::Unavailable),
            &[
                "the vendor's service is not available (place_order: 503 Service Unavailable, wait 7 s); it may or may not have been carried out",
            ],
        ),
        (
            refused(&READ, 503, "", "", Some(Fault::Unavailable)),
            &[
                "the vendor's service is not available (positions: 503 Service Unavailable); try later",
            ],
        ),
        (
            waiting(&READ, 503, Fault::Unavailable),
            &[
                "the vendor's service is not available (positions: 503 Service Unavailable, wait 7 s)",
            ],
        ),
        (
            of(401, "", "", Fault::ApplicationTokenEnded),
            &["the application's token has ended (place_order: 401 Unauthorized); get a new one"],
        ),
        (
            of(
                400,
                "",
                "Client OrderID already exists",
                Fault::DuplicateTag,
            ),
            &[
                "an order with this tag was taken before (place_order: 400 Bad Request, \"Client OrderID already exists\"); look it up by its tag",
            ],
        ),
        (
            of(424, "5203", "No Data", Fault::NoData),
            &[
                "there is nothing to answer with (place_order: 424 Failed Dependency, code 5203, \"No Data\")",
            ],
        ),
        (
            Error::InDoubt {
                what: "whether the order stands is not known: look for the tag kf1".to_owned(),
                cause: None,
            },
            &["whether the order stands is not known: look for the tag kf1"],
        ),
        (
            Error::Transfer {
                error: Box::new(std::io::Error::other("the disk is full")),
                cause: None,
            },
            &["the disk is full"],
        ),
        (
            refused(&ORDER, 200, "1005", "insufficient funds", None),
            &["place_order: the vendor says \"insufficient funds\" (200 OK, code 1005)"],
        ),
        (
            refused(&ORDER, 400, "", "", None).after(2),
            &["place_order: the vendor gives no reason (400 Bad Request, after 2 attempts)"],
        ),
        (
            foreign(),
            &[
                "positions: 403 Forbidden, which is no answer of the API",
                "the answer begins with \"Access denied\"",
            ],
        ),
        (
            Error::redirected(&READ, StatusCode::FOUND, "evil.test"),
            &["positions: 302 Found to `evil.test`, and redirects are not followed"],
        ),
        (
            Error::redirected(&READ, StatusCode::FOUND, "a place it does not name"),
            &["positions: 302 Found to a place it does not name, and redirects are not followed"],
        ),
        (
            Error::host_changed("evil.test").during(&READ),
            &["positions: pointed to `evil.test`, to which credentials must not go"],
        ),
        (
            Error::host_changed("a place that is not a URL"),
            &["pointed to a place that is not a URL, to which credentials must not go"],
        ),
        (
            interrupted(&READ, Kind::Dns, &["dns error"]),
            &[
                "positions: no address found for the host's name, nothing was sent; check the network",
                "dns error",
            ],
        ),
        (
            interrupted(
                &READ,
                Kind::Connect,
                &["client error (Connect)", "Connection refused"],
            ),
            &[
                "positions: no connection, nothing was sent",
                "client error (Connect)",
                "Connection refused",
            ],
        ),
        (
            interrupted(&READ, Kind::ConnectTimeout, &[]),
            &["positions: no connection in time, nothing was sent"],
        ),
        (
            interrupted(&ORDER, Kind::Timeout, &[]),
            &["place_order: no answer in time, it may or may not have been carried out"],
        ),
        (
            interrupted(&ORDER, Kind::OutOfTime(Duration::from_millis(1500)), &[]).after(3),
            &[
                "place_order: given up after 1.5 s, it may or may not have been carried out, after 3 attempts",
            ],
        ),
        (
            interrupted(&ORDER, Kind::Cut, &[]),
            &["place_order: the connection was cut, it may or may not have been carried out"],
        ),
        (
            Error::Undecodable {
                operation: "positions",
                status: StatusCode::OK,
                decode: Decode::plain("it nests too deep"),
            },
            &["positions: the 200 OK answer cannot be read: it nests too deep"],
        ),
        (
            Error::incomplete("positions", "data"),
            &["positions: the answer has no `data`"],
        ),
        (
            Error::unproved(&READ, "data", said()),
            &[
                "the answer has no `data`, so it is not what was asked for (positions: 200 OK, code 13, \"ask again\")",
            ],
        ),
        (
            Error::unproved(&READ, LIST, said()),
            &[
                "the answer is no list, as was asked for (positions: 200 OK, code 13, \"ask again\")",
            ],
        ),
        (
            Error::TooLong {
                operation: "positions",
                limit: 7,
            },
            &["positions: the answer is longer than the 7 bytes that are held in memory"],
        ),
        (
            Error::MissingCredential {
                operation: "positions",
                credential: "sid",
            },
            &[
                "positions needs the credential `sid`, which this session does not hold; log in, or set it",
            ],
        ),
        (
            Error::SessionClosed {
                operation: "positions",
            },
            &["positions: the session was closed here, and nothing was sent; log in again"],
        ),
        (
            Error::BadCredential {
                operation: "positions",
                credential: "sid",
            },
            &[
                "positions: the credential `sid` has characters that cannot be sent, such as a line break",
            ],
        ),
        (
            Error::PathChanged {
                operation: "positions",
            },
            &["positions: a path parameter is empty or would change the path; nothing was sent"],
        ),
        (
            Error::NotHere {
                operation: "positions",
                variant: "uat",
            },
            &["positions does not exist in the environment `uat`; nothing was sent"],
        ),
        (
            Error::TooManyCalls {
                operation: "quotes",
                limit: Some("market"),
                wait: Duration::from_millis(61_250),
            },
            &[
                "quotes: not sent, because its turn under the rate limit `market` would come too late; it may be sent in 61.2 s",
            ],
        ),
        (
            Error::TooManyCalls {
                operation: "quotes",
                limit: None,
                wait: Duration::from_secs(90),
            },
            &["quotes: not sent, because its turn would come too late; it may be sent in 90.0 s"],
        ),
        (Error::invalid_input("no such tick"), &["no such tick"]),
        (Error::settings("no such host"), &["no such host"]),
    ]
}
