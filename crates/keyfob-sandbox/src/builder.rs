//! Starting a sandbox.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::accounts::{Accounts, demo};
use crate::backend::Backend;
use crate::context::Context;
use crate::listener::{Connection, Listener, Origin};
use crate::server::Sandbox;

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
        let mut backend = Backend::new(context, self.accounts.unwrap_or_else(demo));
        #[cfg(feature = "seed")]
        if let Some(seed) = self.seed {
            backend.seed(seed)?;
        }
        let (stop, stopped) = watch::channel(false);
        let router = backend.router();
        let servers =
            [first, second].map(|listener| serve(listener, router.clone(), stopped.clone()));
        Ok(Sandbox {
            backend: Arc::new(backend),
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
