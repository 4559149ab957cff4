//! Folders and files, in memory: a tree for each user, with a home and a Trash in it.

mod change;
mod names;
mod node;
mod put;
mod rights;
mod trash;

use std::collections::HashMap;

use axum::body::Bytes;
use uuid::Uuid;

pub(super) use names::Clash;
pub(super) use node::{Kind, Node, Tag};

use super::fault::Fault;
use super::moment::Moment;
use super::projects::Project;
use super::registry::Registry;

#[derive(Default)]
pub(super) struct Store {
    nodes: HashMap<Uuid, Node>,
    homes: HashMap<Uuid, Home>,
    pub(super) projects: Registry<Project>,
    /// Bytes of everything, as far as the account pays for; `None` is the default of 1 TiB.
    pub(super) limit: Option<u64>,
}

#[derive(Clone, Copy)]
struct Home {
    home: Uuid,
    trash: Uuid,
}

/// What the account holds unless told otherwise.
const ACCOUNT_LIMIT: u64 = 1 << 40;

impl Store {
    pub(super) fn add_home(&mut self, owner: Uuid, name: &str, now: Moment) {
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
    pub(super) fn remove_home(&mut self, owner: Uuid) {
        self.homes.remove(&owner);
        self.nodes.retain(|_, node| node.owner != owner);
        let nodes = &self.nodes;
        self.projects
            .retain(|project| nodes.contains_key(&project.folder));
    }

    pub(super) fn home(&self, owner: Uuid) -> Result<Uuid, Fault> {
        let ids = self.homes.get(&owner).map(|ids| ids.home);
        ids.ok_or_else(|| Fault::not_found("home folder"))
    }

    fn trash(&self, owner: Uuid) -> Result<Uuid, Fault> {
        let ids = self.homes.get(&owner).map(|ids| ids.trash);
        ids.ok_or_else(|| Fault::not_found("Trash"))
    }

    /// What has this id, if the user may see it.
    ///
    /// # Errors
    /// Code 20 if there is nothing, 50 if it is somebody else's.
    pub(super) fn node(&self, user: Uuid, id: Uuid) -> Result<&Node, Fault> {
        match self.nodes.get(&id) {
            None => Err(Fault::not_found("file or folder")),
            Some(node) if self.operations(user, node).is_some() => Ok(node),
            Some(_) => Err(Fault::restricted("this belongs to another user")),
        }
    }

    pub(super) fn node_mut(&mut self, user: Uuid, id: Uuid) -> Result<&mut Node, Fault> {
        self.node(user, id)?;
        let node = self.nodes.get_mut(&id);
        node.ok_or_else(|| Fault::not_found("file or folder"))
    }

    /// The same, if it holds things.
    pub(super) fn folder(&self, user: Uuid, id: Uuid) -> Result<&Node, Fault> {
        let node = self.node(user, id)?;
        match node.kind {
            Kind::File => Err(Fault::parameter("not a folder")),
            Kind::Home | Kind::Folder | Kind::Trash => Ok(node),
        }
    }

    /// Whatever has this id, whosever it is: for shares, which were allowed by the owner.
    pub(super) fn shared(&self, id: Uuid) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// The same, if it is there.
    ///
    /// # Errors
    /// Code 20 if not.
    pub(super) fn existing(&self, id: Uuid) -> Result<&Node, Fault> {
        let found = self.nodes.get(&id);
        found.ok_or_else(|| Fault::not_found("file or folder"))
    }

    /// What lies at the end of a path like `a/b`; empty parts count for nothing.
    pub(super) fn walk(&self, user: Uuid, start: Uuid, path: &str) -> Result<&Node, Fault> {
        let mut node = self.node(user, start)?;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let next = node.children.get(name).and_then(|id| self.nodes.get(id));
            node = next.ok_or_else(|| Fault::not_found("file or folder"))?;
        }
        Ok(node)
    }

    pub(super) fn children<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Node> {
        node.children.values().filter_map(|id| self.nodes.get(id))
    }

    /// The node and everything below it.
    pub(super) fn below<'a>(&'a self, node: &'a Node) -> Vec<&'a Node> {
        let mut found = vec![node];
        let mut next = 0;
        while let Some(&node) = found.get(next) {
            found.extend(self.children(node));
            next += 1;
        }
        found
    }

    /// Bytes of a file, or of everything in a folder.
    pub(super) fn size(&self, node: &Node) -> u64 {
        self.below(node).into_iter().map(Node::bytes).sum()
    }

    /// A path from the home folder on, like `/a/b`.
    pub(super) fn path(&self, node: &Node) -> String {
        let parent = node.parent.and_then(|id| self.nodes.get(&id));
        match parent {
            None => "/".into(),
            Some(parent) if parent.parent.is_none() => format!("/{}", node.name),
            Some(parent) => format!("{}/{}", self.path(parent), node.name),
        }
    }

    pub(super) fn used_by(&self, user: Uuid) -> u64 {
        let own = self.nodes.values().filter(|node| node.owner == user);
        own.map(Node::bytes).sum()
    }

    pub(super) fn used(&self) -> u64 {
        self.nodes.values().map(Node::bytes).sum()
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(ACCOUNT_LIMIT)
    }

    /// Marks a file as being written, with so many bytes there by now.
    pub(super) fn arriving(&mut self, id: Uuid, bytes: u64) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.arriving = Some(bytes);
        }
    }

    pub(super) fn no_longer_arriving(&mut self, id: Uuid) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.arriving = None;
        }
    }

    /// Gives a file its content.
    pub(super) fn write(
        &mut self,
        id: Uuid,
        content: Bytes,
        modified: Moment,
    ) -> Result<(), Fault> {
        let node = self.nodes.get_mut(&id);
        let node = node.ok_or_else(|| Fault::not_found("file or folder"))?;
        node.arriving = None;
        node.content = content;
        node.modified = modified;
        Ok(())
    }

    /// Puts a node into a folder. With all below it, it belongs to the folder's owner from now on.
    fn attach(&mut self, mut node: Node, parent: Uuid) {
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

    fn detach(&mut self, id: Uuid) -> Option<Node> {
        let node = self.nodes.remove(&id)?;
        if let Some(parent) = node.parent.and_then(|id| self.nodes.get_mut(&id)) {
            parent.children.remove(&node.name);
        }
        Some(node)
    }

    /// Takes a node and all below it out of the app.
    fn erase(&mut self, id: Uuid) {
        let below = self.ids_below(id);
        self.detach(id);
        for id in &below {
            self.nodes.remove(id);
        }
        self.projects
            .retain(|project| !below.contains(&project.folder));
    }

    fn ids_below(&self, id: Uuid) -> Vec<Uuid> {
        let node = self.nodes.get(&id);
        let below = node.map(|node| self.below(node)).unwrap_or_default();
        below.into_iter().map(|node| node.id).collect()
    }
}
