//! What a document says of itself, found without the importer, so that nothing that this one overlooks is missing in the table.

use std::path::Path;

use keyfob_import::source::{Cursor, Source};

/// Format, size and operations.
#[derive(Debug, Default)]
pub struct Facts {
    /// As `OpenAPI 3.0.3`.
    pub format: String,
    /// Each as `GET /orders/{id}`.
    pub operations: Vec<String>,
}

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Reads a document.
///
/// # Errors
/// What cannot be read, with its place.
pub fn facts(path: &Path) -> Result<Facts, String> {
    let source = Source::read(path).map_err(|error| error.to_string())?;
    let root = source.root().ok_or("the document is empty")?;
    let format = match (version(root, "openapi"), version(root, "swagger")) {
        (Some(version), _) => format!("OpenAPI {version}"),
        (None, Some(version)) => format!("Swagger {version}"),
        (None, None) => "of no known format".to_owned(),
    };
    let paths = root.get("paths");
    let items = paths.iter().flat_map(Cursor::entries);
    let operations = items.flat_map(|(entry, item)| {
        let item = item.resolve();
        METHODS.into_iter().filter_map(move |method| {
            item?.get(method)?;
            Some(format!("{} {}", method.to_uppercase(), entry.key))
        })
    });
    Ok(Facts {
        format,
        operations: operations.collect(),
    })
}

/// A version is text, but for `2.0` and the like without quotes, which are numbers.
fn version(root: Cursor<'_>, key: &str) -> Option<String> {
    use keyfob_codegen::load::Kind;
    match &root.get(key)?.node().kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
