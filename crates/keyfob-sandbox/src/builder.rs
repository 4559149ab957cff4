//! Starting a sandbox.

use std::io;
use std::sync::Arc;

use tokio::sync::watch;

use crate::accounts::{Accounts, demo};
use crate::backend::Backend;
use crate::context::Context;
#[cfg(feature = "control")]
use crate::control::{self, ControlPort, ControlSettings};
use crate::drift::Drift;
use crate::exchange::{Movement, keep_moving};
use crate::listener::{Origin, bind, serve, url};
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
    bulk: u32,
    ticks: u32,
    tick_seed: u64,
    drifts: Vec<Drift>,
    #[cfg(feature = "seed")]
    seed: Option<crate::seed::Seed>,
    #[cfg(feature = "tls")]
    tls: bool,
    #[cfg(feature = "control")]
    control: Option<ControlSettings>,
    #[cfg(feature = "docs")]
    docs: Option<std::path::PathBuf>,
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

    /// Lists so many instruments besides the demo's, for tests under load: shares at the National Stock Exchange named `BULK0001` and so
    /// on, with tokens from 2,000,001 on, always at the same prices.
    #[must_use]
    pub fn bulk_instruments(mut self, count: u32) -> Self {
        self.bulk = count;
        self
    }

    /// Makes a market that moves: so many times a second, the price of some instrument or index moves by 0.05, within its band, and
    /// orders fill as prices pass them. None, the default, moves nothing.
    #[must_use]
    pub fn ticks(mut self, per_second: u32) -> Self {
        self.ticks = per_second;
        self
    }

    /// Which prices [`Self::ticks`] moves: the same ones in the same order for the same seed; 0 by default.
    #[must_use]
    pub fn tick_seed(mut self, seed: u64) -> Self {
        self.tick_seed = seed;
        self
    }

    /// Lets answers be other than the vendors' documents say, from the start on: for tests of what notices it. See
    /// [`Sandbox::drift`].
    #[must_use]
    pub fn drift(mut self, drifts: impl IntoIterator<Item = Drift>) -> Self {
        self.drifts = drifts.into_iter().collect();
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

    /// Also serves the pages that `cargo xtask docs` wrote to this folder, at `/docs/` of both origins. What is tried there is called here.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn docs(mut self, folder: impl Into<std::path::PathBuf>) -> Self {
        self.docs = Some(folder.into());
        self
    }

    /// Starts the sandbox on the current tokio runtime.
    ///
    /// # Errors
    /// If a port is taken, the seed says what cannot be, the token of the control port is too short, or the folder of the pages has none.
    pub async fn start(self) -> io::Result<Sandbox> {
        let first = bind(self.port, Origin::First).await?;
        let second = bind(0, Origin::Second).await?;
        #[cfg(feature = "tls")]
        let front = match self.tls {
            true => Some(crate::tls::start(first.tcp.local_addr()?).await?),
            false => None,
        };
        let (stop, stopped) = watch::channel(false);
        let context = Context::new(&url(&first)?, &url(&second)?, stopped.clone());
        let backend = Backend::new(context, self.accounts.unwrap_or_else(demo));
        let backend = backend.with_bulk(self.bulk).with_drifts(self.drifts);
        #[cfg(feature = "seed")]
        let backend = match self.seed {
            Some(seed) => backend.seeded(seed)?,
            None => backend,
        };
        let backend = Arc::new(backend);
        if self.ticks > 0 {
            let movement = Movement {
                per_second: self.ticks,
                seed: self.tick_seed,
            };
            let (market, clock) = (backend.market.clone(), backend.context.clock.clone());
            tokio::spawn(keep_moving(movement, market, clock, stopped.clone()));
        }
        #[cfg(feature = "control")]
        let control = match self.control {
            Some(settings) => {
                Some(control::start(settings, backend.clone(), stopped.clone()).await?)
            }
            None => None,
        };
        let router = backend.router();
        #[cfg(feature = "docs")]
        let router = match self.docs {
            Some(folder) => crate::docs::beside(router, &folder)?,
            None => router,
        };
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
