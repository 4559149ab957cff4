//! The sandbox itself: one backend on two listeners.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::accounts::Accounts;
use crate::backend::Backend;
use crate::clock::Clock;
#[cfg(feature = "control")]
use crate::control::ControlPort;
use crate::drift::Drift;
use crate::failure::{Failure, When};
use crate::record::Exchange;
use crate::{authenticator, exchange, kotak_neo, kotak_trade, quatrix};

/// How long calls under way may take to finish at [`Sandbox::shutdown`].
const GRACE: Duration = Duration::from_secs(1);

/// A running stand-in for the three vendors. Dropping it stops it.
pub struct Sandbox {
    pub(crate) backend: Arc<Backend>,
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) servers: Vec<JoinHandle<()>>,
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<crate::tls::Tls>,
    #[cfg(feature = "control")]
    pub(crate) control: Option<ControlPort>,
}

impl Sandbox {
    /// The origin, like `http://127.0.0.1:8080`.
    pub fn url(&self) -> &str {
        &self.backend.context.url
    }

    /// A second origin with the same state behind it, to which Kotak Trade can send clients.
    pub fn second_url(&self) -> &str {
        &self.backend.context.second_url
    }

    /// The TLS origin, if [`Builder::tls`](crate::Builder::tls) asked for one.
    #[cfg(feature = "tls")]
    pub fn tls(&self) -> Option<&crate::tls::Tls> {
        self.tls.as_ref()
    }

    /// The control port, if [`Builder::control`](crate::Builder::control) asked for one.
    #[cfg(feature = "control")]
    pub fn control(&self) -> Option<&ControlPort> {
        self.control.as_ref()
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
        self.backend.kotak_trade()
    }

    /// The switches of Kotak Neo.
    pub fn kotak_neo(&self) -> kotak_neo::Controls<'_> {
        self.backend.kotak_neo()
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

    /// Lets answers drift away from the vendors' documents in these ways from now on, and in no others: in none, if there are none.
    pub fn drift(&self, drifts: impl IntoIterator<Item = Drift>) {
        self.backend.drifts.set(drifts.into_iter().collect());
    }

    /// Begins anew: everybody is logged out, the market and the files are as at the start, sandbox time is real time, no
    /// failure waits, nothing is recorded. Switches and drifts are as at the start too. Calls under way lose their connection, and what
    /// was to be carried out later is not.
    pub fn reset(&self) {
        self.backend.reset();
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
