//! A line of JSON for each event.

use std::io::{self, Write};

use keyfob::Decimal;
use keyfob::kotak_neo::feed::orders::OrderEvent;
use keyfob::kotak_neo::feed::{Event, Gap, IndexQuote, Level, Quote};
use serde_json::{Value, json};

use super::feeds::Show;
use super::model::Model;

pub struct JsonLines<W> {
    output: W,
    /// What was told last of the feeds' states.
    states: [String; 2],
}

impl<W: Write> JsonLines<W> {
    pub fn new(output: W) -> Self {
        Self {
            output,
            states: Default::default(),
        }
    }

    fn line(&mut self, value: &Value) -> io::Result<()> {
        writeln!(self.output, "{value}")?;
        self.output.flush()
    }
}

impl<W: Write> Show for JsonLines<W> {
    fn market(&mut self, event: &Event) -> io::Result<()> {
        let value = match event {
            Event::Quote(quote) => of_quote(quote),
            Event::Index(index) => of_index(index),
            Event::MarketStatus(status) => json!({
                "event": "market_status",
                "segment": status.segment.to_string(),
                "phase": format!("{:?}", status.phase()),
            }),
            Event::Refused(refused) => json!({
                "event": "refused",
                "topics": format!("{:?}", refused.topics),
            }),
            Event::Gap(gap) => of_gap("market", gap),
            Event::Ended(error) => ended("market", error),
            _ => return Ok(()),
        };
        self.line(&value)
    }

    fn order(&mut self, event: &OrderEvent) -> io::Result<()> {
        let value = match event {
            OrderEvent::Order(order) => json!({
                "event": "order",
                "number": order.number,
                "instrument": order.contract.to_string(),
                "side": order.side.to_string(),
                "status": order.status.to_string(),
                "quantity": order.quantity,
                "filled_quantity": order.filled_quantity,
                "price": order.price.map(text),
                "average_price": order.average_price.map(text),
            }),
            OrderEvent::Position(position) => json!({
                "event": "position",
                "instrument": position.contract.to_string(),
                "bought_quantity": position.bought_quantity,
                "sold_quantity": position.sold_quantity,
            }),
            OrderEvent::Gap(gap) => of_gap("orders", gap),
            OrderEvent::Ended(error) => ended("orders", error),
            _ => return Ok(()),
        };
        self.line(&value)
    }

    fn refresh(&mut self, model: &Model) -> io::Result<bool> {
        let feeds = [("market", &model.market), ("orders", &model.orders)];
        for (at, (name, feed)) in feeds.into_iter().enumerate() {
            let Some(state) = feed.as_ref().and_then(|feed| feed.state) else {
                continue;
            };
            let state = state.to_string();
            if let Some(told) = self.states.get_mut(at)
                && *told != state
            {
                told.clone_from(&state);
                self.line(&json!({"event": "state", "feed": name, "state": state}))?;
            }
        }
        Ok(true)
    }
}

fn of_quote(quote: &Quote) -> Value {
    json!({
        "event": "quote",
        "instrument": quote.instrument.to_string(),
        "symbol": quote.symbol.as_deref(),
        "last_price": quote.last_price.map(text),
        "change_percent": quote.change_percent().map(|change| change.round_dp(4)).map(text),
        "bid": quote.best_bid().map(of_level),
        "offer": quote.best_offer().map(of_level),
        "volume": quote.volume,
        "passed_over": quote.conflated,
    })
}

fn of_index(index: &IndexQuote) -> Value {
    json!({
        "event": "index",
        "instrument": index.instrument.to_string(),
        "name": index.name.as_deref(),
        "value": index.value.map(text),
        "change_percent": index.change_percent().map(|change| change.round_dp(4)).map(text),
        "passed_over": index.conflated,
    })
}

fn of_level(level: &Level) -> Value {
    json!({"price": text(level.price), "quantity": level.quantity})
}

/// An exact number as a text: one of JSON may lose digits where it is read.
fn text(number: impl Into<Decimal>) -> String {
    number.into().to_string()
}

fn of_gap(feed: &str, gap: &Gap) -> Value {
    json!({
        "event": "gap",
        "feed": feed,
        "seconds": gap.duration().as_secs_f64(),
        "reason": gap.reason.label(),
    })
}

fn ended(feed: &str, error: &keyfob::Error) -> Value {
    json!({"event": "ended", "feed": feed, "reason": error.error_type()})
}
