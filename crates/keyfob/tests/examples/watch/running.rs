//! The example on real feeds, of a sandbox.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Parser;
use keyfob::kotak_neo::feed::orders::OrderEvent;
use keyfob::kotak_neo::feed::{Event, State};
use keyfob_sandbox::exchange::demo;
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure};
use tokio::time::timeout;

use super::example::feeds::{Feeds, Show};
use super::example::model::Model;
use super::example::plain::Plain;
use super::example::{self, Account, Arguments};

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

/// Plain lines, until this holds.
struct Until<F>(Plain<Printed>, F);

impl<F: FnMut(&Model) -> bool> Show for Until<F> {
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

#[tokio::test]
async fn the_demo_moves_and_its_orders_fill() {
    let account = example::demo::account().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let arguments = Arguments::try_parse_from(["watch", "--plain"]).unwrap();
    let printed = Printed::default();
    let mut seen = Vec::new();
    let shown = Until(Plain::new(printed.clone()), |model: &Model| {
        let share = model.quotes().find(|row| row.name == "SANDBOXCO-EQ");
        seen.extend(share.and_then(|row| row.last));
        seen.dedup();
        let filled = model.order_rows().iter().any(|row| row.filled > 0);
        let named = |name| model.quotes().any(|row| row.name == name);
        filled && seen.len() > 1 && named("Nifty 50") && named("SANDBOXCO30JANFUT")
    });
    let watching = example::watch(&session, &account, &arguments, shown);
    timeout(SOON, watching).await.unwrap().unwrap();
    let text = printed.text();
    for line in [
        "market: live\n",
        "orders: live\n",
        "\nSANDBOXCO-EQ: 1",
        "\norder ",
    ] {
        assert!(text.contains(line), "{line:?} in\n{text}");
    }
    session.logout().await.unwrap();
}

#[tokio::test]
async fn it_ends_after_the_time_that_was_said() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let arguments = Arguments::try_parse_from(["watch", "--plain", "--for", "0"]).unwrap();
    let shown = Plain::new(Printed::default());
    let watching = example::watch(&session, &account, &arguments, shown);
    timeout(SOON, watching).await.unwrap().unwrap();
    session.logout().await.unwrap();
}

#[tokio::test]
async fn a_gap_is_told_and_what_came_before_it_is_stale() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let sandbox = account.sandbox.as_ref().unwrap();
    let share = format!("nse_cm|{}", demo::SHARE);
    let mut feeds = Feeds::open(&session, &[share]).await.unwrap();
    let printed = Printed::default();
    let mut has_failed = false;
    let shown = Until(Plain::new(printed.clone()), |model: &Model| {
        if model.quotes().next().is_some() && !has_failed {
            assert_eq!(model.market.state, Some(State::Live));
            sandbox
                .kotak_neo()
                .feeds()
                .fail(Feed::SFeed, FeedFailure::Cut);
            has_failed = true;
        }
        model.market.last_gap.is_some()
    });
    timeout(SOON, feeds.show(shown)).await.unwrap().unwrap();
    let text = printed.text();
    assert!(text.contains("market: nothing came for "), "{text}");
    assert!(text.contains("the connection was cut"), "{text}");
    session.logout().await.unwrap();
}

#[tokio::test]
async fn orders_that_stood_before_are_shown() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let share = keyfob::trading::Contract::new(keyfob::trading::Segment::NseCash, "SANDBOXCO-EQ");
    let below = rust_decimal::dec!(1400);
    let order = keyfob::trading::Order::limit(keyfob::trading::Side::Buy, &share, 1, below);
    let number = session.place(order).await.unwrap();
    let mut feeds = Feeds::open(&session, &[]).await.unwrap();
    let mut shown = false;
    let show = Until(Plain::new(Printed::default()), |model: &Model| {
        let row = model.order_rows().iter().find(|row| row.number == number);
        shown = row.is_some_and(|row| row.price == Some(below));
        true
    });
    timeout(SOON, feeds.show(show)).await.unwrap().unwrap();
    assert!(shown);
    session.logout().await.unwrap();
}

#[tokio::test]
async fn a_session_that_ends_is_the_end_and_says_why() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let mut feeds = Feeds::open(&session, &[]).await.unwrap();
    session.logout().await.unwrap();
    let shown = Plain::new(Printed::default());
    let error = timeout(SOON, feeds.show(shown)).await.unwrap().unwrap_err();
    assert!(
        matches!(error, keyfob::Error::SessionClosed { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn the_end_of_either_feed_is_the_end() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let mut feeds = Feeds::open(&session, &[]).await.unwrap();
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
    session.logout().await.unwrap();
}

#[test]
fn with_a_real_account_somebody_has_to_say_what_is_watched() {
    assert!(Arguments::try_parse_from(["watch", "--live"]).is_err());
    assert!(Arguments::try_parse_from(["watch", "--live", "nse_cm|11536"]).is_ok());
}
