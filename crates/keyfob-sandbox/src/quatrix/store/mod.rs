//! Folders and files, in memory: a tree for each user, with a home and a Trash in it.

mod change;
pub(super) mod conflict;
mod names;
pub(super) mod node;
mod permissions;
mod put;
mod trash;
pub(super) mod tree;
