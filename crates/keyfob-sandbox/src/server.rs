//! The sandbox itself: one backend on two listeners.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::accounts::{Accounts, demo};
use crate::backend::Backend;
use crate::clock::Clock;
use crate::context::Context;
use crate::failure::{Failure, When};
use crate::listener::{Connection, Listener, Origin};
use crate::record::Exchange;
use crate::{authenticator, exchange, kotak_neo, kotak_trade, quatrix};

/// How long calls under way may take to finish at [`Sandbox::shutdown`].
const GRACE: Duration = Duration::from_secs(1);

/// A running stand-in for the three vendors. Dropping it stops it.
pub struct Sandbox {
    backend: Backend,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    #[cfg(feature = "tls")]
    tls: Option<crate::tls::Tls>,
}

impl Sandbox {
    /// Starts on free loopback ports, with the demo accounts.
    ///
    /// # Errors
    /// If loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts with a chosen port or chosen accounts.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The origin, like `http://127.0.0.1:8080`.
    pub fn url(&self) -> &str {
        &self.backend.context.url
    }

    /// A second origin with the same state behind it, to which Kotak Trade can send clients.
    pub fn second_url(&self) -> &str {
        &self.backend.context.second_url
    }

    /// The TLS origin, if [`Builder::tls`] asked for one.
    #[cfg(feature = "tls")]
    pub fn tls(&self) -> Option<&crate::tls::Tls> {
        self.tls.as_ref()
    }

    /// The base URL for Kotak Trade clients.
    pub fn kotak_trade_url(&self) -> String {
        format!("{}/apim", self.url())
    }

    /// The base URL for Kotak Neo clients: every host of that vendor is played on this one origin.
    pub fn kotak_neo_url(&self) -> String {
        self.url().to_owned()
    }

    /// The base URL for Quatrix clients.
    pub fn quatrix_url(&self) -> String {
        format!("{}/api/1.0", self.url())
    }

    /// Who may log in.
    pub fn accounts(&self) -> &Accounts {
        &self.backend.accounts
    }

    /// Sandbox time.
    pub fn clock(&self) -> Clock {
        self.backend.context.clock.clone()
    }

    /// The code an authenticator with this base32 secret shows in sandbox time; `None` if the secret is
    /// not one. The sandbox takes a code once: advance the clock by 30 seconds for the next.
    pub fn totp(&self, secret: &str) -> Option<String> {
        authenticator::code(secret, self.backend.context.clock.now())
    }

    /// The switches of Kotak Trade.
    pub fn kotak_trade(&self) -> kotak_trade::Controls<'_> {
        kotak_trade::Controls::new(&self.backend.kotak_trade)
    }

    /// The switches of Kotak Neo.
    pub fn kotak_neo(&self) -> kotak_neo::Controls<'_> {
        kotak_neo::Controls::new(&self.backend.kotak_neo)
    }

    /// The switches of Quatrix.
    pub fn quatrix(&self) -> quatrix::Controls<'_> {
        self.backend.quatrix()
    }

    /// The exchange behind both Kotak APIs.
    pub fn exchange(&self) -> exchange::Controls<'_> {
        self.backend.exchange()
    }

    /// Makes the next matching call go wrong. Said twice, two calls go wrong.
    pub fn fail_next(&self, when: When, failure: Failure) {
        self.backend.failures.add(when, failure);
    }

    /// Every call answered so far, in the order of the answers.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.backend.recording.exchanges()
    }

    /// The same, and forgets them.
    pub fn take_exchanges(&self) -> Vec<Exchange> {
        self.backend.recording.take()
    }

    /// Stops listening and waits a moment for calls under way.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        for mut server in std::mem::take(&mut self.servers) {
            if tokio::time::timeout(GRACE, &mut server).await.is_err() {
                server.abort();
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// Settings of a [`Sandbox`] that is to start.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    port: u16,
    accounts: Option<Accounts>,
    #[cfg(feature = "seed")]
    seed: Option<crate::seed::Seed>,
    #[cfg(feature = "tls")]
    tls: bool,
}

impl Builder {
    /// The port of [`Sandbox::url`]; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Who may log in, in place of the demo accounts.
    #[must_use]
    pub fn accounts(mut self, accounts: Accounts) -> Self {
        self.accounts = Some(accounts);
        self
    }

    /// What there is to begin with.
    #[cfg(feature = "seed")]
    #[must_use]
    pub fn seed(mut self, seed: crate::seed::Seed) -> Self {
        self.accounts = Some(seed.accounts());
        self.seed = Some(seed);
        self
    }

    /// Also listens for TLS, on a free port; see [`Sandbox::tls`].
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Starts the sandbox on the current tokio runtime.
    ///
    /// # Errors
    /// If the port is taken, or the seed says what cannot be.
    pub async fn start(self) -> io::Result<Sandbox> {
        let first = bind(self.port, Origin::First).await?;
        let second = bind(0, Origin::Second).await?;
        #[cfg(feature = "tls")]
        let front = match self.tls {
            true => Some(crate::tls::start(first.tcp.local_addr()?).await?),
            false => None,
        };
        let context = Context::new(&url(&first)?, &url(&second)?);
        let backend = Backend::new(context, self.accounts.unwrap_or_else(demo));
        #[cfg(feature = "seed")]
        if let Some(seed) = &self.seed {
            seed.apply(&backend.exchange(), &backend.quatrix())?;
        }
        let (stop, stopped) = watch::channel(false);
        let router = backend.router();
        let servers =
            [first, second].map(|listener| serve(listener, router.clone(), stopped.clone()));
        Ok(Sandbox {
            backend,
            stop,
            servers: servers.into(),
            #[cfg(feature = "tls")]
            tls: front,
        })
    }
}

async fn bind(port: u16, origin: Origin) -> io::Result<Listener> {
    let tcp = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    Ok(Listener { tcp, origin })
}

fn url(listener: &Listener) -> io::Result<String> {
    Ok(format!("http://{}", listener.tcp.local_addr()?))
}

fn serve(listener: Listener, router: Router, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    let service = router.into_make_service_with_connect_info::<Connection>();
    let stop = async move {
        // An error means that the sandbox is gone, which is a reason to stop as well.
        let _ = stopped.wait_for(|&stop| stop).await;
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::spawn(async move {
        // Nobody is left to tell of an error here; callers see their connections fail.
        let _ = serving.await;
    })
}
