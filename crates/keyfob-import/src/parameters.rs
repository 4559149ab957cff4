//! Parameters of operations: as texts, numbers and lists, in path, query and headers.

mod naming;
mod objects;
mod written;

use keyfob_codegen::edit::Tree;

use crate::api::{Parameter, Place};
use crate::names::{is_of_http, looks_secret};
use crate::notes::Notes;
use crate::schema::Shape;
use crate::schemas::{Reason, Schemas};
use crate::source::Cursor;
use crate::templates::{Name, Spread, Template};
use crate::texts::UNDESCRIBED;

/// The parameters of an operation.
#[derive(Debug, Default)]
pub(crate) struct Parameters {
    list: Vec<Made>,
    /// Headers that always have the same value.
    pub fixed: Vec<(String, String)>,
}

/// A parameter as a spec has it.
#[derive(Debug)]
struct Made {
    name: String,
    place: Place,
    required: bool,
    description: String,
    schema: Tree,
    example: Tree,
}

/// What parameters are made with.
pub(crate) struct Context<'c, 'a> {
    pub schemas: &'c mut Schemas<'a>,
    pub notes: &'c mut Notes,
    /// The operation's id.
    pub id: &'c str,
}

impl Parameters {
    /// Those of an operation that are no credentials.
    ///
    /// # Errors
    /// If it cannot be called without one that cannot be sent.
    pub fn of<'a>(
        at: Cursor<'a>,
        parameters: &[&Parameter<'a>],
        template: &Template,
        context: &mut Context<'_, 'a>,
    ) -> Result<Self, Reason> {
        let mut this = Self::default();
        let of_path = parameters.iter().filter(|one| one.place == Place::Path);
        let of_path: Vec<&Parameter<'a>> = of_path.copied().collect();
        for name in &template.names {
            this.path(at, name, &of_path, context)?;
        }
        for (segment, settled) in &template.settled {
            let what = format!("the segment `{segment}` of the path is always `{settled}`");
            context.notes.loosened(at, what);
        }
        for Spread { name, pattern } in &template.spread {
            let what = format!("the parameter `{name}` is passed by its segments, `{pattern}`");
            context.notes.loosened(at, what);
        }
        for (name, value) in &template.query {
            let what = format!("`{name}={value}` of the path is a parameter, which callers write");
            context.notes.loosened(at, what);
            this.list.push(Made {
                name: name.clone(),
                place: Place::Query,
                required: true,
                description: format!("Always `{value}`."),
                schema: Tree::map().with("type", "string"),
                example: value.as_str().into(),
            });
        }
        for unused in of_path {
            let is_used = |name: &Name| name.vendors.iter().any(|one| is_same(one, &unused.name));
            let name = format!("{{{}}}", unused.name);
            let is_settled = template
                .settled
                .iter()
                .any(|(segment, _)| segment.contains(&name));
            let is_spread = template.spread.iter().any(|one| one.name == unused.name);
            if !is_settled && !is_spread && !template.names.iter().any(is_used) {
                let what = format!(
                    "the parameter `{}` is left out: it is not in the path",
                    unused.name
                );
                context.notes.left_out(unused.at, what);
            }
        }
        for parameter in parameters {
            match parameter.place {
                Place::Path => {}
                Place::Query
                    if template
                        .query
                        .iter()
                        .any(|(name, _)| *name == parameter.name) => {}
                Place::Query => objects::query(&mut this, parameter, context)?,
                Place::Header => this.header(parameter, context)?,
                Place::Cookie => {
                    let why = "clients send cookies as credentials only";
                    without(parameter, why, context)?;
                }
                Place::Elsewhere => without(parameter, "OpenAPI 3.0 has no such place", context)?,
            }
        }
        Ok(this)
    }

    fn path<'a>(
        &mut self,
        at: Cursor<'a>,
        name: &Name,
        declared: &[&Parameter<'a>],
        context: &mut Context<'_, 'a>,
    ) -> Result<(), Reason> {
        let Name {
            vendors,
            name: own,
            segment,
            is_rest,
            ..
        } = name;
        let mut found = vendors.iter().filter_map(|vendor| {
            let exact = declared.iter().find(|one| one.name == *vendor);
            exact.or_else(|| declared.iter().find(|one| is_same(vendor, &one.name)))
        });
        let first = found.next().copied();
        if *is_rest {
            let what = format!(
                "the parameter `{own}` is one segment of the path: slashes in it are escaped"
            );
            context.notes.loosened(at, what);
        }
        if let Some(segment) = segment {
            let what = format!(
                "the segment `{segment}` of the path is one parameter, `{own}`: callers write all of it"
            );
            context.notes.loosened(at, what);
            let told = first.and_then(|one| one.description.clone());
            let told = told.map_or_else(String::new, |told| format!("{told}\n\n"));
            let text = Tree::map().with("type", "string");
            self.list.push(Made {
                name: own.clone(),
                place: Place::Path,
                required: true,
                description: format!(
                    "{told}The whole segment of the path, written as `{segment}`."
                ),
                example: context.schemas.parameter_example(&text, None),
                schema: text,
            });
            return Ok(());
        }
        match first {
            Some(parameter) => {
                let renamed = Parameter {
                    name: own.clone(),
                    ..parameter.clone()
                };
                let mut made = self.plain(&renamed, false, context)?;
                made.required = true;
                self.list.push(made);
            }
            None => {
                let what =
                    format!("the parameter `{own}` of the path is not declared: it is a text");
                context.notes.guessed(at, what);
                let text = Tree::map().with("type", "string");
                self.list.push(Made {
                    name: own.clone(),
                    place: Place::Path,
                    required: true,
                    description: UNDESCRIBED.to_owned(),
                    example: context.schemas.parameter_example(&text, None),
                    schema: text,
                });
            }
        }
        Ok(())
    }

