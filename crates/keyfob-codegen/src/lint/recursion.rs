//! Types that hold themselves.

use std::collections::BTreeSet;

use super::context::Context;
use super::rule::{Report, Rule};
use super::sites::{parts, properties};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-recursive",
        "decoders go down with it as deep as the vendor's answer says, and read what is within once for each level",
        answers,
    ),
    Rule::new(
        "json-recursive",
        "the compiler does not come to an end with a type whose text holds the type",
        texts,
    ),
];

fn answers(context: &Context<'_>, report: &mut Report) {
    let components = context.sites.iter().filter(|site| site.answered);
    let answered: BTreeSet<&str> = components.map(|site| site.name).collect();
    for found in cycles(context) {
        if answered.contains(found.name) {
            report.add(
                found.node.place,
                found.what,
                "write no type here, and a description: `{description: The same once more, as JSON.}`",
            );
        }
    }
}

fn texts(context: &Context<'_>, report: &mut Report) {
    for found in cycles(context).into_iter().filter(|found| found.in_text) {
        let help = "take `x-json` away here, and let callers write the innermost text";
        report.add(found.node.place, found.what, help);
    }
}

/// A component that holds itself.
struct Cycle<'a> {
    name: &'a str,
    /// What refers to it again.
    node: &'a Node,
    /// Whether some text on the way there carries the next one as JSON.
    in_text: bool,
    what: String,
}

/// A component on the way down, and whether it was met as JSON in a text.
type Step<'a> = (&'a str, bool);

/// No vendor's bodies go down so far; the lint itself has a stack, too.
const DEEPEST: usize = 256;

fn cycles<'a>(context: &Context<'a>) -> Vec<Cycle<'a>> {
    let (mut done, mut found) = (BTreeSet::new(), Vec::new());
    for schema in context.schemas {
        let mut way = vec![(schema.key.as_str(), false)];
        walk(context, &schema.value, &mut way, &mut done, &mut found);
        done.insert(schema.key.as_str());
    }
    found
}

/// Goes down from a schema; `way` is the components above it, `done` those in which all has been found.
fn walk<'a>(
    context: &Context<'a>,
    node: &'a Node,
    way: &mut Vec<Step<'a>>,
    done: &mut BTreeSet<&'a str>,
    found: &mut Vec<Cycle<'a>>,
) {
    let embedded = node.text_of("x-json");
    if let Some(name) = node.referenced().or(embedded) {
        if let Some(at) = way.iter().position(|(above, _)| *above == name) {
            let round = way.get(at..).unwrap_or_default();
            let names: Vec<_> = round.iter().map(|(name, _)| *name).collect();
            let what = match names.as_slice() {
                [_] => format!("`{name}` holds itself"),
                all => format!("`{name}` holds itself, by way of `{}`", all.join("`, `")),
            };
            let in_text = embedded.is_some() || round.iter().skip(1).any(|(_, json)| *json);
            found.push(Cycle {
                name,
                node,
                in_text,
                what,
            });
        } else if way.len() < DEEPEST
            && !done.contains(name)
            && let Some(next) = context.document.at(&format!("/components/schemas/{name}"))
        {
            way.push((name, embedded.is_some()));
            walk(context, next, way, done, found);
            way.pop();
            done.insert(name);
        }
        return;
    }
    for property in properties(node) {
        walk(context, &property.value, way, done, found);
    }
    for part in parts(node) {
        walk(context, part, way, done, found);
    }
}
