//! `x-faults`: what an error looks like.

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use crate::edit::Tree;
use crate::load::{Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "faults-missing",
        "an error would have neither code nor words",
        missing,
    ),
    Rule::new("faults-member", "it would be passed over", member),
    Rule::new(
        "faults-pointer",
        "a JSON pointer starts with a slash, and this finds nothing",
        pointer,
    ),
    Rule::new("faults-kind", "callers match on the kinds there are", kind),
    Rule::new("faults-match", "it could never match", matches),
    Rule::new("faults-scope", "it would match nowhere", scope),
];

const KINDS: [&str; 12] = [
    "application-refused",
    "wrong-password",
    "wrong-code",
    "captcha",
    "locked",
    "rate-limited",
    "session-ended",
    "unavailable",
    "no-data",
    "duplicate-tag",
    "application-token-ended",
    "refused",
];

const PROVES: [&str; 4] = ["application", "password", "code", "captcha"];

fn faults<'a>(context: &Context<'a>) -> Option<&'a Node> {
    context.document.root.get("x-faults")
}

fn missing(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    let place = place_of(root, "x-faults");
    for key in ["code", "message"] {
        if faults(context).is_none_or(|faults| list(faults, key).is_empty()) {
            report.add(
                place,
                format!("`x-faults` does not say where the {key} is"),
                format!("write `{key}: [/pointer/to/it]`"),
            );
        }
    }
}

fn member(context: &Context<'_>, report: &mut Report) {
    let Some(faults) = faults(context) else {
        return;
    };
    let mut look = |node: &Node, known: &[&str]| {
        for entry in node.entries() {
            if !known.contains(&entry.key.as_str()) {
                report.add(
                    entry.place,
                    format!("`{}` means nothing here", entry.key),
                    format!("the members are: {}", known.join(", ")),
                );
            }
        }
    };
    look(faults, &["code", "message", "vague", "in-success", "kinds"]);
    for sign in list(faults, "in-success") {
        look(sign, &["at", "equals"]);
    }
    for kind in list(faults, "kinds") {
        let scope = ["without-code", "proves", "operations"];
        let known = [&["kind", "codes", "says", "statuses"][..], &scope].concat();
        look(kind, &known);
    }
}

fn pointer(context: &Context<'_>, report: &mut Report) {
    let Some(faults) = faults(context) else {
        return;
    };
    let mut look = |node: &Node| {
        if !node.text().is_some_and(|text| text.starts_with('/')) {
            let fix = report.add(
                node.place,
                "this is no JSON pointer",
                "write `/member` or `/list/0/member`",
            );
            if let Some(text) = node.text().filter(|text| !text.is_empty()) {
                fix.replace(node, format!("/{text}"));
            }
        }
    };
    list(faults, "code").iter().for_each(&mut look);
    list(faults, "message").iter().for_each(&mut look);
    for sign in list(faults, "in-success") {
        look(sign.get("at").unwrap_or(sign));
    }
}

fn kind(context: &Context<'_>, report: &mut Report) {
    let kinds = faults(context).map_or(&[][..], |faults| list(faults, "kinds"));
    for item in kinds {
        if !item
            .text_of("kind")
            .is_some_and(|kind| KINDS.contains(&kind))
        {
            report.add(
                item.get("kind").unwrap_or(item).place,
                "there is no such kind",
                format!("the kinds are: {}", KINDS.join(", ")),
            );
        }
    }
}

fn matches(context: &Context<'_>, report: &mut Report) {
    let kinds = faults(context).map_or(&[][..], |faults| list(faults, "kinds"));
    for item in kinds {
        let lists = ["codes", "says", "statuses"].map(|key| (key, list(item, key)));
        if lists.iter().all(|(_, values)| values.is_empty()) {
            report.add(
                item.place,
                "this kind matches on nothing",
                "give it lists of `codes`, `says` or `statuses`",
            );
        }
        for (key, values) in lists {
            for value in values {
                let fits = match (key, &value.kind) {
                    ("statuses", Kind::Number(number)) => number
                        .as_u64()
                        .is_some_and(|status| (100..600).contains(&status)),
                    ("codes" | "says", Kind::Text(text)) => !text.is_empty(),
                    _ => false,
                };
                if !fits {
                    let fix = report.add(
                        value.place,
                        format!("this does not belong into `{key}`"),
                        "codes and words are texts in quotes, statuses are HTTP's numbers",
                    );
                    match (key, &value.kind) {
                        ("codes" | "says", Kind::Number(number)) => {
                            fix.replace(value, number.to_string());
                        }
                        ("statuses", Kind::Text(text)) => {
                            let status = text.parse::<u16>().ok();
                            let status = status.filter(|status| (100..600).contains(status));
                            if let Some(status) = status {
                                fix.replace(value, Tree::Number(status.into()));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

fn scope(context: &Context<'_>, report: &mut Report) {
    let kinds = faults(context).map_or(&[][..], |faults| list(faults, "kinds"));
    for item in kinds {
        for what in list(item, "proves") {
            if !what.text().is_some_and(|what| PROVES.contains(&what)) {
                report.add(
                    what.place,
                    "nothing of that name is put to the test",
                    format!("`x-proves` has: {}", PROVES.join(", ")),
                );
            }
        }
        for id in list(item, "operations") {
            let mut ids = context
                .operations
                .iter()
                .filter_map(|known| known.id()?.text());
            if !ids.any(|known| Some(known) == id.text()) {
                report.add(
                    id.place,
                    "there is no such operation",
                    "write the `operationId` of one of the document",
                );
            }
        }
    }
}
