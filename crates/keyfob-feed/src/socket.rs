//! The WebSocket on top of the HTTP client of the session: with its proxy, its certificates and its rules of where tokens may go.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keyfob_core::reqwest::Upgraded;
use keyfob_core::reqwest::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use keyfob_core::{Error, FaultKind, Handle, Operation};
use tokio_websockets::{ClientBuilder, Limits, WebSocketStream};

/// A connection to a feed.
pub type Socket = WebSocketStream<Upgraded>;

/// The longest message that is taken, in bytes: a batch of a thousand full order books is shorter.
const LONGEST_MESSAGE: usize = 4 * 1024 * 1024;

/// What the answer's key is made with (RFC 6455, 1.3).
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Opens a WebSocket to a URL (`wss`, or `ws` to loopback), which must lie on one of the vendor's hosts, or where the user said that
/// they are.
///
/// # Errors
/// Those of a call. A server that answers anything but an upgrade is a refusal.
pub async fn open_socket(
    handle: &Handle,
    operation: &'static Operation,
    url: &str,
) -> Result<Socket, Error> {
    let key = STANDARD.encode(nonce());
    let mut headers = HeaderMap::new();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    let key_header = HeaderValue::from_str(&key)
        .map_err(|_| Error::invalid_input("the key of the handshake cannot be sent"))?;
    headers.insert(SEC_WEBSOCKET_KEY, key_header);
    let (headers, upgraded) = handle.upgrade(operation, url, headers).await?;
    let accepted = headers.get(SEC_WEBSOCKET_ACCEPT);
    if accepted.is_none_or(|accepted| accepted.as_bytes() != accept_of(&key).as_bytes()) {
        let why = "the server upgraded to something else than the WebSocket that was asked for";
        return Err(handle.refused(operation, FaultKind::Unavailable, Some(why)));
    }
    let limits = Limits::default().max_payload_len(Some(LONGEST_MESSAGE));
    Ok(ClientBuilder::new().limits(limits).take_over(upgraded))
}

/// Sixteen bytes that no cache has seen. They protect nothing: TLS does.
fn nonce() -> [u8; 16] {
    let mut bytes = [0; 16];
    fastrand::fill(&mut bytes);
    bytes
}

fn accept_of(key: &str) -> String {
    let mut digest = sha1_smol::Sha1::new();
    digest.update(key.as_bytes());
    digest.update(GUID.as_bytes());
    STANDARD.encode(digest.digest().bytes())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_rfc() {
        let accept = super::accept_of("dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
