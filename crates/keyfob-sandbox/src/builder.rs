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
#[cfg(feature = "control")]
use crate::control::{self, ControlPort, ControlSettings};
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
    #[cfg(feature = "control")]
    control: Option<ControlSettings>,
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

    /// Also opens a control port, by which other programs can do what a test in Rust does; see [`Sandbox::control`]. Off unless
    /// it is asked for.
    #[cfg(feature = "control")]
    #[must_use]
    pub fn control(mut self, settings: ControlSettings) -> Self {
        self.control = Some(settings);
        self
    }

    /// Starts the sandbox on the current tokio runtime.
    ///
    /// # Errors
    /// If a port is taken, the seed says what cannot be, or the token of the control port is too short.
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
        let backend = match self.seed {
            Some(seed) => backend.seeded(seed)?,
            None => backend,
        };
        let backend = Arc::new(backend);
        let (stop, stopped) = watch::channel(false);
        #[cfg(feature = "control")]
        let control = match self.control {
            Some(settings) => {
                Some(control::start(settings, backend.clone(), stopped.clone()).await?)
            }
            None => None,
        };
        let router = backend.router();
        let servers =
            [first, second].map(|listener| serve(listener, router.clone(), stopped.clone()));
        let servers = servers.into_iter();
        #[cfg(feature = "control")]
        let (control, servers) = {
            let (control, server): (Option<ControlPort>, _) = control.unzip();
            (control, servers.chain(server))
        };
        Ok(Sandbox {
            backend,
            stop,
            servers: servers.collect(),
            #[cfg(feature = "tls")]
            tls: front,
            #[cfg(feature = "control")]
            control,
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
