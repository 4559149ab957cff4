//! A TLS origin before the plain one: it takes connections, and hands on what they carry.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::serve::Listener;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// The TLS origin of a [`Sandbox`](crate::Sandbox). Behind it is what is behind [`Sandbox::url`](crate::Sandbox::url).
pub struct Tls {
    url: String,
    certificate: String,
    task: JoinHandle<()>,
}

impl Tls {
    /// The origin, like `https://localhost:8443`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its certificate, which vouches for itself, in PEM. It is made anew for each sandbox.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }
}

impl Drop for Tls {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Listens on a free port, for the plain origin at this address.
pub(crate) async fn start(plain: SocketAddr) -> io::Result<Tls> {
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let made = generate_simple_self_signed(names).map_err(io::Error::other)?;
    let certificate = made.cert.pem();
    let acceptor = acceptor(made).map_err(io::Error::other)?;
    let mut listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    let task = tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let (tcp, _) = Listener::accept(&mut listener).await;
            // What fails is one client's connection, and that client sees it.
            connections.spawn(carry(acceptor.clone(), tcp, plain));
            while connections.try_join_next().is_some() {}
        }
    });
    Ok(Tls {
        url,
        certificate,
        task,
    })
}

fn acceptor(
    made: CertifiedKey<rcgen::KeyPair>,
) -> Result<TlsAcceptor, tokio_rustls::rustls::Error> {
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.into()], key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

async fn carry(acceptor: TlsAcceptor, client: TcpStream, plain: SocketAddr) -> io::Result<()> {
    const ROOM: usize = 256 * 1024;
    client.set_nodelay(true)?;
    let mut client = acceptor.accept(client).await?;
    let mut server = TcpStream::connect(plain).await?;
    server.set_nodelay(true)?;
    tokio::io::copy_bidirectional_with_sizes(&mut client, &mut server, ROOM, ROOM).await?;
    Ok(())
}
