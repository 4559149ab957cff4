//! Measurements against what people use today, each with its budget. `bench all` makes all of them.

mod all;
mod allocations;
mod calls;
mod check;
mod compile;
mod decode;
mod feed;
mod feed_line;
pub mod generate;
mod instruments;
mod openapi_generator;
pub mod progenitor;
mod programs;
mod row;
pub mod scale;
mod sizes;
mod valgrind;

pub use all::run as all;
pub use calls::run as calls;
pub use check::run as check;
pub use compile::run as compile;
pub use feed::run as feed;
pub use feed_line::feed_line;
pub use programs::run as programs;
