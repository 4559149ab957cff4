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
    hosts: Vec<String>,
}

impl Guard {
    pub(super) fn new(token: String, address: SocketAddr) -> Self {
        let mut hosts = vec![address.to_string(), format!("localhost:{}", address.port())];
        // HTTP's own port may be left out, and clients do.
        if address.port() == 80 {
            hosts.extend([address.ip().to_string(), "localhost".to_owned()]);
        }
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
        let sent = sent.and_then(|sent| bearer(sent.as_bytes()));
        // Nothing that takes longer for a token that is nearly right.
        let right = sent.is_some_and(|sent| self.token.as_bytes().ct_eq(sent).into());
        if right {
            Ok(())
        } else {
            Err(Problem::unauthorized())
        }
    }
}

/// The name of a scheme has no case, and more than one space may follow it (RFC 9110, 11.4).
fn bearer(sent: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = sent.split_at_checked(b"Bearer ".len())?;
    let is_bearer = scheme.eq_ignore_ascii_case(b"Bearer ");
    is_bearer.then(|| token.trim_ascii_start())
}

pub(super) async fn guard(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    guard.check(&request)?;
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::body::Body;

    use super::*;

    #[test]
    fn at_the_port_of_http_a_host_without_port_is_the_own() {
        for (port, host, is_own) in [
            (80, "127.0.0.1", true),
            (80, "localhost:80", true),
            (80, "Localhost", true),
            (80, "evil.example", false),
            (8081, "127.0.0.1", false),
            (8081, "127.0.0.1:80", false),
        ] {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            let guard = Guard::new("the-token".to_owned(), address);
            let request = Request::builder()
                .uri("/clock")
                .header("host", host)
                .header("authorization", "Bearer the-token");
            let request = request.body(Body::empty()).unwrap();
            assert_eq!(guard.check(&request).is_ok(), is_own, "{host} at {port}");
        }
    }
}
