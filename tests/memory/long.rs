//! Answers that are long, or say that they will be.

use keyfob_core::{Error, Handle};

use crate::{MIB, Sent, measured};

static PIECE: [u8; 64 << 10] = [b'x'; 64 << 10];

/// How much of what the network brings is held at a time.
const SMALL: usize = 2 * MIB;

async fn book(handle: Handle) -> Result<(), Error> {
    let client = kotak_neo::Client::new(handle);
    client.reports().order_book().send().await.map(drop)
}

fn cost(sent: &Sent<'_>) -> (Error, usize) {
    let (outcome, peak) = measured(&kotak_neo::API, sent, book);
    println!("{} KiB", peak >> 10);
    (outcome.unwrap_err(), peak)
}

#[test]
fn a_header_of_100_mb_is_not_held() {
    let sent = Sent {
        first: "HTTP/1.1 200 OK\r\nx-long: ".to_owned(),
        piece: &PIECE,
        times: 1600,
        last: "\r\n\r\n",
    };
    let (error, peak) = cost(&sent);
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    assert!(peak < SMALL, "{peak}");
}

#[test]
fn ten_thousand_headers_are_not_held() {
    let sent = Sent {
        first: "HTTP/1.1 200 OK\r\n".to_owned(),
        piece: b"x-many: of these there are ten thousand\r\n",
        times: 10_000,
        last: "\r\n{}",
    };
    let (error, peak) = cost(&sent);
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    assert!(peak < SMALL, "{peak}");
}

/// It says how long it will be, and then really comes.
#[test]
fn a_gigabyte_that_is_announced_is_not_taken() {
    let sent = Sent {
        first: "HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n".to_owned(),
        piece: &PIECE,
        times: 3000,
        last: "",
    };
    let (error, peak) = cost(&sent);
    assert!(matches!(error, Error::TooLong { .. }), "{error:?}");
    assert!(peak < SMALL, "{peak}");
}

/// 190 MiB without a length: it is held up to the longest that is taken, and while the buffer grows to twice that, it
/// is there twice.
#[test]
fn what_does_not_say_how_long_it_is_is_cut_off() {
    let mut piece = b"80000\r\n".to_vec();
    piece.resize(piece.len() + 0x80000, b' ');
    piece.extend(b"\r\n");
    let sent = Sent {
        first: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_owned(),
        piece: &piece,
        times: 380,
        last: "0\r\n\r\n",
    };
    let (error, peak) = cost(&sent);
    assert!(matches!(error, Error::TooLong { .. }), "{error:?}");
    assert!(peak < 200 * MIB, "{peak}");
}

/// Of an error's body the first MiB is held, however it begins; what is made of it is small.
#[test]
fn an_error_of_63_mib_is_not_held() {
    for (first, piece) in [
        ("{\"message\":\"", &b"x"[..]),
        ("{\"code\":[", b"{},"),
        ("", b"["),
        ("", b"<a>"),
        ("{\"message\":\"", b"\\u0041"),
        ("", b"\xff"),
    ] {
        let piece = piece.repeat((64 << 10) / piece.len());
        for status in ["400 Bad", "401 No", "500 Oops"] {
            let sent = Sent {
                first: first.to_owned(),
                piece: &piece,
                times: 63 * MIB / piece.len(),
                last: "",
            };
            let (error, peak) = cost(&sent.whole(status));
            let told = error.to_string().len();
            assert!(error.refusal().is_some() && told < 3000, "{told}");
            assert!(error.refusal().unwrap().body().len() <= MIB);
            assert!(peak < 12 * MIB, "{first} {status}: {peak}");
        }
    }
}
