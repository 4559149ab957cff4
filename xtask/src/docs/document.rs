//! The document of a vendor as the pages show it: its spec, with what a reader needs of each operation in its description.

use keyfob_codegen::load::Document;
use keyfob_codegen::model::{Operation, Spec, path_of};
use keyfob_codegen::reference::Facts;
use serde_json::{Map, Value, json};

/// The member of a server that says which it is in the sandbox, where all of a vendor's hosts are one origin.
const IN_SANDBOX: &str = "x-sandbox";
/// The member of an operation that is its place in the spec. Maps of JSON keep no order here.
const PLACE: &str = "x-place";

/// The shown document of a spec.
pub fn shown(document: &Document) -> Value {
    let spec = Spec::of(document);
    let mut root = document.root.to_json();
    servers(&mut root);
    if let Some(Value::Object(paths)) = root.get_mut("paths") {
        paths.values_mut().for_each(servers);
    }
    without_extensions(&mut root);
    for (place, operation) in spec.operations.iter().enumerate() {
        let path = pointer(&["paths", &operation.path]);
        let form = form(&root, operation);
        if let Some(Value::Object(shown)) =
            root.pointer_mut(&format!("{path}/{}", operation.method))
        {
            let facts = Facts::of(&spec, operation);
            let text = format!("{}\n\n{}", operation.description.trim(), described(&facts));
            shown.insert("description".to_owned(), text.into());
            shown.insert(PLACE.to_owned(), place.into());
        }
        if let Some((schema, example)) = form {
            fill_in(&mut root, &schema, &example);
        }
    }
    root
}

/// The facts of an operation, as Markdown.
fn described(facts: &Facts) -> String {
    let row = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('|', "\\|")
    };
    format!(
        "| | |\n|---|---|\n\
        | Source | {} |\n\
        | Confidence | {} |\n\
        | Repeated | {} |\n\
        | Logged in | {} |\n\n\
        **In Rust**, where `client` is `session.client()`:\n\n```rust\n{}```\n\n\
        **On the command line**, after `keyfob login`:\n\n```sh\n{}\n```\n",
        row(&facts.source),
        row(&facts.confidence),
        facts.repeats,
        row(&facts.credentials),
        facts.rust,
        facts.command,
    )
}

/// Extensions are for the generator.
fn without_extensions(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // Names of headers and of properties may begin like an extension: those hold schemas and no more.
            let is_kept = |name: &str, value: &Value| !name.starts_with("x-") || is_named(value);
            members.retain(|name, value| name == IN_SANDBOX || is_kept(name, value));
            members.values_mut().for_each(without_extensions);
        }
        Value::Array(items) => items.iter_mut().for_each(without_extensions),
        _ => {}
    }
}

/// Whether it is a header or a property, whatever its name.
fn is_named(value: &Value) -> bool {
    let is_there = |name: &str| value.get(name).is_some();
    is_there("schema") || is_there("type") || is_there("$ref")
}

/// Names each server, and notes its path.
fn servers(of: &mut Value) {
    let servers = of.get_mut("servers").and_then(Value::as_array_mut);
    for server in servers
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        let text = |name: &str| server.get(name).and_then(Value::as_str).map(str::to_owned);
        let (url, variant) = (text("url"), text("x-variant").unwrap_or_default());
        let description = match text("description") {
            Some(description) => format!("{variant}: {description}"),
            None => variant.clone(),
        };
        let path = path_of(url.as_deref().unwrap_or_default()).to_owned();
        server.insert("description".to_owned(), description.into());
        server.insert(
            IN_SANDBOX.to_owned(),
            json!({"path": path, "variant": variant}),
        );
    }
}

/// The schema and the first example of an operation's form.
fn form(root: &Value, operation: &Operation) -> Option<(String, Map<String, Value>)> {
    let body = operation.body.as_ref()?;
    let is_form = body.media == "application/x-www-form-urlencoded";
    let media = pointer(&[
        "paths",
        &operation.path,
        &operation.method,
        "requestBody",
        "content",
        &body.media,
        "schema",
        "$ref",
    ]);
    let schema = root.pointer(&media)?.as_str()?.strip_prefix('#')?;
    let example = body.example.as_ref()?.as_object()?;
    is_form.then(|| (schema.to_owned(), example.clone()))
}

/// Gives the members of a form their examples: the viewer takes them from there.
fn fill_in(root: &mut Value, schema: &str, example: &Map<String, Value>) {
    for (name, value) in example {
        let member = pointer(&["properties", name]);
        if let Some(Value::Object(member)) = root.pointer_mut(&format!("{schema}{member}"))
            && !member.contains_key("$ref")
        {
            member.entry("example").or_insert_with(|| json!(value));
        }
    }
}

/// A pointer to a member of a member.
fn pointer(names: &[&str]) -> String {
    let escaped = names
        .iter()
        .map(|name| name.replace('~', "~0").replace('/', "~1"));
    escaped.map(|name| format!("/{name}")).collect()
}

#[cfg(test)]
mod tests {
    use keyfob_codegen::Project;

    use super::*;
    use crate::docs::root;

