//! A vendor of its own, as small as can be, on a runtime of its own: its answers take real time even where a test's clock is paused.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the vendor knows, and what a test may change.
#[derive(Default)]
pub struct Book {
    /// Sessions that are logged in.
    pub sessions: BTreeSet<String>,
    /// Tokens of the application that have not ended.
    pub app_tokens: BTreeSet<String>,
    /// How often each path was called.
    pub counts: BTreeMap<String, usize>,
    /// Answers for the next calls of a path, in place of the usual ones.
    pub scripted: BTreeMap<String, Vec<(u16, &'static str)>>,
    /// How long an answer takes.
    pub delay: Duration,
    /// Answers each session with 401.
    pub refuses_all: bool,
    issued: usize,
}

#[derive(Clone)]
pub struct Vendor {
    address: SocketAddr,
    book: Arc<Mutex<Book>>,
}

impl Vendor {
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let vendor = Self {
            address: listener.local_addr().unwrap(),
            book: Arc::default(),
        };
        let serving = vendor.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serving.clone().converse(stream));
                }
            });
        });
        vendor
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }

    pub fn count(&self, path: &str) -> usize {
        self.book().counts.get(path).copied().unwrap_or_default()
    }

    /// The next calls of this path get these answers.
    pub fn script(&self, path: &str, answers: &[(u16, &'static str)]) {
        let answers = answers.to_vec();
        self.book().scripted.insert(path.to_owned(), answers);
    }

    /// Ends every session.
    pub fn end_sessions(&self) {
        self.book().sessions.clear();
    }

    pub fn end_app_tokens(&self) {
        self.book().app_tokens.clear();
    }

    async fn converse(self, mut stream: TcpStream) -> Option<()> {
        loop {
            let head = head(&mut stream).await?;
            let line = head.lines().next()?;
            let path = line.split(' ').nth(1)?.to_owned();
            let header = |name: &str| {
                let mut pairs = head.lines().filter_map(|line| line.split_once(": "));
                pairs
                    .find(|(key, _)| key.eq_ignore_ascii_case(name))
                    .map(|(_, value)| value.to_owned())
            };
            let (session, app) = (header("x-session"), header("x-app"));
            let delay = self.book().delay;
            tokio::time::sleep(delay).await;
            let (status, body) = self.answer(&path, session, app);
            let answer = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).await.ok()?;
        }
    }

    fn answer(&self, path: &str, session: Option<String>, app: Option<String>) -> (u16, String) {
        let mut book = self.book();
        *book.counts.entry(path.to_owned()).or_default() += 1;
        if let Some(answers) = book.scripted.get_mut(path)
            && !answers.is_empty()
        {
            let (status, body) = answers.remove(0);
            return (status, body.to_owned());
        }
        book.issued += 1;
        let issued = book.issued;
        match path {
            "/login" => {
                let token = format!("S3CR3T-session-{issued}");
                book.sessions.insert(token.clone());
                (200, format!(r#"{{"token":"{token}"}}"#))
            }
            "/app" => {
                let token = format!("S3CR3T-app-{issued}");
                book.app_tokens.insert(token.clone());
                (200, format!(r#"{{"token":"{token}"}}"#))
            }
            "/logout" => {
                let is_there = session.is_some_and(|token| book.sessions.remove(&token));
                (if is_there { 200 } else { 401 }, "{}".to_owned())
            }
            _ if app.is_some_and(|token| !book.app_tokens.contains(&token)) => {
                (401, r#"{"code":"900901"}"#.to_owned())
            }
            _ if !book.refuses_all
                && session.is_some_and(|token| book.sessions.contains(&token)) =>
            {
                (200, "{}".to_owned())
            }
            _ => (401, "{}".to_owned()),
        }
    }
}

/// The head of a request without a body that matters.
async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).await.ok()? == 0 {
            return None;
        }
        bytes.push(byte[0]);
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
