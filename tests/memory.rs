//! What answers may cost in memory, measured by counting what is allocated.
//!
//! The other end runs in this process too, but sends the same small piece again and again. One test at a time: the count is of the
//! whole process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;

use keyfob_core::{Api, Error, Handle, Placement, Retry, Settings};
use peak_alloc::PeakAlloc;

#[path = "memory/long.rs"]
mod long;
#[path = "memory/rows.rs"]
mod rows;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

static ALONE: Mutex<()> = Mutex::new(());

const MIB: usize = 1 << 20;

/// What a server sends: a beginning, a piece so many times, and an end.
struct Sent<'a> {
    first: String,
    piece: &'a [u8],
    times: usize,
    last: &'static str,
}

impl Sent<'_> {
    fn length(&self) -> usize {
        self.piece.len() * self.times
    }

    /// An answer with its length in front; `first` and `last` are of the body.
    fn whole(self, status: &str) -> Self {
        let length = self.first.len() + self.length() + self.last.len();
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n");
        Self {
            first: head + &self.first,
            ..self
        }
    }
}

/// How a call ends whose answer is this, and the most memory that was held beside what was held before, in bytes.
fn measured<T>(
    api: &'static Api,
    sent: &Sent<'_>,
    call: impl AsyncFnOnce(Handle) -> Result<T, Error>,
) -> (Result<T, Error>, usize) {
    let _alone = ALONE.lock().unwrap_or_else(|broken| broken.into_inner());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Settings::default().with_retry(Retry::never());
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let handle = Handle::new(api, settings.with_origin(origin)).unwrap();
    for scheme in api.schemes {
        match scheme.placement {
            Placement::Basic => handle.credentials().set_basic(scheme, "user", "password"),
            _ => handle.credentials().set(scheme, "value"),
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| serve(&listener, sent));
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let outcome = runtime.block_on(call(handle));
        let peak = MEMORY.peak_usage().saturating_sub(before);
        // With it goes the connection, so that the other end stops; and if there was none, it still waits for one.
        drop(runtime);
        drop(TcpStream::connect(listener.local_addr().unwrap()));
        (outcome, peak)
    })
}

/// Answers one request, until all is sent or the other side has enough.
fn serve(listener: &TcpListener, sent: &Sent<'_>) {
    let (mut stream, _) = listener.accept().unwrap();
    let mut asked = [0; 8192];
    let mut length = 0;
    while !asked[..length].ends_with(b"\r\n\r\n") {
        match stream.read(&mut asked[length..]) {
            Ok(read) if read > 0 => length += read,
            _ => return,
        }
    }
    let mut send = || {
        stream.write_all(sent.first.as_bytes())?;
        for _ in 0..sent.times {
            stream.write_all(sent.piece)?;
        }
        stream.write_all(sent.last.as_bytes())
    };
    let _ = send();
}

/// The count sees what is held.
#[test]
fn what_is_held_is_counted() {
    let sent = Sent {
        first: String::new(),
        piece: b"",
        times: 0,
        last: "",
    };
    let (length, peak) = measured(&kotak_neo::API, &sent, async |_| {
        Ok(std::hint::black_box(vec![1_u8; 10 * MIB]).len())
    });
    assert_eq!(length.unwrap(), 10 * MIB);
    // What was there before may give some bytes back meanwhile.
    let least = 10 * MIB - 1024;
    assert!((least..11 * MIB).contains(&peak), "{peak}");
}
