//! No file of the sandbox names something of a file that, over others, names something of it.

mod graph;

use std::path::Path;

use graph::{Graph, Module, shown};

fn sandbox() -> Graph {
    Graph::of_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn fixture(sources: &[(&str, &str)]) -> Graph {
    let module = |path: &str| -> Module {
        let parts = path.split("::").filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let sources = sources.iter();
    let sources: Vec<_> = sources
        .map(|(path, text)| (module(path), (*text).to_owned()))
        .collect();
    Graph::of_sources(&sources)
}

#[test]
fn no_file_leads_back_to_itself() {
    let cycles = sandbox().cycles();
    assert!(cycles.is_empty(), "\n{}", cycles.join("\n"));
}

#[test]
fn vendors_know_neither_one_another_nor_the_server() {
    let vendors = ["kotak_trade", "kotak_neo", "quatrix"];
    let graph = sandbox();
    for (module, named) in &graph.edges {
        let Some(own) = module
            .first()
            .filter(|first| vendors.contains(&first.as_str()))
        else {
            continue;
        };
        for other in named.keys() {
            let first = other.first().map_or("", String::as_str);
            let foreign = vendors.contains(&first) && first != own;
            let above = ["", "backend", "builder", "control", "server", "vendor"].contains(&first);
            assert!(
                !foreign && !above,
                "{} names {}",
                shown(module),
                shown(other)
            );
        }
    }
}

/// Each pair of files is a circle by a way of naming that is easily overlooked.
#[test]
fn a_circle_is_found_however_it_is_named() {
    for (way, second) in [
        ("a use", "use crate::one::One;"),
        ("a group", "use crate::{other, one::{self as first, One}};"),
        ("a glob", "use super::one::*;"),
        ("a path in an expression", "fn f() { super::one::f(); }"),
        ("a path in a type", "struct S(Vec<crate::one::One>);"),
        (
            "a path in a macro",
            "fn f() { println!(\"{}\", [crate::one::ONE]); }",
        ),
        ("a use in a block", "fn f() { use super::one::One; }"),
        (
            "a use in an inline module",
            "mod tests { use super::super::one::One; }",
        ),
        ("a parent's re-export", "use crate::One;"),
        (
            "an alias of the root",
            "use super::{self as root}; fn f() { root::one::f() }",
        ),
    ] {
        let graph = fixture(&[
            ("", "mod one; mod two; pub use one::One;"),
            ("one", "use crate::two::Two;"),
            ("two", second),
        ]);
        let cycles = graph.cycles();
        assert_eq!(cycles.len(), 1, "{way}");
        assert!(cycles[0].contains("crate::two"), "{way}: {cycles:?}");
    }
}

#[test]
fn what_leads_down_only_is_no_circle() {
    let graph = fixture(&[
        ("", "mod one; mod two; pub use two::Two;"),
        (
            "one",
            "use crate::two::{Two, deep}; pub(crate) use std::fmt; fn f() { deep::f() }",
        ),
        (
            "two",
            "pub(in crate::two) mod deep; pub use deep::Two; fn one() { self::deep::f() }",
        ),
        (
            "two::deep",
            "pub(in crate::two) struct Two; mod tests { use super::*; }",
        ),
    ]);
    assert_eq!(graph.cycles(), [""; 0]);
    let named: Vec<_> = graph.edges[&vec!["one".to_owned()]]
        .keys()
        .map(shown)
        .collect();
    assert_eq!(named, ["crate::two", "crate::two::deep"]);
}
