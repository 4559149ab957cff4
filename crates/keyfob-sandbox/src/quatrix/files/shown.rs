//! A file or folder as the answers show it.

use serde_json::{Value, json};

use crate::answer::extend;
use crate::quatrix::store::{Kind, Node, Store};

/// All rights but automation, as in the vendor's sample of a home folder.
const OWNER: i64 = 191;
/// Downloading and deleting.
const IN_TRASH: i64 = 10;

pub(super) fn file(store: &Store, node: &Node) -> Value {
    let system = matches!(node.kind, Kind::Home | Kind::Trash);
    let mut shown = json!({
        "id": node.id,
        "name": node.name,
        "type": kind(node.kind),
        "size": store.size(node),
        "created": node.created.whole(),
        "modified": node.modified.whole(),
        "modified_ms": node.modified.exact(),
        "operations": if node.kind == Kind::Trash { IN_TRASH } else { OWNER },
        "metadata": system.then(|| json!({"is_system": true})),
        "uid": null,
        "gid": null,
    });
    if let Some(parent) = node.parent {
        extend(&mut shown, json!({"parent_id": parent}));
    }
    shown
}

/// The same with what it holds.
pub(super) fn with_content(store: &Store, node: &Node) -> Value {
    let mut shown = file(store, node);
    let content: Vec<Value> = store.children(node).map(|node| file(store, node)).collect();
    extend(&mut shown, json!({"content": content}));
    shown
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Home | Kind::Folder => "D",
        Kind::Trash => "T",
        Kind::File => "F",
    }
}
