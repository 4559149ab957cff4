//! Reading a claim of a token. Its signature is the vendor's business.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keyfob_core::Secret;
use serde::Deserialize;

#[derive(Deserialize)]
struct Claims {
    sub: String,
}

/// The `sub` claim: the user id that the later steps of G1 want.
pub(super) fn subject(token: &Secret) -> Option<String> {
    let payload = token.expose().split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    serde_json::from_slice::<Claims>(&claims)
        .ok()
        .map(|claims| claims.sub)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_subject() {
        let token =
            |claims: &str| Secret::new(format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)));
        assert_eq!(
            subject(&token(r#"{"sub":"U1","exp":1}"#)).as_deref(),
            Some("U1")
        );
        assert_eq!(subject(&token(r#"{"exp":1}"#)), None);
        assert_eq!(subject(&Secret::new("opaque")), None);
        assert_eq!(subject(&Secret::new("a.!.c")), None);
    }
}
