//! A WebSocket that reads and does nothing with it: what the socket alone costs.

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_websockets::{ClientBuilder, MaybeTlsStream, Message, WebSocketStream};

use crate::{Outcome, process::Address};

pub struct Bare(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Bare {
    pub async fn connect(server: Address, path: &str) -> Outcome<Self> {
        let url = server.url(path);
        let (mut socket, _) = ClientBuilder::new().uri(&url)?.connect().await?;
        socket.send(Message::text("login")).await?;
        socket.next().await.ok_or("no answer to the login")??;
        socket.send(Message::text("subscribe")).await?;
        Ok(Self(socket))
    }

    /// How many bytes came.
    pub async fn next(&mut self) -> Outcome<usize> {
        let message = self.0.next().await.ok_or("the server closed")??;
        Ok(message.as_payload().len())
    }
}
