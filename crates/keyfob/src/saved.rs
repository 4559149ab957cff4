//! What the vendors' sessions do alike when they are saved and taken up again.

use keyfob_core::{Error, Handle, SavedSession, Scheme};

/// An account's name, with the environment if that is not a usual one.
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub(crate) fn account_in(account: &str, environment: &str, usual: &[&str]) -> String {
    match (usual.contains(&environment), account) {
        (true, account) => account.to_owned(),
        (false, "") => format!("({environment})"),
        (false, account) => format!("{account} ({environment})"),
    }
}

/// Takes over a session that was saved, for this account and with one of these credentials. An account that the login does not name is not
/// looked at.
pub(crate) fn take_over(
    handle: &Handle,
    saved: &SavedSession,
    account: &str,
    tokens: &[&Scheme],
) -> Result<(), Error> {
    handle.install(saved, handle.credentials().generation())?;
    if !is_of(account, saved.account()) {
        return Err(Error::invalid_input(format!(
            "the saved session is of the account `{}`, and `{account}` is meant",
            saved.account()
        )));
    }
    if !tokens.iter().any(|token| handle.credentials().has(token)) {
        return Err(Error::invalid_input(
            "the saved session has no token: it was saved after its logout",
        ));
    }
    Ok(())
}

/// Whether a session of this account is meant. A manager adds the user to the account: `acme/ann@example.com`.
fn is_of(account: &str, found: &str) -> bool {
    let rest = found.strip_prefix(account);
    account.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "standard-login"
))]
pub(crate) use info::{kept_info, read_info};

#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "standard-login"
))]
mod info {
    use std::io;

    use keyfob_core::{SavedSession, Secret};
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    /// What the vendor said of the user, as JSON for a saved session. It may hold tokens.
    pub(crate) fn kept_info(info: &impl Serialize) -> Option<Secret> {
        // Into a buffer that does not grow: one that does leaves its text behind.
        let mut length = Length(0);
        serde_json::to_writer(&mut length, info).ok()?;
        let mut text = Vec::with_capacity(length.0);
        serde_json::to_writer(&mut text, info).ok()?;
        String::from_utf8(text).ok().map(Secret::new)
    }

    /// The same, read again; nothing where none was kept, or where it cannot be read.
    pub(crate) fn read_info<T: DeserializeOwned + Default>(saved: &SavedSession) -> T {
        let info = saved.info().map(Secret::expose);
        info.and_then(|info| serde_json::from_str(info).ok())
            .unwrap_or_default()
    }

    /// Counts what is written to it.
    struct Length(usize);

    impl io::Write for Length {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_of_its_account_with_any_user_and_of_no_other() {
        for (account, found) in [
            ("acme", "acme"),
            ("acme", "acme/ann"),
            ("", "ann"),
            ("", ""),
        ] {
            assert!(is_of(account, found), "{account} {found}");
        }
        for (account, found) in [
            ("acme", "acme2"),
            ("acme", ""),
            ("acme", "ann"),
            ("a", "a (x)"),
        ] {
            assert!(!is_of(account, found), "{account} {found}");
        }
    }
}
