//! Switches of the vendors; what is left out stays.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::json::Sent;
use super::problem::Problem;
use crate::backend::Backend;
use crate::kotak_neo::OddBook;

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
    login_limit: Option<LoginLimit>,
    redirect_to_second_host: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct KotakNeo {
    login_limit: Option<LoginLimit>,
    book_delay_seconds: Option<Seconds>,
    odd_book: Option<Odd>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Quatrix {
    login_limit: Option<LoginLimit>,
    site_suspended: Option<bool>,
    storage_limit_bytes: Option<u64>,
    job_delay_seconds: Option<Seconds>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginLimit {
    logins: usize,
    window_seconds: Seconds,
}

/// Not below 0, and no more than a duration holds.
#[derive(Clone, Copy, Deserialize)]
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

/// Everything was read before anything is set.
pub(super) async fn change(
    State(backend): State<Arc<Backend>>,
    Sent(switches): Sent<Switches>,
) -> Result<StatusCode, Problem> {
    let trade = backend.kotak_trade();
    if let Some(LoginLimit {
        logins,
        window_seconds,
    }) = switches.kotak_trade.login_limit
    {
        trade.limit_logins(logins, window_seconds.0);
    }
    if let Some(on) = switches.kotak_trade.redirect_to_second_host {
        trade.redirect_to_second_host(on);
    }
    let neo = backend.kotak_neo();
    if let Some(LoginLimit {
        logins,
        window_seconds,
    }) = switches.kotak_neo.login_limit
    {
        neo.limit_logins(logins, window_seconds.0);
    }
    if let Some(delay) = switches.kotak_neo.book_delay_seconds {
        neo.delay_book(delay.0);
    }
    if let Some(odd) = switches.kotak_neo.odd_book {
        neo.answer_books_with(odd.into());
    }
    let quatrix = backend.quatrix();
    if let Some(LoginLimit {
        logins,
        window_seconds,
    }) = switches.quatrix.login_limit
    {
        quatrix.limit_logins(logins, window_seconds.0);
    }
    if let Some(on) = switches.quatrix.site_suspended {
        quatrix.suspend_site(on);
    }
    if let Some(bytes) = switches.quatrix.storage_limit_bytes {
        quatrix.limit_storage(bytes);
    }
    if let Some(delay) = switches.quatrix.job_delay_seconds {
        quatrix.delay_jobs(delay.0);
    }
    Ok(StatusCode::NO_CONTENT)
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

impl From<Odd> for Option<OddBook> {
    fn from(odd: Odd) -> Self {
        match odd {
            Odd::None => None,
            Odd::CodeAndMessage => Some(OddBook::CodeAndMessage),
            Odd::Gateway => Some(OddBook::Gateway),
            Odd::Unauthorized => Some(OddBook::Unauthorized),
            Odd::Sentence => Some(OddBook::Sentence),
            Odd::Empty => Some(OddBook::Empty),
        }
    }
}
