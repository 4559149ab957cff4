//! The client and its types: the types by progenitor, the operations by us.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};

use super::{internal, operations, types};
use crate::finding::Finding;
use crate::load::Document;
use crate::lower::{TIME, WITHIN, embedded_format, lower};
use crate::model::Spec;

pub(super) fn client(document: &Document, spec: &Spec) -> Result<TokenStream, Finding> {
    let api = lower(document)?;
    // progenitor panics without naming the schema; the lint knows its reasons beforehand, all that are known.
    let generated = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings(spec)).generate_tokens(&api)
    }));
    let tokens = generated
        .map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or(panic.downcast_ref::<&str>().copied());
            let words = text.unwrap_or_default().trim();
            internal(format!("progenitor panicked: {words}"))
                .help("look in the spec for what it names; a lint rule is missing for this")
        })?
        .map_err(|error| internal(format!("progenitor: {error}")))?;
    let types = types::types(tokens, document, spec)?;
    let operations = operations::operations(spec);
    Ok(quote! {
        #![allow(clippy::all)]

        #types
        #operations
    })
}

/// What becomes of formats that are types of their own.
fn settings(spec: &Spec) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_map_type("::std::collections::BTreeMap")
        .with_conversion(
            schema(InstanceType::String, "password"),
            "::keyfob_core::Secret",
            std::iter::empty(),
        )
        .with_conversion(
            schema(InstanceType::Number, "decimal"),
            "::keyfob_core::Decimal",
            std::iter::empty(),
        )
        .with_conversion(
            schema(InstanceType::String, "decimal"),
            "::keyfob_core::Decimal",
            std::iter::empty(),
        )
        .with_conversion(
            schema(InstanceType::Number, WITHIN[0].1),
            "::keyfob_core::decimal::DecimalNumber",
            std::iter::empty(),
        )
        .with_conversion(
            schema(InstanceType::String, WITHIN[1].1),
            "::keyfob_core::decimal::DecimalText",
            std::iter::empty(),
        )
        .with_conversion(
            schema(InstanceType::Number, TIME),
            "::keyfob_core::OffsetDateTime",
            std::iter::empty(),
        );
    for name in &spec.embedded {
        settings.with_conversion(
            schema(InstanceType::String, &embedded_format(name)),
            format!("::keyfob_core::Embedded<crate::types::{name}>"),
            std::iter::empty(),
        );
    }
    settings
}

/// A schema of this type and format and nothing else.
fn schema(kind: InstanceType, format: &str) -> SchemaObject {
    SchemaObject {
        instance_type: Some(kind.into()),
        format: Some(format.to_owned()),
        ..SchemaObject::default()
    }
}
