//! The server: SFeed's login and subscriptions, and then quotes at a pace, or as fast as they are taken.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_websockets::{Message, ServerBuilder, WebSocketStream};

use crate::frames::Quotes;
use crate::{INSTRUMENTS, Outcome, UPDATES};

/// What the login is answered: prices are in hundredths.
const LOGIN: &str =
    r#"{"message_code": 1117, "exchanges": {"nse_cm": {"value": 1, "divider": 100}}}"#;

/// What is asked for, by the path of the URL.
pub enum Wanted {
    /// `/paced/COUNT`: the market's pace, so many quotes in a frame.
    Paced(usize),
    /// `/flood/QUOTES`: so many quotes, as fast as they are taken.
    Flood(u64),
}

/// How many quotes are in a frame of a flood.
pub const FLOOD_FRAME: usize = 100;

/// Prints its port, and serves one connection after the other until its input ends.
pub async fn serve() -> Outcome {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let serving = async {
        while let Ok((socket, _)) = listener.accept().await {
            // The end of a measurement cuts it.
            let _ = connection(socket).await;
        }
    };
    tokio::select! {
        _ = ended => {}
        () = serving => {}
    }
    // Not waiting for the thread that reads.
    std::process::exit(0)
}

async fn connection(socket: TcpStream) -> Outcome {
    socket.set_nodelay(true)?;
    let (request, mut socket) = ServerBuilder::new().accept(socket).await?;
    let wanted = wanted(request.uri().path()).ok_or("an unknown path")?;
    socket.next().await.ok_or("no login")??;
    socket.send(Message::text(LOGIN)).await?;
    socket.next().await.ok_or("no subscription")??;
    match wanted {
        Wanted::Paced(count) => paced(socket, count).await,
        Wanted::Flood(quotes) => flood(socket, quotes).await,
    }
}

fn wanted(path: &str) -> Option<Wanted> {
    let (kind, count) = path.strip_prefix('/')?.split_once('/')?;
    match kind {
        "paced" => Some(Wanted::Paced(count.parse().ok()?)),
        "flood" => Some(Wanted::Flood(count.parse().ok()?)),
        _ => None,
    }
}

/// Each millisecond what is due by then.
async fn paced(mut socket: WebSocketStream<TcpStream>, count: usize) -> Outcome {
    let mut quotes = Quotes::new();
    let rate = f64::from(INSTRUMENTS * UPDATES);
    let (began, mut sent) = (Instant::now(), 0.0);
    let mut ticks = interval(Duration::from_millis(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        let due = began.elapsed().as_secs_f64() * rate;
        while sent + count as f64 <= due {
            socket.send(Message::binary(quotes.frame(count))).await?;
            sent += count as f64;
        }
    }
}

async fn flood(mut socket: WebSocketStream<TcpStream>, all: u64) -> Outcome {
    let mut quotes = Quotes::new();
    for _ in 0..all / FLOOD_FRAME as u64 {
        let frame = Message::binary(quotes.frame(FLOOD_FRAME));
        socket.feed(frame).await?;
    }
    socket.flush().await?;
    // Until it is closed.
    while let Some(Ok(_)) = socket.next().await {}
    Ok(())
}
