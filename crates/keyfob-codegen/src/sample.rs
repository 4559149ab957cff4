//! Texts and numbers for made-up examples, by what they are called and of which form they are: the same each time.

use heck::ToSnakeCase;

/// A number that is no whole one.
pub const NUMBER: f64 = 10.5;

/// A whole number: a point in time if it has a unit (`x-time`), else by the name.
pub fn integer(name: &str, unit: Option<&str>) -> i64 {
    match unit {
        Some("unix" | "unix-fraction") => return 1_715_938_200,
        Some("unix-milliseconds") => return 1_715_938_200_000,
        Some("unix-nanoseconds") => return 1_715_938_200_000_000_000,
        _ => {}
    }
    let name = name.to_snake_case();
    match name.rsplit('_').next().unwrap_or_default() {
        "id" => 1001,
        "limit" | "size" => 20,
        "year" => 2024,
        "total" | "count" | "quantity" => 3,
        _ => 1,
    }
}

/// A text: by its format, if that is a known one, else by the name.
pub fn text(name: &str, format: Option<&str>) -> String {
    let snake = name.to_snake_case();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_tells_more_than_the_name() {
        assert_eq!(text("created_at", Some("date")), "2024-05-17");
        assert_eq!(text("createdAt", Some("odd")), "2024-05-17T09:30:00Z");
        assert_eq!(text("orderId", None), "order-1001");
        assert_eq!(text("id", None), "id-1001");
        assert_eq!(text("clientName", None), "Example");
        assert_eq!(text("wayOfPayment", None), "way of payment");
        assert_eq!(text("", None), "example");
        assert_eq!(integer("id", Some("unix-milliseconds")), 1_715_938_200_000);
        assert_eq!(integer("pageSize", None), 20);
        assert_eq!(integer("", None), 1);
    }
}
