//! The operations of a spec, ready to be played.

use serde_json::Value;

use super::answer::Answer;
use super::check::Check;
use super::document::{Document, examples, items, members, says, text};
use super::error::ExampleError;
use super::media::{essence, is_structured};
use super::route::{Template, prefixes};
use super::schema::Schemas;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation.
pub(super) struct Operation {
    pub(super) id: String,
    /// In capitals.
    pub(super) method: String,
    /// One for each server.
    pub(super) paths: Vec<Template>,
    /// Alternatives of schemes that go together.
    pub(super) security: Vec<Vec<String>>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) answers: Vec<Answer>,
}

/// A parameter.
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: Location,
    pub(super) required: bool,
    pub(super) check: Check,
}

/// Where a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A request body.
pub(super) struct Body {
    pub(super) required: bool,
    /// By media type, in small letters and without parameters.
    pub(super) content: Vec<(String, Option<Check>)>,
}

/// All operations, in the order of the paths.
pub(super) fn operations(document: &Document) -> Result<Vec<Operation>, ExampleError> {
    let schemas = Schemas::new(document).map_err(ExampleError::Document)?;
    let mut operations = Vec::new();
    for (path, item) in members(&document.0, "paths") {
        for method in METHODS {
            let Some(node) = item.get(method) else {
                continue;
            };
            let reader = Reader {
                document,
                schemas: &schemas,
                item,
                node,
                id: id(node, method, path),
            };
            operations.push(reader.read(path, method)?);
        }
    }
    Ok(operations)
}

fn id(node: &Value, method: &str, path: &str) -> String {
    match text(node, "operationId") {
        "" => format!("{method} {path}"),
        id => id.to_owned(),
    }
}

/// Reads one operation.
struct Reader<'a> {
    document: &'a Document,
    schemas: &'a Schemas<'a>,
    item: &'a Value,
    node: &'a Value,
    id: String,
}

impl Reader<'_> {
    fn read(self, path: &str, method: &str) -> Result<Operation, ExampleError> {
        let levels = [self.node, self.item, &self.document.0];
        let servers = levels.iter().map(|level| items(level, "servers"));
        let servers = servers.into_iter().find(|servers| !servers.is_empty());
        let paths = prefixes(servers.unwrap_or_default());
        Ok(Operation {
            method: method.to_uppercase(),
            paths: paths
                .iter()
                .map(|prefix| Template::new(&format!("{prefix}{path}")))
                .collect(),
            security: self.security(),
            parameters: self.parameters()?,
            body: self.body()?,
            answers: self.answers()?,
            id: self.id,
        })
    }

    fn security(&self) -> Vec<Vec<String>> {
        let own = self.node.get("security").is_some();
        let alternatives = match own {
            true => items(self.node, "security"),
            false => items(&self.document.0, "security"),
        };
        let schemes = |alternative: &Value| -> Vec<String> {
            let alternative = alternative.as_object().into_iter().flatten();
            alternative.map(|(scheme, _)| scheme.clone()).collect()
        };
        alternatives.iter().map(schemes).collect()
    }

    fn parameters(&self) -> Result<Vec<Parameter>, ExampleError> {
        let mut found: Vec<Parameter> = Vec::new();
        for node in items(self.node, "parameters")
            .iter()
            .chain(items(self.item, "parameters"))
        {
            let node = self.resolve(node)?;
            let location = match text(node, "in") {
                "path" => Location::Path,
                "query" => Location::Query,
                "header" => Location::Header,
                "cookie" => Location::Cookie,
                other => return Err(self.error(format!("a parameter is in `{other}`"))),
            };
            let name = text(node, "name").to_owned();
            // An operation's own takes the place of its path's.
            if found
                .iter()
                .any(|known| known.name == name && known.location == location)
            {
                continue;
            }
            let check = self.check(node.get("schema").unwrap_or(&Value::Null), &name)?;
            found.push(Parameter {
                name,
                location,
                required: says(node, "required"),
                check,
            });
        }
        Ok(found)
    }

    fn body(&self) -> Result<Option<Body>, ExampleError> {
        let Some(node) = self.node.get("requestBody") else {
            return Ok(None);
        };
        let node = self.resolve(node)?;
        let mut content = Vec::new();
        for (media, entry) in members(node, "content") {
            let check = match entry.get("schema") {
                Some(schema) if is_structured(media) => Some(self.check(schema, media)?),
                _ => None,
            };
            for (_, example) in examples(self.document, entry) {
                if let Some(Err(wrong)) = check.as_ref().map(|check| check.fits(example)) {
                    return Err(self.error(format!("the example of the request: {wrong}")));
                }
            }
            content.push((essence(media), check));
        }
        Ok(Some(Body {
            required: says(node, "required") && !says(self.node, "x-optional-body"),
            content,
        }))
    }

    fn answers(&self) -> Result<Vec<Answer>, ExampleError> {
        let mut answers = Vec::new();
        for (status, node) in members(self.node, "responses") {
            // `default` and `4XX` are the answers of no status.
            let Ok(status) = status.parse() else {
                continue;
            };
            let node = self.resolve(node)?;
            let media = members(node, "content").next();
            let mut check = None;
            if let Some((media, entry)) = media
                && let Some(schema) = entry.get("schema").filter(|_| is_structured(media))
            {
                check = Some(self.check(schema, media)?);
            }
            let answer = Answer::new(self.document, status, node, media);
            for (name, example) in &answer.examples {
                if let Some(Err(wrong)) = check.as_ref().map(|check| check.fits(example)) {
                    return Err(
                        self.error(format!("the example `{name}` of status {status}: {wrong}"))
                    );
                }
            }
            if check.is_some() && answer.examples.is_empty() {
                return Err(self.error(format!("status {status} has no example")));
            }
            answers.push(answer);
        }
        Ok(answers)
    }

    fn check(&self, schema: &Value, of: &str) -> Result<Check, ExampleError> {
        Check::new(self.schemas, schema)
            .map_err(|error| self.error(format!("the schema of `{of}`: {error}")))
    }

    fn resolve<'b>(&'b self, node: &'b Value) -> Result<&'b Value, ExampleError> {
        let found = self.document.resolve(node);
        found.ok_or_else(|| self.error(format!("nothing stands at `{}`", text(node, "$ref"))))
    }

    fn error(&self, message: String) -> ExampleError {
        ExampleError::at(&self.id, message)
    }
}
