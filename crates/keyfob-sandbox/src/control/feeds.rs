//! The feeds of Kotak Neo: who is connected, and what goes wrong with it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::json::Sent;
use super::problem::Problem;
use super::which::status;
use crate::answer::json;
use crate::backend::Backend;
use crate::exchange::Segment;
use crate::kotak_neo::{Feed, FeedConnection, FeedFailure, Feeds, Garbage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fail {
    feed: Option<Name>,
    connection: Option<u64>,
    next: Option<usize>,
    failure: Kind,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Name {
    Hsm,
    SFeed,
    Orders,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
enum Kind {
    Silent {},
    HalfOpen {},
    StalledReading {},
    Cut {},
    Reset {},
    CutInFrame {},
    Garbage { how: How },
    Close { code: u16 },
    CloseAfter { messages: u64, code: u16 },
    Slow { seconds: f64 },
    RefuseLogin {},
    LoginUnanswered {},
    RefuseUpgrade { status: u16 },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    WrongKind,
    BrokenLength,
    NotUtf8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarketStatus {
    segment: Segment,
    code: u16,
}

const ALL: [(&str, Feed); 3] = [
    ("hsm", Feed::Hsm),
    ("sfeed", Feed::SFeed),
    ("orders", Feed::Orders),
];

pub(super) async fn get(State(backend): State<Arc<Backend>>) -> Response {
    let neo = backend.kotak_neo();
    let feeds = neo.feeds();
    let connections: Vec<_> = feeds.connections().iter().map(to_json).collect();
    let body = json!({
        "open": counts(|feed| feeds.open(feed).into()),
        "opened": counts(|feed| feeds.opened(feed).into()),
        "connections": connections,
    });
    json(StatusCode::OK, body)
}

/// Those that are open now, or those to come.
pub(super) async fn fail(
    State(backend): State<Arc<Backend>>,
    Sent(fail): Sent<Fail>,
) -> Result<Response, Problem> {
    let failure = fail.failure.read()?;
    let feed = fail.feed.map(Name::feed);
    let neo = backend.kotak_neo();
    let hit = said(&neo.feeds(), feed, fail.connection, fail.next, failure)?;
    Ok(json(StatusCode::OK, json!({"connections": hit})))
}

fn said(
    feeds: &Feeds<'_>,
    feed: Option<Feed>,
    connection: Option<u64>,
    next: Option<usize>,
    failure: FeedFailure,
) -> Result<usize, Problem> {
    match (connection, next) {
        (None, None) => Ok(feeds.fail(feed, failure)),
        (None, Some(times)) => {
            feeds.fail_next(feed, times, failure);
            Ok(0)
        }
        (Some(id), None) if feed.is_none() => match feeds.fail_connection(id, failure) {
            true => Ok(1),
            false => Err(Problem::not_found("no connection that is open has this id")),
        },
        _ => Err(Problem::invalid(
            "name a feed or none, and how many are next or none; or a connection alone",
        )),
    }
}

pub(super) async fn forget(State(backend): State<Arc<Backend>>) -> StatusCode {
    backend.kotak_neo().feeds().forget_planned();
    StatusCode::NO_CONTENT
}

pub(super) async fn set_market_status(
    State(backend): State<Arc<Backend>>,
    Sent(MarketStatus { segment, code }): Sent<MarketStatus>,
) -> StatusCode {
    backend.kotak_neo().feeds().set_market_status(segment, code);
    StatusCode::NO_CONTENT
}

fn counts(count: impl Fn(Feed) -> Value) -> Value {
    let counts = ALL.into_iter();
    let counts = counts.map(|(name, feed)| (name.to_owned(), count(feed)));
    Value::Object(counts.collect::<Map<_, _>>())
}

fn to_json(connection: &FeedConnection) -> Value {
    let mut names = ALL.into_iter();
    let name = names.find(|(_, feed)| *feed == connection.feed);
    let subscriptions = connection.subscriptions.iter();
    let subscriptions =
        subscriptions.map(|one| json!({"kind": one.kind, "instrument": one.instrument}));
    json!({
        "id": connection.id,
        "feed": name.map(|(name, _)| name),
        "account": connection.account,
        "subscriptions": subscriptions.collect::<Vec<_>>(),
        "received": connection.received,
        "acknowledged": connection.acknowledged,
    })
}

impl Name {
    fn feed(self) -> Feed {
        match self {
            Self::Hsm => Feed::Hsm,
            Self::SFeed => Feed::SFeed,
            Self::Orders => Feed::Orders,
        }
    }
}

impl Kind {
    fn read(self) -> Result<FeedFailure, Problem> {
        Ok(match self {
            Self::Silent {} => FeedFailure::Silent,
            Self::HalfOpen {} => FeedFailure::HalfOpen,
            Self::StalledReading {} => FeedFailure::StalledReading,
            Self::Cut {} => FeedFailure::Cut,
            Self::Reset {} => FeedFailure::Reset,
            Self::CutInFrame {} => FeedFailure::CutInFrame,
            Self::Garbage { how } => FeedFailure::Garbage(match how {
                How::WrongKind => Garbage::WrongKind,
                How::BrokenLength => Garbage::BrokenLength,
                How::NotUtf8 => Garbage::NotUtf8,
            }),
            Self::Close { code } => FeedFailure::Close(close(code)?),
            Self::CloseAfter { messages, code } => FeedFailure::CloseAfter {
                messages,
                code: close(code)?,
            },
            Self::Slow { seconds } => {
                let delay = Duration::try_from_secs_f64(seconds);
                FeedFailure::Slow(delay.map_err(|_| Problem::invalid("seconds must be 0 or more"))?)
            }
            Self::RefuseLogin {} => FeedFailure::RefuseLogin,
            Self::LoginUnanswered {} => FeedFailure::LoginUnanswered,
            Self::RefuseUpgrade { status: code } => FeedFailure::RefuseUpgrade(status(code, true)?),
        })
    }
}

/// Those that WebSocket lets a server send.
fn close(code: u16) -> Result<u16, Problem> {
    match code {
        1000..=1003 | 1007..=1014 | 3000..=4999 => Ok(code),
        _ => Err(Problem::invalid(
            "code is one that a server may close with: 1000 to 1003, 1007 to 1014, 3000 to 4999",
        )),
    }
}
