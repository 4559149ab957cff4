//! The three feeds of the vendor, each on its own path of the one origin: HSM at the root, SFeed, and the order feed.

mod controls;
mod failure;
mod feed;
mod hsm;
pub(super) mod hub;
mod line;
mod login;
mod order_message;
mod orders;
mod protocol;
pub(super) mod settings;
mod sfeed;
mod upgrade;

use std::future::{Ready, ready};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use axum::routing::{any, get};

pub use controls::Feeds;
pub use failure::{FeedFailure, Garbage};
pub use feed::{Feed, FeedSubscription};
pub use hub::FeedConnection;
pub use settings::OrderHello;

use crate::kotak_neo::app::Shared;
use crate::listener::Connection;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(
            "/",
            any(|app, connection, call| at(Feed::Hsm, app, connection, call)),
        )
        .route(
            "/betafeed",
            get(|app, connection, call| at(Feed::SFeed, app, connection, call)),
        )
        .route(
            "/apifeed",
            get(|app, connection, call| at(Feed::SFeed, app, connection, call)),
        )
        .route(
            "/wsfeed",
            get(|app, connection, call| at(Feed::SFeed, app, connection, call)),
        )
        .route(
            "/realtime",
            get(|app, connection, call| at(Feed::Orders, app, connection, call)),
        )
}

fn at(
    feed: Feed,
    State(app): State<Shared>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    call: Request,
) -> Ready<Response> {
    ready(upgrade::upgrade(&app, feed, connection, call))
}
