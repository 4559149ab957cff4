//! A last look at generated code for what the compiler would say of its names. The lint's rules come first and know the line;
//! this is for what no rule has thought of.

mod paths;
mod scopes;

use std::sync::Arc;
use std::sync::mpsc::Sender;

use syn::File;

pub(super) use self::scopes::Scopes;
use super::blame;
use crate::finding::{Finding, Place};
use crate::load::{Document, Node};
use crate::model::{Operation, Spec};
use crate::names;

/// A name that the compiler would refuse.
#[derive(Debug, PartialEq, Eq)]
struct Clash {
    name: String,
    /// What is wrong with it, as the end of a sentence.
    what: String,
}

impl Clash {
    fn new(name: impl ToString, what: impl Into<String>) -> Self {
        Self {
            name: name.to_string(),
            what: what.into(),
        }
    }
}

/// Looks at the client, and tells its names before.
///
/// # Errors
/// The first name that is wrong, and where the spec says something that becomes it.
pub(super) fn client(
    document: &Document,
    spec: &Spec,
    client: &File,
    names: Sender<Arc<Scopes>>,
) -> Result<(), Finding> {
    let mut clashes = Vec::new();
    let scopes = Arc::new(Scopes::of(client, &mut clashes));
    // Who does not wait for them has a fault of its own to tell.
    let _ = names.send(Arc::clone(&scopes));
    clashes.extend(paths::unresolved(client, &scopes, &scopes));
    first(document, spec, clashes)
}

/// Looks at the mocks and the table, which name the client's types.
///
/// # Errors
/// As [`client`].
pub(super) fn others(
    document: &Document,
    spec: &Spec,
    others: &[&File],
    client: &Scopes,
) -> Result<(), Finding> {
    let mut clashes = Vec::new();
    for file in others {
        let own = Scopes::of(file, &mut clashes);
        clashes.extend(paths::unresolved(file, &own, client));
    }
    first(document, spec, clashes)
}

fn first(document: &Document, spec: &Spec, clashes: Vec<Clash>) -> Result<(), Finding> {
    let Some(Clash { name, what }) = clashes.into_iter().next() else {
        return Ok(());
    };
    let place =
        origin(&document.root, &name).unwrap_or_else(|| of_operation(document, spec, &name));
    let message = format!("the generated code would not compile: `{name}` {what}");
    Err(Finding::new(blame::CODE, place, message)
        .help("give one of what is called so another name; and a lint rule is missing for this"))
}

/// Where the operation stands that has something of this name.
fn of_operation(document: &Document, spec: &Spec, name: &str) -> Place {
    let is_its = |one: &&Operation| {
        let stem = names::variant(&one.id);
        one.name == name
            || one.group == name
            || one.builder() == name
            || [format!("{stem}When"), format!("{stem}Then")].contains(&name.to_owned())
            || one
                .parameters
                .iter()
                .any(|parameter| parameter.rust == name)
    };
    let found = spec.operations.iter().rev().find(is_its);
    found.map_or_else(|| blame::paths(document), |one| blame::place(document, one))
}

/// The last thing in a spec that is called so in Rust; components stand at the end.
fn origin(node: &Node, name: &str) -> Option<Place> {
    let is = |text: &str| {
        [names::argument(text), names::variant(text), text.to_owned()]
            .iter()
            .any(|other| other == name)
    };
    let below = node.entries().iter().rev().find_map(|entry| {
        let own = || is(&entry.key).then_some(entry.place);
        let value = || {
            let text = entry.value.text()?;
            let names = ["operationId", "name"].contains(&entry.key.as_str());
            (names && is(text)).then_some(entry.value.place)
        };
        origin(&entry.value, name).or_else(value).or_else(own)
    });
    below.or_else(|| {
        node.items()
            .iter()
            .rev()
            .find_map(|item| origin(item, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clashes(code: &str) -> Vec<String> {
        let file = syn::parse_file(code).unwrap();
        let mut clashes = Vec::new();
        let scopes = Scopes::of(&file, &mut clashes);
        clashes.extend(paths::unresolved(&file, &scopes, &scopes));
        clashes.into_iter().map(|clash| clash.name).collect()
    }

    #[test]
    fn what_has_one_name_twice_is_found() {
        for (code, name) in [
            ("struct A; enum A {}", "A"),
            ("mod types { struct A {} struct A {} }", "A"),
            ("use x::A; struct A;", "A"),
            ("static A: u8 = 1; static A: u8 = 2;", "A"),
            ("struct A { b: u8, b: u8 }", "b"),
            ("enum A { B, B }", "B"),
            ("struct A; impl A { fn b() {} } impl A { fn b() {} }", "b"),
            ("trait A { fn b(); fn b(); }", "b"),
        ] {
            assert_eq!(clashes(code), [name], "{code}");
        }
        let fine = "struct A; impl A { fn b() {} } trait B { fn b(); } impl B for A { fn b() {} } fn b() {}";
        assert_eq!(clashes(fine), [""; 0]);
    }

    #[test]
    fn what_is_named_and_not_there_is_found() {
        for (code, name) in [
            ("fn a(b: Gone) {}", "Gone"),
            ("mod types {} fn a(b: types::Gone) {}", "Gone"),
            ("mod a { fn b(c: super::Gone) {} }", "Gone"),
            ("fn a() -> crate::types::Gone {} mod types {}", "Gone"),
            ("fn a() -> crate::builder::Gone {} mod builder {}", "Gone"),
            (
                "mod operations { impl A { fn b() { crate::types::builder::Gone::c() } } struct A; } mod types { mod builder {} }",
                "Gone",
            ),
            (
                "mod types { mod builder { fn a() -> super::Gone {} } }",
                "Gone",
            ),
            ("fn a() { Gone::new() }", "Gone"),
            ("struct Option; fn a() { Option }", "Option"),
            ("fn gen() {}", "gen"),
        ] {
            assert_eq!(clashes(code), [name], "{code}");
        }
        let fine = "mod types { pub struct A; impl A { fn b(self) -> ::std::option::Option<Self> { Some(self) } } }
            use keyfob_core::Error;
            fn a<T>(t: T, a: types::A) -> Result<T, Error> where T: Into<String> { let b = 1u8; b; Ok(t) }";
        assert_eq!(clashes(fine), [""; 0]);
    }
}
