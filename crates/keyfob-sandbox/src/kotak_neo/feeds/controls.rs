use super::failure::FeedFailure;
use super::feed::Feed;
use super::hub::{FeedConnection, Hub};
use super::settings::OrderHello;
use crate::exchange::Segment;

/// The connections to the feeds, as a test sees them and makes them go wrong. Where a feed is asked for, `None` means all.
pub struct Feeds<'a> {
    hub: &'a Hub,
}

impl<'a> Feeds<'a> {
    pub(in crate::kotak_neo) fn new(hub: &'a Hub) -> Self {
        Self { hub }
    }

    /// How many connections are open now.
    pub fn open(&self, feed: impl Into<Option<Feed>>) -> usize {
        self.hub.open_count(feed.into())
    }

    /// How many connections were opened since the start or the last reset. A refused upgrade opens none.
    pub fn opened(&self, feed: impl Into<Option<Feed>>) -> u64 {
        self.hub.opened_count(feed.into())
    }

    /// The connections that are open now, the oldest first.
    pub fn connections(&self) -> Vec<FeedConnection> {
        self.hub.connections()
    }

    /// Lets this happen to all connections that are open now, and tells how many there were. One that ends by it is not counted as open
    /// any more. What can only happen at the beginning happens to none of them.
    pub fn fail(&self, feed: impl Into<Option<Feed>>, failure: FeedFailure) -> usize {
        let feed = feed.into();
        self.hub.fail(
            |connection| feed.is_none_or(|only| only == connection.feed),
            &failure,
        )
    }

    /// The same for one connection. False if it is not open.
    pub fn fail_connection(&self, id: u64, failure: FeedFailure) -> bool {
        self.hub.fail(|connection| connection.id == id, &failure) > 0
    }

    /// Lets this happen to each of the next connections, so many times. Where it is not about the upgrade or the login itself, it
    /// happens right after the answer to the login. A connection takes the first that is planned for its feed.
    pub fn fail_next(&self, feed: impl Into<Option<Feed>>, times: usize, failure: FeedFailure) {
        self.hub.plan(feed.into(), times, failure);
    }

    /// Nothing that was planned happens any more.
    pub fn forget_planned(&self) {
        self.hub.forget_plans();
    }

    /// After how many data frames HSM wants an acknowledgement, for logins to come; 0, as at the start, for never.
    pub fn set_hsm_ack_interval(&self, frames: u32) {
        self.hub
            .change(|settings| settings.hsm_ack_interval = frames);
    }

    /// Answers logins to SFeed with the format `native_fallback`, which the vendor's client takes for a refusal; off at first.
    pub fn fall_back(&self, on: bool) {
        self.hub.change(|settings| settings.native_fallback = on);
    }

    /// In which spelling the order feed takes its first frame; both at first. It does not answer the other.
    pub fn take_order_hello(&self, spelling: OrderHello) {
        self.hub.change(|settings| settings.order_hello = spelling);
    }

    /// Answers an upgrade to the order feed with status 200 when its `sId` is empty, as users report; off at first.
    pub fn refuse_empty_server_id(&self, on: bool) {
        self.hub
            .change(|settings| settings.refuse_empty_server_id = on);
    }

    /// Sets the state of a market by the vendor's number, 1 for open and 2 for closed, and tells those who subscribed to it.
    pub fn set_market_status(&self, segment: Segment, code: u16) {
        self.hub.set_status(segment, code);
    }
}
