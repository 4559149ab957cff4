//! The types of a crate as those who use it see them: what `generate/types` makes of the schemas.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;

use crate::load::{Document, Node};
use crate::model::{Kind, Operation, Spec};
use crate::{names, times};

/// A type.
#[derive(Debug)]
pub(super) struct Type {
    /// Its line.
    pub line: usize,
    pub form: Form,
    /// Whether answers are made of it: then there is no builder, and what is not described is kept.
    pub is_answer: bool,
    /// The features of which one has to be on; none: it is always there.
    pub gate: BTreeSet<String>,
    /// `x-null`, `x-answer` and the like: what is not in its Rust.
    pub travels: Vec<(&'static str, String)>,
    /// The names of the types that it is made of.
    uses: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    Object(Vec<Member>),
    Enum(Vec<Value>),
    /// A newtype of this.
    Plain(String),
}

/// A value of an enum.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub wire: String,
    pub rust: String,
    pub line: usize,
}

/// A member of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub wire: String,
    pub rust: String,
    pub line: usize,
    /// The type of its field: `Option<String>`.
    pub field: String,
    /// What its setter takes.
    pub setter: String,
    /// Whether there is a `set_` with an option, too.
    pub has_option: bool,
    pub is_required: bool,
    /// Whether it is JSON in a text.
    pub is_embedded: bool,
    /// What is not in its Rust: other names, the form of a number, the environments that have it.
    pub travels: Vec<(&'static str, String)>,
}

impl Type {
    /// The members; none of what is no object.
    pub fn members(&self) -> &[Member] {
        match &self.form {
            Form::Object(members) => members,
            _ => &[],
        }
    }

    /// The name of the field for members that are not described, as `generate/types/answers` gives it.
    pub fn rest(&self) -> Option<&'static str> {
        let Form::Object(members) = &self.form else {
            return None;
        };
        let is_free = |name: &&str| members.iter().all(|member| member.rust != *name);
        let mut names = ["other", "other_members", "all_other_members"].into_iter();
        self.is_answer
            .then(|| names.find(is_free).unwrap_or("other"))
    }

    /// The type of the JSON that is all of a form.
    pub fn alone(&self) -> Option<&str> {
        match self.members() {
            [only] if only.is_embedded && !self.is_answer => Some(&only.setter),
            _ => None,
        }
    }

    /// Whether it can be made of nothing.
    pub fn has_default(&self) -> bool {
        matches!(self.form, Form::Object(_))
            && self.members().iter().all(|member| !member.is_required)
    }
}

/// The types of a spec, by name.
pub(super) fn surface(document: &Document, spec: &Spec) -> BTreeMap<String, Type> {
    let mut types = BTreeMap::new();
    let schemas = document.at("/components/schemas").map(Node::entries);
    for schema in schemas.unwrap_or_default() {
        let name = names::variant(&schema.key);
        whole(&name, &schema.value, schema.place.line, &mut types);
    }
    let answers = spec.operations.iter().flat_map(|one| &one.answers);
    let roots = answers.filter_map(|answer| answer.content.as_ref()?.schema.as_deref());
    for name in reached(roots, &types) {
        if let Some(one) = types.get_mut(&name) {
            one.is_answer = true;
        }
    }
    for (name, gate) in gates(spec, &types) {
        if let Some(one) = types.get_mut(&name) {
            one.gate = gate;
        }
    }
    types
}

/// These types, and those that they are made of.
fn reached<'a>(
    roots: impl Iterator<Item = &'a str>,
    types: &BTreeMap<String, Type>,
) -> BTreeSet<String> {
    let mut open: Vec<String> = roots.map(ToUpperCamelCase::to_upper_camel_case).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(one) = types.get(&name)
            && found.insert(name)
        {
            open.extend(one.uses.iter().cloned());
        }
    }
    found
}

/// The features of each type that is not always there, as `generate/gates` says.
fn gates(spec: &Spec, types: &BTreeMap<String, Type>) -> BTreeMap<String, BTreeSet<String>> {
    let mut gates: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut always = BTreeSet::new();
    for operation in &spec.operations {
        for name in reached(named(operation), types) {
            match &operation.feature {
                None => drop(always.insert(name)),
                Some(feature) => drop(gates.entry(name).or_default().insert(feature.clone())),
            }
        }
    }
    gates.retain(|name, _| !always.contains(name));
    gates
}

fn named(operation: &Operation) -> impl Iterator<Item = &str> {
    let answers = operation.answers.iter();
    let contents = answers.filter_map(|answer| answer.content.as_ref());
    let contents = contents.chain(operation.body.as_ref());
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter_map(|parameter| match &parameter.kind {
        Kind::Schema(name) => Some(name.as_str()),
        _ => None,
    });
    contents
        .filter_map(|content| content.schema.as_deref())
        .chain(parameters)
}

