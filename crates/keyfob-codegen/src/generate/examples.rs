//! Examples of calls, as Rust, made of the examples in the spec. They are compiled with the documentation.

mod value;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use self::value::Writer;
use crate::model::{Kind, Operation, Parameter, Spec};
use crate::times;

/// The call of an operation with what its examples say, as a block of documentation.
pub(crate) fn call(spec: &Spec, operation: &Operation) -> String {
    let mut writer = Writer {
        shapes: &spec.shapes,
        imports: BTreeSet::new(),
        times: BTreeSet::new(),
    };
    let parameters: Vec<_> = parameters(spec, operation)
        .map(|(parameter, value)| {
            let method = format_ident!("{}", parameter.rust);
            let value = writer.parameter(&parameter.kind, &value);
            quote!(.#method(#value))
        })
        .collect();
    let body = operation.body.as_ref().and_then(|body| {
        let value = match (&body.schema, &body.example) {
            (Some(schema), Some(example)) => writer.body(schema, example),
            (Some(_), None) => return None,
            (None, _) => quote!("the bytes"),
        };
        Some(quote!(.body(#value)))
    });
    let (group, method) = (
        format_ident!("{}", operation.group),
        format_ident!("{}", operation.name),
    );
    let client = format_ident!("{}", spec.name.replace('-', "_"));
    let imports = writer.imports.iter().map(|name| format_ident!("{name}"));
    let imports: Vec<_> = imports.collect();
    let imports = (!imports.is_empty()).then(|| quote!(use #client::types::{#(#imports),*};));
    let times = writer.times.iter().map(|name| format_ident!("{name}"));
    let times: Vec<_> = times.collect();
    let times = (!times.is_empty()).then(|| quote!(use std::time::{#(#times),*};));
    let shown = match operation.success() {
        Some(content) if content.schema.is_some() => quote! {
            println!("{answer:?}");
        },
        _ => quote! {
            println!("{}", answer.status());
        },
    };
    render(quote! {
        async fn example(client: &#client::Client) -> Result<(), #client::Error> {
            #times
            #imports
            let answer = client.#group().#method()#(#parameters)*#body.send().await?;
            #shown
            Ok(())
        }
    })
}

/// The parameters that an example has, and their values.
pub(crate) fn parameters<'a>(
    spec: &'a Spec,
    operation: &'a Operation,
) -> impl Iterator<Item = (&'a Parameter, Value)> {
    let parameters = operation.parameters.iter();
    let given = parameters.filter(|parameter| parameter.required || parameter.example.is_some());
    given.map(|parameter| {
        let value = parameter.example.clone();
        let value = value.unwrap_or_else(|| placeholder(spec, &parameter.kind));
        (parameter, value)
    })
}

/// A value where the spec has no example.
fn placeholder(spec: &Spec, kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::Secret => Value::from("an-id"),
        Kind::Integer => Value::from(1),
        Kind::Decimal => Value::from("1"),
        Kind::Time(form) => Value::from(1_700_000_000 * (1_000_000_000 / times::length(form))),
        Kind::Boolean => Value::from(true),
        Kind::Schema(name) => {
            let values = spec.shapes.get(name).map(|shape| &shape.values);
            let first = values.and_then(|values| values.first());
            first.map_or(Value::Null, |(wire, _)| Value::from(wire.as_str()))
        }
        Kind::List(kind) => Value::Array(vec![placeholder(spec, kind)]),
    }
}

/// As documentation: what is around the call is compiled and not shown.
fn render(function: TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(function) else {
        return String::new();
    };
    let text = prettyplease::unparse(&file);
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| match line.strip_prefix("    ") {
            Some(inner) if inner == "Ok(())" => format!("# {inner}"),
            Some(inner) => inner.to_owned(),
            None => format!("# {line}"),
        })
        .collect();
    lines.insert(0, "```rust,no_run".to_owned());
    lines.push("```".to_owned());
    lines.join("\n")
}
