//! `lib.rs`: the table of contents of a client crate.

use std::path::PathBuf;

use crate::model::Spec;

/// `lib.rs` and the list of generated modules, in rustfmt's own style.
pub(super) fn root(spec: &Spec) -> [(PathBuf, String); 2] {
    let times = if spec.times { TIMES } else { "" };
    [
        (
            "src/lib.rs".into(),
            LIB.replace(RUNTIME, &format!("{times}{RUNTIME}")),
        ),
        ("src/generated.rs".into(), GENERATED.to_owned()),
    ]
}

const LIB: &str = r#"#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[rustfmt::skip]
mod generated;

#[cfg(feature = "spec")]
pub use generated::SPEC;
pub use generated::client::{Client, builder, operations, types};
#[cfg(feature = "mock")]
pub use generated::mock;
pub use generated::table::{API, credentials};
pub use keyfob_core::{
    ByteStream, Credentials, Error, Handle, OpenEnum, Proxy, RawRequest, Refusal, ResponseValue,
    Retry, Secret, Settings, Timeouts,
};
"#;

/// What comes from the runtime.
const RUNTIME: &str = "pub use keyfob_core::{";

/// Before that, for clients that have some.
const TIMES: &str = "/// A point in time; any `SystemTime` converts into one.
#[doc(no_inline)]
pub use keyfob_core::OffsetDateTime;
";

const GENERATED: &str = r#"pub mod client;
#[cfg(feature = "mock")]
pub mod mock;
pub mod table;

/// The OpenAPI document that this client is generated from, as JSON.
#[cfg(feature = "spec")]
pub const SPEC: &str = include_str!("generated/spec.json");
"#;
