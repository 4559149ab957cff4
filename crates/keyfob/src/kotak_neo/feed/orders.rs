//! Order and position updates without holes.

mod books;
mod catch_up;
mod driver;
mod event;
mod live;
mod position;
mod state;
mod teller;
mod tracker;
mod update;
mod watch;

pub use event::OrderEvent;
pub use position::{PositionUpdate, RawPosition};
pub use update::{Found, OrderUpdate, RawOrder};
