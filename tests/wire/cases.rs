//! The recorded requests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use keyfob_codegen::load::{Document, Node};
use serde_json::Value;

/// Every file of cases, by its stem.
pub static BOOK: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/cases");
    let entries = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|is| is == "yaml");
    let files = entries.filter(is_yaml).map(|path| File::read(&path));
    files.map(|file| (file.name.clone(), file)).collect()
});

/// The cases of one vendor or generation.
pub struct File {
    pub name: String,
    pub cases: Vec<Case>,
    /// Long values, for which `${name}` stands in cases and answers.
    values: Vec<(String, String)>,
}

/// A request as another client was recorded sending it.
pub struct Case {
    pub name: String,
    /// The client.
    pub client: String,
    pub method: String,
    /// The host that the client meant.
    pub host: String,
    /// Path and query, percent-encoding included.
    pub target: String,
    /// Whether it went through an HTTP proxy.
    pub proxied: bool,
    pub headers: Vec<(String, String)>,
    /// A text is compared as text, anything else as JSON; nothing is an empty body.
    pub body: Option<Value>,
}

impl File {
    fn read(path: &Path) -> Self {
        let raw = Document::read(path).unwrap();
        let values = raw.root.get("values").map_or(&[][..], Node::entries).iter();
        let values = values.map(|entry| (entry.key.clone(), text(&entry.value)));
        let mut file = Self {
            name: raw.name,
            cases: Vec::new(),
            values: values.collect(),
        };
        let filled = Document::parse(path, file.fill(&raw.text)).unwrap();
        file.cases = filled
            .root
            .get("cases")
            .unwrap()
            .items()
            .iter()
            .map(Case::read)
            .collect();
        file
    }

    /// Puts the values in their places.
    pub fn fill(&self, text: &str) -> String {
        let put = |text: String, (name, value): &(String, String)| {
            text.replace(&format!("${{{name}}}"), value)
        };
        self.values.iter().fold(text.to_owned(), put)
    }

    /// The case of this name.
    pub fn case(&self, name: &str) -> &Case {
        let found = self.cases.iter().find(|case| case.name == name);
        found.unwrap_or_else(|| panic!("{} has no case `{name}`", self.name))
    }
}

impl Case {
    fn read(node: &Node) -> Self {
        let word = |key: &str| text(node.get(key).unwrap());
        let known = ["name", "client", "request", "proxy", "headers", "body"];
        let strange = node
            .entries()
            .iter()
            .find(|entry| !known.contains(&entry.key.as_str()));
        assert!(strange.is_none(), "{strange:?}");
        let request = word("request");
        let (method, url) = request.split_once(" https://").unwrap();
        let (host, _) = url.split_once('/').unwrap();
        let headers = node.get("headers").unwrap().entries().iter();
        Self {
            name: word("name"),
            client: word("client"),
            method: method.to_owned(),
            host: host.to_owned(),
            target: url[host.len()..].to_owned(),
            proxied: node.get("proxy").and_then(Node::boolean).unwrap_or(false),
            headers: headers
                .map(|entry| (entry.key.clone(), text(&entry.value)))
                .collect(),
            body: node.get("body").map(Node::to_json),
        }
    }
}

fn text(node: &Node) -> String {
    node.text()
        .unwrap_or_else(|| panic!("not a text: {node:?}"))
        .to_owned()
}
