/// One of the three feeds of Kotak Neo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feed {
    /// The market feed of the first two generations: binary, big-endian.
    Hsm,
    /// The market feed of the newest generation: JSON to steer it, and binary packets, little-endian.
    SFeed,
    /// Orders and positions: text.
    Orders,
}

/// Something that a connection has subscribed to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedSubscription {
    /// What of it, in the feed's own word: `sf`, `if` and `dp` of HSM; `Scrips`, `ScripsLite`, `Depth`, `FullDepth`, `Indices`
    /// and `Exchange` of SFeed.
    pub kind: String,
    /// `segment|token`, or `segment|name` of an index; empty for the state of the market.
    pub instrument: String,
}
