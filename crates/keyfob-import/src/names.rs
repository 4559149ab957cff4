//! Names in Rust's cases, made of what a document calls things.

use heck::{ToPascalCase, ToSnakeCase};
use keyfob_codegen::{lint, names};

/// The name in snake_case.
pub(crate) fn snake(text: &str) -> String {
    text.to_snake_case()
}

/// The name of a type: in PascalCase, begun by a letter, and neither a keyword nor a name of the prelude.
pub(crate) fn pascal(text: &str) -> String {
    let made = settled(text);
    let made = match made.chars().next() {
        None => return "Unnamed".to_owned(),
        Some(first) if first.is_ascii_uppercase() => made,
        Some(_) => settled(&format!("Type{made}")),
    };
    if names::is_in_prelude(&made) || names::is_keyword(&made) {
        format!("{made}Data")
    } else {
        made
    }
}

/// `x_y_z` makes `XYZ`, and that `Xyz`: the name is the one that stays as it is.
fn settled(text: &str) -> String {
    let mut made = text.to_pascal_case();
    for _ in 0..4 {
        made = made.to_pascal_case();
    }
    made
}

/// Whether the lint wants to be told if a member of this name is a secret.
pub(crate) fn looks_secret(name: &str) -> bool {
    lint::gives_away(name, name)
}

/// Whether a header is HTTP's own: what it says is true of one message, and clients and servers write it themselves.
pub(crate) fn is_of_http(header: &str) -> bool {
    let all = [
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "keep-alive",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    all.into_iter().any(|own| own.eq_ignore_ascii_case(header))
}

/// The name of what stands under `member` in `owner`: `Order` and `line_items` make `OrderLineItems`. Words are not said twice.
pub(crate) fn within(owner: &str, member: &str) -> String {
    let outer = snake(owner);
    let inner = snake(member);
    let outer: Vec<&str> = outer.split('_').filter(|word| !word.is_empty()).collect();
    let inner: Vec<&str> = inner.split('_').filter(|word| !word.is_empty()).collect();
    let shared = (1..inner.len())
        .rev()
        .find(|count| outer.ends_with(inner.get(..*count).unwrap_or_default()));
    let rest = inner.get(shared.unwrap_or(0)..).unwrap_or_default();
    let words: Vec<&str> = outer.iter().chain(rest).copied().collect();
    pascal(&words.join("_"))
}

/// The name of one of several: `addresses` makes `address`. What is no plural gets `item` behind it.
pub(crate) fn singular(name: &str) -> String {
    let name = snake(name);
    let keeps = ["ss", "us", "is", "news", "series"];
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1)
        && !name.ends_with("series")
    {
        return format!("{stem}y");
    }
    let doubled = ["sses", "xes", "ches", "shes"];
    if doubled.iter().any(|end| name.ends_with(end)) {
        return name.strip_suffix("es").unwrap_or(&name).to_owned();
    }
    match name.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !keeps.iter().any(|end| name.ends_with(end)) => {
            stem.to_owned()
        }
        _ => format!("{name}_item"),
    }
}

/// The words of a name, as a sentence begins: `clientOrderId` makes `Client order id`.
pub(crate) fn words(name: &str) -> String {
    let words = snake(name).replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        None => String::new(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_names_that_rust_leaves_free() {
        for (text, name) in [
            ("order", "Order"),
            ("foo.bar/baz", "FooBarBaz"),
            ("2fa", "Type2fa"),
            ("Option", "OptionData"),
            ("self", "SelfData"),
            ("", "Unnamed"),
            ("$", "Unnamed"),
            ("x_y_z", "Xyz"),
            ("订单", "Type订单"),
        ] {
            assert_eq!(pascal(text), name, "{text}");
            assert_eq!(pascal(&pascal(text)), name, "{text}");
        }
    }

    #[test]
    fn what_is_within_is_named_by_its_place() {
        for (owner, member, name) in [
            ("Order", "line_items", "OrderLineItems"),
            ("Order", "orderStatus", "OrderStatus"),
            ("Order", "order", "OrderOrder"),
            ("OrderBook", "book_side", "OrderBookSide"),
        ] {
            assert_eq!(within(owner, member), name);
        }
        for (many, one) in [
            ("orders", "order"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("status", "status_item"),
            ("data", "data_item"),
            ("series", "series_item"),
            ("cases", "case"),
        ] {
            assert_eq!(singular(many), one);
        }
        assert_eq!(words("clientOrderId"), "Client order id");
    }
}
