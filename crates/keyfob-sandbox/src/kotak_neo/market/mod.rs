//! What is known of instruments: quotes, the scrip master, candles, option chains. None of it needs a login.

mod authorization;
mod candles;
mod chain;
mod csv;
mod quote;
mod quotes;
mod scrip_master;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use super::fault::Family;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

const QUOTES: &[(&str, Family)] = &[
    ("/apim/quotes/1.0", Family::Older),
    ("/apim/quotes/2.0", Family::Older),
    ("/script-details/1.0", Family::Newest),
];
const FILES: &[(&str, Family)] = &[
    ("/Files/1.0/masterscrip/v1", Family::Older),
    ("/Files/1.0/masterscrip/v2", Family::Older),
    ("/apim/files/2.0/masterscrip/v1", Family::Older),
    ("/scrip/1.0/masterscrip", Family::Older),
    ("/script-details/1.0/masterscrip", Family::Newest),
];

pub(super) fn routes() -> Router<Shared> {
    let mut router = Router::new()
        .route(scrip_master::PATH, get(scrip_master::download))
        .route("/market-data/1.0/historical/details", get(candles::candles))
        .route("/market-data/1.0/watchlist/option-chain", get(chain::chain))
        .route("/market-data/1.0/watchlist/expiries", get(chain::expiries));
    for &(prefix, family) in QUOTES {
        let quotes = move |State(app): State<Shared>,
                           Path((symbols, kind)): Path<(String, String)>,
                           call: Call| async move {
            quotes::quotes(&app, &call, family, &symbols, &kind)
        };
        router = router.route(
            &format!("{prefix}/quotes/neosymbol/{{symbols}}/{{kind}}"),
            get(quotes),
        );
    }
    for &(prefix, family) in FILES {
        let paths = move |State(app): State<Shared>, call: Call| async move {
            scrip_master::paths(&app, &call, family)
        };
        router = router.route(&format!("{prefix}/file-paths"), get(paths));
    }
    router
}
