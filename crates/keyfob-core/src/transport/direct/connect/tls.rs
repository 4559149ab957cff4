//! With TLS by rustls, and the system's certificate authorities.

use hyper_rustls::HttpsConnector;

use super::Tcp;
use crate::transport::tls;
use crate::{Error, Settings};

pub(in crate::transport) type Connector = HttpsConnector<Tcp>;

pub(super) fn connector(settings: &Settings, tcp: Tcp) -> Result<Connector, Error> {
    Ok(HttpsConnector::from((tcp, tls::config(settings)?)))
}
