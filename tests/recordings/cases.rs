//! The recorded requests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use keyfob_codegen::load::{Document, Node};

use super::caught::tried;
use super::exceptions::{MEANT, SIX_DECIMALS, SLIPS, TOLD};
use super::json::Json;

/// What the flows of the logins must send: files of cases by their stems, one for each vendor and generation.
pub static STEPS: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| files("flows"));

/// What single calls must send: the same, one file for each vendor. Every case names its operation and environment.
pub static CALLS: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| files("operations"));

fn files(folder: &str) -> BTreeMap<String, File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/recordings").join(folder);
    let entries = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|is| is == "yaml");
    let files = entries.filter(is_yaml).map(|path| File::read(&path));
    files.map(|file| (file.name.clone(), file)).collect()
}

/// The cases of one vendor or generation.
pub struct File {
    pub name: String,
    pub cases: Vec<Case>,
    /// What could not be read, and why.
    pub broken: Vec<String>,
    /// Long values, for which `${name}` stands in cases and answers.
    values: Vec<(String, String)>,
}

/// A request as another client was recorded sending it.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    /// The operation, where it takes no more than one call.
    pub operation: String,
    pub variant: String,
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
    pub body: Option<Body>,
}

/// A recorded body.
#[derive(Clone)]
pub enum Body {
    Json(Json),
    /// The members of a form, each of them JSON or a text.
    Form(Json),
    Bytes(String),
}

impl File {
    /// One that holds nothing yet.
    pub fn empty(name: String) -> Self {
        Self {
            name,
            cases: Vec::new(),
            broken: Vec::new(),
            values: Vec::new(),
        }
    }

    pub fn read(path: &Path) -> Self {
        let raw = Document::read(path).unwrap();
        let values = raw.root.get("values").map_or(&[][..], Node::entries).iter();
        let values = values.map(|entry| (entry.key.clone(), text(&entry.value)));
        let mut file = Self::empty(raw.name);
        file.values = values.collect();
        let filled = Document::parse(path, file.fill(&raw.text)).unwrap();
        for node in filled.root.get("cases").unwrap().items() {
            match tried(|| Case::read(node, &filled)) {
                Ok(case) => file.cases.push(case.mended()),
                Err(why) => file.broken.push(format!("line {}: {why}", node.place.line)),
            }
        }
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
    fn read(node: &Node, document: &Document) -> Self {
        let word = |key: &str| text(node.get(key).unwrap());
        let maybe = |key: &str| node.get(key).map(text).unwrap_or_default();
        let known = [
            "name",
            "operation",
            "variant",
            "client",
            "request",
            "proxy",
            "headers",
            "body",
            "form",
            "bytes",
        ];
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
            operation: maybe("operation"),
            variant: maybe("variant"),
            client: word("client"),
            method: method.to_owned(),
            host: host.to_owned(),
            target: url[host.len()..].to_owned(),
            proxied: node.get("proxy").and_then(Node::boolean).unwrap_or(false),
            headers: headers
                .map(|entry| (entry.key.clone(), text(&entry.value)))
                .collect(),
            body: Body::read(node, document),
        }
    }
}

impl Case {
    /// The same without the client's slips.
    pub fn mended(mut self) -> Self {
        if self.host == TOLD.0 {
            self.host = MEANT.0.to_owned();
            self.target = self.target.replacen(TOLD.1, MEANT.1, 1);
        }
        if let Some(Body::Json(json) | Body::Form(json)) = &mut self.body {
            let slips = SLIPS.iter().filter(|slip| slip.client == self.client);
            slips.for_each(|slip| json.mend(slip.member, slip.recorded, slip.ours));
            if self.client == SIX_DECIMALS.0 {
                json.shorten(SIX_DECIMALS.1);
            }
        }
        self
    }
}

impl Body {
    fn read(case: &Node, document: &Document) -> Option<Self> {
        let json = |key: &str| case.get(key).map(|node| Json::of(node, document));
        let bytes = case.get("bytes").map(text).map(Self::Bytes);
        json("body")
            .map(Self::Json)
            .or(json("form").map(Self::Form))
            .or(bytes)
    }
}

fn text(node: &Node) -> String {
    node.text()
        .unwrap_or_else(|| panic!("not a text: {node:?}"))
        .to_owned()
}
