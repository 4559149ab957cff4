//! Who may steer: whoever has the token, at the port's own host.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use subtle::ConstantTimeEq;

use super::problem::Problem;

pub(super) struct Guard {
    token: String,
    hosts: [String; 2],
}

impl Guard {
    pub(super) fn new(token: String, address: SocketAddr) -> Self {
        let hosts = [address.to_string(), format!("localhost:{}", address.port())];
        Self { token, hosts }
    }

    fn check(&self, request: &Request) -> Result<(), Problem> {
        // A name that leads to loopback, as in DNS rebinding, stays the name that the browser was given.
        let host = request.headers().get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        let target = request
            .uri()
            .authority()
            .map(|authority| authority.as_str());
        let own = |name: &str| {
            self.hosts
                .iter()
                .any(|host| host.eq_ignore_ascii_case(name))
        };
        if !host.is_some_and(own) || !target.is_none_or(own) {
            return Err(Problem::wrong_host());
        }
        let sent = request.headers().get(header::AUTHORIZATION);
        let sent = sent.and_then(|sent| sent.as_bytes().strip_prefix(b"Bearer "));
        // Nothing that takes longer for a token that is nearly right.
        let right = sent.is_some_and(|sent| self.token.as_bytes().ct_eq(sent).into());
        if right {
            Ok(())
        } else {
            Err(Problem::unauthorized())
        }
    }
}

pub(super) async fn guard(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    guard.check(&request)?;
    Ok(next.run(request).await)
}
