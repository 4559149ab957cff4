//! The tree of folders and files.

use std::collections::HashMap;

use axum::body::Bytes;
use uuid::Uuid;

use super::node::{Kind, Node};
use crate::quatrix::fault::Fault;
use crate::quatrix::projects::project::Project;
use crate::quatrix::registry::Registry;
use crate::quatrix::timestamp::Timestamp;

#[derive(Default)]
pub(in crate::quatrix) struct Store {
    pub(super) nodes: HashMap<Uuid, Node>,
    pub(super) homes: HashMap<Uuid, Home>,
    pub(in crate::quatrix) projects: Registry<Project>,
    /// Bytes of everything, as far as the account pays for; `None` is the default of 1 TiB.
    pub(in crate::quatrix) limit: Option<u64>,
}

#[derive(Clone, Copy)]
pub(super) struct Home {
    pub(super) home: Uuid,
    pub(super) trash: Uuid,
}

/// What the account holds unless told otherwise.
const ACCOUNT_LIMIT: u64 = 1 << 40;

impl Store {
    pub(in crate::quatrix) fn add_home(&mut self, owner: Uuid, name: &str, now: Timestamp) {
        let home = Node::new(owner, name, Kind::Home, now);
        let trash = Node::new(owner, "Trash", Kind::Trash, now);
        let ids = Home {
            home: home.id,
            trash: trash.id,
        };
        self.nodes.insert(home.id, home);
        self.homes.insert(owner, ids);
        self.attach(trash, ids.home);
    }

    /// Erases all that a user has.
    pub(in crate::quatrix) fn remove_home(&mut self, owner: Uuid) {
        self.homes.remove(&owner);
        self.nodes.retain(|_, node| node.owner != owner);
        let nodes = &self.nodes;
        self.projects
            .retain(|project| nodes.contains_key(&project.folder));
    }

    pub(in crate::quatrix) fn home(&self, owner: Uuid) -> Result<Uuid, Fault> {
        let ids = self.homes.get(&owner).map(|ids| ids.home);
        ids.ok_or_else(|| Fault::not_found("home folder"))
    }

    pub(super) fn trash(&self, owner: Uuid) -> Result<Uuid, Fault> {
        let ids = self.homes.get(&owner).map(|ids| ids.trash);
        ids.ok_or_else(|| Fault::not_found("Trash"))
    }

    /// What has this id, if the user may see it.
    ///
    /// # Errors
    /// Code 20 if there is nothing, 50 if it is somebody else's.
    pub(in crate::quatrix) fn node(&self, user: Uuid, id: Uuid) -> Result<&Node, Fault> {
        match self.nodes.get(&id) {
            None => Err(Fault::not_found("file or folder")),
            Some(node) if self.operations(user, node).is_some() => Ok(node),
            Some(_) => Err(Fault::restricted("this belongs to another user")),
        }
    }

    pub(in crate::quatrix) fn node_mut(
        &mut self,
        user: Uuid,
        id: Uuid,
    ) -> Result<&mut Node, Fault> {
        self.node(user, id)?;
        let node = self.nodes.get_mut(&id);
        node.ok_or_else(|| Fault::not_found("file or folder"))
    }

    /// The same, if it holds things.
    pub(in crate::quatrix) fn folder(&self, user: Uuid, id: Uuid) -> Result<&Node, Fault> {
        let node = self.node(user, id)?;
        match node.kind {
            Kind::File => Err(Fault::parameter("not a folder")),
            Kind::Home | Kind::Folder | Kind::Trash => Ok(node),
        }
    }

    /// Whatever has this id, whosever it is: for shares, which were allowed by the owner.
    pub(in crate::quatrix) fn shared(&self, id: Uuid) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// The same, if it is there.
    ///
    /// # Errors
    /// Code 20 if not.
    pub(in crate::quatrix) fn existing(&self, id: Uuid) -> Result<&Node, Fault> {
        let found = self.nodes.get(&id);
        found.ok_or_else(|| Fault::not_found("file or folder"))
    }

