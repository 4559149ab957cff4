//! A line for each event, for logs and for where there is no terminal.

use std::fmt::Display;
use std::io::{self, Write};

use keyfob::kotak_neo::feed::orders::OrderEvent;
use keyfob::kotak_neo::feed::{Event, Gap, Level};

use super::feeds::Show;
use super::model::{Model, OrderRow, percent};

pub struct Plain<W> {
    output: W,
    /// What was printed last of the feeds' states.
    status: [String; 2],
}

impl<W: Write> Plain<W> {
    pub fn new(output: W) -> Self {
        Self {
            output,
            status: Default::default(),
        }
    }
}

impl<W: Write> Show for Plain<W> {
    fn market(&mut self, event: &Event) -> io::Result<()> {
        match market_line(event) {
            Some(line) => writeln!(self.output, "{line}"),
            None => Ok(()),
        }
    }

    fn order(&mut self, event: &OrderEvent) -> io::Result<()> {
        let line = match event {
            OrderEvent::Order(order) => order_line(&OrderRow::from(&**order)),
            OrderEvent::Position(position) => format!(
                "position {}: {} bought, {} sold",
                position.contract, position.bought_quantity, position.sold_quantity
            ),
            OrderEvent::Gap(gap) => gap_line("orders", gap),
            OrderEvent::Ended(error) => format!("orders ended: {error}"),
            _ => return Ok(()),
        };
        writeln!(self.output, "{line}")
    }

    fn refresh(&mut self, model: &Model) -> io::Result<bool> {
        let feeds = [("market", &model.market), ("orders", &model.orders)];
        for ((name, feed), printed) in feeds.into_iter().zip(&mut self.status) {
            let Some(feed) = feed else {
                continue;
            };
            let line = format!("{name}: {}", feed.summary());
            if *printed != line {
                writeln!(self.output, "{line}")?;
                *printed = line;
            }
        }
        self.output.flush()?;
        Ok(true)
    }
}

/// What came from the market; none for what has no line.
pub fn market_line(event: &Event) -> Option<String> {
    Some(match event {
        Event::Quote(quote) => {
            let name = match &quote.symbol {
                Some(symbol) => symbol.to_string(),
                None => quote.instrument.to_string(),
            };
            let level = |level: Option<&Level>| match level {
                Some(Level {
                    price, quantity, ..
                }) => format!("{price} x {quantity}"),
                None => "-".to_owned(),
            };
            let change = quote.change_percent().map(percent);
            format!(
                "{name}: {} ({}), bid {}, offer {}, volume {}, {} passed over",
                told(quote.last_price),
                told(change),
                level(quote.best_bid()),
                level(quote.best_offer()),
                told(quote.volume),
                quote.conflated
            )
        }
        Event::Index(index) => {
            let name = match &index.name {
                Some(name) => name.to_string(),
                None => index.instrument.to_string(),
            };
            let change = index.change_percent().map(percent);
            format!("{name}: {} ({})", told(index.value), told(change))
        }
        Event::MarketStatus(status) => format!("{}: {:?}", status.segment, status.phase()),
        Event::Refused(refused) => format!("not taken: {:?}", refused.topics),
        Event::Gap(gap) => gap_line("market", gap),
        Event::Ended(error) => format!("market ended: {error}"),
        _ => return None,
    })
}

/// An order as it is now.
pub fn order_line(order: &OrderRow) -> String {
    format!(
        "order {}: {} {} of {}, {} filled at {}: {}",
        order.number,
        order.side,
        order.quantity,
        order.name,
        order.filled,
        told(order.average_price),
        order.status
    )
}

fn gap_line(name: &str, gap: &Gap) -> String {
    let (length, reason) = (gap.duration(), &gap.reason);
    format!("{name}: nothing came for {length:.1?}: {reason}")
}

fn told(value: Option<impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}
