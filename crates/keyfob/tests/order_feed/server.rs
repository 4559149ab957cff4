//! A server that speaks as a test wants it to, on real sockets.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_websockets::{Message, ServerBuilder, WebSocketStream};

pub const CONNECTED: &str = r#"{"ak":"ok","type":"cn","msg":"connected"}"#;
pub const FAILED: &str = r#"{"ak":"nk","type":"cn","task":"cn","msg":"Authentication Failed"}"#;

/// What a server does with one message of its client.
pub enum Answer {
    Say(String),
    /// Drops the connection.
    Drop,
}

/// What the test has a server do on the newest connection.
pub enum Order {
    Say(String),
    Bytes(Vec<u8>),
    Cut,
}

pub struct Server {
    pub url: String,
    heard: Arc<Mutex<Vec<String>>>,
    orders: Arc<Mutex<Option<mpsc::UnboundedSender<Order>>>>,
}

impl Server {
    /// Answers each hello by its number and text.
    pub async fn start(answer: impl Fn(usize, &str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("ws://{}/realtime", listener.local_addr().unwrap()),
            heard: Arc::default(),
            orders: Arc::default(),
        };
        let (heard, orders) = (Arc::clone(&server.heard), Arc::clone(&server.orders));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (_, socket) = ServerBuilder::new().accept(stream).await.unwrap();
                serve(socket, &answer, &heard, &orders).await;
            }
        });
        server
    }

    /// One that takes every hello.
    pub async fn friendly() -> Self {
        Self::start(|_, _| Answer::Say(CONNECTED.to_owned())).await
    }

    /// What clients said, hellos and heartbeats.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub fn say(&self, text: impl Into<String>) {
        self.order(Order::Say(text.into()));
    }

    pub fn order(&self, order: Order) {
        let orders = self.orders.lock().unwrap();
        orders.as_ref().unwrap().send(order).unwrap();
    }

    /// Whether a client is there.
    pub fn has_client(&self) -> bool {
        self.orders.lock().unwrap().is_some()
    }
}

async fn serve(
    mut socket: WebSocketStream<TcpStream>,
    answer: &impl Fn(usize, &str) -> Answer,
    heard: &Mutex<Vec<String>>,
    orders: &Mutex<Option<mpsc::UnboundedSender<Order>>>,
) {
    let (sender, mut wanted) = mpsc::unbounded_channel();
    *orders.lock().unwrap() = Some(sender);
    loop {
        tokio::select! {
            message = socket.next() => {
                let Some(Ok(message)) = message else { break };
                let Some(text) = message.as_text().map(str::to_owned) else {
                    continue;
                };
                let number = {
                    let mut heard = heard.lock().unwrap();
                    heard.push(text.clone());
                    heard.len()
                };
                match answer(number, &text) {
                    Answer::Say(text) => socket.send(Message::text(text)).await.unwrap(),
                    Answer::Drop => break,
                }
            }
            order = wanted.recv() => match order.unwrap() {
                Order::Say(text) => socket.send(Message::text(text)).await.unwrap(),
                Order::Bytes(bytes) => socket.send(Message::binary(bytes)).await.unwrap(),
                Order::Cut => break,
            }
        }
    }
    *orders.lock().unwrap() = None;
}
