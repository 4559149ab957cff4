//! What is watched is told as it is: the newest quote, how old it is, what was passed over, and what came before a gap.

use std::time::{Duration, Instant};

use keyfob::kotak_neo::feed::{
    Depth, Event, IndexQuote, Instrument, Level, Price, Quote, Segment, State, Token,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::style::{Color, Modifier};
use rust_decimal::dec;

use super::model::{FeedStatus, LastGap, Model, OrderRow};
use super::{plain, screen, view};

mod running;

fn price(paise: i64) -> Price {
    Price::new(paise, 100).unwrap()
}

fn level(paise: i64, quantity: i64) -> Level {
    Level {
        price: price(paise),
        quantity,
        orders: Some(1),
    }
}

fn quote(last: i64, conflated: u32) -> Event {
    let instrument = "nse_cm|1001".parse().unwrap();
    let mut quote = Quote::new(instrument, Depth::Touch);
    quote.symbol = Some("SANDBOXCO-EQ".into());
    quote.last_price = Some(price(last));
    quote.close = Some(price(150_000));
    quote.bids = level(last - 5, 120).into();
    quote.offers = level(last + 5, 80).into();
    quote.volume = Some(1_234_567);
    quote.conflated = conflated;
    Event::Quote(quote)
}

fn index() -> Event {
    let mut index = IndexQuote::new(Instrument {
        segment: Segment::NseCm,
        token: Token::Number(26_000),
    });
    index.name = Some("Nifty 50".into());
    index.value = Some(price(2_450_000));
    index.close = Some(price(2_500_000));
    Event::Index(index)
}

/// A model of both feeds.
fn both() -> Model {
    let mut model = Model::default();
    model.market = Some(FeedStatus::default());
    model.orders = Some(FeedStatus::default());
    model
}

fn order(number: &str, status: &str) -> OrderRow {
    OrderRow {
        number: number.to_owned(),
        side: "buy".to_owned(),
        name: "SANDBOXCO-EQ".to_owned(),
        status: status.to_owned(),
        quantity: 75,
        filled: 50,
        price: None,
        average_price: Some(dec!(1510.666667)),
    }
}

fn drawn(model: &Model, now: Instant) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(106, 11)).unwrap();
    let frame = terminal.draw(|frame| view::draw(model, now, frame));
    frame.unwrap().buffer.clone()
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let rows = buffer.content().chunks(usize::from(buffer.area.width));
    let text = |row: &[ratatui::buffer::Cell]| -> String {
        row.iter().map(ratatui::buffer::Cell::symbol).collect()
    };
    rows.map(|row| text(row).trim_end().to_owned()).collect()
}

#[test]
fn the_whole_picture() {
    let came = Instant::now();
    let mut model = both();
    model.market(&quote(151_000, 0), came);
    model.market(&quote(151_075, 3), came);
    model.market(&quote(151_070, 1), came);
    model.market(&index(), came + Duration::from_secs(30));
    model.order(order("26112500001", "open"));
    let last_gap = LastGap {
        length: Duration::from_millis(3240),
        reason: "the connection was cut".to_owned(),
        ended: came,
    };
    model.market = Some(FeedStatus {
        state: Some(State::Live),
        last_gap: Some(last_gap),
        problems: vec![("invalid_length", 2), ("unknown_message", 1)],
    });
    model.orders = Some(FeedStatus {
        state: Some(State::Waiting),
        ..FeedStatus::default()
    });
    let lines = lines(&drawn(&model, came + Duration::from_secs(42)));
    let expected = [
        " Market ──────────────────────────────────────────────────────────────────────────────────────────────────",
        "Instrument                Last   Change  Bid qty        Bid      Offer Offer qty     Volume    Age  Passed",
        "SANDBOXCO-EQ           1510.70   +0.71%      120    1510.65    1510.75        80    1234567   42 s       4",
        "Nifty 50              24500.00   -2.00%        -          -          -         -          -   12 s       0",
        " Orders ──────────────────────────────────────────────────────────────────────────────────────────────────",
        "Order            Instrument             Side  Status                  Filled      Of      Limit    Average",
        "26112500001      SANDBOXCO-EQ           buy   open                        50      75          -    1510.67",
        "",
        "",
        "market: live, not understood: 2 invalid_length, 1 unknown_message; last gap of 3.2 s, 42 s ago: the connec",
        "orders: waiting",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn gains_are_green_and_losses_red() {
    let now = Instant::now();
    let mut model = both();
    model.market(&quote(151_000, 0), now);
    model.market(&index(), now);
    let buffer = drawn(&model, now);
    let last_of_change = 38;
    assert_eq!(buffer[(last_of_change, 2)].symbol(), "%");
    assert_eq!(buffer[(last_of_change, 2)].fg, Color::Green);
    assert_eq!(buffer[(last_of_change, 3)].fg, Color::Red);
}

#[test]
fn what_came_before_a_gap_is_dim_until_it_comes_again() {
    let now = Instant::now();
    let mut model = both();
    let is_dim = |model: &Model| drawn(model, now)[(0, 2)].modifier.contains(Modifier::DIM);
    model.market(&quote(151_000, 0), now);
    assert!(!is_dim(&model));
    model.gap(LastGap {
        length: Duration::from_secs(3),
        reason: "the connection was cut".to_owned(),
        ended: now,
    });
    assert!(is_dim(&model));
    model.market(&quote(151_000, 0), now);
    assert!(!is_dim(&model));
}

#[test]
fn the_order_that_changed_last_comes_first_and_keeps_its_limit() {
    let mut model = both();
    let mut limited = order("1", "open");
    limited.price = Some(dec!(1510));
    model.order(limited);
    model.order(order("2", "open"));
    model.order(order("1", "complete"));
    let rows: Vec<_> = model.order_rows().iter().collect();
    let told = rows
        .iter()
        .map(|row| (&*row.number, &*row.status, row.price));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("1", "complete", Some(dec!(1510))), ("2", "open", None)]
    );
}

