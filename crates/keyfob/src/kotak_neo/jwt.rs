//! Reading a claim of a token. Its signature is the vendor's business.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keyfob_core::Secret;
use serde_json::value::RawValue;

/// The `sub` claim: the user id that the later steps of G1 want.
pub(super) fn subject(token: &Secret) -> Option<String> {
    claim(token, "sub", |subject| serde_json::from_str(subject).ok())
}

/// The `exp` claim, in whole seconds: when the token ends. RFC 7519 has a number; servers are known that write it as text.
pub(super) fn expiry(token: &Secret) -> Option<SystemTime> {
    let seconds: f64 = claim(token, "exp", |expiry| {
        serde_json::from_str(expiry).ok().or_else(|| {
            let text: String = serde_json::from_str(expiry).ok()?;
            text.trim().parse().ok()
        })
    })?;
    // What is negative, no number, or too large for a duration is none.
    let since = Duration::try_from_secs_f64(seconds).ok()?;
    UNIX_EPOCH.checked_add(Duration::from_secs(since.as_secs()))
}

/// What is read of the JSON of a claim.
fn claim<T>(token: &Secret, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let payload = token.expose().split('.').nth(1)?;
    let decoded = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    // Wiped when it is dropped: it says more of the user than is wanted here.
    let decoded = Secret::new(String::from_utf8(decoded).ok()?);
    let claims: BTreeMap<String, &RawValue> = serde_json::from_str(decoded.expose()).ok()?;
    read(claims.get(name)?.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> Secret {
        Secret::new(format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)))
    }

    #[test]
    fn reads_the_subject() {
        assert_eq!(
            subject(&token(r#"{"sub":"U1","exp":1}"#)).as_deref(),
            Some("U1")
        );
        assert_eq!(subject(&token(r#"{"exp":1}"#)), None);
        assert_eq!(subject(&Secret::new("opaque")), None);
        assert_eq!(subject(&Secret::new("a.!.c")), None);
    }

    #[test]
    fn reads_the_end_in_every_form() {
        for exp in [
            "1767637799",
            "1767637799.9",
            "\"1767637799\"",
            "\" 1767637799.0 \"",
            "1.767637799e9",
        ] {
            let end = UNIX_EPOCH + Duration::from_secs(1_767_637_799);
            let token = token(&format!(r#"{{"sub":7,"exp":{exp}}}"#));
            assert_eq!(expiry(&token), Some(end), "{exp}");
        }
    }

    #[test]
    fn what_is_no_time_is_none_and_no_panic() {
        for exp in [
            "-1",
            "1e300",
            "99999999999999999999999999",
            "18446744073709551615",
            "\"NaN\"",
            "\"inf\"",
            "\"soon\"",
            "\"\"",
            "null",
            "[]",
            "{}",
            "true",
        ] {
            let token = token(&format!(r#"{{"sub":"U1","exp":{exp}}}"#));
            assert_eq!(expiry(&token), None, "{exp}");
            assert_eq!(subject(&token).as_deref(), Some("U1"), "{exp}");
        }
        assert_eq!(expiry(&token("{}")), None);
        assert_eq!(expiry(&Secret::new("opaque")), None);
    }
}
