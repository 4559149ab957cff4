//! Without TLS: only http to loopback works.

use reqwest::{Client, ClientBuilder};

use super::fault;
use crate::transport::plain::refuse_roots;
use crate::{Error, Settings};

pub(super) fn client(
    settings: &Settings,
    builder: impl Fn() -> Result<ClientBuilder, Error>,
    last: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    refuse_roots(settings)?;
    last(builder()?)
        .build()
        .map_err(|error| fault("the HTTP client cannot be made", &error))
}
