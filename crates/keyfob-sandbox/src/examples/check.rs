//! A schema of a request or an answer: what it makes of text, and what fits it.

use jsonschema::Validator;
use serde_json::Value;

use super::schema::Schemas;
use super::value::Kind;

/// A schema that is ready for use.
pub(super) struct Check {
    pub(super) kind: Kind,
    validator: Validator,
}

impl Check {
    pub(super) fn new(schemas: &Schemas<'_>, schema: &Value) -> Result<Self, String> {
        Ok(Self {
            kind: Kind::of(schemas, schema),
            validator: schemas.validator(schema)?,
        })
    }

    /// What does not fit, and where; never the value itself, which may be a secret.
    pub(super) fn fits(&self, value: &Value) -> Result<(), String> {
        self.validator.validate(value).map_err(|error| {
            let at = error.instance_path().to_string();
            let what = error.masked();
            match at.as_str() {
                "" => what.to_string(),
                at => format!("at `{at}`: {what}"),
            }
        })
    }
}
