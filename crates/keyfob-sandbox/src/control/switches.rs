//! Switches of the vendors; what is left out stays, null is as at the start.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::json::Sent;
use crate::answer::json;
use crate::backend::Backend;
use crate::kotak_neo::{OddBook, OrderHello};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Switches {
    kotak_trade: KotakTrade,
    kotak_neo: KotakNeo,
    quatrix: Quatrix,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct KotakTrade {
    login_limit: Change<LoginLimit>,
    redirect_to_second_host: Change<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct KotakNeo {
    login_limit: Change<LoginLimit>,
    book_delay_seconds: Change<Seconds>,
    odd_book: Change<Odd>,
    hsm_ack_interval: Change<u32>,
    sfeed_native_fallback: Change<bool>,
    order_hello: Change<Hello>,
    refuse_empty_server_id: Change<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Quatrix {
    login_limit: Change<LoginLimit>,
    site_suspended: Change<bool>,
    storage_limit_bytes: Change<u64>,
    job_delay_seconds: Change<Seconds>,
}

/// Left out, null or a value.
#[derive(Default)]
enum Change<T> {
    #[default]
    Stays,
    Start,
    To(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(from)?.map_or(Self::Start, Self::To))
    }
}

impl<T> Change<T> {
    /// Sets a value, or nothing in place of one.
    fn apply(self, set: impl FnOnce(Option<T>)) {
        match self {
            Self::Stays => {}
            Self::Start => set(None),
            Self::To(value) => set(Some(value)),
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginLimit {
    logins: usize,
    window_seconds: Seconds,
}

/// Not below 0, and no more than a century.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(try_from = "f64")]
struct Seconds(Duration);

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Odd {
    None,
    CodeAndMessage,
    Gateway,
    Unauthorized,
    Sentence,
    Empty,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Hello {
    Both,
    Json,
    Raw,
}

/// Everything was read before anything is set.
pub(super) async fn change(
    State(backend): State<Arc<Backend>>,
    Sent(switches): Sent<Switches>,
) -> StatusCode {
    let (trade, changes) = (backend.kotak_trade(), switches.kotak_trade);
    changes.login_limit.apply(|limit| match limit {
        Some(limit) => trade.limit_logins(limit.logins, limit.window_seconds.0),
        None => trade.lift_login_limit(),
    });
    let redirect = changes.redirect_to_second_host;
    redirect.apply(|on| trade.redirect_to_second_host(on.unwrap_or_default()));
    let (neo, changes) = (backend.kotak_neo(), switches.kotak_neo);
    changes.login_limit.apply(|limit| match limit {
        Some(limit) => neo.limit_logins(limit.logins, limit.window_seconds.0),
        None => neo.lift_login_limit(),
    });
    let delay = changes.book_delay_seconds;
    delay.apply(|delay| neo.delay_book(delay.unwrap_or_default().0));
    let odd = changes.odd_book;
    odd.apply(|odd| neo.answer_books_with(odd.and_then(Odd::book)));
    let feeds = neo.feeds();
    let interval = changes.hsm_ack_interval;
    interval.apply(|frames| feeds.set_hsm_ack_interval(frames.unwrap_or_default()));
    let fallback = changes.sfeed_native_fallback;
    fallback.apply(|on| feeds.fall_back(on.unwrap_or_default()));
    let hello = changes.order_hello;
    hello.apply(|hello| feeds.take_order_hello(hello.map(Hello::spelling).unwrap_or_default()));
    let refuse = changes.refuse_empty_server_id;
    refuse.apply(|on| feeds.refuse_empty_server_id(on.unwrap_or_default()));
    let (quatrix, changes) = (backend.quatrix(), switches.quatrix);
    changes.login_limit.apply(|limit| match limit {
        Some(limit) => quatrix.limit_logins(limit.logins, limit.window_seconds.0),
        None => quatrix.lift_login_limit(),
    });
    let suspended = changes.site_suspended;
    suspended.apply(|on| quatrix.suspend_site(on.unwrap_or_default()));
    changes.storage_limit_bytes.apply(|limit| match limit {
        Some(bytes) => quatrix.limit_storage(bytes),
        None => quatrix.lift_storage_limit(),
    });
    let delay = changes.job_delay_seconds;
    delay.apply(|delay| quatrix.delay_jobs(delay.unwrap_or_default().0));
    StatusCode::NO_CONTENT
}

/// As [`change`] takes them.
pub(super) async fn get(State(backend): State<Arc<Backend>>) -> Response {
    let (trade, neo, quatrix) = (
        backend.kotak_trade(),
        backend.kotak_neo(),
        backend.quatrix(),
    );
    let feeds = neo.feed_settings();
    let body = json!({
        "kotak_trade": {
            "login_limit": limit(trade.login_limit()),
            "redirect_to_second_host": trade.redirects_to_second_host(),
        },
        "kotak_neo": {
            "login_limit": limit(neo.login_limit()),
            "book_delay_seconds": seconds(neo.book_delay()),
            "odd_book": word(neo.odd_book()),
            "hsm_ack_interval": feeds.hsm_ack_interval,
            "sfeed_native_fallback": feeds.native_fallback,
            "order_hello": spelled(feeds.order_hello),
            "refuse_empty_server_id": feeds.refuse_empty_server_id,
        },
        "quatrix": {
            "login_limit": limit(quatrix.login_limit()),
            "site_suspended": quatrix.is_site_suspended(),
            "storage_limit_bytes": quatrix.storage_limit(),
            "job_delay_seconds": seconds(quatrix.job_delay()),
        },
    });
    json(StatusCode::OK, body)
}

fn limit(rule: Option<(usize, Duration)>) -> Value {
    rule.map_or(
        Value::Null,
        |(logins, window)| json!({"logins": logins, "window_seconds": seconds(window)}),
    )
}

fn seconds(duration: Duration) -> Value {
    match duration.subsec_nanos() {
        0 => duration.as_secs().into(),
        _ => duration.as_secs_f64().into(),
    }
}

/// A century: a sum with sandbox time stays a time.
const LONGEST: f64 = 3_155_760_000.0;

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        let duration = Duration::try_from_secs_f64(seconds).ok();
        let duration = duration.filter(|_| seconds <= LONGEST);
        duration.map(Self).ok_or("seconds are from 0 to a century")
    }
}

impl Odd {
    fn book(self) -> Option<OddBook> {
        match self {
            Self::None => None,
            Self::CodeAndMessage => Some(OddBook::CodeAndMessage),
            Self::Gateway => Some(OddBook::Gateway),
            Self::Unauthorized => Some(OddBook::Unauthorized),
            Self::Sentence => Some(OddBook::Sentence),
            Self::Empty => Some(OddBook::Empty),
        }
    }
}

fn word(odd: Option<OddBook>) -> &'static str {
    match odd {
        None => "none",
        Some(OddBook::CodeAndMessage) => "code_and_message",
        Some(OddBook::Gateway) => "gateway",
        Some(OddBook::Unauthorized) => "unauthorized",
        Some(OddBook::Sentence) => "sentence",
        Some(OddBook::Empty) => "empty",
    }
}

impl Hello {
    fn spelling(self) -> OrderHello {
        match self {
            Self::Both => OrderHello::Both,
            Self::Json => OrderHello::Json,
            Self::Raw => OrderHello::Raw,
        }
    }
}

fn spelled(hello: OrderHello) -> &'static str {
    match hello {
        OrderHello::Both => "both",
        OrderHello::Json => "json",
        OrderHello::Raw => "raw",
    }
}
