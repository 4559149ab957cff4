//! Connections to servers: names, TCP, TLS, and the time that all of it may take.

#[cfg(not(feature = "tls"))]
mod plain;
mod resolve;
#[cfg(feature = "tls")]
mod tls;

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use self::resolve::Resolver;
use crate::{Error, Settings};
#[cfg(not(feature = "tls"))]
use plain as tls;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Connects over TCP.
type Tcp = HttpConnector<Resolver>;

/// Connects to servers.
pub(in crate::transport) type Connector = Timed<tls::Connector>;

/// How often a silent connection is asked whether it still stands, and how often in vain.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const KEEP_ALIVE_RETRIES: u32 = 3;

/// How long what was sent may stay unacknowledged.
#[cfg(any(target_os = "android", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// What connects with these settings.
///
/// # Errors
/// [`Error::Settings`] says what in the settings cannot be.
pub(super) fn connector(settings: &Settings) -> Result<Connector, Error> {
    let limit = settings.timeouts.connect;
    let mut tcp = HttpConnector::new_with_resolver(Resolver::default());
    tcp.enforce_http(cfg!(not(feature = "tls")));
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(limit));
    tcp.set_keepalive(Some(KEEP_ALIVE));
    tcp.set_keepalive_interval(Some(KEEP_ALIVE));
    tcp.set_keepalive_retries(Some(KEEP_ALIVE_RETRIES));
    #[cfg(any(target_os = "android", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
    let inner = tls::connector(settings, tcp)?;
    Ok(Timed { inner, limit })
}

/// Gives up when it takes too long until a connection stands, TLS included.
#[derive(Clone)]
pub(in crate::transport) struct Timed<C> {
    inner: C,
    limit: Duration,
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri, Error: Into<BoxError>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connected = tokio::time::timeout(self.limit, self.inner.call(uri));
        Box::pin(async move {
            match connected.await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        })
    }
}
