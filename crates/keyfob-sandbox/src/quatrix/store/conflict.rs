//! What happens when a name is taken.

/// What to do about a name that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quatrix) enum OnConflict {
    Refuse,
    /// Takes another name: `test(1).txt`.
    Rename,
    /// Puts a file in the other one's place.
    Overwrite,
}

impl OnConflict {
    /// `resolve` is true where it is left out.
    pub(in crate::quatrix) fn resolved(resolve: Option<bool>) -> Self {
        if resolve.unwrap_or(true) {
            Self::Rename
        } else {
            Self::Refuse
        }
    }
}
