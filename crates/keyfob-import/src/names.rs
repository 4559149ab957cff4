//! Names of Rust made of the vendor's.

use heck::{ToPascalCase, ToSnakeCase};

pub(crate) use keyfob_codegen::lint::looks_secret;

/// In snake_case.
pub(crate) fn snake(text: &str) -> String {
    text.to_snake_case().to_snake_case()
}

/// In PascalCase.
pub(crate) fn pascal(text: &str) -> String {
    let text = text.to_pascal_case();
    match text.starts_with(|c: char| c.is_ascii_uppercase()) {
        true => text,
        false => format!("Type{text}").to_pascal_case(),
    }
}
