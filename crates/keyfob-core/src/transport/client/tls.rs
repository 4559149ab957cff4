//! With TLS by rustls, and the system's certificate authorities.

use reqwest::{Certificate, Client, ClientBuilder};

use super::fault;
use crate::transport::tls::{provider, roots, without_system};
use crate::{Error, Settings};

pub(super) fn client(
    settings: &Settings,
    builder: impl Fn() -> Result<ClientBuilder, Error>,
    last: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    provider()?;
    let roots: Vec<_> = roots(settings)?
        .iter()
        .map(|root| Certificate::from_der(root))
        .collect::<Result<_, _>>()
        .map_err(|error| fault("a root certificate cannot be read", &error))?;
    match last(builder()?.tls_certs_merge(roots.clone())).build() {
        Ok(client) => Ok(client),
        Err(error) => {
            let client = last(builder()?.tls_certs_only(roots)).build();
            let client = client.map_err(|_| fault("the HTTP client cannot be made", &error))?;
            without_system();
            Ok(client)
        }
    }
}
