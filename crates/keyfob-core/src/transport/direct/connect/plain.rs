//! Without TLS: only http to loopback works.

use super::Tcp;
use crate::{Error, Settings};

pub(in crate::transport) type Connector = Tcp;

pub(super) fn connector(settings: &Settings, tcp: Tcp) -> Result<Connector, Error> {
    if !settings.root_certificates.is_empty() {
        return Err(Error::settings(
            "a root certificate needs one of the TLS features",
        ));
    }
    Ok(tcp)
}
