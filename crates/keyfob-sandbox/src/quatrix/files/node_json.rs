//! A file or folder as the answers show it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::extend;
use crate::quatrix::operations;
use crate::quatrix::store::node::{Kind, Node};
use crate::quatrix::store::tree::Store;

/// A thing as a user sees it.
pub(super) fn file(store: &Store, node: &Node, user: Uuid) -> Value {
    let system = matches!(node.kind, Kind::Home | Kind::Trash);
    let mut body = json!({
        "id": node.id,
        "name": node.name,
        "type": kind(store, node),
        "size": store.size(node),
        "created": node.created.whole(),
        "modified": node.modified.whole(),
        "modified_ms": node.modified.exact(),
        "operations": operations(store, node, user),
        "sub_type": "",
        "metadata": system.then(|| json!({"is_system": true})),
        "uid": null,
        "gid": null,
    });
    if let Some(parent) = node.parent {
        extend(&mut body, json!({"parent_id": parent}));
    }
    body
}

/// The same with what it holds.
pub(super) fn with_content(store: &Store, node: &Node, user: Uuid) -> Value {
    let mut body = file(store, node, user);
    let content = store.children(node);
    let content: Vec<Value> = content.map(|node| file(store, node, user)).collect();
    extend(&mut body, json!({"content": content}));
    body
}

pub(super) fn operations(store: &Store, node: &Node, user: Uuid) -> i64 {
    let operations = store.operations(user, node).unwrap_or_default();
    if node.kind == Kind::Trash {
        operations & (operations::DOWNLOAD | operations::DELETE)
    } else {
        operations
    }
}

pub(super) fn kind(store: &Store, node: &Node) -> &'static str {
    match node.kind {
        Kind::Folder if store.is_project(node.id) => "S",
        Kind::Home | Kind::Folder => "D",
        Kind::Trash => "T",
        Kind::File => "F",
    }
}
