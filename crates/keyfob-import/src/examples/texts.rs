//! Texts and numbers of examples, by what they are called and of which form they are.

use keyfob_codegen::edit::Tree;
use serde_json::Number;

use crate::names;
use crate::schemas::clean;

/// No text of an example is longer.
const LONGEST: usize = 120;

/// The vendor's text, if it is short, and nothing that a scanner takes for a real secret.
pub(super) fn fit(text: &str) -> Option<Tree> {
    let text = clean(text);
    let secret = [
        "sk_",
        "pk_",
        "rk_",
        "whsec_",
        "AKIA",
        "ASIA",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "xox",
        "eyJ",
        "-----BEGIN",
        "AIza",
        "SG.",
        "glpat-",
        "npm_",
        "dop_v1_",
        "shpat_",
        "sq0",
        "Bearer ",
        "Basic ",
    ];
    let is_real = secret.iter().any(|start| text.contains(start));
    (text.len() <= LONGEST && !is_real).then_some(Tree::Text(text))
}

/// Whether a number is written without an exponent, and exactly.
pub(super) fn is_plain(number: &Number) -> bool {
    let text = number.to_string();
    text.len() <= 16 && !text.contains(['e', 'E'])
}

/// A whole number.
pub(super) fn integer(name: &str, unit: Option<&str>) -> i64 {
    match unit {
        Some("unix" | "unix-fraction") => return 1_715_938_200,
        Some("unix-milliseconds") => return 1_715_938_200_000,
        Some("unix-nanoseconds") => return 1_715_938_200_000_000_000,
        _ => {}
    }
    let name = names::snake(name);
    match name.rsplit('_').next().unwrap_or_default() {
        "id" => 1001,
        "limit" | "size" => 20,
        "year" => 2024,
        "total" | "count" | "quantity" => 3,
        _ => 1,
    }
}

/// A text.
pub(super) fn made(name: &str, format: Option<&str>) -> String {
    let snake = names::snake(name);
    let by_format = match format.unwrap_or_default() {
        "password" => Some("invented-value"),
        "decimal" => Some("10.50"),
        "date" => Some("2024-05-17"),
        "date-time" | "datetime" => Some("2024-05-17T09:30:00Z"),
        "time" => Some("09:30:00"),
        "duration" => Some("PT1H30M"),
        "uuid" | "guid" => Some("3f2b8c1e-5d47-4a90-8b6e-0c1d2e3f4a5b"),
        "uri" | "url" | "uri-reference" => Some("https://example.com/path"),
        "email" => Some("somebody@example.com"),
        "hostname" => Some("www.example.com"),
        "ipv4" | "ip" => Some("192.0.2.1"),
        "ipv6" => Some("2001:db8::1"),
        "byte" | "base64" => Some("Ynl0ZXM="),
        "int32" | "int64" | "integer" => Some("1"),
        "float" | "double" | "number" => Some("10.5"),
        _ => None,
    };
    if let Some(text) = by_format {
        return text.to_owned();
    }
    let last = snake.rsplit('_').next().unwrap_or_default();
    let text = match last {
        "id" | "ids" => {
            let stem = snake
                .trim_end_matches("ids")
                .trim_end_matches("id")
                .trim_end_matches('_');
            return if stem.is_empty() {
                "id-1001".to_owned()
            } else {
                format!("{}-1001", stem.replace('_', "-"))
            };
        }
        "email" | "mail" => "somebody@example.com",
        "url" | "uri" | "href" | "link" => "https://example.com/path",
        "date" => "2024-05-17",
        "at" | "timestamp" | "datetime" => "2024-05-17T09:30:00Z",
        "currency" => "EUR",
        "country" => "DE",
        "language" | "locale" => "en",
        "name" => "Example",
        "title" => "An example",
        "description" | "message" | "text" | "body" | "comment" => "Some words.",
        "phone" => "+15550100",
        _ => "",
    };
    match (text, snake.as_str()) {
        ("", "") => "example".to_owned(),
        ("", name) => name.replace('_', " "),
        (text, _) => text.to_owned(),
    }
}
