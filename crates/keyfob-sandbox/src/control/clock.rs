//! Sandbox time, read and moved.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::json::Sent;
use super::problem::Problem;
use crate::answer::json;
use crate::backend::Backend;
use crate::clock::Unreachable;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    seconds: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    now: String,
}

pub(super) async fn get(State(backend): State<Arc<Backend>>) -> Result<Response, Problem> {
    let now = OffsetDateTime::from(backend.context.clock.now());
    let text = now.format(&Rfc3339);
    let text = text.map_err(|error| Problem::invalid(error.to_string()))?;
    Ok(json(StatusCode::OK, json!({"now": text})))
}

pub(super) async fn advance(
    State(backend): State<Arc<Backend>>,
    Sent(Advance { seconds }): Sent<Advance>,
) -> Result<Response, Problem> {
    let by = Duration::try_from_secs_f64(seconds);
    let by =
        by.map_err(|_| Problem::invalid("seconds must be 0 or more: time moves forward only"))?;
    let clock = &backend.context.clock;
    clock.try_advance(by).map_err(refused)?;
    get(State(backend)).await
}

pub(super) async fn set(
    State(backend): State<Arc<Backend>>,
    Sent(Set { now }): Sent<Set>,
) -> Result<Response, Problem> {
    let wrong = |_| Problem::invalid("now must be like 2026-01-05T10:00:00+05:30");
    let to: SystemTime = OffsetDateTime::parse(&now, &Rfc3339).map_err(wrong)?.into();
    backend.context.clock.go_to(to).map_err(refused)?;
    get(State(backend)).await
}

fn refused(why: Unreachable) -> Problem {
    Problem::invalid(match why {
        Unreachable::Passed => "now has passed already: time moves forward only",
        Unreachable::TooLate => "time ends with the year 8999 here",
    })
}
