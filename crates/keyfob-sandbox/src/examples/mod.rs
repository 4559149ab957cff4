//! Any vendor, played from the examples of its spec.
//!
//! [`ExampleServer`] keeps no state but the tokens of OAuth 2.0. It holds each request against the spec: path and method, credentials,
//! parameters, body. What fits is answered with the first example of the first success; what does not is refused
//! with a message that says what is wrong and where. Examples that do not fit their own schemas are an error at the start.
//!
//! ```
//! # async fn example(spec: &str) -> Result<(), Box<dyn std::error::Error>> {
//! use keyfob_sandbox::examples::ExampleServer;
//!
//! let server = ExampleServer::start(spec).await?; // the spec as JSON
//! println!("the client's origin: {}", server.url());
//! server.answer_next("list_items", 404); // the next call is answered with the example of that status
//! # Ok(())
//! # }
//! ```
//!
//! A client chooses an answer by itself with the header `Prefer: status=404` or `Prefer: example=NAME`.
//!
//! **Credentials.** [`ExampleAccount`] says what is accepted: a user and a password, a client of OAuth 2.0, an API key, a token. Besides, every
//! secret that an example of a success hands out is accepted as a token or a key, so that a login by calls of the spec itself leads on.
//!
//! **OAuth 2.0.** The paths of `tokenUrl` and `refreshUrl` are token endpoints: client credentials, password and
//! refresh token, the client by `Basic` or in the body. Access tokens end after [`Builder::lifetime`] of sandbox time, and each refresh token
//! is taken once. The other grants need a browser, and are not played.

mod account;
mod answer;
mod check;
mod choice;
mod document;
mod error;
mod media;
mod oauth;
mod operation;
mod play;
mod request;
mod route;
mod schema;
mod security;
mod server;
mod tokens;
mod value;

pub use account::ExampleAccount;
pub use error::ExampleError;
pub use server::{Builder, ExampleServer};

/// The names of the vendors whose specs are built in, for [`ExampleServer::vendor`].
pub fn vendors() -> impl Iterator<Item = &'static str> {
    crate::vendors::VENDORS.iter().map(|(name, _)| *name)
}
