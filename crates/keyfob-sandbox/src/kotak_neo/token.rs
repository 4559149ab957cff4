//! Tokens shaped like JWTs: the claims can be read, the signature is random and checks nothing.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::accounts::KotakNeoAccount;
use crate::clock::unix_seconds;

/// How long gateway tokens and view tokens live. The vendor lets an application ask for more.
pub(super) const LIFE: Duration = Duration::from_secs(3600);
/// How long trade tokens live: the vendor's end with the day, these a day later.
const TRADE_LIFE: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone, Copy)]
pub(super) enum Scope {
    View,
    Trade,
}

impl Scope {
    pub(super) fn life(self) -> Duration {
        match self {
            Self::View => LIFE,
            Self::Trade => TRADE_LIFE,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::View => "View",
            Self::Trade => "Trade",
        }
    }
}

/// A view or trade token.
pub(super) fn session_token(account: &KotakNeoAccount, scope: Scope, now: SystemTime) -> String {
    jwt(&json!({
        "scope": [scope.name()],
        "exp": unix_seconds(now + scope.life()),
        "iat": unix_seconds(now),
        "jti": Uuid::new_v4().to_string(),
        "iss": "login-service",
        "sub": account.ucc,
        "ucc": account.ucc,
        "nap": account.pan,
        "fetchcachingrule": 0,
        "categorisation": "",
    }))
}

/// A gateway token.
pub(super) fn access_token(now: SystemTime) -> String {
    jwt(
        &json!({"jti": Uuid::new_v4().to_string(), "exp": unix_seconds(now + LIFE), "iat": unix_seconds(now)}),
    )
}

fn jwt(claims: &Value) -> String {
    let header = json!({"alg": "RS256", "typ": "JWT"}).to_string();
    let mut signature = Uuid::new_v4().as_bytes().to_vec();
    signature.extend_from_slice(Uuid::new_v4().as_bytes());
    let [header, claims, signature] = [
        header.into_bytes(),
        claims.to_string().into_bytes(),
        signature,
    ]
    .map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("{header}.{claims}.{signature}")
}