    /// Each vendor's spec, and what is shown of it.
    fn all() -> Vec<(Spec, Value)> {
        let project = Project::at(root());
        let names = project.names().unwrap();
        let documents = names.iter().map(|name| project.load(name).unwrap());
        documents
            .map(|document| (Spec::of(&document), shown(&document)))
            .collect()
    }

    #[test]
    fn every_operation_shows_all_five_facts() {
        let mut operations = 0;
        for (spec, shown) in all() {
            for operation in &spec.operations {
                let path = pointer(&["paths", &operation.path, &operation.method]);
                let text = shown.pointer(&path).unwrap()["description"]
                    .as_str()
                    .unwrap();
                let has = |heading: &str| {
                    let (_, rest) = text.split_once(heading).unwrap_or_default();
                    let told = rest.split(['\n', '|']).next().unwrap_or_default();
                    assert!(
                        !told.trim().is_empty(),
                        "{}: {heading}: {text}",
                        operation.id
                    );
                };
                for heading in [
                    "| Source |",
                    "| Confidence |",
                    "| Repeated |",
                    "| Logged in |",
                ] {
                    has(heading);
                }
                let (confidence, _) = &operation.source;
                assert!(
                    text.contains(&format!("| Confidence | {confidence} |")),
                    "{text}"
                );
                let once = text.contains("It is sent once.");
                assert_eq!(once, operation.retry == "never", "{}", operation.id);
                for scheme in operation.security.iter().flatten() {
                    assert!(
                        text.contains(&format!("`{scheme}`")),
                        "{}: {scheme}",
                        operation.id
                    );
                }
                let compact: String = text.split_whitespace().collect();
                let call = format!("client.{}().{}()", operation.group, operation.name);
                assert!(compact.contains(&call), "{}: {call}", operation.id);
                let command = format!("keyfob call {} {}", spec.name, operation.id);
                assert!(text.contains(&command), "{}", operation.id);
                operations += 1;
            }
        }
        assert!(operations >= 229, "{operations}");
    }

    /// Arguments show in the list of processes.
    #[test]
    fn no_command_has_a_secret_in_it() {
        let mut from_files = 0;
        for (spec, _) in all() {
            for operation in &spec.operations {
                let command = Facts::of(&spec, operation).command;
                for secret in &operation.secrets {
                    let is_there = [format!("--param {secret}="), format!("\"{secret}\":")]
                        .iter()
                        .any(|text| command.replace('\\', "").contains(text));
                    assert!(!is_there, "{}: {secret}: {command}", operation.id);
                }
                from_files += usize::from(command.contains("--body @FILE"));
            }
        }
        assert!(from_files > 10, "{from_files}");
    }

    /// The Rust that is shown stands in the documentation of the client, which is compiled.
    #[test]
    fn the_rust_that_is_shown_is_compiled_with_the_client() {
        let project = Project::at(root());
        for (spec, shown) in all() {
            let folder = project.crate_of(&spec.name).join("src/generated");
            let mut sources = String::new();
            texts(&folder, &mut sources);
            let sources: String = sources.replace("///", "").split_whitespace().collect();
            for operation in &spec.operations {
                let path = pointer(&["paths", &operation.path, &operation.method]);
                let text = shown.pointer(&path).unwrap()["description"]
                    .as_str()
                    .unwrap();
                let (_, rust) = text.split_once("```rust\n").unwrap();
                let (rust, _) = rust.split_once("```").unwrap();
                let rust: String = rust.split_whitespace().collect();
                assert!(sources.contains(&rust), "{}: {rust}", operation.id);
            }
        }
    }

    fn texts(folder: &std::path::Path, into: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => texts(&path, into),
                false => into.push_str(&std::fs::read_to_string(path).unwrap()),
            }
        }
    }

    #[test]
    fn servers_tell_which_they_are_in_the_sandbox_and_extensions_are_gone() {
        let document = json!({
            "x-hosts": ["a.example"],
            "servers": [{"url": "https://a.example/api/1.0", "x-variant": "a"}, {"url": "{baseUrl}/orders", "x-variant": "b", "description": "B"}],
            "components": {"headers": {"x-request-id": {"schema": {"type": "string"}}}},
        });
        let mut shown = document;
        servers(&mut shown);
        without_extensions(&mut shown);
        let expected = json!({
            "servers": [
                {"url": "https://a.example/api/1.0", "description": "a", "x-sandbox": {"path": "/api/1.0", "variant": "a"}},
                {"url": "{baseUrl}/orders", "description": "b: B", "x-sandbox": {"path": "/orders", "variant": "b"}},
            ],
            "components": {"headers": {"x-request-id": {"schema": {"type": "string"}}}},
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_form_is_filled_in_with_its_example() {
        let (_, neo) = all()
            .into_iter()
            .find(|(spec, _)| spec.name == "kotak-neo")
            .unwrap();
        let order =
            &neo["components"]["schemas"]["PlaceOrderForm"]["properties"]["jData"]["example"];
        let order: Value = serde_json::from_str(order.as_str().unwrap()).unwrap();
        assert_eq!(order["tt"], "B");
    }
}
