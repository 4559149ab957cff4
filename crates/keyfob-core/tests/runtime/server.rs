//! A server that follows a script: the first request gets the first step, the last step goes on for ever.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What happens to one request.
#[derive(Clone)]
pub enum Step {
    /// These bytes, and the connection stays open.
    Answer(Vec<u8>),
    /// These bytes, and the end of the connection.
    Last(Vec<u8>),
    /// These bytes piece by piece, with a pause before each.
    Drip(Vec<Vec<u8>>, Duration),
    /// The first bytes, and the rest when somebody says so.
    Gated(Vec<u8>, Arc<Notify>, Vec<u8>),
    /// These bytes again and again, until the other side has enough.
    Flood(Vec<u8>, Vec<u8>),
    /// The end of the connection as soon as it stands, before anything is read.
    HangUp,
    /// The end of the connection without an answer.
    Close,
    /// A reset instead of an answer.
    Reset,
    /// A reset when the first bytes of the request have come, before any is read.
    ResetUnread,
    /// These bytes, time for them to arrive, and then a reset.
    Torn(Vec<u8>),
    /// Nothing at all.
    Silence,
}

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub head: String,
    pub body: Vec<u8>,
}

impl Seen {
    /// `GET /v1/safe HTTP/1.1`
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The path and the query.
    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    /// Every value of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let pairs = self.head.lines().skip(1).filter_map(|l| l.split_once(':'));
        pairs
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }
}

pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    steps: Vec<Step>,
    next: AtomicUsize,
    connections: AtomicUsize,
    begun: AtomicUsize,
    seen: Mutex<Vec<Seen>>,
}

impl Server {
    pub async fn start(steps: impl Into<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::on(listener, steps)
    }

    pub fn on(listener: TcpListener, steps: impl Into<Vec<Step>>) -> Self {
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            steps: steps.into(),
            next: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
            seen: Mutex::default(),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            task,
        }
    }

    /// `http://127.0.0.1:PORT`
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many requests began to arrive, whole or not.
    pub fn begun(&self) -> usize {
        self.shared.begun.load(Ordering::SeqCst)
    }

    /// Every request that arrived whole.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// How many requests arrived.
    pub fn count(&self) -> usize {
        self.seen().len()
    }

    /// The only request that arrived.
    pub fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn step(&self, number: usize) -> Step {
        let step = self.steps.get(number).or(self.steps.last());
        step.cloned().unwrap_or(Step::Silence)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        shared.connections.fetch_add(1, Ordering::SeqCst);
        if matches!(
            shared.step(shared.next.load(Ordering::SeqCst)),
            Step::HangUp
        ) {
            shared.next.fetch_add(1, Ordering::SeqCst);
            continue;
        }
        tokio::spawn(converse(stream, Arc::clone(&shared)));
    }
}

async fn converse(mut stream: TcpStream, shared: Arc<Shared>) -> Option<()> {
    loop {
        if stream.peek(&mut [0]).await.ok()? == 0 {
            return None;
        }
        shared.begun.fetch_add(1, Ordering::SeqCst);
        let number = shared.next.load(Ordering::SeqCst);
        if matches!(shared.step(number), Step::ResetUnread) {
            shared.next.fetch_add(1, Ordering::SeqCst);
            stream.set_zero_linger().ok()?;
            return None;
        }
        let seen = request(&mut stream).await?;
        shared.seen.lock().unwrap().push(seen);
        let number = shared.next.fetch_add(1, Ordering::SeqCst);
        match shared.step(number) {
            Step::Answer(bytes) => stream.write_all(&bytes).await.ok()?,
            Step::Last(bytes) => {
                stream.write_all(&bytes).await.ok()?;
                return stream.shutdown().await.ok();
            }
            Step::Drip(pieces, pause) => {
                for piece in pieces {
                    tokio::time::sleep(pause).await;
                    stream.write_all(&piece).await.ok()?;
                }
            }
            Step::Gated(first, gate, rest) => {
                stream.write_all(&first).await.ok()?;
                gate.notified().await;
                stream.write_all(&rest).await.ok()?;
            }
            Step::Flood(first, again) => {
                stream.write_all(&first).await.ok()?;
                loop {
                    stream.write_all(&again).await.ok()?;
                }
            }
            Step::HangUp | Step::Close => return None,
            Step::Reset | Step::ResetUnread => {
                stream.set_zero_linger().ok()?;
                return None;
            }
            Step::Torn(bytes) => {
                stream.write_all(&bytes).await.ok()?;
                tokio::time::sleep(Duration::from_millis(20)).await;
                stream.set_zero_linger().ok()?;
                return None;
            }
            Step::Silence => std::future::pending().await,
        }
    }
}

/// Reads one request: its head, and a body of the length that it tells or in chunks.
async fn request(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = find(&bytes, b"\r\n\r\n") {
            break at + 4;
        }
        more(stream, &mut bytes).await?;
    };
    let mut seen = Seen {
        head: String::from_utf8_lossy(&bytes[..end]).into_owned(),
        body: Vec::new(),
    };
    let chunked = seen.headers("transfer-encoding") == ["chunked"];
    let length = seen.headers("content-length").first().map(|n| n.parse());
    let length = end + length.and_then(Result::ok).unwrap_or(0);
    while bytes.len() < length || (chunked && !bytes.ends_with(b"0\r\n\r\n")) {
        more(stream, &mut bytes).await?;
    }
    seen.body = bytes.split_off(end);
    Some(seen)
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(bytes).await.ok()?;
    (read > 0).then_some(())
}

fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes.windows(pattern.len()).position(|w| w == pattern)
}

/// An answer with its length. `extra` are whole header lines.
pub fn answer(status: &str, extra: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut lines = vec![format!("HTTP/1.1 {status}")];
    lines.extend(extra.iter().map(|&line| line.to_owned()));
    lines.push(format!("content-length: {}", body.len()));
    let mut bytes = format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A step that answers in JSON.
pub fn json(status: &str, body: &str) -> Step {
    Step::Answer(answer(status, &["content-type: application/json"], body))
}

/// A step that answers with a status, header lines and nothing else.
pub fn plain(status: &str, extra: &[&str]) -> Step {
    Step::Answer(answer(status, extra, ""))
}

/// A step that answers `{}`.
pub fn fine() -> Step {
    json("200 OK", "{}")
}
