//! The faults of TLS.

use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::faults::{Fault, Scene, fault};
use crate::tls::{Authority, Identity, NOW, self_signed, serve, settings};

pub fn faults() -> Vec<Fault> {
    vec![
        fault("TLS: reset in the handshake", reset),
        fault("TLS: certificate of another host", || {
            vouched("evil.test", NOW)
        }),
        fault("TLS: certificate has expired", || {
            vouched("localhost", (2001, 2002))
        }),
        fault("TLS: certificate vouches for itself", || {
            shows(self_signed(), Authority::new().pem)
        }),
    ]
}

/// A server whose certificate, for this name and these years, is of an authority that the client trusts.
async fn vouched(name: &'static str, years: (i32, i32)) -> Scene {
    let authority = Authority::new();
    shows(authority.vouch(&[name], years), authority.pem).await
}

/// A server that shows this certificate to a client that trusts this authority.
async fn shows(identity: Identity, authority: String) -> Scene {
    let (port, told) = serve(identity).await;
    Scene {
        settings: settings("localhost", port).with_root_certificate(authority),
        reached: Box::new(move || told.len()),
    }
}

/// A server that resets the connection when the client has said hello: no request has begun.
async fn reset() -> Scene {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0]).await;
            let _ = stream.set_zero_linger();
        }
    });
    Scene {
        settings: settings("localhost", port),
        reached: Box::new(|| 0),
    }
}
