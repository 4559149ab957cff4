//! Requests that the vendors' own clients, and rclone, were recorded sending, and what is needed to hold ours against them.
//!
//! | where | what |
//! |---|---|
//! | `flows/` | the steps of logins and what follows them: `wire.rs` plays them through the facade |
//! | `operations/` | single calls: `contract.rs` plays them through the generated clients |
//! | `elsewhere/` | a few of each form in which further recordings may come |
//! | `cases` | reads the first two |
//! | `recorder`, `request` | stand-ins for the vendors' hosts, and what arrived at them |
//! | `compare`, `form`, `json` | what differs |
//! | `further` | recordings of the folder that `KEYFOB_RECORDINGS` names |
//! | `caught` | a panic of one case |
//! | `exceptions` | what may |

pub mod cases;
pub mod caught;
pub mod compare;
pub mod exceptions;
pub mod form;
pub mod further;
pub mod json;
pub mod recorder;
pub mod request;
