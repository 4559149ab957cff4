//! Handles, and requests built as generated code builds them.

use std::sync::LazyLock;
use std::time::Duration;

use keyfob_core::{Error, Handle, Response, ResponseValue, Retry, Settings, unset_base_url};
use reqwest::RequestBuilder;
use serde_json::Value;

use crate::api::{API, BASIC, BEARER, KEY, QUERY, TOKEN};
use crate::server::Server;

/// Three attempts with hardly a wait between them.
pub fn quick() -> Retry {
    Retry {
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(2),
        ..Retry::default()
    }
}

/// Settings that send everything to this server.
pub fn settings(server: &Server) -> Settings {
    Settings::default()
        .with_origin(server.origin())
        .with_retry(quick())
}

/// A handle with every credential.
pub fn handle(server: &Server) -> Handle {
    let handle = bare(settings(server));
    hold_all(&handle);
    handle
}

/// A handle without credentials.
pub fn bare(settings: Settings) -> Handle {
    Handle::new(&API, settings).unwrap()
}

pub fn hold_all(handle: &Handle) {
    let credentials = handle.credentials();
    credentials.set(&BEARER, "bearer-value");
    credentials.set_basic(&BASIC, "basic-user", "basic-password");
    credentials.set(&KEY, "key-value");
    credentials.set(&TOKEN, "token-value");
    credentials.set(&QUERY, "query-value");
}

/// What builds requests, and sends none: it knows no authority.
pub fn client() -> &'static reqwest::Client {
    static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
        // The first handle of a process chooses who does its cryptography, which reqwest asks for.
        let _handle = bare(Settings::default());
        let builder = reqwest::Client::builder();
        #[cfg(feature = "tls")]
        let builder = builder.tls_certs_only([]);
        builder.build().unwrap()
    });
    &CLIENT
}

/// A request to this path, which may have a query, for the operation.
pub fn request(id: &'static str, path: &str) -> RequestBuilder {
    let method = API.operation(id).unwrap().method.clone();
    let url = format!("{}{path}", unset_base_url());
    let builder = client().request(method, url);
    builder.header("accept", "application/json")
}

/// Sends a built request.
pub async fn send(
    handle: &Handle,
    id: &'static str,
    request: RequestBuilder,
) -> Result<Response, Error> {
    handle.execute(request.build()?, id).await
}

/// Calls an operation that has no parameters, and takes whatever it answers.
pub async fn call(handle: &Handle, id: &'static str) -> Result<ResponseValue<()>, Error> {
    let path = API.operation(id).unwrap().path;
    let response = send(handle, id, request(id, path)).await?;
    Ok(ResponseValue::empty(response))
}

/// Calls an operation that has no parameters, and decodes its answer.
pub async fn decoded(handle: &Handle, id: &'static str) -> Result<ResponseValue<Value>, Error> {
    decoded_as(handle, id).await
}

pub async fn decoded_as<T: serde::de::DeserializeOwned + Send + 'static>(
    handle: &Handle,
    id: &'static str,
) -> Result<ResponseValue<T>, Error> {
    let path = API.operation(id).unwrap().path;
    let response = send(handle, id, request(id, path)).await?;
    ResponseValue::from_response(response).await
}

/// Calls the operation with this path parameter.
pub async fn file(handle: &Handle, parameter: &str) -> Result<Response, Error> {
    let path = format!("/files/{}/meta", keyfob_core::encode_path(parameter));
    send(handle, "file", request("file", &path)).await
}

/// Everything that an error shows to anybody: itself and the chain below, in every format.
pub fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!("\n{cause} {cause:#} {cause:?} {cause:#?}"));
        source = cause.source();
    }
    text
}

/// Runs a test once more, in a process of its own, which has these variables. Meanwhile this process goes on serving.
pub async fn child(test: &'static str, variables: &[(&str, &str)]) {
    let program = std::env::current_exe().unwrap();
    let mut command = std::process::Command::new(program);
    command.args(["--exact", test]);
    command.envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}
