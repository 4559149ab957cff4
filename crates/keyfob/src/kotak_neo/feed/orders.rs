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
//! shrinks, and what is final stays so: later news of such an order are not told.
//!
//! What may be missed: a state between two others, where the vendor's books cannot be read for more than ten seconds after a gap, or lack it
//! for longer. The state after it is told all the same, with all that is filled by then.
//!
//! Positions are told when their figures of the day grow, and begin anew at midnight in India. The feed has them in G3 only; after a gap the list of positions is read in every
//! generation. Of derivatives the feed names the underlying, not the contract, as far as the vendor documents it.
//!
//! Sources: the vendor's clients of G1 to G3 and their documents, and what users report; see `specs/feeds/kotak-neo-orders.yaml`.

mod books;
mod catch_up;
mod driver;
mod event;
mod live;
mod position;
mod positions;
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
