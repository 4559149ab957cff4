//! Making, moving and copying.

use uuid::Uuid;

use super::conflict::OnConflict;
use super::node::{Kind, Node};
use super::tree::Store;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::timestamp::Timestamp;

impl Store {
    /// Makes an empty file or folder.
    pub(in crate::quatrix) fn make(
        &mut self,
        user: Uuid,
        folder: Uuid,
        name: &str,
        kind: Kind,
        on_conflict: OnConflict,
        now: Timestamp,
    ) -> Result<&Node, Fault> {
        self.folder(user, folder)?;
        self.not_trash(folder)?;
        let right = match kind {
            Kind::File => operations::UPLOAD,
            Kind::Home | Kind::Folder | Kind::Trash => operations::MAKE_FOLDER,
        };
        self.allowed(user, folder, right)?;
        let mut node = Node::new(user, name, kind, now);
        node.name = self.place(folder, name, &node, on_conflict)?.name;
        let id = node.id;
        self.attach(node, folder);
        self.node(user, id)
    }

    /// Moves a thing into a folder, under its own name or another.
    pub(in crate::quatrix) fn relocate(
        &mut self,
        user: Uuid,
        id: Uuid,
        target: Uuid,
        name: Option<&str>,
        on_conflict: OnConflict,
    ) -> Result<&Node, Fault> {
        let node = self.movable(user, id)?;
        self.folder(user, target)?;
        if node.parent == Some(target) {
            self.allowed(user, id, operations::RENAME)?;
        } else {
            self.allowed(user, id, operations::DELETE)?;
            self.allowed(user, target, operations::UPLOAD)?;
        }
        self.not_inside(user, target, id)?;
        self.shift(id, target, name, on_conflict)?;
        self.node(user, id)
    }

    /// The same, whoever wants it.
    pub(super) fn shift(
        &mut self,
        id: Uuid,
        target: Uuid,
        name: Option<&str>,
        on_conflict: OnConflict,
    ) -> Result<(), Fault> {
        let node = self.existing(id)?;
        let place = self.place(target, name.unwrap_or(&node.name), node, on_conflict)?;
        if let Some(other) = place.instead_of {
            self.erase(other);
        }
        let leaves_trash = !self.in_trash(target);
        if let Some(mut node) = self.detach(id) {
            node.name = place.name;
            if leaves_trash {
                node.trashed = None;
            }
            self.attach(node, target);
        }
        Ok(())
    }

    /// Copies a thing with all that it holds. Contents are shared until one of them is rewritten.
    pub(in crate::quatrix) fn duplicate(
        &mut self,
        user: Uuid,
        id: Uuid,
        target: Uuid,
        name: Option<&str>,
        on_conflict: OnConflict,
        now: Timestamp,
    ) -> Result<&Node, Fault> {
        let node = self.movable(user, id)?;
        self.allowed(user, id, operations::DOWNLOAD)?;
        self.folder(user, target)?;
        self.allowed(user, target, operations::UPLOAD)?;
        self.not_trash(target)?;
        self.not_inside(user, target, id)?;
        let mut copy = copied(node, now);
        let place = self.place(target, name.unwrap_or(&node.name), &copy, on_conflict)?;
        if place.instead_of == Some(id) {
            // A file copied onto itself.
            return self.node(user, id);
        }
        if let Some(other) = place.instead_of {
            self.erase(other);
        }
        copy.name = place.name;
        let new = copy.id;
        self.attach(copy, target);
        self.duplicate_children(id, new, now);
        self.node(user, new)
    }

    fn duplicate_children(&mut self, from: Uuid, to: Uuid, now: Timestamp) {
        let children: Vec<Node> = match self.nodes.get(&from) {
            Some(node) => self.children(node).cloned().collect(),
            None => Vec::new(),
        };
        for child in children {
            let copy = copied(&child, now);
            let new = copy.id;
            self.attach(copy, to);
            self.duplicate_children(child.id, new, now);
        }
    }

    /// A thing that may be moved, copied and deleted: not the folders that every user has, and a project folder by its
    /// owner only.
    pub(super) fn movable(&self, user: Uuid, id: Uuid) -> Result<&Node, Fault> {
        let node = self.node(user, id)?;
        match node.kind {
            Kind::Home | Kind::Trash => Err(Fault::restricted("this folder stays where it is")),
            Kind::Folder if node.owner != user && self.is_project(id) => Err(Fault::restricted(
                "a project folder is moved by its owner only",
            )),
            Kind::Folder | Kind::File => Ok(node),
        }
    }

    fn not_trash(&self, folder: Uuid) -> Result<(), Fault> {
        if self.in_trash(folder) {
            return Err(Fault::restricted("nothing is made in the Trash"));
        }
        Ok(())
    }

    fn not_inside(&self, user: Uuid, folder: Uuid, of: Uuid) -> Result<(), Fault> {
        self.node(user, folder)?;
        if self.lies_in(folder, of) {
            return Err(Fault::parameter("a folder does not go into itself"));
        }
        Ok(())
    }

    /// Whether `id` is a Trash or something below one.
    pub(super) fn in_trash(&self, id: Uuid) -> bool {
        self.nodes.get(&id).is_some_and(|node| {
            node.kind == Kind::Trash || node.parent.is_some_and(|parent| self.in_trash(parent))
        })
    }

    /// Whether `id` is `folder` or something below it.
    pub(in crate::quatrix) fn lies_in(&self, id: Uuid, folder: Uuid) -> bool {
        id == folder
            || self
                .nodes
                .get(&id)
                .and_then(|node| node.parent)
                .is_some_and(|parent| self.lies_in(parent, folder))
    }
}

/// A node of its own with the same content and the same time of change.
fn copied(node: &Node, now: Timestamp) -> Node {
    let mut copy = Node::new(node.owner, &node.name, node.kind, now);
    copy.modified = node.modified;
    copy.content = node.content.clone();
    copy
}
