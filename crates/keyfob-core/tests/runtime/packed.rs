//! What comes packed is never unpacked: a small answer must not become a large one.
//!
//! Test builds have reqwest's unpacking compiled in, as any other crate of a program may bring it about.

use keyfob_core::{Error, Handle, ResponseValue};
use serde_json::Value;

use crate::downloads::download;
use crate::probe::{bare, decoded, handle, request, send, settings};
use crate::server::{Server, Step, answer};

/// `{"a":1}`, packed.
const PACKED: [(&str, &[u8]); 2] = [
    (
        "gzip",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xabVJT\xb22\xac\x05\x00\xaf\xac\x1bV\x07\x00\x00\x00",
    ),
    (
        "deflate",
        b"x\x9c\xabVJT\xb22\xac\x05\x00\x08*\x02\x09",
    ),
];

async fn serve(encoding: &str, body: &[u8]) -> Server {
    let encoding = format!("content-encoding: {encoding}");
    let headers = [encoding.as_str(), "content-type: application/json"];
    Server::start([Step::Answer(answer("200 OK", &headers, body))]).await
}

/// The HTTP library left to itself asks for both and unpacks them: otherwise the other tests here would prove nothing.
#[tokio::test]
async fn without_our_settings_it_would_be_unpacked() {
    for (encoding, packed) in PACKED {
        let server = serve(encoding, packed).await;
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.get(server.origin()).send().await.unwrap();
        assert_eq!(answer.json::<Value>().await.unwrap()["a"], 1, "{encoding}");
        let asked = server.only().headers("accept-encoding").join(",");
        assert!(asked.contains(encoding), "{asked}");
    }
}

#[tokio::test]
async fn nothing_packed_is_unpacked_nor_asked_for() {
    for (encoding, packed) in PACKED {
        let server = serve(encoding, packed).await;
        let error = decoded(&handle(&server), "safe").await.unwrap_err();
        assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
        assert!(server.only().headers("accept-encoding").is_empty());
    }
}

/// Bodies that are streams go through a client of their own.
#[tokio::test]
async fn nor_is_the_answer_to_an_upload() {
    for (encoding, packed) in PACKED {
        let server = serve(encoding, packed).await;
        let error = upload(&bare(settings(&server))).await.unwrap_err();
        assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
        assert!(server.only().headers("accept-encoding").is_empty());
    }
}

async fn upload(handle: &Handle) -> Result<ResponseValue<Value>, Error> {
    let body = reqwest::Body::wrap(reqwest::Body::from("bytes"));
    let request = request("idempotent", "/idem").body(body);
    ResponseValue::from_response(send(handle, "idempotent", request).await?).await
}

#[tokio::test]
async fn a_download_is_the_bytes_that_came() {
    for (encoding, packed) in PACKED {
        let server = serve(encoding, packed).await;
        let bytes = download(&handle(&server)).await.unwrap();
        assert_eq!(bytes, packed, "{encoding}");
    }
}

/// An error's message would come out of the unpacked body.
#[tokio::test]
async fn nor_is_an_error_unpacked() {
    for (encoding, packed) in [
        (
            "gzip",
            &b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xabVJ\xceOIU\xb2R\x8aP\xaa\x05\x00\x80\xbe\xbf\x84\x0c\x00\x00\x00"[..],
        ),
        (
            "deflate",
            b"x\x9c\xabVJ\xceOIU\xb2R\x8aP\xaa\x05\x00\x19-\x03\xae",
        ),
    ] {
        let encoding = format!("content-encoding: {encoding}");
        let bad = Step::Answer(answer("400 Bad", &[&encoding], packed));
        let server = Server::start([bad]).await;
        let error = decoded(&handle(&server), "safe").await.unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!((refusal.code(), refusal.body()), (None, packed));
    }
}

/// The other two are not compiled in here, for what they bring along is large.
#[test]
fn every_unpacking_of_the_http_library_is_switched_off() {
    let source = include_str!("../../src/transport/client.rs");
    for switch in [".no_gzip()", ".no_deflate()", ".no_brotli()", ".no_zstd()"] {
        assert!(source.contains(switch), "{switch}");
    }
}
