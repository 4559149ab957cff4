//! What of an answer could not be read.

use std::fmt;

/// A member or a row of an answer that came as something else than is known of it, and was left out.
///
/// It tells where and of which JSON type, never the value: that may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    path: String,
    found: &'static str,
    expected: &'static str,
}

impl Drift {
    /// Of a JSON text in the place of a type of ours.
    pub(crate) fn new(path: String, found: &str, wanted: &'static str) -> Self {
        Self {
            path,
            found: json_type(found),
            expected: plain_name(wanted),
        }
    }

    /// Where it stands, such as `data.rows[3].price`, by the vendor's names.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The JSON type that came: `null`, `boolean`, `number`, `string`, `array` or `object`.
    pub fn found(&self) -> &'static str {
        self.found
    }

    /// What is known to come there: `a whole number`, `text`, or the name of the type.
    pub fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            found,
            expected,
        } = self;
        // The names of a map's members are the vendor's: a line break in one could forge a line of a log.
        let path = path.escape_debug();
        write!(
            f,
            "`{path}` is of the JSON type {found}, which cannot be read as {expected}"
        )
    }
}

fn json_type(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') | None => "null",
        Some(_) => "number",
    }
}

/// A type of Rust as somebody reads it who knows the vendor's API.
fn plain_name(wanted: &'static str) -> &'static str {
    let inner = wanted
        .strip_prefix("core::option::Option<")
        .and_then(|name| name.strip_suffix('>'));
    let name = inner.unwrap_or(wanted);
    if name.starts_with("alloc::vec::Vec<") {
        return "a list";
    }
    if name.contains('<') {
        return "an object";
    }
    match name.rsplit("::").next().unwrap_or(name) {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "a whole number",
        "f32" | "f64" => "a number",
        "Exact" | "Decimal" | "DecimalText" => "a decimal number",
        "UnixSeconds" => "a time in seconds since 1970",
        "UnixMilliseconds" => "a time in milliseconds since 1970",
        "UnixNanoseconds" => "a time in nanoseconds since 1970",
        "String" | "Secret" => "text",
        "bool" => "true or false",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_in_plain_words() {
        for (wanted, expected) in [
            ("core::option::Option<i64>", "a whole number"),
            ("alloc::string::String", "text"),
            ("keyfob_core::secret::Secret", "text"),
            (
                "core::option::Option<keyfob_core::decimal::Exact>",
                "a decimal number",
            ),
            ("alloc::vec::Vec<core::option::Option<i64>>", "a list"),
            (
                "alloc::collections::btree::map::BTreeMap<a, b>",
                "an object",
            ),
            ("core::option::Option<vendor::types::OrderRow>", "OrderRow"),
        ] {
            assert_eq!(plain_name(wanted), expected);
        }
    }

    #[test]
    fn a_path_stays_in_its_line() {
        let drift = Drift::new("a\nb".to_owned(), "[1]", "bool");
        assert_eq!(
            drift.to_string(),
            r"`a\nb` is of the JSON type array, which cannot be read as true or false"
        );
    }
}