    fn header<'a>(
        &mut self,
        parameter: &Parameter<'a>,
        context: &mut Context<'_, 'a>,
    ) -> Result<(), Reason> {
        let name = parameter.name.to_ascii_lowercase();
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if !name.chars().all(is_token) {
            return without(parameter, "HTTP allows no header of this name", context);
        }
        // OpenAPI takes no notice of `Accept` and `Content-Type`: media types say what they are.
        if name == "accept" || is_of_http(&name) {
            let what = format!(
                "the header `{}` is no parameter: the client sets it",
                parameter.name
            );
            context.notes.loosened(parameter.at, what);
            return Ok(());
        }
        if name == "api-version" {
            let schema = parameter.schema.and_then(|schema| schema.resolve());
            let value = schema.and_then(|schema| {
                let only = schema.get("enum").and_then(|list| list.items().next());
                let value = schema.get("default").or(schema.get("const")).or(only);
                crate::texts::scalar(value.or(parameter.example)?.node())
            });
            return match value {
                Some(value) => {
                    let what = format!("the header `api-version` is always `{value}`");
                    context.notes.loosened(parameter.at, what);
                    self.fixed.push((name, value));
                    Ok(())
                }
                None => without(
                    parameter,
                    "clients set it themselves, and its value is not told",
                    context,
                ),
            };
        }
        let made = self.plain(parameter, false, context)?;
        self.list.push(made);
        Ok(())
    }

    /// A parameter that is one text, one number or a list of these.
    fn plain<'a>(
        &self,
        parameter: &Parameter<'a>,
        list: bool,
        context: &mut Context<'_, 'a>,
    ) -> Result<Made, Reason> {
        let mut description = parameter
            .description
            .clone()
            .unwrap_or_else(|| UNDESCRIBED.to_owned());
        let shape = parameter.schema.map_or(Shape::Plain, Shape::of);
        let written = written::written(parameter, &shape, list);
        if let Some(written) = &written {
            let what = format!("the parameter `{}` is a text. {written}", parameter.name);
            context.notes.loosened(parameter.at, what);
            description = format!("{description}\n\n{written}");
        }
        if parameter.is_deprecated {
            description.push_str("\n\nDeprecated by the vendor.");
        }
        let reserved = parameter.at.get("allowReserved");
        if reserved.is_some_and(|value| value.node().boolean() == Some(true)) {
            let what = format!(
                "reserved characters in `{}` are escaped, which the vendor does not ask for",
                parameter.name
            );
            context.notes.loosened(parameter.at, what);
        }
        let mut schema = match (parameter.schema, &written) {
            (Some(schema), None) => {
                let hint = format!("{} {}", context.id, parameter.name);
                context
                    .schemas
                    .parameter(schema, &parameter.name, &hint, list)?
            }
            _ => Tree::map().with("type", "string"),
        };
        schema.remove("nullable");
        schema.remove("description");
        // No secret can stand in a path or in an argument that becomes a header.
        let secret = schema.get("format").and_then(Tree::text) == Some("password");
        if secret && parameter.place != Place::Query {
            schema.remove("format");
        }
        let given = parameter.example.filter(|_| written.is_none());
        Ok(Made {
            name: parameter.name.clone(),
            place: parameter.place,
            required: parameter.required,
            description,
            example: context.schemas.parameter_example(&schema, given),
            schema,
        })
    }

    /// `parameters`; nothing if there are none.
    pub fn yaml(&self) -> Option<Tree> {
        let own = naming::own_names(&self.list);
        let list = self.list.iter().zip(own).map(|(made, own)| made.yaml(own));
        (!self.list.is_empty()).then(|| Tree::List(list.collect()))
    }
}

impl Made {
    fn yaml(&self, own: Option<String>) -> Tree {
        let mut yaml = Tree::map().with("name", self.name.as_str());
        let gives_away = looks_secret(&self.name) || own.as_deref().is_some_and(looks_secret);
        if let Some(own) = own {
            yaml.set("x-name", own);
        }
        yaml.set("in", self.place.word());
        if self.required {
            yaml.set("required", true);
        }
        yaml.set("description", self.description.as_str());
        let value = self.schema.get("items").unwrap_or(&self.schema);
        let text = |key| value.get(key).and_then(Tree::text);
        let is_text = text("type") == Some("string") && text("format") != Some("password");
        if gives_away && is_text && self.schema.get("x-not-secret").is_none() {
            yaml.set(
                "x-not-secret",
                "its name looks like a secret's, but the vendor does not mark it",
            );
        }
        yaml.with("schema", self.schema.clone())
            .with("example", self.example.clone())
    }
}

/// Leaves a parameter out, or the operation if it needs it.
fn without(
    parameter: &Parameter<'_>,
    why: &str,
    context: &mut Context<'_, '_>,
) -> Result<(), Reason> {
    let Parameter { name, place, .. } = parameter;
    let place = place.word();
    if parameter.required {
        return Err(Reason {
            location: parameter.at.location(),
            message: format!("it needs the {place} parameter `{name}`: {why}"),
        });
    }
    let what = format!("the {place} parameter `{name}` is left out: {why}");
    context.notes.left_out(parameter.at, what);
    Ok(())
}

/// Whether two names of a path's parameter are one, as vendors write them.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace(['_', '-', '*', '+', ' '], "").to_lowercase();
    plain(one) == plain(other)
}
