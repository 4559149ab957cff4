//! Where the feeds of a session are.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use keyfob_core::Secret;
use kotak_neo::credentials::SERVER_ID;
use kotak_neo::types::{ClientPlatform, FeedEnvironment};
use kotak_neo_feed::servers::{
    Endpoints, MARKET_FEED_HSM, market_feed_g3, order_feed_g1, order_feed_g2, order_feed_g3,
};

use super::operation::ORDER_FEED;
use crate::kotak_neo::Session;
use crate::kotak_neo::generation::is_g3;

/// How long to wait for the service that tells where the feeds of G3 are. The vendor's own client goes on without it, too.
const LOOK_UP: Duration = Duration::from_secs(5);

/// The version of the vendor's client by which the service was seen to be asked.
const CLIENT_VERSION: &str = "3.0.1";

/// What the vendor's service told of the feeds, once it has.
#[derive(Default)]
pub(super) struct FeedConfig(Mutex<Option<BTreeMap<String, String>>>);

impl FeedConfig {
    /// The URL of the market feed.
    pub(super) async fn market(&self, session: &Session) -> String {
        if !is_g3(session.client().handle()) {
            return MARKET_FEED_HSM.to_owned();
        }
        let configs = self.look_up(session).await;
        let told = endpoints(&configs, session).market;
        market_feed_g3([told, session.info().market_feed_url.as_deref()])
    }

    /// The URL of the order feed; `None` where a session of G3 knows no host. It may carry the server's id: it is no text for logs.
    pub(super) async fn orders(&self, session: &Session) -> Option<Secret> {
        let handle = session.client().handle();
        let info = session.info();
        let data_center = info.data_center.as_deref().unwrap_or_default();
        if is_g3(handle) {
            let configs = self.look_up(session).await;
            let told = endpoints(&configs, session).orders;
            let base_url = handle.servers().base_url();
            let url = order_feed_g3([told, info.order_feed_url.as_deref()], &base_url);
            return url.map(Secret::from);
        }
        let server_id = handle.credential(&ORDER_FEED, &SERVER_ID).ok();
        let server_id = server_id.as_ref().map_or("", Secret::expose);
        let url = match handle.servers().variant().starts_with("g1") {
            true => order_feed_g1(server_id),
            false => order_feed_g2(data_center, server_id),
        };
        Some(url.into())
    }

    async fn look_up(&self, session: &Session) -> BTreeMap<String, String> {
        if let Some(known) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            return known.clone();
        }
        let call = session.client().session().feed_config();
        let call = call
            .app_version(CLIENT_VERSION)
            .platform(ClientPlatform::Api)
            .environment(FeedEnvironment::Production)
            .send();
        let answer = tokio::time::timeout(LOOK_UP, call).await;
        let configs = answer.ok().and_then(Result::ok);
        let Some(data) = configs.and_then(|answer| answer.into_inner().data) else {
            return BTreeMap::new();
        };
        let configs = data.configs;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(configs.clone());
        configs
    }
}

fn endpoints<'a>(configs: &'a BTreeMap<String, String>, session: &Session) -> Endpoints<'a> {
    let configs = configs.iter().map(|(name, value)| (&**name, &**value));
    let data_center = session.info().data_center.as_deref();
    Endpoints::of(configs, data_center.unwrap_or_default())
}
