//! The control port: HTTP by which programs in any language steer a sandbox.
//!
//! It is off unless [`Builder::control`](crate::Builder::control) asks for it. It listens on loopback only, on a port of its own, and
//! takes a call only with `Authorization: Bearer` and its token, and with a `Host` that is its own: a page in a browser that was led
//! to loopback has neither. What it can do stands in `control.yaml`, an OpenAPI document, which it serves at `/openapi.json`.

mod answers;
mod clock;
mod exchanges;
mod failures;
mod feeds;
mod guard;
mod json;
mod login;
mod market;
mod port;
mod portfolios;
mod problem;
mod sandbox;
mod sessions;
mod settings;
mod switches;
mod trading;
mod which;

pub use port::ControlPort;
pub(crate) use port::start;
pub use settings::ControlSettings;
