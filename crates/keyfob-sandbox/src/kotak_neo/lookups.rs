//! Small lookups around the login: where to go, who am I, where are the feeds.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::authorization::{by_dashboard_token, trade_session};
use super::fault::{Family, Fault};
use crate::answer::json;
use crate::call::Call;
use crate::india_time::with_millis;
use crate::kotak_neo::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaseUrlQuery {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedConfigQuery {
    #[serde(rename = "appVersion")]
    _app_version: String,
    #[serde(rename = "platform")]
    _platform: String,
    #[serde(rename = "environment")]
    _environment: String,
}

pub(super) async fn base_url(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let BaseUrlQuery { id } = call.query().map_err(|error| Fault::bad_input(&error))?;
    if !app.state().users.iter().any(|user| user.ucc == id) {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    Ok(json(
        StatusCode::OK,
        json!({"data": {"baseURL": app.context.url}}),
    ))
}

pub(super) async fn client_ip(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let now = app.now();
    let state = app.state();
    by_dashboard_token(&state, &call)?;
    trade_session(Family::Newest, &state, &call, now)?;
    let seen = json!({"ip": "127.0.0.1", "time": with_millis(now)});
    Ok(json(
        StatusCode::OK,
        json!({"data": [seen], "stCode": 1000, "status": "success"}),
    ))
}

/// The names begin with the data centre as the login spells it, and clients look them up so.
pub(super) async fn feed_config(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let FeedConfigQuery { .. } = call.query().map_err(|error| Fault::bad_input(&error))?;
    let (market, orders) = (app.market_feed_url(), app.order_feed_url());
    let configs = json!({
        "E43_broadcast_source": "sfeed",
        "E43_sfeed_broadcast_endpoint": market,
        "E43_sfeed_interactive_endpoint": orders,
    });
    Ok(json(StatusCode::OK, json!({"data": {"configs": configs}})))
}
