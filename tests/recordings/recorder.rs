//! A stand-in for all hosts of all vendors: it keeps what arrives and answers from a script.
//!
//! Each host has a listener of its own, so that the host that a client meant is known. It reads plain HTTP/1.1 off the socket:
//! nothing between the client and the comparison tidies anything up.

use std::collections::{BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use keyfob_core::{RateLimits, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::request::Request;

/// What the recorder says to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: String,
}

/// Listeners for the hosts of a flow, one for any other host, and an HTTP proxy.
pub struct Recorder(Arc<Shared>);

struct Shared {
    hosts: Vec<(String, SocketAddr)>,
    script: Mutex<VecDeque<Answer>>,
    seen: Mutex<Vec<Request>>,
}

const ELSEWHERE: &str = "a host of no case";
const PROXY: &str = "the proxy";

impl Recorder {
    /// Begins to listen.
    pub async fn start(named: BTreeSet<&str>, script: VecDeque<Answer>) -> Self {
        let mut listeners = Vec::new();
        let mut hosts = Vec::new();
        for host in named.into_iter().chain([ELSEWHERE, PROXY]) {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            hosts.push((host.to_owned(), listener.local_addr().unwrap()));
            listeners.push(listener);
        }
        let shared = Arc::new(Shared {
            hosts,
            script: Mutex::new(script),
            seen: Mutex::default(),
        });
        for (place, listener) in listeners.into_iter().enumerate() {
            tokio::spawn(listen(Arc::clone(&shared), place, listener));
        }
        Self(shared)
    }

    /// Settings that send here what is meant for the vendors.
    pub fn settings(&self) -> Settings {
        let settings = Settings::default()
            .with_origin(self.url(ELSEWHERE))
            .with_rate_limits(RateLimits::none());
        let named = self.0.hosts.iter().filter(|(host, _)| host.contains('.'));
        named.fold(settings, |settings, (host, address)| {
            settings.with_origin_for(host, format!("http://{address}"))
        })
    }

    /// The address of the proxy.
    pub fn proxy(&self) -> String {
        self.url(PROXY)
    }

    /// What has arrived so far.
    pub fn seen(&self) -> Vec<Request> {
        self.0.seen.lock().unwrap().clone()
    }

    fn url(&self, place: &str) -> String {
        let (_, address) = self.0.hosts.iter().find(|(host, _)| host == place).unwrap();
        format!("http://{address}")
    }
}

async fn listen(shared: Arc<Shared>, place: usize, listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(Arc::clone(&shared), place, stream));
    }
}

async fn serve(shared: Arc<Shared>, place: usize, mut stream: TcpStream) {
    let Some(mut request) = read(&mut stream).await else {
        return;
    };
    request.host = shared.hosts[place].0.clone();
    if let Some(url) = request.target.strip_prefix("http://") {
        let (authority, path) = url.split_once('/').unwrap();
        let meant = shared
            .hosts
            .iter()
            .find(|(_, address)| address.to_string() == authority);
        request.proxied = request.host == PROXY;
        request.host = meant.map_or(authority, |(host, _)| host).to_owned();
        request.target = format!("/{path}");
    }
    shared.seen.lock().unwrap().push(request);
    let answer = shared.script.lock().unwrap().pop_front();
    let beyond = || Answer {
        status: 500,
        headers: &[],
        body: "nothing more was expected".to_owned(),
    };
    stream
        .write_all(answer.unwrap_or_else(beyond).text().as_bytes())
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
}

/// One request; nothing if the connection was opened and not used.
async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        match bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            Some(at) => break at + 4,
            None if stream.read_buf(&mut bytes).await.ok()? == 0 => return None,
            None => {}
        }
    };
    let mut request = Request::head(std::str::from_utf8(&bytes[..end]).unwrap());
    let whole = end + request.content_length();
    while bytes.len() < whole && stream.read_buf(&mut bytes).await.ok()? > 0 {}
    request.body = bytes.split_off(end);
    Some(request)
}

impl Answer {
    fn text(&self) -> String {
        let fields = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"));
        let fields: String = fields.collect();
        format!(
            "HTTP/1.1 {} -\r\ncontent-length: {}\r\nconnection: close\r\n{fields}\r\n{}",
            self.status,
            self.body.len(),
            self.body
        )
    }
}
