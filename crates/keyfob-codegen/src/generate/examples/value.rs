//! Values of examples as Rust.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::model::{Kind, Member, Shape};
use crate::{names, times};

/// Writes values, and notes the types that it names.
pub(super) struct Writer<'a> {
    pub(super) shapes: &'a BTreeMap<String, Shape>,
    pub(super) imports: BTreeSet<String>,
    /// What they need of `std::time`.
    pub(super) times: BTreeSet<&'static str>,
}

impl Writer<'_> {
    /// The value of a parameter.
    pub(super) fn parameter(&mut self, kind: &Kind, value: &Value) -> TokenStream {
        match (kind, value) {
            (Kind::Schema(name), value) => self.schema(name, value),
            (Kind::List(kind), Value::Array(items)) => {
                let items: Vec<_> = items
                    .iter()
                    .map(|item| self.parameter(kind, item))
                    .collect();
                quote!([#(#items),*])
            }
            (Kind::Time(form), value) => self.time(form, value),
            (Kind::Integer | Kind::Boolean, value) => scalar(value),
            (_, value) => text(value),
        }
    }

    /// The builder of a body. A form that is nothing but its JSON is made of that alone.
    pub(super) fn body(&mut self, schema: &str, value: &Value) -> TokenStream {
        let only = self
            .shapes
            .get(schema)
            .map(|shape| shape.members.as_slice());
        if let Some(
            [
                Member {
                    json: Some(inner),
                    wire,
                    ..
                },
            ],
        ) = only
            && let Some(parsed) = embedded(value.get(wire))
        {
            return self.schema(&inner.clone(), &parsed);
        }
        let shape = self.shapes.get(schema);
        if shape.is_some_and(|shape| shape.members.is_empty() && shape.values.is_empty()) {
            return self.whole(schema, value);
        }
        self.schema(schema, value)
    }

    /// A list, a map or a text that is all of a body: it has no builder.
    fn whole(&mut self, name: &str, value: &Value) -> TokenStream {
        let ident = format_ident!("{}", name.to_upper_camel_case());
        self.imports.insert(ident.to_string());
        let text = value.to_string();
        quote!(::serde_json::from_str::<#ident>(#text).expect("an example"))
    }

    fn schema(&mut self, name: &str, value: &Value) -> TokenStream {
        let shapes = self.shapes;
        let Some(shape) = shapes.get(name) else {
            return text(value);
        };
        let ident = format_ident!("{}", name.to_upper_camel_case());
        if let Some(wire) = value.as_str() {
            let variant = shape.values.iter().find(|(value, _)| value == wire);
            let Some((_, variant)) = variant else {
                return text(value);
            };
            self.imports.insert(ident.to_string());
            let variant = format_ident!("{}", names::variant(variant));
            return quote!(#ident::#variant);
        }
        self.imports.insert(ident.to_string());
        let mut setters = Vec::new();
        for member in &shape.members {
            let given = value.get(&member.wire).filter(|value| !value.is_null());
            if let Some(value) = given.and_then(|given| self.member(member, given)) {
                let method = format_ident!("{}", member.rust);
                setters.push(quote!(.#method(#value)));
            }
        }
        quote!(#ident::builder()#(#setters)*)
    }

    fn member(&mut self, member: &Member, value: &Value) -> Option<TokenStream> {
        if let Some(inner) = &member.json {
            return Some(self.schema(inner, &embedded(Some(value))?));
        }
        match value {
            Value::Array(items) if items.is_empty() => None,
            Value::Array(items) => {
                let items: Vec<_> = items
                    .iter()
                    .filter_map(|item| self.one(member, item))
                    .collect();
                // Lists in lists are left to the reader.
                (!items.is_empty()).then(|| quote!([#(#items),*]))
            }
            value => self.one(member, value),
        }
    }

    fn one(&mut self, member: &Member, value: &Value) -> Option<TokenStream> {
        if let Some(form) = member.time {
            return Some(self.time(form, value));
        }
        match (&member.schema, value) {
            (Some(schema), value) => Some(self.schema(&schema.clone(), value)),
            (None, Value::Object(_) | Value::Array(_)) => None,
            (None, value) if member.is_decimal => Some(text(value)),
            (None, value) => Some(scalar(value)),
        }
    }

    /// A point in time as the standard library writes it.
    fn time(&mut self, form: &str, value: &Value) -> TokenStream {
        let length = times::length(form);
        let nanos = match value.as_u64() {
            Some(whole) => whole.saturating_mul(length),
            // A fraction has no more than microseconds.
            None => {
                (value.as_f64().unwrap_or_default() * length as f64 / 1e3).round() as u64 * 1000
            }
        };
        self.times.insert("UNIX_EPOCH");
        let (method, unit) = [
            ("from_secs", 1_000_000_000),
            ("from_millis", 1_000_000),
            ("from_micros", 1_000),
        ]
        .into_iter()
        .find(|(_, unit)| nanos % unit == 0)
        .unwrap_or(("from_nanos", 1));
        if nanos == 0 {
            return quote!(UNIX_EPOCH);
        }
        self.times.insert("Duration");
        let method = format_ident!("{method}");
        let number = proc_macro2::Literal::u64_unsuffixed(nanos / unit);
        quote!(UNIX_EPOCH + Duration::#method(#number))
    }
}

/// JSON in a text.
fn embedded(value: Option<&Value>) -> Option<Value> {
    serde_json::from_str(value?.as_str()?).ok()
}

fn scalar(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => {
                let literal = proc_macro2::Literal::i64_unsuffixed(whole);
                quote!(#literal)
            }
            None => text(value),
        },
        other => text(other),
    }
}

fn text(value: &Value) -> TokenStream {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    quote!(#text)
}
