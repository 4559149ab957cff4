//! One side of an order book.

use std::ops::Deref;

use crate::Price;

/// One price of an order book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The price.
    pub price: Price,
    /// How much is wanted or offered at it.
    pub quantity: i64,
    /// How many orders that is, where told.
    pub orders: Option<i32>,
}

impl Level {
    /// Whether nothing stands here: a side without orders is sent as a row of zeros.
    pub fn is_empty(&self) -> bool {
        self.quantity == 0 && self.price.is_zero()
    }
}

/// The levels of one side, best first. A single level is kept in place, without an allocation.
#[derive(Clone, Default)]
pub struct Levels(Kept);

#[derive(Clone)]
enum Kept {
    /// None or one.
    Few(Option<Level>),
    Many(Box<[Level]>),
}

impl Default for Kept {
    #[inline]
    fn default() -> Self {
        Self::Few(None)
    }
}

impl From<Level> for Levels {
    #[inline]
    fn from(level: Level) -> Self {
        Self(Kept::Few(Some(level)))
    }
}

impl From<Vec<Level>> for Levels {
    fn from(levels: Vec<Level>) -> Self {
        Self(match levels.as_slice() {
            [] => Kept::Few(None),
            [level] => Kept::Few(Some(*level)),
            _ => Kept::Many(levels.into_boxed_slice()),
        })
    }
}

impl FromIterator<Level> for Levels {
    fn from_iter<I: IntoIterator<Item = Level>>(levels: I) -> Self {
        let mut levels = levels.into_iter().fuse();
        let (Some(first), second) = (levels.next(), levels.next()) else {
            return Self::default();
        };
        let Some(second) = second else {
            return first.into();
        };
        [first, second]
            .into_iter()
            .chain(levels)
            .collect::<Vec<_>>()
            .into()
    }
}

impl Deref for Levels {
    type Target = [Level];

    fn deref(&self) -> &[Level] {
        match &self.0 {
            Kept::Few(level) => level.as_slice(),
            Kept::Many(levels) => levels,
        }
    }
}

impl PartialEq for Levels {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Levels {}

impl std::fmt::Debug for Levels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
