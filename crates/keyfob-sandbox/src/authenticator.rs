//! Checks authenticator codes: one step either way, each code once.

use std::collections::HashMap;
use std::time::SystemTime;

use totp_rs::{Builder, Secret, Totp};

use crate::clock::unix_seconds;

#[derive(Default)]
pub(crate) struct Authenticator {
    last_step: HashMap<String, u64>,
    /// Whether a code is taken that was taken before.
    pub(crate) reuse: bool,
}

impl Authenticator {
    /// Whether `code` fits `secret` now and neither it nor a later one was accepted before.
    pub(crate) fn accept(&mut self, secret: &str, code: &str, now: SystemTime) -> bool {
        let step = totp(secret).and_then(|totp| totp.check(code, unix_seconds(now)));
        let Some(step) = step else { return false };
        let used = self.last_step.get(secret).is_some_and(|&last| step <= last);
        if used && !self.reuse {
            return false;
        }
        self.last_step.insert(secret.to_owned(), step);
        true
    }
}

/// The code an authenticator with this secret shows; `None` if the secret is not base32 of 128 bits or more.
pub(crate) fn code(secret: &str, now: SystemTime) -> Option<String> {
    totp(secret).map(|totp| totp.generate(unix_seconds(now)).to_string())
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}
