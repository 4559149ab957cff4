//! How parameters are written into a request.

use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "parameter-style",
        "the generator knows the ordinary styles only",
        style,
    ),
    Rule::new(
        "parameter-content",
        "the generator looks at the schema and takes anything else for a text",
        content,
    ),
    Rule::new(
        "parameter-explode",
        "the generator takes no notice and repeats the key",
        explode,
    ),
    Rule::new(
        "parameter-allow-reserved",
        "the generator takes no notice and encodes as always",
        allow,
    ),
    Rule::new(
        "parameter-nullable",
        "null has no form in a path, a query or a header, and is never sent",
        nullable,
    ),
    Rule::new(
        "parameter-shape",
        "it does not compile, or is taken for a text",
        shape,
    ),
];

fn style(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let ordinary = match parameter.location {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        let style = parameter.node.get("style");
        if let Some(style) = style
            && style.text() != Some(ordinary)
        {
            report.add(
                style.place,
                format!("`{}` is written in an unusual style", parameter.name),
                format!(
                    "take the style away; in {} it is `{ordinary}`",
                    parameter.location
                ),
            );
        }
    }
}

fn content(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        if parameter.node.get("content").is_some() {
            report.add(
                place_of(parameter.node, "content"),
                format!("`{}` has `content`", parameter.name),
                "give it a `schema`: {type: string} takes any text",
            );
        }
    }
}

fn explode(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        if parameter.node.get("explode").and_then(Node::boolean) == Some(false) {
            report.add(
                place_of(parameter.node, "explode"),
                format!("`{}` is to be sent in one piece", parameter.name),
                "make it a string and let callers join the values",
            );
        }
    }
}

fn allow(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        for key in ["allowReserved", "allowEmptyValue"] {
            if parameter.node.get(key).is_some() {
                let what = format!("`{}` has `{key}`", parameter.name);
                report
                    .add(place_of(parameter.node, key), what, "take it away")
                    .remove(parameter.node, key);
            }
        }
    }
}

fn nullable(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let schema = parameter.schema(context.document);
        let null = schema.and_then(|schema| schema.get("nullable")?.boolean());
        if null == Some(true) {
            let fix = report.add(
                place_of(parameter.node, "schema"),
                format!("`{}` in {} may be null", parameter.name, parameter.location),
                "take `nullable` away; what may be left out is not `required`",
            );
            // A component may be nullable for others.
            if let Some(schema) = parameter.node.get("schema") {
                fix.remove(schema, "nullable");
            }
        }
    }
}

fn shape(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let Some(kind) = parameter
            .schema(context.document)
            .and_then(|schema| schema.text_of("type"))
        else {
            continue;
        };
        let fits = match parameter.location {
            "query" => kind != "object",
            _ => kind != "object" && kind != "array",
        };
        if !fits {
            report.add(
                place_of(parameter.node, "schema"),
                format!(
                    "`{}` in {} is an {kind}",
                    parameter.name, parameter.location
                ),
                "make it a string, or one parameter for each member",
            );
        }
    }
}
