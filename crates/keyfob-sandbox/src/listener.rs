//! A TCP listener whose connections can be dropped from inside a handler, and which says on which of the
//! sandbox's two origins a call came in.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Which of the sandbox's two origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    First,
    Second,
}

pub(crate) struct Listener {
    pub(crate) tcp: TcpListener,
    pub(crate) origin: Origin,
}

impl axum::serve::Listener for Listener {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (tcp, address) = axum::serve::Listener::accept(&mut self.tcp).await;
        // Feeds send many small frames. Where it fails, they are late.
        let _ = tcp.set_nodelay(true);
        (
            Stream {
                tcp,
                connection: Connection::new(self.origin),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// Listens on this port of loopback; 0 takes a free one.
pub(crate) async fn bind(port: u16, origin: Origin) -> io::Result<Listener> {
    let tcp = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    Ok(Listener { tcp, origin })
}

/// The origin, like `http://127.0.0.1:8080`.
pub(crate) fn url(listener: &Listener) -> io::Result<String> {
    Ok(format!("http://{}", listener.tcp.local_addr()?))
}

/// Answers what comes in, until it is told to stop.
pub(crate) fn serve(
    listener: Listener,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let service = router.into_make_service_with_connect_info::<Connection>();
    let stop = async move {
        // An error means that the sandbox is gone, which is a reason to stop as well.
        let _ = stopped.wait_for(|&stop| stop).await;
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::spawn(async move {
        // Nobody is left to tell of an error here; callers see their connections fail.
        let _ = serving.await;
    })
}

/// What a handler knows of the connection its call came in on.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) origin: Origin,
    hung_up: Arc<AtomicBool>,
    resets: Arc<AtomicBool>,
}

impl Connection {
    fn new(origin: Origin) -> Self {
        Self {
            origin,
            hung_up: Arc::default(),
            resets: Arc::default(),
        }
    }

    /// Ends the connection with a reset when it is dropped, in place of an orderly end.
    pub(crate) fn reset(&self) {
        self.resets.store(true, Ordering::SeqCst);
    }

    /// Lets nothing more out: the answer under way is lost and the connection closes.
    pub(crate) fn hang_up(&self) {
        self.hung_up.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_hung_up(&self) -> bool {
        self.hung_up.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, Listener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        stream.io().connection.clone()
    }
}

pub(crate) struct Stream {
    tcp: TcpStream,
    connection: Connection,
}

impl Drop for Stream {
    fn drop(&mut self) {
        if self.connection.resets.load(Ordering::SeqCst) {
            // Where it fails, the connection ends in the orderly way.
            let _ = self.tcp.set_zero_linger();
        }
    }
}

impl Stream {
    fn writable(self: Pin<&mut Self>) -> io::Result<Pin<&mut TcpStream>> {
        let this = self.get_mut();
        if this.connection.is_hung_up() {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(Pin::new(&mut this.tcp))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_read(cx, into)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.writable()?.poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.writable()?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }
}
