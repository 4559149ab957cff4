//! Order and position updates without holes.
//!
//! [`Session::order_feed`](crate::kotak_neo::Session::order_feed) is a stream of [`OrderEvent`]s, over any number of connections. Each state of
//! an order is told once, and in the order in which the order came to them, whoever tells it first ([`OrderUpdate::found`]):
//!
//! | | |
//! |---|---|
//! | at the opening | the books are read before the connection is made; what stood then is not told, what changed since is |
//! | live | the feed pushes it: [`Found::Feed`] |
//! | after a gap | [`OrderEvent::Gap`] first. Then the order book is read, and of orders that changed the history: [`Found::History`]. Where that cannot be read, the book's row is told: [`Found::Book`]. Live updates wait meanwhile, ten seconds at most |
//! | five seconds later | the books are read once more, since users saw orders in the book four seconds late |
//!
//! States of one order are told apart by the vendor's word, by the quantities, and by the time `updRecvTm` that the vendor gives them. A change
//! that leaves word and quantities as they are, such as of the price, is told where that time is given (G2 and G3). What is filled never
//! shrinks, and what is final stays so: later news of such an order are not told, unless more of it is filled.
//!
//! Where no time is given (G1), the price tells states apart, too, as far as it is told. A row of the book that says again what was told before
//! may be late, so it is not told by itself: the order's history tells whether the order came back to that.
//!
//! What may be missed: a state between two others, where the vendor's books cannot be read for more than ten seconds after a gap, or lack it
//! for longer. The state after it is told all the same, with all that is filled by then. Without times also a state to which an order comes
//! back in a gap, if it is the one that was told last, and what was between.
//!
//! What may be told although it stood at the opening: all orders of the day, where the vendor answered then that there are none. Users saw books
//! answered with something else for hours; an answer of another form is an error of the opening, but "no data" is believed.
//!
//! Positions are told when their figures of the day grow, and begin anew at midnight in India. The feed has them in G3 only; after a gap the list of positions is read in every
//! generation. Of derivatives the feed names the underlying, not the contract, as far as the vendor documents it.
//!
//! Sources: the vendor's clients of G1 to G3 and their documents, and what users report; see `specs/feeds/kotak-neo-orders.yaml`.

mod books;
mod catch_up;
mod driver;
mod event;
mod event_sender;
mod live;
mod position;
mod positions;
mod protocol;
mod state;
mod stream;
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
