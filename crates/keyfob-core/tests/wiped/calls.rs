//! A call leaves no more copies of its token behind than the HTTP library makes for itself.

use std::io::{Read, Write};
use std::net::TcpListener;

use bytes::Bytes;
use keyfob_core::{Handle, Secret, Settings, unset_base_url};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, Request};
use secrecy::zeroize::Zeroizing;

use crate::api::{API, BEARER, KEY};
use crate::search::{Text, alone};

/// A server that wipes what it reads, and answers each request alike. Its address.
fn server(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut buffer = [0_u8; 8192];
        while let Ok((mut stream, _)) = listener.accept() {
            while let Ok(read) = stream.read(&mut buffer) {
                let whole = buffer[..read].windows(4).any(|end| end == b"\r\n\r\n");
                buffer.fill(0);
                if read == 0 || (whole && stream.write_all(answer).is_err()) {
                    break;
                }
            }
        }
    });
    format!("http://{address}")
}

const FINE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
const NO: &[u8] = b"HTTP/1.1 401 No\r\ncontent-length: 24\r\n\r\n{\"code\":\"E\",\"message\":1}";

/// Runs it on a runtime of its own, which is gone afterwards.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// What the HTTP library leaves behind of a header whose own memory is wiped.
fn left_by_the_library(number: u8) -> usize {
    let text = Text::new(number);
    let origin = server(FINE);
    run(async {
        // The client alone: nothing of ours is between it and the wire.
        let _handle = Handle::new(&API, Settings::default()).unwrap();
        let client = reqwest::Client::new();
        let whole = Zeroizing::new(["Bearer ".to_owned(), text.plain(0)].concat().into_bytes());
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(whole)).unwrap();
        value.set_sensitive(true);
        let request = client.get(format!("{origin}/bearer"));
        request.header(AUTHORIZATION, value).send().await.unwrap();
    });
    text.found()
}

fn left_by_a_call(number: u8, answer: &'static [u8]) -> usize {
    let text = Text::new(number);
    let origin = server(answer);
    run(async {
        let handle = Handle::new(&API, Settings::default().with_origin(origin)).unwrap();
        handle
            .credentials()
            .set(&BEARER, Secret::new(text.plain(0)));
        handle.credentials().set(&KEY, "of no interest");
        let url = format!("{}/bearer", unset_base_url());
        let request = Request::new(Method::GET, url.parse().unwrap());
        let answer = handle.execute(request, "bearer").await;
        assert_eq!(
            answer.is_ok(),
            answer.is_ok_and(|answer| answer.status() == 200)
        );
        handle.credentials().clear();
    });
    text.found()
}

#[test]
fn a_call_adds_no_copy_of_its_token_to_those_of_the_http_library() {
    let _alone = alone();
    let library = left_by_the_library(7);
    let fine = left_by_a_call(8, FINE);
    assert!(fine <= library, "{fine} copies, {library} of the library");
    // An answer that repeats nothing is looked through for the token all the same.
    let refused = left_by_a_call(9, NO);
    assert!(
        refused <= library,
        "{refused} copies, {library} of the library"
    );
    println!("{library} of the library, {fine} and {refused} of a call");
}
