//! Where the values of an object's members are.

use super::super::plain::Plain;
use super::super::raw::Raw;

/// The values of members, by the places of their names.
pub(super) enum Values<'de> {
    None,
    /// Where they stand in a text.
    Places(&'de str, Vec<Found>),
    Single(Vec<Option<Raw<'de>>>),
}

/// Where a value begins and ends; at 0 there is none.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    start: u32,
    end: u32,
    is_plain: bool,
}

impl Found {
    pub(super) fn of(start: usize, end: usize, is_plain: bool) -> Option<Self> {
        Some(Self {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
            is_plain,
        })
    }
}

impl<'de> Values<'de> {
    pub(super) fn take(&mut self, place: usize) -> Option<Raw<'de>> {
        match self {
            Self::None => None,
            Self::Places(json, places) => {
                let found = std::mem::take(places.get_mut(place)?);
                let text = json.get(found.start as usize..found.end as usize)?;
                (found.start > 0).then_some(Raw::Sent(Plain::known(text, found.is_plain)))
            }
            Self::Single(values) => values.get_mut(place)?.take(),
        }
    }
}