    /// What lies at the end of a path like `a/b`; empty parts count for nothing.
    pub(in crate::quatrix) fn walk(
        &self,
        user: Uuid,
        start: Uuid,
        path: &str,
    ) -> Result<&Node, Fault> {
        let mut node = self.node(user, start)?;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let next = node.children.get(name).and_then(|id| self.nodes.get(id));
            node = next.ok_or_else(|| Fault::not_found("file or folder"))?;
        }
        Ok(node)
    }

    pub(in crate::quatrix) fn children<'a>(
        &'a self,
        node: &'a Node,
    ) -> impl Iterator<Item = &'a Node> {
        node.children.values().filter_map(|id| self.nodes.get(id))
    }

    /// The node and everything below it.
    pub(in crate::quatrix) fn below<'a>(&'a self, node: &'a Node) -> Vec<&'a Node> {
        let mut found = vec![node];
        let mut next = 0;
        while let Some(&node) = found.get(next) {
            found.extend(self.children(node));
            next += 1;
        }
        found
    }

    /// Bytes of a file, or of everything in a folder.
    pub(in crate::quatrix) fn size(&self, node: &Node) -> u64 {
        self.below(node).into_iter().map(Node::bytes).sum()
    }

    /// A path from the home folder on, like `/a/b`.
    pub(in crate::quatrix) fn path(&self, node: &Node) -> String {
        let parent = node.parent.and_then(|id| self.nodes.get(&id));
        match parent {
            None => "/".into(),
            Some(parent) if parent.parent.is_none() => format!("/{}", node.name),
            Some(parent) => format!("{}/{}", self.path(parent), node.name),
        }
    }

    pub(in crate::quatrix) fn used_by(&self, user: Uuid) -> u64 {
        let own = self.nodes.values().filter(|node| node.owner == user);
        own.map(Node::bytes).sum()
    }

    pub(in crate::quatrix) fn used(&self) -> u64 {
        self.nodes.values().map(Node::bytes).sum()
    }

    pub(in crate::quatrix) fn limit(&self) -> u64 {
        self.limit.unwrap_or(ACCOUNT_LIMIT)
    }

    /// Marks a file as being written, with so many bytes there by now.
    pub(in crate::quatrix) fn uploading(&mut self, id: Uuid, bytes: u64) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.uploading = Some(bytes);
        }
    }

    pub(in crate::quatrix) fn end_upload(&mut self, id: Uuid) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.uploading = None;
        }
    }

    /// Gives a file its content.
    pub(in crate::quatrix) fn write(
        &mut self,
        id: Uuid,
        content: Bytes,
        modified: Timestamp,
    ) -> Result<(), Fault> {
        let node = self.nodes.get_mut(&id);
        let node = node.ok_or_else(|| Fault::not_found("file or folder"))?;
        node.uploading = None;
        node.content = content;
        node.modified = modified;
        Ok(())
    }

    /// Puts a node into a folder. With all below it, it belongs to the folder's owner from now on.
    pub(super) fn attach(&mut self, mut node: Node, parent: Uuid) {
        let id = node.id;
        node.parent = Some(parent);
        let mut owner = node.owner;
        if let Some(parent) = self.nodes.get_mut(&parent) {
            parent.children.insert(node.name.clone(), id);
            owner = parent.owner;
        }
        self.nodes.insert(id, node);
        for id in self.ids_below(id) {
            if let Some(node) = self.nodes.get_mut(&id) {
                node.owner = owner;
            }
        }
    }

    pub(super) fn detach(&mut self, id: Uuid) -> Option<Node> {
        let node = self.nodes.remove(&id)?;
        if let Some(parent) = node.parent.and_then(|id| self.nodes.get_mut(&id)) {
            parent.children.remove(&node.name);
        }
        Some(node)
    }

    /// Takes a node and all below it out of the app.
    pub(super) fn erase(&mut self, id: Uuid) {
        let below = self.ids_below(id);
        self.detach(id);
        for id in &below {
            self.nodes.remove(id);
        }
        self.projects
            .retain(|project| !below.contains(&project.folder));
    }

    pub(super) fn ids_below(&self, id: Uuid) -> Vec<Uuid> {
        let node = self.nodes.get(&id);
        let below = node.map(|node| self.below(node)).unwrap_or_default();
        below.into_iter().map(|node| node.id).collect()
    }
}
