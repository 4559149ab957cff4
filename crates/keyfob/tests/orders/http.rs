//! An HTTP server on loopback that answers as it is told, down to connections that are cut.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request: method, path with query, and body.
pub struct Request {
    pub method: String,
    pub path: String,
    pub body: String,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A status, a content type and a body.
    Answer(u16, &'static str, String),
    /// The head of an answer and half its body.
    Half(String),
    /// No byte; the connection is closed.
    Cut,
    /// No byte until the client gives up.
    Silence,
}

impl Reply {
    pub fn json(status: u16, body: impl ToString) -> Self {
        Self::Answer(status, "application/json", body.to_string())
    }

    pub fn html(status: u16) -> Self {
        let page = "<html><body><h1>Something is in the way</h1></body></html>";
        Self::Answer(status, "text/html", page.to_owned())
    }
}

/// Starts one, which ends with the test; its origin.
pub async fn start(answer: impl Fn(Request) -> Reply + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&answer)));
        }
    });
    origin
}

async fn serve(mut stream: TcpStream, answer: Arc<impl Fn(Request) -> Reply>) {
    let mut held = Vec::new();
    while let Some(request) = next(&mut stream, &mut held).await {
        // On a busy machine a client may have given up before its request was looked at.
        if matches!(stream.try_read(&mut [0]), Ok(0)) {
            return;
        }
        let sent = match answer(request) {
            Reply::Answer(status, kind, body) => {
                let whole = format!("{}{body}", head(status, kind, body.len()));
                stream.write_all(whole.as_bytes()).await
            }
            Reply::Half(body) => {
                let head = head(200, "application/json", body.len());
                let half = format!("{head}{}", &body[..body.len() / 2]);
                drop(stream.write_all(half.as_bytes()).await);
                return;
            }
            Reply::Cut => return,
            Reply::Silence => {
                // Nothing comes any more but the end.
                drop(stream.read(&mut [0]).await);
                return;
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

fn head(status: u16, kind: &str, length: usize) -> String {
    format!("HTTP/1.1 {status} x\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n")
}

async fn next(stream: &mut TcpStream, held: &mut Vec<u8>) -> Option<Request> {
    let end = loop {
        if let Some(end) = held.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, held).await?;
    };
    let head = String::from_utf8_lossy(&held[..end]).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.eq_ignore_ascii_case("content-length");
        is_it.then(|| value.trim().parse::<usize>().unwrap())
    });
    let end_of_body = end + length.unwrap_or_default();
    while held.len() < end_of_body {
        more(stream, held).await?;
    }
    let body = String::from_utf8_lossy(&held[end..end_of_body]).into_owned();
    held.drain(..end_of_body);
    let mut words = head.split(' ');
    Some(Request {
        method: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
        body,
    })
}

async fn more(stream: &mut TcpStream, held: &mut Vec<u8>) -> Option<()> {
    let mut piece = [0; 4096];
    match stream.read(&mut piece).await {
        Ok(0) | Err(_) => None,
        Ok(read) => {
            held.extend_from_slice(&piece[..read]);
            Some(())
        }
    }
}
