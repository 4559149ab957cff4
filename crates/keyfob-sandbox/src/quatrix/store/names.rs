//! What things may be called.

use uuid::Uuid;

use super::conflict::OnConflict;
use super::node::Node;
use super::tree::Store;
use crate::quatrix::fault::Fault;

/// Where something can go.
pub(super) struct Place {
    pub(super) name: String,
    /// What must be erased for it.
    pub(super) instead_of: Option<Uuid>,
}

impl Store {
    /// Finds a name for `node` in a folder; it does not stand in its own way.
    pub(super) fn place(
        &self,
        folder: Uuid,
        name: &str,
        node: &Node,
        on_conflict: OnConflict,
    ) -> Result<Place, Fault> {
        check(name)?;
        let place = |name: String, instead_of| Place { name, instead_of };
        let folder = self.nodes.get(&folder);
        let taken = |name: &str| folder.and_then(|folder| folder.children.get(name)).copied();
        let other = match taken(name) {
            Some(other) if other != node.id => self.nodes.get(&other),
            _ => None,
        };
        let Some(other) = other else {
            return Ok(place(name.to_owned(), None));
        };
        match on_conflict {
            OnConflict::Overwrite if other.is_file() && node.is_file() => {
                Ok(place(name.to_owned(), Some(other.id)))
            }
            OnConflict::Refuse | OnConflict::Overwrite => Err(Fault::exists(name)),
            OnConflict::Rename => {
                let free = (1_u64..).map(|number| numbered(name, number));
                let mut free = free.filter(|name| taken(name).is_none_or(|id| id == node.id));
                free.next()
                    .map(|name| place(name, None))
                    .ok_or_else(|| Fault::exists(name))
            }
        }
    }
}

fn check(name: &str) -> Result<(), Fault> {
    let length = name.chars().count();
    let bad = |c: char| c == '/' || c == '\\' || c.is_ascii_control();
    if (1..=255).contains(&length) && name != "." && name != ".." && !name.contains(bad) {
        Ok(())
    } else {
        Err(Fault::parameter("name is not a file name"))
    }
}

fn numbered(name: &str, number: u64) -> String {
    match name.rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, ending) = name.split_at(dot);
            format!("{stem}({number}){ending}")
        }
        _ => format!("{name}({number})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_goes_before_the_ending() {
        assert_eq!(numbered("test.pgp", 1), "test(1).pgp");
        assert_eq!(numbered("a.tar.gz", 2), "a.tar(2).gz");
        assert_eq!(numbered(".profile", 1), ".profile(1)");
        assert_eq!(numbered("folder", 3), "folder(3)");
    }

    #[test]
    fn names_that_are_none() {
        for name in ["", ".", "..", "a/b", "a\\b", "a\nb", &"x".repeat(256)] {
            assert!(check(name).is_err(), "{name:?}");
        }
        for name in ["...", "ä ö", &"ü".repeat(255)] {
            assert!(check(name).is_ok(), "{name:?}");
        }
    }
}
