//! What managers of sessions count. `error_type` is `None` where it went well, and else what [`Error::error_type`] or
//! the like says.
//!
//! [`Error::error_type`]: crate::Error::error_type

use super::emit::{ENABLED, KEEPALIVES, LOGINS, RENEWALS, STORE_ERRORS, count};

/// Counts a login at this API that came to its end.
#[doc(hidden)]
pub fn login(api: &str, error_type: Option<&'static str>) {
    outcome(LOGINS, api, error_type);
}

/// Counts a renewal of a session or an application's token that came to its end.
#[doc(hidden)]
pub fn renewal(api: &str, error_type: Option<&'static str>) {
    outcome(RENEWALS, api, error_type);
}

/// Counts a keepalive that came to its end.
#[doc(hidden)]
pub fn keepalive(api: &str, error_type: Option<&'static str>) {
    outcome(KEEPALIVES, api, error_type);
}

/// Counts a failure of the store of this API's sessions: what it was to do (`load`, `lease`, `save`), and what went wrong.
#[doc(hidden)]
pub fn store_error(api: &str, operation: &'static str, error_type: &'static str) {
    if !ENABLED {
        return;
    }
    let labels = [
        ("keyfob.api", Some(api.to_owned().into())),
        ("keyfob.store.operation", Some(operation.into())),
        ("error.type", Some(error_type.into())),
    ];
    count(STORE_ERRORS, labels);
}

fn outcome(name: &'static str, api: &str, error_type: Option<&'static str>) {
    if !ENABLED {
        return;
    }
    let labels = [
        ("keyfob.api", Some(api.to_owned().into())),
        ("error.type", error_type.map(Into::into)),
    ];
    count(name, labels);
}
