//! The feeds, seen through a plain WebSocket client with frames written by hand.

mod failures;
mod hsm;
mod moving;
mod orders;
mod sfeed;
mod tls;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::kotak_neo::FeedFailure;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::trader::Neo;

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How long a frame may take that is to come.
const SOON: Duration = Duration::from_secs(5);
/// How long it is watched that none comes.
const WHILE: Duration = Duration::from_millis(150);

/// A connection to a feed.
pub(crate) struct Feed {
    socket: Socket,
}

impl Feed {
    pub(crate) async fn open(sandbox: &Sandbox, path: &str) -> Self {
        let (socket, _) = Self::try_open(sandbox, path).await.unwrap();
        Self { socket }
    }

    pub(crate) async fn try_open(
        sandbox: &Sandbox,
        path: &str,
    ) -> Result<
        (
            Socket,
            tokio_tungstenite::tungstenite::handshake::client::Response,
        ),
        Error,
    > {
        let url = format!("{}{path}", sandbox.url().replace("http", "ws"));
        connect_async(url).await
    }

    pub(crate) async fn text(&mut self, text: impl Into<String>) {
        self.socket.send(Message::text(text.into())).await.unwrap();
    }

    async fn binary(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.unwrap();
    }

    /// What comes next; an error or the end are what they are.
    pub(crate) async fn next(&mut self) -> Option<Result<Message, Error>> {
        timeout(SOON, self.socket.next()).await.unwrap()
    }

    async fn next_bytes(&mut self) -> Vec<u8> {
        match self.next().await.unwrap().unwrap() {
            Message::Binary(bytes) => bytes.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn next_json(&mut self) -> Value {
        match self.next().await.unwrap().unwrap() {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// Nothing comes for a while.
    async fn is_silent(&mut self) -> bool {
        timeout(WHILE, self.socket.next()).await.is_err()
    }
}

/// Token and id of a session.
pub(crate) fn token_and_sid(session: &Neo) -> (String, String) {
    let header = |wanted: &str| {
        let mut headers = session.headers.iter();
        headers.find(|(name, _)| name == wanted).unwrap().1.clone()
    };
    (header("Auth"), header("sid"))
}

/// From now on each message is held for a moment, in which the sandbox looks at nothing else.
fn held(sandbox: &Sandbox) {
    let slow = FeedFailure::Slow(Duration::from_millis(400));
    assert_eq!(sandbox.kotak_neo().feeds().fail(None, slow), 1);
}