#[test]
fn only_so_many_orders_are_kept() {
    let mut model = both();
    for number in 0..1000 {
        model.order(order(&number.to_string(), "open"));
    }
    assert_eq!(model.order_rows().len(), 200);
    assert_eq!(model.order_rows()[0].number, "999");
}

#[test]
fn a_feed_that_is_not_watched_takes_no_room() {
    let now = Instant::now();
    let mut model = both();
    model.orders = None;
    model.market(&quote(151_000, 0), now);
    let shown = lines(&drawn(&model, now));
    assert!(shown[0].starts_with(" Market ") && shown[2].starts_with("SANDBOXCO-EQ"));
    assert_eq!(shown[10], "market: opening");
    assert!(!shown.concat().contains("rders"), "{shown:?}");
    let mut model = both();
    model.market = None;
    model.order(order("1", "open"));
    let shown = lines(&drawn(&model, now));
    assert!(shown[0].starts_with(" Orders ") && shown[2].starts_with('1'));
    assert!(!shown.concat().contains("arket"), "{shown:?}");
}

#[test]
fn a_small_terminal_is_no_panic() {
    let mut model = both();
    let now = Instant::now();
    model.market(&quote(151_000, 0), now);
    model.order(order("1", "open"));
    for (width, height) in [(1, 1), (10, 3), (80, 5)] {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let frame = terminal.draw(|frame| view::draw(&model, now, frame));
        assert_eq!(frame.unwrap().area.width, width);
    }
}

#[test]
fn plain_lines_say_what_is_known_and_no_more() {
    assert_eq!(
        plain::market_line(&quote(151_000, 7)).unwrap(),
        "SANDBOXCO-EQ: 1510.00 (+0.67%), bid 1509.95 x 120, offer 1510.05 x 80, volume 1234567, 7 passed over"
    );
    let unknown = Quote::new("nse_cm|1001".parse().unwrap(), Depth::Touch);
    assert_eq!(
        plain::market_line(&Event::Quote(unknown)).unwrap(),
        "nse_cm|1001: - (-), bid -, offer -, volume -, 0 passed over"
    );
    assert_eq!(
        plain::market_line(&index()).unwrap(),
        "Nifty 50: 24500.00 (-2.00%)"
    );
    assert_eq!(
        plain::order_line(&order("7", "open")),
        "order 7: buy 75 of SANDBOXCO-EQ, 50 filled at 1510.666667: open"
    );
}

#[test]
fn a_feed_that_is_not_open_yet_says_so() {
    assert_eq!(FeedStatus::default().summary(), "opening");
}

#[test]
fn q_escape_and_control_c_end_it() {
    let press = |code, modifiers| KeyEvent::new(code, modifiers);
    for key in [
        press(KeyCode::Char('q'), KeyModifiers::NONE),
        press(KeyCode::Esc, KeyModifiers::NONE),
        press(KeyCode::Char('c'), KeyModifiers::CONTROL),
    ] {
        assert!(screen::is_end(&key), "{key:?}");
        let mut released = key;
        released.kind = KeyEventKind::Release;
        assert!(!screen::is_end(&released), "{released:?}");
    }
    for code in [KeyCode::Char('c'), KeyCode::Char('x'), KeyCode::Enter] {
        assert!(
            !screen::is_end(&press(code, KeyModifiers::NONE)),
            "{code:?}"
        );
    }
}
