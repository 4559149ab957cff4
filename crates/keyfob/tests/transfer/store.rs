//! What lies on the server, what it saw, and how it shall fail.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

/// The content of a file.
#[derive(Clone)]
pub enum Content {
    Bytes(Vec<u8>),
    /// [`pattern`], made when it is wanted: for files that nobody should hold in memory.
    Pattern(u64),
}

/// The byte at this place of a pattern.
pub fn pattern(at: u64) -> u8 {
    (at.wrapping_mul(31) ^ (at >> 11)) as u8
}

pub fn patterned(range: std::ops::Range<u64>) -> Vec<u8> {
    range.map(pattern).collect()
}

impl Content {
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Pattern(size) => *size,
        }
    }

    pub fn slice(&self, range: std::ops::Range<u64>) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes[range.start as usize..range.end as usize].to_vec(),
            Self::Pattern(_) => patterned(range),
        }
    }
}

#[derive(Clone)]
pub struct Item {
    pub name: String,
    pub parent: String,
    pub kind: &'static str,
    pub content: Content,
    pub mtime: String,
}

pub struct Upload {
    pub file: String,
    pub size: u64,
    /// The bytes that arrived; only counted for patterns.
    pub bytes: Vec<u8>,
    pub count: u64,
}

/// How one request fails.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// These bytes are the answer, and then the connection ends.
    Raw(&'static str),
    /// These bytes, and then nothing any more.
    Hang(&'static str),
    /// The call is carried out after this time, and never answered.
    Late(Duration),
    /// A range that brings at most this many bytes of what was asked for.
    Short(u64),
    Status(u16),
    /// The connection ends after this many bytes of the body, up or down.
    CutAfter(u64),
    /// Another size than there is.
    Size(u64),
    /// The range comes with a plain 200 and no `Content-Range`.
    PlainRange,
    /// The whole file comes, as if no range had been asked for.
    NoRange,
    /// A body that says it is this long, and is.
    Announce(u64),
    /// A megabyte of the body is read, then a pause.
    Slow(Duration),
    /// A little of the body is read, and then nothing any more.
    Stall,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Without `/api/1.0` and without ids: `upload/chunked`.
    pub what: String,
    /// `Content-Range` or `Range`.
    pub range: String,
    /// The bytes of the body that were read.
    pub read: u64,
    pub json: Value,
}

#[derive(Default)]
pub struct Store {
    pub items: BTreeMap<String, Item>,
    pub uploads: BTreeMap<String, Upload>,
    pub faults: Vec<(&'static str, Fault)>,
    pub seen: Vec<Seen>,
    pub patterns: bool,
    /// What may be done in the home folder.
    pub operations: Option<i64>,
    pub pause: Duration,
    pub busy: usize,
    pub busiest: usize,
    next: u32,
}

impl Store {
    pub fn id(&mut self, what: &str) -> String {
        self.next += 1;
        format!("{what}-{}", self.next)
    }

    pub fn add(
        &mut self,
        parent: &str,
        name: &str,
        kind: &'static str,
        content: Content,
    ) -> String {
        let id = self.id("file");
        let item = Item {
            name: name.to_owned(),
            parent: parent.to_owned(),
            kind,
            content,
            mtime: "1571234567.123456".to_owned(),
        };
        self.items.insert(id.clone(), item);
        id
    }

    /// The fault for a request of this kind, which then is over.
    pub fn fault(&mut self, what: &str) -> Option<Fault> {
        let at = self.faults.iter().position(|(on, _)| *on == what)?;
        Some(self.faults.remove(at).1)
    }

    pub fn describe(&self, id: &str) -> Value {
        let item = &self.items[id];
        let mtime: serde_json::Number = serde_json::from_str(&item.mtime).unwrap();
        json!({
            "id": id, "name": item.name, "parent_id": item.parent, "type": item.kind,
            "size": item.content.size(), "modified_ms": mtime, "modified": mtime, "created": 1_400_000_000,
        })
    }

    pub fn children(&self, id: &str) -> Vec<Value> {
        let ids = self.items.iter().filter(|(_, item)| item.parent == id);
        ids.map(|(id, _)| self.describe(id)).collect()
    }

    /// The file at this path below a folder.
    pub fn find(&self, folder: &str, path: &str) -> Option<(&String, &Item)> {
        let (name, rest) = match path.split_once('/') {
            Some((name, rest)) => (name, Some(rest)),
            None => (path, None),
        };
        let found = self
            .items
            .iter()
            .find(|(_, item)| item.parent == folder && item.name == name)?;
        match rest {
            Some(rest) => self.find(found.0, rest),
            None => Some(found),
        }
    }
}
