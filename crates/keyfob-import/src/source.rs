//! The vendor's files as they were read, and places in them.

mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use keyfob_codegen::finding::{Finding, Place};
use keyfob_codegen::load::{Document, Entry, Node};

/// The file that was named, and those that it refers to.
#[derive(Debug)]
pub struct Source {
    files: Vec<Document>,
    by_path: BTreeMap<PathBuf, usize>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Where.
    pub location: Location,
    /// What is wrong.
    pub message: String,
}

/// A line and a column of one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// Line and column.
    pub place: Place,
}

/// A value in one of the files. It is cheap to copy, and follows references into other files.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    source: &'a Source,
    file: usize,
    node: &'a Node,
}

/// How many references may lead to references.
const CHAIN: usize = 32;

impl Source {
    /// Reads a file, and every file that it refers to.
    ///
    /// # Errors
    /// What cannot be read, or is neither JSON nor YAML, with its place.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let mut this = Self {
            files: Vec::new(),
            by_path: BTreeMap::new(),
        };
        let mut waiting = vec![path.to_owned()];
        while let Some(path) = waiting.pop() {
            if this.by_path.contains_key(&path) {
                continue;
            }
            let document = read(&path)?;
            external(&document.root, &path, &mut waiting);
            this.by_path.insert(path, this.files.len());
            this.files.push(document);
        }
        Ok(this)
    }

    /// The root of the file that was named.
    pub fn root(&self) -> Option<Cursor<'_>> {
        let document = self.files.first()?;
        Some(Cursor {
            source: self,
            file: 0,
            node: &document.root,
        })
    }
}

fn read(path: &Path) -> Result<Document, ReadError> {
    let wrong = |place, message| ReadError {
        location: Location {
            path: path.to_owned(),
            place,
        },
        message,
    };
    let text = fs::read_to_string(path)
        .map_err(|error| wrong(Place::start(), format!("cannot be read: {error}")))?;
    let has_merges = text.contains("<<");
    let mut document = parse(path, text::as_yaml(text))
        .map_err(|finding| wrong(finding.place, finding.message))?;
    if has_merges {
        text::merge(&mut document.root);
    }
    Ok(document)
}

/// How many lines of a file may have to be indented.
const MENDED: usize = 200;

/// Reads YAML, also where a line that only closes brackets stands as far left as the key of the value: YAML forbids that, and most
/// readers take it.
fn parse(path: &Path, mut text: String) -> Result<Document, Finding> {
    for _ in 0..MENDED {
        let finding = match Document::parse(path, text.clone()) {
            Ok(document) => return Ok(document),
            Err(finding) => finding,
        };
        match text::indented(&text, finding.place.line) {
            Some(mended) => text = mended,
            None => return Err(finding),
        }
    }
    Document::parse(path, text)
}

/// The files that are referred to below a value.
fn external(node: &Node, from: &Path, found: &mut Vec<PathBuf>) {
    if let Some(reference) = node.text_of("$ref")
        && let Some(path) = file_of(reference, from)
    {
        found.push(path);
    }
    node.items()
        .iter()
        .for_each(|item| external(item, from, found));
    let entries = node.entries().iter();
    entries.for_each(|entry| external(&entry.value, from, found));
}

/// The file that a reference names; nothing for one into the same file or to another host.
fn file_of(reference: &str, from: &Path) -> Option<PathBuf> {
    let file = reference.split('#').next().unwrap_or_default();
    if file.is_empty() || file.contains("://") {
        return None;
    }
    let folder = from.parent().unwrap_or(Path::new(""));
    let mut path = PathBuf::new();
    for part in folder.join(file).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if path.file_name().is_some() => drop(path.pop()),
            other => path.push(other),
        }
    }
    Some(path)
}

impl<'a> Cursor<'a> {
    /// The value itself.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// Where it stands.
    pub fn location(&self) -> Location {
        let document = self.source.files.get(self.file);
        Location {
            path: document
                .map(|document| document.path.clone())
                .unwrap_or_default(),
            place: self.node.place,
        }
    }

    /// The value under a key of a map. References are not followed.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.with(node))
    }

    /// The text under a key.
    pub fn text_of(&self, key: &str) -> Option<&'a str> {
        self.node.text_of(key)
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&'a Entry, Self)> + use<'a> {
        let this = *self;
        let entries = self.node.entries().iter();
        entries.map(move |entry| (entry, this.with(&entry.value)))
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let this = *self;
        self.node.items().iter().map(move |node| this.with(node))
    }

    /// What stands at the end of its reference, or itself where it is none; nothing if that is not there.
    pub fn resolve(&self) -> Option<Self> {
        let mut cursor = *self;
        for _ in 0..CHAIN {
            match cursor.text_of("$ref") {
                None => return Some(cursor),
                Some(reference) => cursor = cursor.follow(reference)?,
            }
        }
        None
    }

    /// What stands where one reference leads. Two cursors with the same result of [`Cursor::identity`] are the same value.
    pub fn follow(&self, reference: &str) -> Option<Self> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match file {
            "" => self.file,
            _ => {
                let from = &self.source.files.get(self.file)?.path;
                *self.source.by_path.get(&file_of(file, from)?)?
            }
        };
        let document = self.source.files.get(file)?;
        let pointer = decoded(pointer);
        let node = match pointer.as_str() {
            "" | "/" => &document.root,
            pointer => document.at(pointer)?,
        };
        Some(Self {
            file,
            node,
            ..*self
        })
    }

    /// A value that was made of this file's values.
    pub(crate) fn of_file(&self, node: &'a Node) -> Self {
        self.with(node)
    }

    /// What tells this value from every other: its file and its place.
    pub fn identity(&self) -> (usize, Place) {
        (self.file, self.node.place)
    }

    fn with(&self, node: &'a Node) -> Self {
        Self { node, ..*self }
    }
}

impl fmt::Debug for Cursor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.location())
    }
}

/// A pointer in a reference is percent-encoded, as it is a part of a URL.
fn decoded(pointer: &str) -> String {
    let mut bytes = Vec::with_capacity(pointer.len());
    let mut rest = pointer.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%');
        let code = code.and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        write!(f, "{}:{line}:{column}", self.path.display())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

impl std::error::Error for ReadError {}
