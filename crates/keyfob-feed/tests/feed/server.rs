//! Servers on loopback. What happens on each connection is a test's own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keyfob_feed::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_websockets::{ServerBuilder, WebSocketStream};

use crate::probe::LONG;

pub struct Server {
    address: SocketAddr,
    made: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    task: JoinHandle<()>,
    pub said: UnboundedReceiver<(usize, String)>,
}

/// One connection, the how manyth it is, and where is told what came on it.
pub struct Peer<S = WebSocketStream<TcpStream>> {
    pub number: usize,
    pub socket: S,
    tell: UnboundedSender<(usize, String)>,
}

struct Open(Arc<AtomicUsize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Server {
    /// WebSockets.
    pub async fn start<F: Future<Output = ()> + Send + 'static>(
        talk: impl Fn(Peer) -> F + Clone + Send + 'static,
    ) -> Self {
        Self::raw(move |peer| {
            let talk = talk.clone();
            async move {
                // Who does not ask for a WebSocket is none of this server's.
                if let Some(peer) = peer.upgrade().await {
                    talk(peer).await;
                }
            }
        })
        .await
    }

    /// Plain TCP.
    pub async fn raw<F: Future<Output = ()> + Send + 'static>(
        talk: impl Fn(Peer<TcpStream>) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (made, open) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (tell, said) = unbounded_channel();
        let counts = (Arc::clone(&made), Arc::clone(&open));
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                socket.set_nodelay(true).unwrap();
                let number = counts.0.fetch_add(1, Ordering::SeqCst);
                counts.1.fetch_add(1, Ordering::SeqCst);
                let is_open = Open(Arc::clone(&counts.1));
                let tell = tell.clone();
                let talk = talk(Peer {
                    number,
                    socket,
                    tell,
                });
                tokio::spawn(async move {
                    let _is_open = is_open;
                    talk.await;
                });
            }
        });
        Self {
            address,
            made,
            open,
            task,
            said,
        }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::SeqCst)
    }

    /// How many are still served.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// All of them see their end.
    pub async fn all_closed(&self) {
        let closed = async {
            while self.open() > 0 {
                tokio::task::yield_now().await;
            }
        };
        timeout(LONG, closed).await.expect("every socket is closed");
    }

    /// What came next, and on which connection.
    pub async fn heard(&mut self) -> (usize, String) {
        let heard = timeout(LONG, self.said.recv()).await;
        heard.expect("a message in time").unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Peer {
    /// The next text; `None` at the end.
    pub async fn text(&mut self) -> Option<String> {
        loop {
            let message = self.message().await?;
            if let Some(text) = message.as_text() {
                return Some(text.to_owned());
            }
        }
    }

    pub async fn message(&mut self) -> Option<Message> {
        let next = std::future::poll_fn(|context| {
            futures_util::Stream::poll_next(std::pin::Pin::new(&mut self.socket), context)
        });
        next.await?.ok()
    }

    pub async fn say(&mut self, text: impl Into<String>) -> Option<()> {
        self.send(Message::text(text.into())).await
    }

    pub async fn send(&mut self, message: Message) -> Option<()> {
        futures_util::SinkExt::send(&mut self.socket, message)
            .await
            .ok()
    }

    /// Takes the login, and says that it is fine.
    pub async fn log_in(&mut self) {
        self.log_in_with("ok").await;
    }

    pub async fn log_in_with(&mut self, answer: &str) {
        if let Some(login) = self.text().await {
            assert!(login.starts_with("login "), "{login}");
            self.say(answer).await;
        }
    }

    /// Tells what comes until the end.
    pub async fn listen(mut self) {
        while let Some(text) = self.text().await {
            self.tell(text);
        }
    }

    /// Logs in and says these, and tells what comes until the end.
    pub async fn serve(mut self, lines: &[&str]) {
        self.log_in().await;
        for line in lines {
            self.say(*line).await;
        }
        self.listen().await;
    }

    /// The TCP connection, for what is not WebSocket's.
    pub fn tcp(&mut self) -> &mut TcpStream {
        self.socket.get_mut()
    }

    /// Sends these bytes as they are.
    pub async fn raw(&mut self, bytes: &[u8]) {
        // The client may be gone before it has all.
        let _ = self.tcp().write_all(bytes).await;
    }

    /// Waits until the client has closed the connection, whatever it sends before.
    pub async fn wait_for_end(&mut self) {
        let mut bytes = [0; 4096];
        while self.tcp().read(&mut bytes).await.is_ok_and(|read| read > 0) {}
    }
}

impl<S> Peer<S> {
    pub fn tell(&self, text: impl Into<String>) {
        // The test may be over.
        let _ = self.tell.send((self.number, text.into()));
    }
}

impl Peer<TcpStream> {
    /// Takes the handshake.
    pub async fn upgrade(mut self) -> Option<Peer> {
        ServerBuilder::new().accept(&mut self.socket).await.ok()?;
        // The client has to wait for the answer: nothing was read beyond the handshake.
        let socket = ServerBuilder::new().serve(self.socket);
        let (number, tell) = (self.number, self.tell);
        Some(Peer {
            number,
            socket,
            tell,
        })
    }

    /// Where is told what comes, and the connection.
    pub fn split(self) -> (impl Fn(String) + Clone, TcpStream) {
        let (number, tell) = (self.number, self.tell);
        let told = move |text| {
            // The test may be over.
            let _ = tell.send((number, text));
        };
        (told, self.socket)
    }

    /// Reads a request's head.
    pub async fn head(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            if self.socket.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
                break;
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub async fn raw(&mut self, text: impl AsRef<[u8]>) {
        // The client may be gone before it has all.
        let _ = self.socket.write_all(text.as_ref()).await;
    }
}
