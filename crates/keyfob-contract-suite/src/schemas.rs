//! `JsonSchema` of every model, for those who use the feature.

use std::collections::BTreeSet;

use keyfob_codegen::load::Node;
use serde_json::Value;

use crate::vendor::Vendor;

/// Every model has the spec's members, and every secret of the spec is one in the schema, too; the number of secrets.
pub fn every_model_describes_itself(vendor: &Vendor) -> usize {
    let mut secrets = 0;
    for model in vendor.models {
        let schema = (model.schema)();
        let place = format!("{} {}", vendor.api.name, model.name);
        assert_eq!(schema["title"], model.rust, "{place}");
        let members = |value: &Value| -> BTreeSet<String> {
            let members = value.as_object().into_iter().flatten();
            members.map(|(name, _)| name.clone()).collect()
        };
        let spec = properties(vendor, model.name);
        assert_eq!(members(&schema["properties"]), members(&spec), "{place}");
        for (name, property) in spec.as_object().unwrap() {
            let is_secret = property["format"] == "password";
            let generated = &schema["properties"][name]["format"];
            assert_eq!(
                generated == "password",
                is_secret,
                "{place}: {name} is {generated}"
            );
            secrets += usize::from(is_secret);
        }
    }
    secrets
}

/// A request refuses members that it does not have; an answer wants none. The number of schemas of requests.
pub fn requests_are_strict_and_answers_are_not(vendor: &Vendor) -> usize {
    let asked = vendor.described.asked();
    for model in vendor.models {
        let schema = vendor.described.schema(model.name);
        // Enums, lists and free maps have no members of their own.
        if schema.get("properties").is_none() {
            continue;
        }
        let place = format!("{} {}", vendor.api.name, model.name);
        let is_read = (model.recode)("{}").is_ok();
        let takes_strangers = (model.recode)(r#"{"keyfob-stranger": 1}"#).is_ok();
        if asked.contains(model.name) {
            assert!(!takes_strangers, "{place} takes strangers");
            assert_eq!(
                is_read,
                required(vendor, model.name).is_empty(),
                "{place}: {{}}"
            );
        } else {
            assert!(is_read && takes_strangers, "{place} is strict");
        }
    }
    asked.len()
}

/// Of every request the generated type requires whatever the spec requires.
pub fn serde_and_the_spec_want_the_same_members(vendor: &Vendor) {
    let asked = vendor.described.asked();
    for model in vendor.models.iter().filter(|one| asked.contains(one.name)) {
        let schema = vendor.described.schema(model.name);
        if schema.get("properties").is_none() {
            continue;
        }
        let described = (model.schema)();
        let wanted = described["required"].as_array().map_or(0, Vec::len);
        // JSON Schema has no word for a member that must be there and may be null, as it is made of an `Option`.
        let may_be_null = |name: &String| {
            let property = schema.get("properties").and_then(|all| all.get(name));
            let property = property.and_then(|one| vendor.described.document.resolve(one));
            property.and_then(|one| one.get("nullable")?.boolean()) == Some(true)
        };
        let mut required = required(vendor, model.name);
        required.retain(|name| !may_be_null(name));
        assert_eq!(wanted, required.len(), "{} {}", vendor.api.name, model.name);
    }
}

fn properties(vendor: &Vendor, schema: &str) -> Value {
    let properties = vendor.described.schema(schema).get("properties");
    properties.map_or_else(|| Value::Object(Default::default()), Node::to_json)
}

fn required(vendor: &Vendor, schema: &str) -> Vec<String> {
    let required = vendor.described.schema(schema).get("required");
    let required = required.map(Node::items).unwrap_or_default();
    required
        .iter()
        .filter_map(|name| name.text().map(str::to_owned))
        .collect()
}
