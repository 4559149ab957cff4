//! Names in Rust, as progenitor and typify make them of a spec's names; the lint compares these, and the mocks use them.

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

/// What every module can name without an import: the preludes of the language and of the standard library; sorted.
const PRELUDE: [&str; 46] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Whether every module can name it without an import.
pub fn is_in_prelude(name: &str) -> bool {
    PRELUDE.binary_search(&name).is_ok()
}

/// The keywords of edition 2024, the reserved ones too; sorted.
const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether it cannot be the name of anything.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// The field of a property.
pub fn field(name: &str) -> String {
    made(name, |text| text.to_snake_case(), "x")
}

/// The argument of a parameter, and the method of an operation.
pub fn argument(name: &str) -> String {
    made(name, |text| text.to_snake_case(), "_")
}

/// The type of a schema, and the variant of a value.
pub fn variant(name: &str) -> String {
    made(name, |text| text.to_pascal_case(), "X")
}

/// The builder of an operation.
pub fn builder(id: &str) -> String {
    made(id, |text| text.to_pascal_case(), "_")
}

/// `digits` stands before what cannot begin a name.
fn made(name: &str, to_case: fn(&str) -> String, digits: &str) -> String {
    let out = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ if name.chars().all(is_xid_continue) => to_case(name),
        _ => to_case(&name.replace('\'', "").replace(|c| !is_xid_continue(c), "-")),
    };
    let out = match out.chars().next() {
        None => to_case("x"),
        Some(first) if is_xid_start(first) => out,
        Some(_) => format!("{digits}{out}"),
    };
    if is_keyword(&out) {
        format!("{out}_")
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(KEYWORDS.is_sorted() && PRELUDE.is_sorted());
        assert!(is_keyword("gen") && is_keyword("_") && is_keyword("Self") && !is_keyword("self_"));
        assert!(is_in_prelude("Vec") && is_in_prelude("AsMut") && !is_in_prelude("Uuid"));
    }

    #[test]
    fn names_are_those_of_the_generated_code() {
        assert_eq!(field("jData"), "j_data");
        assert_eq!(field("2fa"), "x2fa");
        assert_eq!(argument("2fa"), "_2fa");
        assert_eq!(argument("type"), "type_");
        assert_eq!(argument("gen"), "gen_");
        assert_eq!(argument("_"), "x");
        assert_eq!(variant("1"), variant("x1"));
        assert_eq!(variant("self"), "Self_");
        assert_eq!(field("don't"), "dont");
        assert_eq!(builder("a_1"), builder("a1"));
    }

    #[test]
    fn keywords_of_the_edition_are_no_names() {
        for name in KEYWORDS {
            let file = format!("fn r#{name}() {{}}");
            let plain = syn::parse_str::<syn::Ident>(name).is_ok();
            // `gen` is one since edition 2024, which the parser does not know of.
            assert!(!plain || name == "gen", "{file}");
        }
    }
}
