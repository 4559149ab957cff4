//! Where the feeds of a session are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keyfob_core::Secret;
use keyfob_feed::FeedSettings;
use kotak_neo::credentials::SERVER_ID;
use kotak_neo::types::{ClientPlatform, FeedEnvironment, LoginData};
use kotak_neo_feed::servers::{
    Endpoints, MARKET_FEED_HSM, market_feed_g3, order_feed_g1, order_feed_g2, order_feed_g3,
};
use tokio::time::Instant;

use super::operation::ORDER_FEED;
use crate::kotak_neo::Session;
use crate::kotak_neo::generation::is_g3;

/// How long to wait for the service that tells where the feeds of G3 are. The vendor's own client goes on without it, too.
const LOOK_UP: Duration = Duration::from_secs(5);

/// What of the time for a connection the wait takes at most: the connection has to fit in, too.
const CONNECT_FRACTION: u32 = 3;

/// How long the service is let alone once it has not answered.
const RETRY_PAUSE: Duration = Duration::from_secs(3 * 60);

/// The version of the vendor's client by which the service was seen to be asked.
const CLIENT_VERSION: &str = "3.0.1";

/// Where the vendor's service says that the feeds are. The last answer that came holds until there is a newer one.
pub(super) struct FeedConfig {
    /// How long to wait for an answer.
    timeout: Duration,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    configs: Arc<BTreeMap<String, String>>,
    /// Whether the service need not be asked again.
    is_current: bool,
    /// When it last did not answer.
    failed_at: Option<Instant>,
}

impl FeedConfig {
    pub(super) fn new(settings: &FeedSettings) -> Self {
        Self {
            timeout: LOOK_UP.min(settings.connect / CONNECT_FRACTION),
            known: Mutex::default(),
        }
    }

    /// Has the service asked again before the next connection: where the feed's login is refused, it may be elsewhere by now.
    pub(super) fn look_up_again(&self) {
        self.known().is_current = false;
    }

    /// The URL of the market feed.
    pub(super) async fn market(&self, session: &Session) -> String {
        if !is_g3(session.client().handle()) {
            return MARKET_FEED_HSM.to_owned();
        }
        let configs = self.look_up(session).await;
        let info = session.newest_info();
        let told = endpoints(&configs, &info).market;
        market_feed_g3([told, info.market_feed_url.as_deref()])
    }

    /// The URL of the order feed; `None` where a session of G3 knows no host. It may carry the server's id: it is no text for logs.
    pub(super) async fn orders(&self, session: &Session) -> Option<Secret> {
        let handle = session.client().handle();
        if is_g3(handle) {
            let configs = self.look_up(session).await;
            let info = session.newest_info();
            let told = endpoints(&configs, &info).orders;
            let base_url = handle.servers().base_url();
            let url = order_feed_g3([told, info.order_feed_url.as_deref()], &base_url);
            return url.map(Secret::from);
        }
        let server_id = handle.credential(&ORDER_FEED, &SERVER_ID).ok();
        let server_id = server_id.as_ref().map_or("", Secret::expose);
        let url = match handle.servers().variant().starts_with("g1") {
            true => order_feed_g1(server_id),
            false => {
                let info = session.newest_info();
                order_feed_g2(info.data_center.as_deref().unwrap_or_default(), server_id)
            }
        };
        Some(url.into())
    }

    async fn look_up(&self, session: &Session) -> Arc<BTreeMap<String, String>> {
        if let Some(configs) = self.known().without_asking() {
            return configs;
        }
        let asked = tokio::time::timeout(self.timeout, ask(session)).await;
        let mut known = self.known();
        match asked.ok().flatten() {
            Some(configs) => {
                *known = Known {
                    configs: Arc::new(configs),
                    is_current: true,
                    failed_at: None,
                }
            }
            None => known.failed_at = Some(Instant::now()),
        }
        Arc::clone(&known.configs)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn without_asking(&self) -> Option<Arc<BTreeMap<String, String>>> {
        let has_failed = self.failed_at.is_some_and(|at| at.elapsed() < RETRY_PAUSE);
        (self.is_current || has_failed).then(|| Arc::clone(&self.configs))
    }
}

async fn ask(session: &Session) -> Option<BTreeMap<String, String>> {
    let call = session.client().session().feed_config();
    let call = call
        .app_version(CLIENT_VERSION)
        .platform(ClientPlatform::Api)
        .environment(FeedEnvironment::Production);
    let answer = call.send().await.ok()?;
    Some(answer.into_inner().data?.configs)
}

fn endpoints<'a>(configs: &'a BTreeMap<String, String>, info: &LoginData) -> Endpoints<'a> {
    let configs = configs.iter().map(|(name, value)| (&**name, &**value));
    Endpoints::of(configs, info.data_center.as_deref().unwrap_or_default())
}

#[cfg(test)]
pub(super) mod tests;
