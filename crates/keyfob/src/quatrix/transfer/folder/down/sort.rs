//! What of a folder of the vendor's can move here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::quatrix::transfer::folder::names::{is_local, told_at};
use crate::quatrix::transfer::listing::Listing;
use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::remote::{Kind, Remote};
use crate::quatrix::transfer::{Error, Names};

/// A folder that is there on both sides.
pub(super) struct Listed {
    pub(super) made: bool,
    pub(super) children: Vec<Remote>,
    pub(super) refused: Vec<(PathBuf, Error)>,
    pub(super) left_out: u64,
}

/// What can move, and what cannot, with its reason.
pub(super) fn sort_out(
    listing: Listing,
    here: &Path,
    below: &Path,
    names: Names,
    made: bool,
) -> Listed {
    let (mut left_out, mut refused) = (0, Vec::new());
    for known in listing.odd {
        let error = Error::incomplete("file_metadata_get", "content");
        refused.push((told_at(below, &known), error));
    }
    let mut children = listing.children;
    children.retain(|child| {
        // The latter are uploads that are not whole.
        if child.kind == Kind::Other || (child.kind == Kind::File && is_part(&child.name)) {
            left_out += 1;
            return false;
        }
        let fine = is_local(&child.name, cfg!(windows));
        if !fine {
            let bad = Error::BadName(child.name.clone());
            refused.push((told_at(below, &child.name), bad));
        }
        fine
    });
    let clashes: HashSet<usize> = names.clashes(here, &children).into_iter().collect();
    let mut place = 0..;
    children.retain(|child| {
        let fine = !place.next().is_some_and(|place| clashes.contains(&place));
        if !fine {
            let taken = Error::Taken(child.name.clone());
            refused.push((below.join(&child.name), taken));
        }
        fine
    });
    Listed {
        made,
        children,
        refused,
        left_out,
    }
}
