//! The port itself: its listener and its calls.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::guard::{Guard, guard};
use super::problem::Problem;
use super::settings::ControlSettings;
use super::{
    answers, clock, exchanges, failures, feeds, login, market, portfolios, sandbox, sessions,
    switches, trading,
};
use crate::backend::Backend;

/// Answers that are given word for word may be long.
const LONGEST_BODY: usize = 16 << 20;

/// A control port that listens.
pub struct ControlPort {
    url: String,
    token: String,
}

impl ControlPort {
    /// Its origin, like `http://127.0.0.1:8081`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The token that calls must carry as `Authorization: Bearer`.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// Without the token.
impl fmt::Debug for ControlPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ControlPort")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

pub(crate) async fn start(
    mut settings: ControlSettings,
    backend: Arc<Backend>,
    mut stopped: watch::Receiver<bool>,
) -> io::Result<(ControlPort, JoinHandle<()>)> {
    let token = settings.take_token()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.port));
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let guarded = Arc::new(Guard::new(token.clone(), address));
    let router = router(backend).layer(from_fn_with_state(guarded, guard));
    let stop = async move {
        // An error means that the sandbox is gone, which is a reason to stop as well.
        let _ = stopped.wait_for(|&stop| stop).await;
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(stop);
    let server = tokio::spawn(async move {
        // Nobody is left to tell of an error here; callers see their connections fail.
        let _ = serving.await;
    });
    let url = format!("http://{address}");
    Ok((ControlPort { url, token }, server))
}

fn router(backend: Arc<Backend>) -> Router {
    let router = calls().into_iter();
    router
        .fold(Router::new(), |router, (_, path, call)| {
            router.route(path, call)
        })
        .fallback(async || Problem::unknown_path())
        .method_not_allowed_fallback(async || Problem::wrong_method())
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .with_state(backend)
}

type Call = (&'static str, &'static str, MethodRouter<Arc<Backend>>);

/// Every call, which a test holds against the document.
fn calls() -> Vec<Call> {
    vec![
        ("get", "/openapi.json", get(sandbox::document)),
        ("get", "/sandbox", get(sandbox::origins)),
        ("post", "/sandbox/reset", post(sandbox::reset)),
        ("get", "/clock", get(clock::get)),
        ("put", "/clock", put(clock::set)),
        ("post", "/clock/advance", post(clock::advance)),
        ("get", "/instruments", get(market::list)),
        ("get", "/instruments/{token}", get(market::get)),
        ("patch", "/instruments/{token}", patch(market::change)),
        ("put", "/indices", put(market::set_index)),
        ("put", "/portfolios/{account}", put(portfolios::set)),
        ("get", "/orders", get(trading::orders)),
        ("get", "/trades", get(trading::trades)),
        ("get", "/switches", get(switches::get)),
        ("patch", "/switches", patch(switches::change)),
        ("get", "/operations", get(failures::operations)),
        ("get", "/failures", get(failures::waiting)),
        ("post", "/failures", post(failures::fail)),
        ("delete", "/failures", delete(failures::clear)),
        ("post", "/answers", post(answers::add)),
        ("get", "/feeds", get(feeds::get)),
        ("post", "/feeds/failures", post(feeds::fail)),
        ("delete", "/feeds/failures", delete(feeds::forget)),
        ("put", "/feeds/market-status", put(feeds::set_market_status)),
        ("get", "/sessions", get(sessions::count)),
        ("post", "/sessions/end", post(sessions::end)),
        ("get", "/outbox", get(login::outbox)),
        ("post", "/qr-scans", post(login::scan)),
        (
            "get",
            "/second-factors/{vendor}/{user}",
            get(login::second_factor),
        ),
        ("get", "/used-codes", get(login::are_used_codes_allowed)),
        ("put", "/used-codes", put(login::used_codes)),
        ("get", "/captcha", get(login::is_captcha_required)),
        ("put", "/captcha", put(login::captcha)),
        ("post", "/widgets", post(login::widget)),
        ("get", "/exchanges", get(exchanges::list)),
        ("post", "/exchanges/take", post(exchanges::take)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    #[test]
    fn the_document_has_every_call_and_no_other() {
        let document: Value = serde_json::from_str(sandbox::DOCUMENT).unwrap();
        let mut documented = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let methods = item.as_object().unwrap().keys();
            let methods = methods.filter(|name| *name != "parameters");
            documented.extend(methods.map(|method| format!("{method} {path}")));
        }
        let calls = calls().into_iter();
        let calls: BTreeSet<_> = calls
            .map(|(method, path, _)| format!("{method} {path}"))
            .collect();
        assert_eq!(documented, calls);
    }
}
