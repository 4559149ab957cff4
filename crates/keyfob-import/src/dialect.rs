//! Reads what a vendor wrote, Swagger 2.0 or OpenAPI 3, into one form.

mod common;
mod forms;
mod openapi;
mod paths;
mod swagger;

pub(crate) use self::forms::Forms;
use crate::api::Api;
use crate::error::Error;
use crate::notes::Notes;
use crate::source::Cursor;
use crate::texts::{line, scalar, text_of};

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// Swagger 2.0
    Swagger,
    /// OpenAPI 3.0, 3.1 and 3.2
    OpenApi,
}

/// Reads an API.
///
/// # Errors
/// If it is described in none of these languages.
pub(crate) fn read<'a>(
    root: Cursor<'a>,
    forms: &'a Forms,
    notes: &mut Notes,
) -> Result<Api<'a>, Error> {
    let dialect = dialect(root)?;
    let mut api = Api {
        root,
        title: String::new(),
        version: String::new(),
        description: None,
        servers: match dialect {
            Dialect::Swagger => swagger::servers(root),
            Dialect::OpenApi => openapi::servers(root),
        },
        schemes: match dialect {
            Dialect::Swagger => swagger::schemes(root),
            Dialect::OpenApi => openapi::schemes(root),
        },
        tags: tags(root),
        calls: Vec::new(),
        operations: 0,
    };
    if let Some(info) = root.get("info") {
        api.title = text_of(info, "title")
            .map(|title| line(&title))
            .unwrap_or_default();
        api.version = text_of(info, "version").unwrap_or_default();
        api.description = text_of(info, "description").or_else(|| text_of(info, "summary"));
    }
    if let Some(webhooks) = root.get("webhooks") {
        for (name, at) in webhooks.entries() {
            let what = format!(
                "the webhook `{}` is left out: the vendor calls it, not the client",
                name.key
            );
            notes.left_out(at, what);
        }
    }
    paths::read(dialect, forms, &mut api, notes);
    Ok(api)
}

fn dialect(root: Cursor<'_>) -> Result<Dialect, Error> {
    let version = |key: &str| root.get(key).and_then(|value| scalar(value.node()));
    let (swagger, openapi) = (version("swagger"), version("openapi"));
    let message = match (&swagger, &openapi) {
        (_, Some(version)) if version == "3" || version.starts_with("3.") => {
            return Ok(Dialect::OpenApi);
        }
        (Some(version), _) if version == "2" || version.starts_with("2.") => {
            return Ok(Dialect::Swagger);
        }
        (None, None) if version("swaggerVersion").is_some() => {
            "this is Swagger 1, which is not read: convert it to Swagger 2.0 or OpenAPI 3 first"
                .to_owned()
        }
        (None, None) => {
            "this is no description of an API: it has neither `openapi: 3.x` nor `swagger: 2.0`"
                .to_owned()
        }
        (Some(version), None) => format!("Swagger {version} is not read, only 2.0 is"),
        (_, Some(version)) => format!("OpenAPI {version} is not read, only 3.0, 3.1 and 3.2 are"),
    };
    Err(Error::Document {
        location: root.location(),
        message,
    })
}

fn tags(root: Cursor<'_>) -> Vec<(String, Option<String>)> {
    let tags = root.get("tags").into_iter().flat_map(|tags| tags.items());
    tags.filter_map(|tag| {
        let name = text_of(tag, "name")?;
        let description = text_of(tag, "description").or_else(|| text_of(tag, "summary"));
        Some((name, description))
    })
    .collect()
}
