//! Who may steer.

use std::io::{Read, Write};

use keyfob_sandbox::{ControlSettings, Sandbox};
use serde_json::{Value, json};

use super::controlled;
use crate::harness::{get, request, send};

#[tokio::test]
async fn there_is_no_port_unless_it_is_asked_for() {
    assert!(Sandbox::start().await.unwrap().control().is_none());
}

#[tokio::test]
async fn only_its_own_token_opens_the_port() {
    let (sandbox, port) = controlled().await;
    let token = sandbox.control().unwrap().token();
    assert!(token.len() >= 32);
    let nearly = format!("Bearer {}x", &token[..token.len() - 1]);
    let longer = format!("Bearer {token}x");
    let basic = format!("Basic {token}");
    let (url, own) = (format!("{}/clock", port.url), format!("Bearer {token}"));
    for header in [nearly.as_str(), &longer, &basic, "Bearer ", token] {
        let reply = get(&url, &[("authorization", header)]).await.expect(401);
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        assert_eq!(reply.json()["error"]["kind"], "unauthorized");
    }
    get(&url, &[]).await.expect(401);
    // Whether a path exists is nobody's business without it either.
    get(&format!("{}/nothing", port.url), &[]).await.expect(401);
    get(&format!("{}/openapi.json", port.url), &[])
        .await
        .expect(401);
    get(&format!("{url}?token={token}"), &[]).await.expect(401);
    let (small, spaced) = (format!("bearer {token}"), format!("BEARER   {token}"));
    for header in [&own, &small, &spaced] {
        get(&url, &[("authorization", header)]).await.expect(200);
    }
}

/// As a page in a browser would come that was led to loopback by its name's address.
#[tokio::test]
async fn a_host_that_is_not_the_ports_own_is_refused_even_with_the_token() {
    let (sandbox, port) = controlled().await;
    let bearer = format!("Bearer {}", sandbox.control().unwrap().token());
    let number = port.url.rsplit(':').next().unwrap();
    let url = format!("{}/clock", port.url);
    for (host, status) in [
        (format!("evil.example:{number}"), 421),
        ("127.0.0.1".to_owned(), 421),
        (format!("127.0.0.1.evil.example:{number}"), 421),
        (format!("localhost:{number}"), 200),
        (format!("127.0.0.1:{number}"), 200),
    ] {
        let headers = [("authorization", bearer.as_str()), ("host", &host)];
        let reply = get(&url, &headers).await;
        assert_eq!(reply.status, status, "{host}");
    }
}

#[tokio::test]
async fn what_the_port_does_not_have_is_said() {
    let (_sandbox, port) = controlled().await;
    let reply = port.call("GET", "/nothing", Value::Null).await.expect(404);
    assert_eq!(reply.json()["error"]["kind"], "unknown_path");
    let reply = port.call("DELETE", "/clock", Value::Null).await.expect(405);
    assert_eq!(reply.json()["error"]["kind"], "wrong_method");
    let bearer = port.bearer.as_str();
    let form = request(
        "PUT",
        &format!("{}/captcha", port.url),
        &[("authorization", bearer)],
    );
    let reply = send(form.body(r#"{"required": true}"#)).await.expect(415);
    assert_eq!(reply.json()["error"]["kind"], "not_json");
}

#[tokio::test]
async fn a_body_over_16_mib_is_refused_as_documented() {
    let (_sandbox, port) = controlled().await;
    let headers = [
        ("authorization", port.bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let give = |length: usize| {
        let request = request("POST", &format!("{}/answers", port.url), &headers);
        send(request.body(" ".repeat(length)))
    };
    // Read and found to be no JSON, and not read.
    for (length, is_too_long) in [(16 << 20, false), ((16 << 20) + 1, true)] {
        let refused = give(length).await.expect(422).json();
        let message = refused["error"]["message"].as_str().unwrap();
        assert_eq!(message.contains("length limit"), is_too_long, "{message}");
    }
    let document = port.get("/openapi.json").await;
    let told = document["components"]["responses"]["Invalid"]["description"].to_string();
    assert!(told.contains("16 MiB"), "{told}");
}

/// A vendor's port takes no call of the control port, and the other way round.
#[tokio::test]
async fn the_vendors_origin_steers_nothing() {
    let (sandbox, port) = controlled().await;
    let headers = [("authorization", port.bearer.as_str())];
    for url in [sandbox.url(), sandbox.second_url()] {
        get(&format!("{url}/clock"), &headers).await.expect(404);
    }
    port.call("GET", "/api/1.0/account/metadata", Value::Null)
        .await
        .expect(404);
}

#[tokio::test]
async fn a_token_of_ones_own_is_taken_if_it_can_be_a_secret() {
    let own = ControlSettings::new().token("a-token-of-my-own-0001");
    let sandbox = Sandbox::builder().control(own).start().await.unwrap();
    assert_eq!(sandbox.control().unwrap().token(), "a-token-of-my-own-0001");
    for wrong in [
        "tiny-secret",
        "with spaces in the token",
        "with-a-line-end-in-it\n",
    ] {
        let settings = ControlSettings::new().token(wrong);
        let error = Sandbox::builder().control(settings).start().await;
        let error = error.err().unwrap().to_string();
        assert!(error.contains("token") && !error.contains(wrong), "{error}");
    }
    let other = Sandbox::builder().control(ControlSettings::new());
    let other = other.start().await.unwrap();
    let (one, another) = (sandbox.control().unwrap(), other.control().unwrap());
    assert_ne!(one.token(), another.token());
}

#[tokio::test]
async fn the_token_is_in_no_answer_no_record_and_no_debug_text() {
    let settings = ControlSettings::new().token("a-token-of-my-own-0002");
    let mut seen = format!("{settings:?}");
    let builder = Sandbox::builder().control(settings);
    seen += &format!("{builder:?}");
    let sandbox = builder.start().await.unwrap();
    let control = sandbox.control().unwrap();
    seen += &format!("{control:?}");
    let bearer = format!("Bearer {}", control.token());
    for (method, path, body) in [
        ("GET", "/openapi.json", Value::Null),
        ("GET", "/sandbox", Value::Null),
        ("GET", "/exchanges", Value::Null),
        ("GET", "/nothing", Value::Null),
        (
            "POST",
            "/failures",
            json!({"when": {"vendor": "x", "operation": "y"}, "failure": {"kind": "dropped"}}),
        ),
    ] {
        let url = format!("{}{path}", control.url());
        let request = request(method, &url, &[("authorization", &bearer)]).json(&body);
        let reply = send(request).await;
        seen += &format!("{:?}{}", reply.headers, reply.text);
    }
    for exchange in sandbox.exchanges() {
        seen += &format!("{exchange:?}{:?}", exchange.request_headers);
    }
    assert!(seen.len() > 10_000 && !seen.contains("a-token-of-my-own-0002"));
}

#[tokio::test]
async fn the_port_closes_with_the_sandbox() {
    let (sandbox, port) = controlled().await;
    sandbox.shutdown().await;
    let url = format!("{}/clock", port.url);
    assert!(request("GET", &url, &[]).send().await.is_err());
}

/// A request line can name another host than the header does.
#[tokio::test]
async fn a_target_that_is_not_the_ports_own_is_refused() {
    let (sandbox, port) = controlled().await;
    let host = port.url.trim_start_matches("http://");
    for (target, status) in [("http://evil.example/clock", "421"), ("/clock", "200")] {
        let token = sandbox.control().unwrap().token();
        let call = format!(
            "GET {target} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
        );
        let address = host.to_owned();
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(call.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        let answer = answer.await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
}
