//! The vendors put together, whatever origin a call comes to.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::accounts::Accounts;
use crate::context::Context;
use crate::drift::{self, Drift, Drifts};
use crate::exchange::{self, SharedMarket};
use crate::failure::{self, Failures, Injection};
use crate::generation::Generation;
use crate::record::{self, Recording};
#[cfg(feature = "seed")]
use crate::seed::{Seed, SeedError};
use crate::{kotak_neo, kotak_trade, quatrix, vendor};

/// What there is once, whatever origin a call comes to.
pub(crate) struct Backend {
    pub(crate) context: Context,
    pub(crate) accounts: Accounts,
    pub(crate) market: SharedMarket,
    pub(crate) kotak_trade: kotak_trade::Shared,
    pub(crate) kotak_neo: kotak_neo::Shared,
    pub(crate) quatrix: quatrix::Shared,
    pub(crate) failures: Failures,
    pub(crate) recording: Recording,
    pub(crate) drifts: Drifts,
    /// The drifts to begin with.
    first_drifts: Vec<Drift>,
    generation: Generation,
    /// How many instruments there are besides the demo's.
    bulk: u32,
    #[cfg(feature = "seed")]
    seed: Option<Seed>,
}

impl Backend {
    pub(crate) fn new(context: Context, accounts: Accounts) -> Self {
        let market = SharedMarket::default();
        let kotak_trade =
            kotak_trade::App::new(context.clone(), market.clone(), &accounts.kotak_trade);
        let kotak_neo = kotak_neo::App::new(context.clone(), market.clone(), &accounts.kotak_neo);
        let quatrix = quatrix::App::new(context.clone(), &accounts.quatrix);
        Self {
            context,
            accounts,
            market,
            kotak_trade: Arc::new(kotak_trade),
            kotak_neo: Arc::new(kotak_neo),
            quatrix: Arc::new(quatrix),
            failures: Failures::default(),
            recording: Recording::default(),
            drifts: Drifts::default(),
            first_drifts: Vec::new(),
            generation: Generation::default(),
            bulk: 0,
            #[cfg(feature = "seed")]
            seed: None,
        }
    }

    /// Puts in so many instruments besides the demo's, now and at each reset.
    pub(crate) fn with_bulk(mut self, count: u32) -> Self {
        self.bulk = count;
        self.market.reset(count);
        self
    }

    /// Lets answers drift, from now on and from each reset on.
    pub(crate) fn with_drifts(mut self, drifts: Vec<Drift>) -> Self {
        self.drifts.set(drifts.clone());
        self.first_drifts = drifts;
        self
    }

    /// Puts in what a seed has besides its users, now and at each reset.
    #[cfg(feature = "seed")]
    pub(crate) fn seeded(mut self, seed: Seed) -> Result<Self, SeedError> {
        seed.apply(&self.exchange(), &self.quatrix())?;
        self.seed = Some(seed);
        Ok(self)
    }

    /// Begins anew: everybody is logged out, the market and the files are as at the start, sandbox time is real time, no
    /// failure waits, nothing is recorded. Calls under way lose their connection and are not recorded.
    pub(crate) fn reset(&self) {
        // First of all, so that what is still under way knows.
        self.generation.raise();
        self.context.clock.reset();
        self.kotak_trade.reset(&self.accounts.kotak_trade);
        self.kotak_neo.reset(&self.accounts.kotak_neo);
        self.quatrix.reset(&self.accounts.quatrix);
        self.market.reset(self.bulk);
        #[cfg(feature = "seed")]
        if let Some(seed) = &self.seed {
            // It was applied to the same beginning before.
            let _ = seed.apply(&self.exchange(), &self.quatrix());
        }
        self.failures.clear();
        self.drifts.set(self.first_drifts.clone());
        self.recording.take();
    }

    pub(crate) fn exchange(&self) -> exchange::Controls<'_> {
        exchange::Controls::new(&self.market, &self.context.clock)
    }

    pub(crate) fn quatrix(&self) -> quatrix::Controls<'_> {
        quatrix::Controls::new(&self.quatrix)
    }

    pub(crate) fn kotak_trade(&self) -> kotak_trade::Controls<'_> {
        kotak_trade::Controls::new(&self.kotak_trade)
    }

    pub(crate) fn kotak_neo(&self) -> kotak_neo::Controls<'_> {
        kotak_neo::Controls::new(&self.kotak_neo)
    }

    pub(crate) fn router(&self) -> Router {
        Router::new()
            .merge(kotak_trade::router(self.kotak_trade.clone()))
            .merge(kotak_neo::router(self.kotak_neo.clone()))
            .merge(quatrix::router(self.quatrix.clone()))
            .fallback(vendor::unknown_path)
            .method_not_allowed_fallback(vendor::wrong_method)
            .layer(from_fn_with_state(self.drifts.clone(), drift::drifted))
            .layer(from_fn_with_state(
                Injection {
                    failures: self.failures.clone(),
                    generation: self.generation.clone(),
                    too_many_requests: vendor::Vendor::too_many_requests,
                },
                failure::inject,
            ))
            .layer(from_fn_with_state(
                (self.recording.clone(), self.generation.clone()),
                record::record,
            ))
    }
}
