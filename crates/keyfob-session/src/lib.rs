#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod id;
pub mod store;

use std::pin::Pin;

pub use id::SessionId;
pub use store::{Lease, Record, SessionStore, StoreError};

/// A future of a trait's method, which borrows from its arguments.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
