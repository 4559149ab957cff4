#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod id;
mod login;
mod provider;
pub mod store;

pub use id::SessionId;
pub use keyfob_core::BoxFuture;
pub use login::{ManagedLogin, ManagedSession};
pub use provider::{Provider, ProviderFn, provider_fn};
pub use store::{Lease, Record, SessionStore, StoreError};
