//! Six kinds of orders, each with a path of its own to place, change and cancel it.

mod ack;
mod body;
mod cancel;
mod kind;
mod modify;
mod place;
mod refusal;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{delete, post};

use kind::Kind;
#[cfg(feature = "control")]
pub(crate) use kind::products;

use crate::call::Call;
use crate::kotak_trade::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Kind::ALL.iter().fold(Router::new(), |router, &kind| {
        let placing = move |State(app): State<Shared>, call: Call| async move {
            place::place(&app, &call, kind)
        };
        let changing = move |State(app): State<Shared>, call: Call| async move {
            modify::modify(&app, &call, kind)
        };
        let cancelling =
            move |State(app): State<Shared>, Path(id): Path<String>, call: Call| async move {
                cancel::cancel(&app, &call, kind, &id)
            };
        let path = format!("/apim/orders/1.0/{}", kind.path());
        router
            .route(&path, post(placing).put(changing))
            .route(&format!("{path}/{{id}}"), delete(cancelling))
    })
}
