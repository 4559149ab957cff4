//! Calls that are under way when a reset is made.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::{Port, controlled};
use crate::harness::request;

const SOON: Duration = Duration::from_secs(10);

async fn reset(port: &Port) {
    let reset = port.call("POST", "/sandbox/reset", Value::Null).await;
    reset.expect(204);
}

#[tokio::test]
async fn a_slow_call_ends_with_the_reset_and_shows_in_no_later_record() {
    let (sandbox, port) = controlled().await;
    let slow = json!({"failure": {"kind": "slow", "seconds": 30}});
    port.call("POST", "/failures", slow).await.expect(204);
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    let call = tokio::spawn(request("GET", &url, &[]).send());
    let taken = async {
        while port.get("/failures").await["waiting"] != 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, taken).await.unwrap();
    reset(&port).await;
    let ended = timeout(SOON, call).await.unwrap().unwrap();
    assert!(ended.is_err(), "{ended:?}");
    assert_eq!(port.get("/exchanges").await, json!([]));
}

/// Its head came before the reset, its body after it.
#[tokio::test]
async fn a_call_that_began_before_a_reset_takes_no_failure_that_was_set_after_it() {
    let (sandbox, port) = controlled().await;
    let host = sandbox.url().trim_start_matches("http://").to_owned();
    let begun = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        let head = format!(
            "POST /api/1.0/x HTTP/1.1\r\nhost: {host}\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The server says so once somebody reads the body.
        let mut said = [0; 25];
        stream.read_exact(&mut said).unwrap();
        assert!(said.starts_with(b"HTTP/1.1 100 Continue"));
        stream
    });
    let mut stream = begun.await.unwrap();
    reset(&port).await;
    let failure = json!({"failure": {"kind": "html", "status": 502}});
    port.call("POST", "/failures", failure).await.expect(204);
    let rest = tokio::task::spawn_blocking(move || {
        stream.write_all(b"{}").unwrap();
        let mut answer = Vec::new();
        // An error is a closed connection as well.
        let _ = stream.read_to_end(&mut answer);
        answer
    });
    assert_eq!(rest.await.unwrap(), b"");
    assert_eq!(port.get("/failures").await["waiting"], 1);
    assert_eq!(port.get("/exchanges").await, json!([]));
}
