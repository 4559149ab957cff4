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

/// Where the vendor's clients look for SFeed: 3.0.1, 3.0.9, and a note of the vendor's.
const SFEED: [&str; 3] = ["/betafeed", "/apifeed", "/wsfeed"];

pub(super) fn routes() -> Router<Shared> {
    let router = Router::new()
        .route(
            "/",
            any(|app, connection, call| at(Feed::Hsm, app, connection, call)),
        )
        .route(
            "/realtime",
            get(|app, connection, call| at(Feed::Orders, app, connection, call)),
        );
    SFEED.into_iter().fold(router, |router, path| {
        router.route(
            path,
            get(|app, connection, call| at(Feed::SFeed, app, connection, call)),
        )
    })
}

fn at(
    feed: Feed,
    State(app): State<Shared>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    call: Request,
) -> Ready<Response> {
    ready(upgrade::upgrade(&app, feed, connection, call))
}
