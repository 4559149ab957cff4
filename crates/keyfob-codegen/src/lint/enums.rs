//! Enums: types of their own, of which each value has a name and a description.

use std::collections::BTreeSet;

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use super::sites::Role;
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "enum-inline",
        "callers name its type, and the same one in all operations",
        inline,
    ),
    Rule::new(
        "enum-names",
        "they are the names of the variants, in the order of the values",
        varnames,
    ),
    Rule::new(
        "enum-undocumented",
        "they become the documentation of the variants, in the order of the values",
        descriptions,
    ),
    Rule::new(
        "known-values",
        "the member becomes that enum, or the text that it does not know",
        known,
    ),
];

/// The variants of the prelude, which need no enum before them, and what the traits of each enum have. Other words of the prelude,
/// as `Copy`, are words for what is done, too.
const TAKEN: [&str; 5] = ["Err", "Error", "None", "Ok", "Some"];

fn inline(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if !site.answered
            && site.node.get("enum").is_some()
            && !matches!(site.role, Role::Component)
        {
            report.add(
                place_of(site.node, "enum"),
                format!("the enum of `{}` stands within another schema", site.name),
                "move it to `components.schemas` and refer to it",
            );
        }
    }
}

fn varnames(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let names = site.node.get("x-enum-varnames");
        let count = names.map_or(values(site.node), |names| names.items().len());
        if count != values(site.node) {
            report.add(
                names.map_or(site.place, |names| names.place),
                format!(
                    "`{}` has {} values and {count} names",
                    site.name,
                    values(site.node),
                ),
                "write one name a value",
            );
            continue;
        }
        let mut seen = BTreeSet::new();
        for (at, value) in list(site.node, "enum").iter().enumerate() {
            let own = names.and_then(|names| names.items().get(at));
            let made = value.text().map(names::variant).unwrap_or_default();
            let name = own.map_or(made, |own| own.text().unwrap_or_default().to_owned());
            let what = if TAKEN.contains(&name.as_str()) {
                "means something else in generated code or without the enum before it"
            } else if own.is_none() {
                // Others that are made of values are looked at where the values are.
                continue;
            } else if name != names::variant(&name) || name.is_empty() || !name.is_ascii() {
                "is not PascalCase"
            } else if !seen.insert(name.clone()) {
                "is there twice"
            } else {
                continue;
            };
            report.add(
                own.unwrap_or(value).place,
                format!("the name `{name}` of a value of `{}` {what}", site.name),
                "write words under `x-enum-varnames`, as `StopLossMarket`",
            );
        }
    }
}

fn descriptions(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let is_enum = site.node.get("enum").is_some();
        let told = list(site.node, "x-enum-descriptions");
        let is_told = |node: &Node| node.text().is_some_and(|text| !text.trim().is_empty());
        let complete = told.len() == values(site.node) && told.iter().all(is_told);
        if (is_enum && !site.answered && matches!(site.role, Role::Component) && !complete)
            || (!is_enum && site.node.get("x-enum-descriptions").is_some())
        {
            let place = site.node.entry("x-enum-descriptions");
            report.add(
                place.map_or(place_of(site.node, "enum"), |entry| entry.place),
                format!(
                    "`{}` has {} values and {} descriptions",
                    site.name,
                    values(site.node),
                    told.iter().filter(|node| is_told(node)).count()
                ),
                "write `x-enum-descriptions` with a line for each value",
            );
        }
    }
}

fn values(node: &Node) -> usize {
    list(node, "enum").len()
}

fn known(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let Some(mark) = site.node.get("x-known-values") else {
            continue;
        };
        let name = mark.text().unwrap_or_default();
        let mut schemas = context.schemas.iter();
        let is_enum = schemas.any(|one| one.key == name && one.value.get("enum").is_some());
        let fits = site.is("string") && site.node.get("format").is_none() && !site.asked;
        let what = match (is_enum, fits) {
            (false, _) => format!("names no enum: `{name}`"),
            (true, false) => format!("of `{}` is not on a text of an answer", site.name),
            (true, true) => continue,
        };
        report.add(
            place_of(site.node, "x-known-values"),
            format!("`x-known-values` {what}"),
            "write the name of a component schema with `enum`, beside `type: string` in an answer",
        );
    }
}
