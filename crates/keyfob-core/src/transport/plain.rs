//! Without TLS: only http to loopback works.

use crate::{Error, Settings};

/// Certificates are for TLS.
///
/// # Errors
/// [`Error::Settings`]: there are some.
pub(super) fn refuse_roots(settings: &Settings) -> Result<(), Error> {
    match settings.root_certificates.is_empty() {
        true => Ok(()),
        false => Err(Error::settings(
            "a root certificate needs one of the TLS features",
        )),
    }
}
