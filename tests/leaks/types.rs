//! Every type of every spec, with a marked secret in each of its secret members.

use std::collections::BTreeSet;

use keyfob_codegen::load::{Document, Node};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::planted::{MARK, document};

macro_rules! show {
    ($vendor:literal, $krate:ident: $($name:ident),* $(,)?) => {{
        let document = document($vendor);
        let mut shown = BTreeSet::new();
        $(
            shown.insert(stringify!($name).to_owned());
            check::<$krate::types::$name>(&document, stringify!($name));
        )*
        let schemas = document.at("/components/schemas").map(Node::entries).unwrap_or_default();
        let known: BTreeSet<String> = schemas.iter().map(|schema| schema.key.clone()).collect();
        assert_eq!(known, shown, "every schema of {} is listed here", $vendor);
    }};
}

#[test]
fn kotak_trade() {
    show!("kotak-trade", kotak_trade:
        UserCredentials, UserDetails, BiometricBody, MpinBody, OneTimeTokenBody, FaultAnswer, Fault, SessionInitAnswer,
        LoginAnswer, AccessCodeAnswer, Session2faAnswer, Session2faBiometricAnswer, Session2faMpinAnswer,
        Session2faOneTimeTokenAnswer, LogoutAnswer, PositionsTodayAnswer, SessionInit, HostPort, Encryption, LoginResult,
        SessionResult, ExchangeSegments, ExchangeStatus, ApiToken, ProductMarking, MarginProduct, LogoutResult, PositionToday,
    );
}

#[test]
fn kotak_neo() {
    show!("kotak-neo", kotak_neo:
        OAuthTokenRequest, LoginRequest, GenerateOtpRequest, Session2faRequest, TotpLoginRequest, TotpValidateRequest,
        QrSessionRequest, OAuthToken, BaseUrlAnswer, BaseUrlData, QrLinkAnswer, QrLinkData, LoginAnswer, LoginData,
        ClientIpAnswer, ClientIp, PositionsAnswer, Position, Fault,
    );
}

#[test]
fn quatrix() {
    show!("quatrix", quatrix:
        SessionLoginMfaRequest, UnblockCaptchaRequest, SessionLoginAnswer, UnblockCaptchaAnswer, AccountMetadata, ProfileInfo,
        ErrorModel, CaptchaFault,
    );
}

/// Shows one type with secrets planted. That they are in it is seen when it is written as JSON again.
fn check<T: DeserializeOwned + Serialize + std::fmt::Debug>(document: &Document, name: &str) {
    let schema = document
        .at(&format!("/components/schemas/{name}"))
        .expect("the schema");
    let mut planted = 0;
    let value = example(document, schema, &mut planted, 0);
    let typed: T = serde_json::from_value(value).unwrap_or_else(|error| panic!("{name}: {error}"));
    let kept = serde_json::to_string(&typed)
        .expect("JSON")
        .matches(MARK)
        .count();
    assert_eq!(kept, planted, "{name} keeps what was planted");
    let shown = format!("{typed:?} {typed:#?}");
    assert!(!shown.contains(MARK), "{name} shows a secret: {shown}");
}

/// A value of the schema with every member, and a mark in each that is secret.
fn example(document: &Document, schema: &Node, planted: &mut usize, depth: usize) -> Value {
    let schema = document.resolve(schema).expect("resolved");
    assert!(depth < 16, "recursive schema");
    if schema.text_of("format") == Some("password") {
        *planted += 1;
        return json!(format!("{MARK}-{planted}"));
    }
    if let Some(first) = schema.get("enum").and_then(|values| values.items().first()) {
        return first.to_json();
    }
    match schema.text_of("type") {
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => match schema.get("items") {
            Some(items) => json!([example(document, items, planted, depth + 1)]),
            None => json!([]),
        },
        Some("object") => {
            let properties = schema
                .get("properties")
                .map(Node::entries)
                .unwrap_or_default()
                .iter();
            let members = properties.map(|p| {
                (
                    p.key.clone(),
                    example(document, &p.value, planted, depth + 1),
                )
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
        _ => json!("text"),
    }
}
