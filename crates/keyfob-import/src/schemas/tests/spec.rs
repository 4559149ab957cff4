//! A spec around components, and what is checked of each.

use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use serde_json::{Value, json};

use crate::report::Note;
use crate::schemas::{Schemas, Side};
use crate::source::{Cursor, Source};

/// What was made of a document's schemas.
pub struct Spec {
    pub text: String,
    pub document: Document,
    pub notes: Vec<Note>,
    pub client: String,
}

/// What is sent and what comes back.
#[derive(Default)]
pub struct Bodies {
    pub requests: Vec<String>,
    pub forms: Vec<String>,
    pub answers: Vec<String>,
    /// Name, where, and schema.
    pub parameters: Vec<(String, &'static str, Tree)>,
}

impl Spec {
    /// Holds this text.
    #[track_caller]
    pub fn has(&self, part: &str) {
        assert!(self.text.contains(part), "no {part}\nin {}", self.text);
    }
}

/// `Thing` of these components as a request, and as an answer.
pub fn both(components: &str) -> Spec {
    made(components, |schemas, root| {
        let thing = at(root, "Thing");
        Bodies {
            requests: vec![
                schemas
                    .component(thing, "do it body", Side::Request)
                    .unwrap(),
            ],
            answers: vec![
                schemas
                    .component(thing, "do it answer", Side::Answer)
                    .unwrap(),
            ],
            ..Bodies::default()
        }
    })
}

/// A named schema of the document.
pub fn at<'a>(root: Cursor<'a>, name: &str) -> Cursor<'a> {
    root.follow(&format!("#/components/schemas/{name}"))
        .unwrap()
}

/// Converts what `build` asks for, and checks what came out.
pub fn made(
    components: &str,
    build: impl for<'a> Fn(&mut Schemas<'a>, Cursor<'a>) -> Bodies,
) -> Spec {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.yaml");
    let indented: String = components
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    std::fs::write(
        &path,
        format!("openapi: 3.1.0\ncomponents:\n  schemas:\n{indented}"),
    )
    .unwrap();
    let source = Source::read(&path).unwrap();
    let root = source.root().unwrap();
    let mut schemas = Schemas::new(["Trial".to_owned()]);
    schemas.begin(Some("POST /trial"));
    let bodies = build(&mut schemas, root);
    let spec = spec(schemas, &bodies);
    let findings: Vec<_> = findings(&spec.document)
        .into_iter()
        .map(|finding| finding.to_string())
        .collect();
    assert!(findings.is_empty(), "{findings:#?}\n{}", spec.text);
    let files = generate(&spec.document)
        .unwrap_or_else(|finding| panic!("{}\n{}", finding.message, spec.text));
    let client = files[Path::new("src/generated/client.rs")].clone();
    check_examples(&spec.document);
    Spec { client, ..spec }
}

/// What the lint finds, but for names that are the vendor's own.
pub fn findings(document: &Document) -> Vec<String> {
    let found = lint(document).into_iter();
    let found = found
        .filter(|finding| finding.rule != "name-cryptic" || finding.message.contains("x-name"));
    found
        .map(|finding| {
            format!(
                "{}:{} {} {}",
                finding.place.line, finding.place.column, finding.rule, finding.message
            )
        })
        .collect()
}

