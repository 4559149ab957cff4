//! Order and position updates without holes.

mod books;
mod catch_up;
mod driver;
mod event;
mod live;
mod position;
mod protocol;
mod state;
mod stream;
mod teller;
mod tracker;
mod update;
mod watch;

pub use event::OrderEvent;
pub use position::{PositionUpdate, RawPosition};
pub use stream::{OpenOrderFeed, OrderFeed, OrderFeedHandle};
pub use update::{Found, OrderUpdate, RawOrder};
#[cfg(test)]
pub(in crate::kotak_neo) use watch::OpenFeed;
pub(in crate::kotak_neo) use watch::{Listener, OrderWatch};
