//! From an HTTP call to a WebSocket. The bytes below are needed for what goes wrong on demand, so the handshake is done here.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::failure::FeedFailure;
use super::feed::Feed;
use super::hsm::Hsm;
use super::hub::Ticket;
use super::line::Line;
use super::orders::OrderFeed;
use super::protocol::{LoginPlan, Protocol};
use super::sfeed::SFeed;
use crate::answer::json;
use crate::kotak_neo::app::Shared;
use crate::kotak_neo::fault::refused;
use crate::listener::Connection;

/// Answers 101 and goes on as this feed.
pub(super) fn upgrade(
    app: &Shared,
    feed: Feed,
    connection: Connection,
    mut request: Request,
) -> Response {
    let Some(accept) = accept_key(request.headers()) else {
        return refused(not_a_websocket(feed));
    };
    let settings = app.feeds.settings();
    if settings.refuse_empty_server_id && has_empty_server_id(request.uri().query()) {
        return json(StatusCode::OK, serde_json::Value::Null);
    }
    let planned = app.feeds.next_failure(feed);
    if let Some(FeedFailure::RefuseUpgrade(status)) = planned {
        return refused(StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE));
    }
    let ticket = app.feeds.open(feed);
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(serve(
        app.clone(),
        feed,
        ticket,
        connection,
        upgrade,
        planned,
    ));
    let headers = [
        (header::CONNECTION, "Upgrade".to_owned()),
        (header::UPGRADE, "websocket".to_owned()),
        (header::SEC_WEBSOCKET_ACCEPT, accept),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}

async fn serve(
    app: Shared,
    feed: Feed,
    ticket: Ticket,
    connection: Connection,
    upgrade: OnUpgrade,
    planned: Option<FeedFailure>,
) {
    let Ok(upgraded) = upgrade.await else {
        return;
    };
    let io = TokioIo::new(upgraded);
    let socket = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    let plan = match planned {
        Some(FeedFailure::RefuseLogin) => LoginPlan::Refused,
        Some(FeedFailure::LoginUnanswered) => LoginPlan::Unanswered,
        _ => LoginPlan::Usual,
    };
    let planned = planned.filter(|failure| !failure.is_of_the_beginning());
    let id = ticket.id;
    let protocol: Box<dyn Protocol> = match feed {
        Feed::Hsm => Box::new(Hsm::new(app.clone(), id, plan)),
        Feed::SFeed => Box::new(SFeed::new(app.clone(), id, plan)),
        Feed::Orders => Box::new(OrderFeed::new(app.clone(), id, plan)),
    };
    Line::new(app, ticket, connection, socket, protocol, planned)
        .run()
        .await;
}

/// What proves to the client that this is a WebSocket; nothing if the call does not ask for one.
fn accept_key(headers: &HeaderMap) -> Option<String> {
    let says = |name, word: &str| {
        let values = headers.get_all(name).into_iter();
        let words = values.filter_map(|value| value.to_str().ok());
        let mut words = words.flat_map(|value| value.split(','));
        words.any(|said| said.trim().eq_ignore_ascii_case(word))
    };
    let asks = says(header::CONNECTION, "upgrade")
        && says(header::UPGRADE, "websocket")
        && says(header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY)?;
    asks.then(|| derive_accept_key(key.as_bytes()))
}

/// At the root nothing else is played; elsewhere the call lacks its upgrade.
fn not_a_websocket(feed: Feed) -> StatusCode {
    match feed {
        Feed::Hsm => StatusCode::NOT_FOUND,
        Feed::SFeed | Feed::Orders => StatusCode::UPGRADE_REQUIRED,
    }
}

fn has_empty_server_id(query: Option<&str>) -> bool {
    let parts = query.into_iter().flat_map(|query| query.split('&'));
    let mut parts = parts;
    parts.any(|part| part == "sId=" || part == "sId")
}
