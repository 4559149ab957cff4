//! Without TLS: only http to loopback works.

use super::Tcp;
use crate::transport::plain::refuse_roots;
use crate::{Error, Settings};

pub(in crate::transport) type Connector = Tcp;

pub(super) fn connector(settings: &Settings, tcp: Tcp) -> Result<Connector, Error> {
    refuse_roots(settings)?;
    Ok(tcp)
}
