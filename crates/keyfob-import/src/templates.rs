//! Templates of paths: a segment has one parameter at most.

mod patterns;

use std::collections::BTreeSet;

pub(crate) use self::patterns::Spread;
use self::patterns::spread;
use crate::api::{Call, Parts, Place};
use crate::names::snake;
use crate::schemas::Reason;
use crate::texts::scalar;

/// A path as a spec has it.
#[derive(Debug)]
pub(crate) struct Template {
    /// The path.
    pub path: String,
    /// Its parameters, in their order.
    pub names: Vec<Name>,
    /// What stands in the query whatever is asked: names and values.
    pub query: Vec<(String, String)>,
    /// Segments that hold nothing but values that are always the same: as the vendor writes them, and what they are.
    pub settled: Vec<(String, String)>,
    /// Parameters of several segments.
    pub spread: Vec<Spread>,
}

/// A parameter in a path.
#[derive(Debug)]
pub(crate) struct Name {
    /// As the vendor writes it.
    pub vendors: Vec<String>,
    /// As the spec writes it.
    pub name: String,
    /// What stands before and behind it in its segment.
    pub around: (String, String),
    /// The segment as the vendor writes it, where it has several parameters: here it is one.
    pub segment: Option<String>,
    /// Whether the vendor takes several segments for it.
    pub is_rest: bool,
}

impl Template {
    /// The template of an operation's path.
    ///
    /// # Errors
    /// If clients cannot send such a path.
    pub fn of(call: &Call<'_>, parts: &Parts<'_>) -> Result<Self, Reason> {
        let reason = |message: &str| Reason {
            location: call.at.location(),
            message: message.to_owned(),
        };
        let path = call.path;
        // A fragment is for readers: it never travels.
        let path = path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (path, spreads) = spread(path);
        if query.contains(['{', '}']) {
            return Err(reason("a parameter stands in the query of its path"));
        }
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut this = Self {
            path: String::new(),
            names: Vec::new(),
            settled: Vec::new(),
            spread: spreads,
            query: pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        };
        let mut seen = BTreeSet::new();
        for segment in path.strip_prefix('/').unwrap_or(&path).split('/') {
            this.path.push('/');
            if !segment.contains(['{', '}']) {
                this.path.push_str(&escaped(segment));
                continue;
            }
            if let Some(settled) = settled(segment, parts) {
                this.path.push_str(&escaped(&settled));
                this.settled.push((segment.to_owned(), settled));
                continue;
            }
            let name =
                Name::of(segment).ok_or_else(|| reason("the braces of its path do not match"))?;
            if !seen.insert(name.name.clone()) {
                return Err(reason(&format!("`{segment}` is in its path twice")));
            }
            let (before, after) = &name.around;
            this.path
                .push_str(&format!("{before}{{{}}}{after}", name.name));
            this.names.push(name);
        }
        Ok(this)
    }
}

impl Name {
    /// The parameter of a segment; one for the whole of it if it has several.
    fn of(segment: &str) -> Option<Self> {
        let mut vendors = Vec::new();
        let mut rest = segment;
        while let Some((_, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            vendors.push(name.to_owned());
            rest = after;
        }
        if rest.contains('}')
            || vendors
                .iter()
                .any(|name| name.is_empty() || name.contains('{'))
        {
            return None;
        }
        let is_rest = vendors
            .iter()
            .any(|name| name.ends_with(['*', '+']) || name.starts_with('+'));
        let only = match vendors.as_slice() {
            [only] => segment.split_once(&format!("{{{only}}}")),
            _ => None,
        };
        let name = match (only, vendors.as_slice()) {
            (Some(_), [only]) => plain(only),
            _ => snake(segment),
        };
        let name = match name.is_empty() {
            true => "segment".to_owned(),
            false => name,
        };
        Some(Self {
            vendors,
            name,
            segment: only.is_none().then(|| segment.to_owned()),
            around: only
                .map(|(before, after)| (escaped(before), escaped(after)))
                .unwrap_or_default(),
            is_rest,
        })
    }
}

/// A segment that is more than a parameter, with values in the places of all of its parameters: the vendor's defaults, or JSON
/// where that can be chosen.
fn settled(segment: &str, parts: &Parts<'_>) -> Option<String> {
    if segment.starts_with('{') && segment.ends_with('}') && segment.matches('{').count() == 1 {
        return None;
    }
    let mut out = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&value(name, parts)?);
        rest = after;
    }
    Some(out + rest).filter(|settled| !settled.contains(['{', '}', '/']))
}

fn value(name: &str, parts: &Parts<'_>) -> Option<String> {
    let mut parameters = parts.parameters.iter();
    let parameter = parameters.find(|one| one.place == Place::Path && one.name == name)?;
    let schema = parameter.schema?.resolve()?;
    let values = schema.get("enum").into_iter().flat_map(|list| list.items());
    let values: Vec<String> = values.filter_map(|value| scalar(value.node())).collect();
    let json = values
        .iter()
        .find(|value| value.trim_start_matches('.') == "json");
    let default = schema.get("default").and_then(|value| scalar(value.node()));
    let only = values.first().filter(|_| values.len() == 1);
    json.cloned().or(default).or(only.cloned())
}

/// A name without what is a pattern elsewhere.
fn plain(name: &str) -> String {
    let fits = |c: &char| c.is_alphanumeric() || "-_.:@ ".contains(*c);
    name.chars()
        .filter(fits)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A fixed segment without characters that are patterns elsewhere: percent-encoded they mean the same.
fn escaped(segment: &str) -> String {
    let mut out = String::new();
    for c in segment.chars() {
        match c {
            '(' | ')' | '[' | ']' | '*' | '+' | '^' | '$' | '|' | '\\' | ' ' | '"' | '<' | '>' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}
