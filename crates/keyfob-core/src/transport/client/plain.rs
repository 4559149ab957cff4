//! Without TLS: only http to loopback works.

use reqwest::{Client, ClientBuilder};

use super::fault;
use crate::{Error, Settings};

pub(super) fn client(
    settings: &Settings,
    builder: impl Fn() -> Result<ClientBuilder, Error>,
    last: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    if !settings.root_certificates.is_empty() {
        return Err(Error::settings(
            "a root certificate needs one of the TLS features",
        ));
    }
    last(builder()?)
        .build()
        .map_err(|error| fault("the HTTP client cannot be made", &error))
}
