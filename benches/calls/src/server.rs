//! The server: for each path one answer, whatever is asked.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::Outcome;

const USAGE: &str = include_str!("answers/usage.json");
const POSITIONS: &str = include_str!("answers/positions.json");
const LIMITS: &str = include_str!("answers/limits.json");
const PLACED: &str = include_str!("answers/placed.json");

/// Serves until the standard input ends, so that it does not outlive who started it.
pub fn serve() -> Outcome {
    println!("{}", listen()?);
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// Listens on a port of its own, with a thread for each connection.
pub fn listen() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer_all(stream));
        }
    });
    Ok(port)
}

/// Answers requests on one connection; who closes it ends it.
fn answer_all(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut held = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        held.extend_from_slice(buffer.get(..read).unwrap_or_default());
        while let Some(request) = first(&held) {
            let length = request.len();
            stream.write_all(answer(request).as_bytes())?;
            held.drain(..length);
        }
    }
}

/// The first request, if it has come in whole.
fn first(held: &[u8]) -> Option<&[u8]> {
    let head = held.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(held.get(..head)?).ok()?;
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let body = length.and_then(|(_, length)| length.trim().parse::<usize>().ok());
    held.get(..head + body.unwrap_or_default())
}

fn answer(request: &[u8]) -> String {
    let line = request.split(|byte| *byte == b'\r').next();
    let line = String::from_utf8_lossy(line.unwrap_or_default());
    let body = match line.split(' ').nth(1).unwrap_or_default() {
        path if path.ends_with("/profile/info") => USAGE,
        path if path.ends_with("/quick/user/positions") => POSITIONS,
        path if path.ends_with("/quick/user/limits") => LIMITS,
        path if path.ends_with("/quick/order/rule/ms/place") => PLACED,
        _ => return "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned(),
    };
    let body = body.trim_end();
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ndate: Thu, 26 Nov 2026 09:00:00 GMT\r\ncontent-type: application/json\r\nserver: bench\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}