/// The components in the smallest spec that uses them.
pub fn spec(schemas: Schemas<'_>, bodies: &Bodies) -> Spec {
    let text = |text: &str| Tree::Text(text.to_owned());
    let content = |media: &str, name: &str| {
        let schema = Tree::map().with("$ref", format!("#/components/schemas/{name}"));
        let body = Tree::map()
            .with("schema", schema)
            .with("example", schemas.example(name, None));
        Tree::map().with(media, body)
    };
    let mut used = BTreeSet::new();
    let mut paths = Tree::map();
    let mut operation = |path: &str, part: &str, value: Tree, answer: Option<Tree>| {
        let success = Tree::map().with("description", "Done.");
        let success = match answer {
            Some(content) => success.with("content", content),
            None => success,
        };
        let operation = Tree::map()
            .with("operationId", format!("trial_{path}"))
            .with("tags", vec![text("trials")])
            .with("summary", "A trial")
            .with("description", "A trial.")
            .with(
                "x-source",
                Tree::map()
                    .with("confidence", "docs")
                    .with("from", "a test"),
            )
            .with("x-retry", "never")
            .with("x-answer", Vec::<Tree>::new())
            .with("security", Vec::<Tree>::new());
        let operation = if part.is_empty() {
            operation
        } else {
            operation.with(part, value)
        };
        let operation = operation.with("responses", Tree::map().with("200", success));
        paths.set(&format!("/{path}"), Tree::map().with("post", operation));
    };
    for (path, media, names) in [
        ("request", "application/json", &bodies.requests),
        ("form", "application/x-www-form-urlencoded", &bodies.forms),
    ] {
        for (index, name) in names.iter().enumerate() {
            used.insert(name.clone());
            let body = Tree::map()
                .with("required", true)
                .with("content", content(media, name));
            operation(&format!("{path}{index}"), "requestBody", body, None);
        }
    }
    for (index, name) in bodies.answers.iter().enumerate() {
        used.insert(name.clone());
        operation(
            &format!("answer{index}"),
            "",
            Tree::Null,
            Some(content("application/json", name)),
        );
    }
    let mut parameters = Vec::new();
    let mut path = "parameters".to_owned();
    for (name, place, schema) in &bodies.parameters {
        let parameter = Tree::map()
            .with("name", name.as_str())
            .with("in", *place)
            .with("description", "A parameter.")
            .with("schema", schema.clone());
        let is_path = *place == "path";
        if is_path {
            path.push_str(&format!("/{{{name}}}"));
        }
        parameters.push(if is_path {
            parameter.with("required", true)
        } else {
            parameter
        });
        used.extend(schema_names(schema));
    }
    if !parameters.is_empty() {
        operation(&path, "parameters", Tree::List(parameters), None);
        let id = Tree::Text("trial_parameters".to_owned());
        if let Tree::Map(entries) = &mut paths
            && let Some((_, Tree::Map(methods))) = entries.last_mut()
        {
            methods[0].1.set("operationId", id);
        }
    }
    let (components, notes) = schemas.finish(&used);
    let root = Tree::map()
        .with("openapi", "3.0.3")
        .with(
            "info",
            Tree::map()
                .with("title", "Trial")
                .with("description", "A trial.")
                .with("version", "1"),
        )
        .with("x-hosts", vec![text("trial.example")])
        .with(
            "x-faults",
            Tree::map()
                .with("code", vec![text("/code")])
                .with("message", vec![text("/message")]),
        )
        .with(
            "servers",
            vec![
                Tree::map()
                    .with("url", "https://trial.example/v1")
                    .with("x-variant", "production")
                    .with("description", "It."),
            ],
        )
        .with(
            "tags",
            vec![
                Tree::map()
                    .with("name", "trials")
                    .with("description", "Trials."),
            ],
        )
        .with("paths", paths)
        .with("components", Tree::map().with("schemas", components));
    let text = root.to_yaml();
    let document = Document::parse(Path::new("specs/trial.yaml"), text.clone());
    let document = document.unwrap_or_else(|finding| {
        let line = text.lines().nth(finding.place.line - 1);
        panic!("{} in {}: {line:?}", finding.message, finding.place.line)
    });
    Spec {
        text,
        document,
        notes,
        client: String::new(),
    }
}

fn schema_names(schema: &Tree) -> Vec<String> {
    match schema {
        Tree::Map(entries) => entries
            .iter()
            .flat_map(
                |(key, value)| match value.text().filter(|_| key == "$ref") {
                    Some(reference) => {
                        vec![reference.rsplit('/').next().unwrap_or_default().to_owned()]
                    }
                    None => schema_names(value),
                },
            )
            .collect(),
        _ => Vec::new(),
    }
}

/// Each example is valid for its schema, and has no member that is not named.
pub fn check_examples(document: &Document) {
    for (schema, example) in examples(&document.root.to_json()) {
        let spec = closed(&document.at("/components").unwrap().to_json());
        let wrapped = json!({"components": spec, "allOf": [closed(&schema)]});
        let validator = jsonschema::validator_for(&wrapped).unwrap();
        if let Err(error) = validator.validate(&example) {
            panic!("{error} at {}\n{example:#}", error.instance_path());
        }
    }
}

/// Each schema that has an example beside it.
fn examples(value: &Value) -> Vec<(Value, Value)> {
    match value {
        Value::Object(members) => {
            let own = members.get("schema").zip(members.get("example"));
            let own = own.map(|(schema, example)| (schema.clone(), example.clone()));
            members.values().flat_map(examples).chain(own).collect()
        }
        Value::Array(items) => items.iter().flat_map(examples).collect(),
        _ => Vec::new(),
    }
}

/// OpenAPI 3.0 as JSON Schema; objects have no members but their own.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(closed).collect(),
        Value::Object(members) => {
            let mut kept: serde_json::Map<_, _> = members
                .iter()
                .map(|(name, member)| (name.clone(), closed(member)))
                .collect();
            if members.get("properties").is_some_and(Value::is_object)
                && members.get("type").is_some_and(Value::is_string)
            {
                kept.entry("additionalProperties")
                    .or_insert(Value::Bool(false));
            }
            if members.get("nullable") == Some(&Value::Bool(true)) {
                kept.insert("type".to_owned(), json!([members["type"], "null"]));
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}
