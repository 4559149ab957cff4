//! A server that plays the vendor's newest generation just far enough, with lists of any size that may be cut.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use keyfob::kotak_neo::{Session, g3};
use keyfob::{RateLimits, Retry, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::files::{HEADER, WEEK_1, option};

/// What a list is made of.
#[derive(Clone, Copy)]
pub struct List {
    pub rows: u32,
    /// After how many the line is cut.
    pub cut: u32,
    /// How often it is cut before the list comes in whole.
    pub cuts: u32,
}

impl List {
    pub fn whole(rows: u32) -> Self {
        let (cut, cuts) = (rows, 0);
        Self { rows, cut, cuts }
    }
}

/// Starts one, which ends with the test; its origin.
pub async fn start(list: List) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let sent = Arc::new(AtomicU32::new(0));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, address, list, Arc::clone(&sent)));
        }
    });
    format!("http://{address}")
}

pub async fn session(origin: &str, retry: Retry) -> Session {
    let settings = Settings::default()
        .with_origin(origin)
        .with_rate_limits(RateLimits::none())
        .with_retry(retry);
    let login = g3::Login::new("token").with_settings(settings);
    let view = login.totp("+919000000001", "AB123", "123456").await;
    view.unwrap().mpin("654321").await.unwrap()
}

/// Forty columns that are not looked at, so that a row is as long as the vendor's.
fn rest(cell: &str) -> String {
    format!(",{cell}").repeat(40)
}

fn row(at: u32) -> String {
    let strike = (1 + u64::from(at / 2 % 200)) * 5000;
    let right = if at.is_multiple_of(2) { "CE" } else { "PE" };
    let name = format!("UNDER{}", at / 400);
    let row = option(at, &name, right, WEEK_1, &strike.to_string());
    format!("{row}{}\n", rest("1474554600"))
}

async fn serve(
    mut stream: TcpStream,
    address: SocketAddr,
    list: List,
    sent: Arc<AtomicU32>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.split("content-length: ").nth(1);
    let length = length.and_then(|rest| rest.split("\r\n").next());
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await?;
    let answer = if head.contains(".csv") {
        let cut = sent.fetch_add(1, Ordering::Relaxed) < list.cuts;
        let until = if cut { list.cut } else { list.rows };
        return send(stream, list.rows, until).await;
    } else if head.contains("file-paths") {
        let path = format!("http://{address}/wso2-scripmaster/v1/prod/2026-09-20/t/nse_fo.csv");
        serde_json::json!({"data": {"filesPaths": [path]}})
    } else {
        serde_json::json!({"data": {"token": "token", "sid": "sid"}})
    };
    let answer = answer.to_string();
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json";
    let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
    stream.write_all(answer.as_bytes()).await
}

async fn send(mut stream: TcpStream, rows: u32, until: u32) -> std::io::Result<()> {
    let header = format!("{HEADER}{}\n", rest("pOther"));
    let length: usize = (0..rows).map(|at| row(at).len()).sum();
    let length = header.len() + length;
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/csv";
    let head = format!("{head}\r\ncontent-length: {length}\r\n\r\n{header}");
    stream.write_all(head.as_bytes()).await?;
    let mut piece = String::new();
    for at in 0..until {
        piece.push_str(&row(at));
        if piece.len() > 32_000 || at + 1 == until {
            stream.write_all(piece.as_bytes()).await?;
            piece.clear();
        }
    }
    if until < rows {
        // It is cut within a line.
        let half = row(until);
        stream.write_all(&half.as_bytes()[..half.len() / 2]).await?;
    }
    stream.shutdown().await
}
