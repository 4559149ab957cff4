//! Orders and books. Each call is at four places: three prefixes of the older generations, and none for
//! the newest.

mod ack;
mod authorization;
mod book;
mod cancel;
mod gui_order_id;
mod holdings;
pub(super) mod instrument;
mod jdata;
mod limits;
mod margin;
mod modify;
mod odd_answer;
mod order_history;
mod order_row;
mod place;
mod position_row;
mod refusal;
mod request;
pub(super) mod states;
mod trade_row;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

#[cfg(feature = "control")]
pub(crate) use jdata::PRODUCTS;

use super::environments::at;
use super::fault::{Family, Fault};
use crate::call::Call;
use crate::kotak_neo::app::{App, Shared};

const ORDERS: &[&str] = &["/apim/orders/2.0", "/Orders/2.0", "/orderapi/1.0"];
/// One host says `order` where all others say `orders`.
const HISTORY: &[&str] = &["/apim/order/2.0", "/Orders/2.0", "/orderapi/1.0"];
/// The tests of the vendor lack these calls.
const EXITS: &[&str] = &["/apim/orders/2.0", "/Orders/2.0"];
const HOLDINGS: &[&str] = &["/apim/portfolio/2.0", "/Portfolio/1.0", "/portfolio/1.0"];

/// Where the vendor's client asks since its version 3.0.9.
const LATEST_POSITIONS: &str = "/portfolio/v2/positions";

type Handler = fn(&App, &Call, Family) -> Result<Response, Fault>;

pub(super) fn routes() -> Router<Shared> {
    let posts: &[(&[&str], &str, Handler)] = &[
        (ORDERS, "quick/order/rule/ms/place", place::place),
        (ORDERS, "quick/order/vr/modify", modify::modify),
        (ORDERS, "quick/order/cancel", cancel::cancel),
        (EXITS, "quick/order/co/exit", cancel::cover),
        (EXITS, "quick/order/bo/exit", cancel::bracket),
        (ORDERS, "quick/user/limits", limits::limits),
        (ORDERS, "quick/user/check-margin", margin::check),
    ];
    let gets: &[(&[&str], &str, Handler)] = &[
        (ORDERS, "quick/user/orders", book::orders),
        (ORDERS, "quick/user/trades", book::trades),
        (ORDERS, "quick/user/positions", book::positions),
        (HOLDINGS, "portfolio/v1/holdings", holdings::holdings),
    ];
    let history = |family| post(booked_by(order_history::history, family));
    let mut router = Router::new().route(
        "/quick/user/orders/{order_id}",
        get(booked_by(book::order, Family::Newest)),
    );
    router = everywhere(router, HISTORY, "quick/order/history", history);
    let latest = get(booked_by(book::latest_positions, Family::Newest));
    router = router.route(LATEST_POSITIONS, latest);
    for &(prefixes, tail, handler) in posts {
        let by = |family| post(answered_by(handler, family));
        router = everywhere(router, prefixes, tail, by);
    }
    for &(prefixes, tail, handler) in gets {
        let by = |family| get(booked_by(handler, family));
        router = everywhere(router, prefixes, tail, by);
    }
    router
}

fn everywhere(
    router: Router<Shared>,
    prefixes: &[&str],
    tail: &str,
    by: impl Fn(Family) -> MethodRouter<Shared>,
) -> Router<Shared> {
    let router = at(router, prefixes, tail, by(Family::Older));
    router.route(&format!("/{tail}"), by(Family::Newest))
}

fn answered_by(
    handler: Handler,
    family: Family,
) -> impl Fn(State<Shared>, Call) -> std::future::Ready<Result<Response, Fault>> + Clone {
    move |State(app), call| std::future::ready(handler(&app, &call, family))
}

/// The same for what is a book or a list.
fn booked_by(
    handler: Handler,
    family: Family,
) -> impl Fn(State<Shared>, Call) -> std::future::Ready<Result<Response, Fault>> + Clone {
    move |State(app), call| {
        let book = handler(&app, &call, family);
        std::future::ready(odd_answer::replace(&app, book))
    }
}
