//! Real feeds, of a sandbox.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::orders::OrderEvent;
use keyfob::kotak_neo::feed::{Event, State};
use keyfob::kotak_neo::g3::Login;
use keyfob::trading::{Contract, Order, Segment, Side};
use keyfob::{Settings, Totp};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::demo;
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure};
use rust_decimal::dec;
use serde_json::Value;
use tokio::time::timeout;

use crate::watch::feeds::{Feeds, Show};
use crate::watch::json_lines::JsonLines;
use crate::watch::model::Model;
use crate::watch::plain::Plain;

const SOON: Duration = Duration::from_secs(20);

/// What was printed.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Shown, until this holds.
struct Until<S, F>(S, F);

impl<S: Show, F: FnMut(&Model) -> bool> Show for Until<S, F> {
    fn market(&mut self, event: &Event) -> io::Result<()> {
        self.0.market(event)
    }

    fn order(&mut self, event: &OrderEvent) -> io::Result<()> {
        self.0.order(event)
    }

    fn refresh(&mut self, model: &Model) -> io::Result<bool> {
        self.0.refresh(model)?;
        Ok(!(self.1)(model))
    }
}

async fn logged_in(sandbox: &Sandbox) -> Session {
    let user = &sandbox.accounts().kotak_neo[0];
    let settings = Settings::default().with_origin(sandbox.url());
    let code = Totp::new(&*user.totp_secret).unwrap().code();
    let login = Login::new(&*user.dashboard_token).with_settings(settings);
    let view = login.totp(&user.mobile, &user.ucc, code).await.unwrap();
    view.mpin(&*user.mpin).await.unwrap()
}

fn share() -> [String; 1] {
    [format!("nse_cm|{}", demo::SHARE)]
}

#[tokio::test]
async fn a_market_that_moves_is_shown_as_lines_and_as_json() {
    let sandbox = Sandbox::builder().ticks(50).start().await.unwrap();
    let session = logged_in(&sandbox).await;
    let mut feeds = Feeds::open(&session, &share(), true).await.unwrap();
    let mut seen = Vec::new();
    let mut moved = |model: &Model| {
        seen.extend(model.quotes().next().and_then(|row| row.last));
        seen.dedup();
        seen.len() > 1
    };
    let printed = Printed::default();
    let plain = Until(Plain::new(printed.clone()), &mut moved);
    timeout(SOON, feeds.show(plain)).await.unwrap().unwrap();
    let text = printed.text();
    for line in ["market: live\n", "orders: live\n", "SANDBOXCO-EQ: 1"] {
        assert!(text.contains(line), "{line:?} in\n{text}");
    }
    let printed = Printed::default();
    let quoted = printed.clone();
    let quoted = move |_: &Model| quoted.text().contains("\"quote\"");
    let json = Until(JsonLines::new(printed.clone()), quoted);
    timeout(SOON, feeds.show(json)).await.unwrap().unwrap();
    let text = printed.text();
    let events: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let quote = events
        .iter()
        .find(|event| event["event"] == "quote")
        .unwrap();
    assert_eq!(quote["instrument"], "nse_cm|1001");
    assert!(
        quote["last_price"].as_str().unwrap().starts_with('1'),
        "{quote}"
    );
}

#[tokio::test]
async fn a_gap_is_told_and_what_came_before_it_is_stale() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = logged_in(&sandbox).await;
    let mut feeds = Feeds::open(&session, &share(), false).await.unwrap();
    let printed = Printed::default();
    let mut has_failed = false;
    let shown = Until(Plain::new(printed.clone()), |model: &Model| {
        let market = model.market.as_ref().unwrap();
        if model.quotes().next().is_some() && !has_failed {
            assert_eq!(market.state, Some(State::Live));
            let neo = sandbox.kotak_neo();
            neo.feeds().fail(Feed::SFeed, FeedFailure::Cut);
            has_failed = true;
        }
        market.last_gap.is_some()
    });
    timeout(SOON, feeds.show(shown)).await.unwrap().unwrap();
    let text = printed.text();
    assert!(text.contains("market: nothing came for "), "{text}");
    assert!(text.contains("the connection was cut"), "{text}");
    assert!(!text.contains("orders"), "{text}");
}

#[tokio::test]
async fn orders_that_stood_before_are_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = logged_in(&sandbox).await;
    let share = Contract::new(Segment::NseCash, "SANDBOXCO-EQ");
    let order = Order::limit(Side::Buy, &share, 1, dec!(1400));
    let number = session.place(order).await.unwrap();
    let mut feeds = Feeds::open(&session, &[], true).await.unwrap();
    let mut shown = false;
    let show = Until(Plain::new(Printed::default()), |model: &Model| {
        let row = model.order_rows().iter().find(|row| row.number == number);
        shown = row.is_some_and(|row| row.price == Some(dec!(1400)));
        true
    });
    timeout(SOON, feeds.show(show)).await.unwrap().unwrap();
    assert!(shown);
}

#[tokio::test]
async fn a_session_that_ends_is_the_end_and_says_why() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = logged_in(&sandbox).await;
    let mut feeds = Feeds::open(&session, &[], true).await.unwrap();
    session.logout().await.unwrap();
    let shown = Plain::new(Printed::default());
    let failure = timeout(SOON, feeds.show(shown)).await.unwrap().unwrap_err();
    assert_eq!(failure.kind, "session_closed");
}

#[tokio::test]
async fn the_end_of_either_feed_is_the_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = logged_in(&sandbox).await;
    let mut feeds = Feeds::open(&session, &[], true).await.unwrap();
    let printed = Printed::default();
    let mut shown = Plain::new(printed.clone());
    let closed = |operation| keyfob::Error::SessionClosed { operation };
    let market = Event::Ended(closed("market_feed"));
    assert!(feeds.take_market(market, &mut shown).is_err());
    let orders = OrderEvent::Ended(closed("order_feed"));
    assert!(feeds.take_order(orders, &mut shown).is_err());
    let text = printed.text();
    for line in ["market ended: ", "\norders ended: "] {
        assert!(text.contains(line), "{text}");
    }
}
