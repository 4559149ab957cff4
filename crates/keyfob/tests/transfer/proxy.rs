//! A proxy that lets requests through, or spoils them as a rule says.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Verdict {
    Pass,
    /// This status, with a body and further lines of the head; upstream hears nothing.
    Answer(u16, &'static str, &'static str),
    /// A page with the status 200, and no word of how long it is; upstream hears nothing.
    Page(&'static str),
    /// The connection ends before upstream hears anything.
    Cut,
    /// The connection ends after so many bytes of the request's body; upstream hears nothing.
    CutBody(usize),
    /// Upstream does it, and its answer does not arrive.
    Lose,
    /// Of the answer only so many bytes of the body arrive.
    CutAnswer(usize),
    /// The body is read piece by piece, so many bytes at a time with a pause before each.
    SlowBody(usize, Duration),
    /// The answer comes piece by piece, so many bytes at a time with a pause between.
    Drip(usize, Duration),
}

/// A request: `GET` and `file/metadata`, without ids.
pub struct Asked<'a> {
    pub what: &'a str,
    pub query: &'a str,
    /// The bytes of its body.
    pub length: usize,
}

pub struct Proxy {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Rule = Arc<dyn Fn(&Asked<'_>) -> Verdict + Send + Sync>;

impl Proxy {
    pub async fn start(
        upstream: &str,
        rule: impl Fn(&Asked<'_>) -> Verdict + Send + Sync + 'static,
    ) -> Self {
        let upstream: SocketAddr = upstream.trim_start_matches("http://").parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let rule: Rule = Arc::new(rule);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let rule = Arc::clone(&rule);
                tokio::spawn(async move { one(stream, upstream, rule).await });
            }
        });
        Self { address, task }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// One request a connection.
async fn one(stream: TcpStream, upstream: SocketAddr, rule: Rule) -> Option<()> {
    let mut client = BufReader::new(stream);
    let head = head(&mut client).await?;
    let length = content_length(&head).unwrap_or(0);
    let target = head.split(' ').nth(1)?.trim_start_matches("/api/1.0");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.trim_start_matches('/');
    let what: Vec<&str> = path.splitn(3, '/').take(2).collect();
    let what = what.join("/");
    let verdict = rule(&Asked {
        what: &what,
        query,
        length,
    });
    let mut body = vec![0; length];
    match verdict {
        Verdict::Cut => return None,
        Verdict::CutBody(bytes) => {
            let wanted = bytes.min(length);
            client.read_exact(&mut body[..wanted]).await.ok()?;
            return None;
        }
        _ => {}
    }
    let (step, pause) = match verdict {
        Verdict::SlowBody(bytes, pause) => (bytes, Some(pause)),
        _ => (length.max(1), None),
    };
    for piece in body.chunks_mut(step) {
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        }
        client.read_exact(piece).await.ok()?;
    }
    if let Verdict::Answer(status, lines, text) = verdict {
        let length = text.len();
        let answer = format!(
            "HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {length}\r\n{lines}\r\n{text}"
        );
        client.write_all(answer.as_bytes()).await.ok()?;
        return client.shutdown().await.ok();
    }
    if let Verdict::Page(text) = verdict {
        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/html\r\n\r\n";
        client
            .write_all(format!("{head}{text}").as_bytes())
            .await
            .ok()?;
        return client.shutdown().await.ok();
    }
    let (head, body) = ask(upstream, &head, &body).await?;
    client.write_all(head.as_bytes()).await.ok()?;
    match verdict {
        Verdict::Lose => return None,
        Verdict::CutAnswer(bytes) => {
            client
                .write_all(&body[..bytes.min(body.len())])
                .await
                .ok()?;
            return None;
        }
        Verdict::Drip(bytes, pause) => {
            for piece in body.chunks(bytes) {
                client.write_all(piece).await.ok()?;
                client.flush().await.ok()?;
                tokio::time::sleep(pause).await;
            }
        }
        _ => client.write_all(&body).await.ok()?,
    }
    client.shutdown().await.ok()
}

async fn ask(upstream: SocketAddr, head: &str, body: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut server = BufReader::new(TcpStream::connect(upstream).await.ok()?);
    let head = head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    server
        .write_all(&[head.as_bytes(), body].concat())
        .await
        .ok()?;
    server.flush().await.ok()?;
    let head = self::head(&mut server).await?;
    let mut body = Vec::new();
    match content_length(&head) {
        Some(length) => {
            body.resize(length, 0);
            server.read_exact(&mut body).await.ok()?;
        }
        None => drop(server.read_to_end(&mut body).await.ok()?),
    }
    let close = match head.to_ascii_lowercase().contains("\r\nconnection: close") {
        true => head,
        false => head.replacen("\r\n", "\r\nconnection: close\r\n", 1),
    };
    Some((close, body))
}

async fn head(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    Some(head)
}

fn content_length(head: &str) -> Option<usize> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let (_, length) = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    length.trim().parse().ok()
}
