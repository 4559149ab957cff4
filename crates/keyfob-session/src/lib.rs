#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod id;
mod login;
mod manager;
mod provider;
mod single_flight;
pub mod store;
mod sync;

pub use id::SessionId;
pub use keyfob_core::BoxFuture;
pub use login::{ManagedLogin, ManagedSession};
pub use manager::Manager;
pub use provider::{Provider, ProviderFn, provider_fn};
pub use store::{Lease, MemoryStore, Record, SessionStore, StoreError};
