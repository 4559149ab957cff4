//! The client and its types: the types by progenitor, the operations by us.

use progenitor_impl::{GenerationSettings, Generator};
use schemars::schema::{InstanceType, SchemaObject};
use serde_json::{Map, Value};
use syn::ItemMod;

use super::quiet::quietly;
use super::{blame, types};
use crate::finding::Finding;
use crate::load::Document;
use crate::lower::{self, TIME, WITHIN, embedded_format};
use crate::model::Spec;

/// The module `types`.
pub(super) fn types(document: &Document, spec: &Spec) -> Result<ItemMod, Finding> {
    let schemas = lower::schemas(document);
    types_of(document, spec, schemas.clone()).map_err(|words| {
        blame::schema(document, spec, &schemas, words, |part| {
            types_of(document, spec, part).map(drop)
        })
    })
}

/// The module `types` of these schemas; or why there is none. progenitor panics without naming the schema.
fn types_of(
    document: &Document,
    spec: &Spec,
    schemas: Map<String, Value>,
) -> Result<ItemMod, String> {
    let api = lower::spec(document, schemas)?;
    quietly(|| {
        let tokens = Generator::new(&settings(spec)).generate_tokens(&api);
        types::types(tokens.map_err(|error| error.to_string())?, document, spec)
    })
    .unwrap_or_else(Err)
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