/// Adds the type of a schema, and those of the schemas within.
fn whole(name: &str, schema: &Node, line: usize, types: &mut BTreeMap<String, Type>) {
    let mut uses = BTreeSet::new();
    let form = match schema.get("enum") {
        Some(values) => Form::Enum(self::values(schema, values)),
        None if is_object(schema) => {
            let properties = schema.get("properties").map(Node::entries);
            let properties = properties.unwrap_or_default().iter();
            let required = schema.get("required").map(Node::items).unwrap_or_default();
            let members = properties.map(|property| {
                let is_required = required
                    .iter()
                    .any(|name| name.text() == Some(property.key.as_str()));
                let node = &property.value;
                let rust = node.text_of("x-name").unwrap_or(&property.key);
                let inline = names::variant(&format!("{name}_{rust}"));
                let ty = ty(node, &inline, &mut uses, types);
                Member {
                    wire: property.key.clone(),
                    rust: names::field(rust),
                    line: property.place.line,
                    is_required,
                    is_embedded: node.get("x-json").is_some(),
                    travels: travels(node),
                    ..typed(node, ty, is_required)
                }
            });
            Form::Object(members.collect())
        }
        None => Form::Plain(ty(schema, name, &mut uses, types)),
    };
    let said = ["x-null", "x-aliases"].into_iter();
    let said = said.filter_map(|key| Some((key, schema.get(key)?.to_json().to_string())));
    let made = Type {
        line,
        form,
        is_answer: false,
        gate: BTreeSet::new(),
        travels: said.collect(),
        uses,
    };
    types.insert(name.to_owned(), made);
}

fn is_object(schema: &Node) -> bool {
    let is_closed = schema.get("additionalProperties").and_then(Node::boolean) == Some(false);
    let properties = schema.get("properties").map(Node::entries);
    properties.is_some_and(|members| !members.is_empty())
        || (schema.text_of("type") == Some("object") && is_closed)
}

fn values(schema: &Node, values: &Node) -> Vec<Value> {
    let names = schema.get("x-enum-varnames").map(Node::items);
    let names = names.unwrap_or_default();
    let values = values.items().iter().enumerate().filter_map(|(at, value)| {
        let wire = value.text()?.to_owned();
        let name = names.get(at).and_then(Node::text);
        Some(Value {
            rust: names::variant(name.unwrap_or(&wire)),
            line: value.place.line,
            wire,
        })
    });
    values.collect()
}

/// A member's field and setter, by its value's type.
fn typed(node: &Node, ty: String, is_required: bool) -> Member {
    let is_nullable = node.get("nullable").and_then(Node::boolean) == Some(true);
    let list = ty.strip_prefix("Vec<").and_then(|ty| ty.strip_suffix('>'));
    let is_map = ty.starts_with("BTreeMap<") || ty.starts_with("Map<");
    let is_open = node.get("x-known-values").is_some();
    let has_option = is_open || is_nullable || (!is_required && list.is_none() && !is_map);
    let setter = match list {
        Some(inner) if !has_option => format!("a list of {inner}"),
        _ => ty.clone(),
    };
    Member {
        wire: String::new(),
        rust: String::new(),
        line: 0,
        field: match has_option {
            true => format!("Option<{ty}>"),
            false => ty,
        },
        setter,
        has_option,
        is_required,
        is_embedded: false,
        travels: Vec::new(),
    }
}

/// The type of a value, as it is called in Rust; types of its own are added by the way.
fn ty(
    node: &Node,
    name: &str,
    uses: &mut BTreeSet<String>,
    types: &mut BTreeMap<String, Type>,
) -> String {
    let mut own = |name: &str| {
        let name = name.to_upper_camel_case();
        uses.insert(name.clone());
        name
    };
    if let Some(known) = node.text_of("x-known-values") {
        return format!("OpenEnum<{}>", own(known));
    }
    if let Some(name) = node.text_of("x-json").or(node.component()) {
        return own(name);
    }
    if let (Some(unit), Some(kind)) = (node.text_of("x-time"), node.text_of("type"))
        && times::form(unit, kind).is_some()
    {
        return "OffsetDateTime".to_owned();
    }
    if node.get("enum").is_some() || is_object(node) {
        let name = own(name);
        whole(&name, node, node.place.line, types);
        return name;
    }
    match (node.text_of("type"), node.text_of("format")) {
        (Some("string"), Some("password")) => "Secret".to_owned(),
        (Some("string" | "number"), Some("decimal")) => "Decimal".to_owned(),
        (Some("string"), _) => "String".to_owned(),
        (Some("integer"), _) => "i64".to_owned(),
        (Some("number"), _) => "f64".to_owned(),
        (Some("boolean"), _) => "bool".to_owned(),
        (Some("array"), _) => match node.get("items") {
            Some(items) => format!("Vec<{}>", ty(items, &format!("{name}Item"), uses, types)),
            None => "Vec<Value>".to_owned(),
        },
        (Some("object"), _) => match node.get("additionalProperties") {
            Some(inner) if !inner.entries().is_empty() => {
                let inner = ty(inner, &format!("{name}Value"), uses, types);
                format!("BTreeMap<String, {inner}>")
            }
            _ => "Map<String, Value>".to_owned(),
        },
        _ => "Value".to_owned(),
    }
}

/// What a member says of itself that is not in its Rust.
fn travels(node: &Node) -> Vec<(&'static str, String)> {
    let inner = node.get("items").unwrap_or(node);
    let of = |node: &Node, key: &'static str| {
        Some((key, node.get(key)?.to_json().to_string().replace('"', "")))
    };
    let form = match inner.text_of("format") {
        Some("decimal") => of(inner, "type"),
        _ => None,
    };
    ["x-alias", "x-variants", "x-empty"]
        .into_iter()
        .filter_map(|key| of(node, key))
        .chain(form)
        .chain(of(inner, "x-time"))
        .collect()
}
