#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "encryption")]
mod encryption;
#[cfg(feature = "fuzz")]
#[doc(hidden)]
pub mod fuzz;
mod id;
mod login;
mod manager;
mod provider;
mod single_flight;
pub mod store;
mod sync;

#[cfg(feature = "encryption")]
#[cfg_attr(docsrs, doc(cfg(feature = "encryption")))]
pub use encryption::{EncryptionKey, KeyError};
pub use id::SessionId;
pub use keyfob_core::BoxFuture;
pub use login::{ManagedLogin, ManagedSession};
pub use manager::Manager;
pub use provider::{Provider, ProviderFn, provider_fn};
#[cfg(feature = "file")]
#[cfg_attr(docsrs, doc(cfg(feature = "file")))]
pub use store::FileStore;
pub use store::{Lease, MemoryStore, Record, SessionStore, StoreError};
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use store::{RedisSettings, RedisStore};
