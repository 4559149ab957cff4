//! How a model looks in a terminal.

use std::fmt::Display;
use std::time::{Duration, Instant};

use keyfob::Decimal;
use keyfob::kotak_neo::feed::Level;
use ratatui::Frame;
use ratatui::layout::{Alignment, Constraint, Layout};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Block, Borders, Cell, Paragraph, Row, Table};

use super::model::{FeedStatus, Model, OrderRow, QuoteRow, percent};

const HEADING: Style = Style::new().add_modifier(Modifier::BOLD);

/// Draws it as it is now: a table for each feed that is watched, and how they are.
pub fn draw(model: &Model, now: Instant, frame: &mut Frame) {
    let quotes = match model.market {
        Some(_) => model.quotes().count().max(1) + 2,
        None => 0,
    };
    let orders = u16::from(model.orders.is_some()) * 4;
    let feeds = [("market", &model.market), ("orders", &model.orders)];
    let watched = feeds
        .into_iter()
        .filter_map(|(name, feed)| Some((name, feed.as_ref()?)));
    let lines: Vec<_> = watched
        .map(|(name, feed)| Line::from(status_line(name, feed, now)))
        .collect();
    let areas = Layout::vertical([
        Constraint::Max(u16::try_from(quotes).unwrap_or(u16::MAX)),
        Constraint::Min(orders),
        Constraint::Length(u16::try_from(lines.len()).unwrap_or(u16::MAX)),
    ]);
    let [quotes, orders, status] = areas.areas(frame.area());
    if model.market.is_some() {
        frame.render_widget(quote_table(model, now), quotes);
    }
    if model.orders.is_some() {
        frame.render_widget(order_table(model), orders);
    }
    frame.render_widget(Paragraph::new(lines), status);
}

fn quote_table(model: &Model, now: Instant) -> Table<'_> {
    let heading = [
        "Last",
        "Change",
        "Bid qty",
        "Bid",
        "Offer",
        "Offer qty",
        "Volume",
        "Age",
        "Passed",
    ];
    let widths = [10, 8, 8, 10, 10, 9, 10, 6, 7].map(Constraint::Length);
    let widths = [Constraint::Min(10)].into_iter().chain(widths);
    let heading = [Cell::from("Instrument")]
        .into_iter()
        .chain(heading.map(right));
    Table::new(model.quotes().map(|row| quote_row(row, now)), widths)
        .header(Row::new(heading).style(HEADING))
        .block(title(" Market "))
}

fn quote_row(row: &QuoteRow, now: Instant) -> Row<'_> {
    let quantity = |level: Option<Level>| told(level.map(|level| level.quantity));
    let price = |level: Option<Level>| told(level.map(|level| level.price));
    let change = row.change_percent.map(percent);
    let cells = [
        Cell::from(&*row.name),
        told(row.last),
        told(change).style(colour(row.change_percent)),
        quantity(row.bid),
        price(row.bid),
        price(row.offer),
        quantity(row.offer),
        told(row.volume),
        right(&seconds(now.saturating_duration_since(row.came))),
        right(&row.conflated.to_string()),
    ];
    let style = match row.is_stale {
        true => Style::new().add_modifier(Modifier::DIM),
        false => Style::new(),
    };
    Row::new(cells).style(style)
}

fn order_table(model: &Model) -> Table<'_> {
    let heading = ["Order", "Instrument", "Side", "Status"].map(Cell::from);
    let figures = ["Filled", "Of", "Limit", "Average"].map(right);
    let widths = [
        Constraint::Length(16),
        Constraint::Min(10),
        Constraint::Length(5),
        Constraint::Min(10),
        Constraint::Length(7),
        Constraint::Length(7),
        Constraint::Length(10),
        Constraint::Length(10),
    ];
    Table::new(model.order_rows().iter().map(order_row), widths)
        .header(Row::new(heading.into_iter().chain(figures)).style(HEADING))
        .block(title(" Orders "))
}

fn order_row(row: &OrderRow) -> Row<'_> {
    Row::new([
        Cell::from(&*row.number),
        Cell::from(&*row.name),
        Cell::from(&*row.side),
        Cell::from(&*row.status),
        right(&row.filled.to_string()),
        right(&row.quantity.to_string()),
        told(row.price),
        told(row.average_price.map(|price| price.round_dp(2))),
    ])
}

/// Where a feed stands, what could not be understood, and its last gap.
fn status_line(name: &str, feed: &FeedStatus, now: Instant) -> String {
    let summary = feed.summary();
    match &feed.last_gap {
        Some(gap) => {
            let ago = seconds(now.saturating_duration_since(gap.ended));
            let length = seconds(gap.length);
            format!(
                "{name}: {summary}; last gap of {length}, {ago} ago: {}",
                gap.reason
            )
        }
        None => format!("{name}: {summary}"),
    }
}

/// Seconds, minutes or hours, in six letters at most.
fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        seconds @ 10..600 => format!("{seconds} s"),
        seconds @ 600..36_000 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

fn title(title: &str) -> Block<'_> {
    Block::new().borders(Borders::TOP).title(title)
}

fn told(value: Option<impl Display>) -> Cell<'static> {
    right(&value.map_or_else(|| "-".to_owned(), |value| value.to_string()))
}

fn right(text: &str) -> Cell<'static> {
    Cell::from(Text::from(text.to_owned()).alignment(Alignment::Right))
}

/// Gains are green and losses red, unless `NO_COLOR` says otherwise: crossterm heeds that.
fn colour(change: Option<Decimal>) -> Style {
    match change {
        Some(change) if change > Decimal::ZERO => Style::new().fg(Color::Green),
        Some(change) if change < Decimal::ZERO => Style::new().fg(Color::Red),
        _ => Style::new(),
    }
}
