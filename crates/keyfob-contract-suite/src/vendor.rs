//! A vendor: its spec, its registry and its generated table.

use std::path::Path;

use keyfob_codegen::model::{Kind, Operation};
use keyfob_core::{Api, Credentials};
use serde_json::Value;

use crate::json::text;
use crate::registry::{Entry, Held, Model, PASSWORD, Refused, Sent, USER};
use crate::spec::{Described, schema};

/// Everything of one vendor.
pub struct Vendor {
    /// The generated table.
    pub api: &'static Api,
    /// The spec.
    pub described: Described,
    /// The operations.
    pub entries: Vec<Entry>,
    /// The schemas.
    pub models: &'static [Model],
    /// The schemas of errors.
    pub refusals: &'static [Refused],
    /// The credentials.
    pub credentials: &'static [Held],
    /// Values of the servers' variables that are not their defaults.
    pub moved: Vec<(String, String)>,
}

/// A registry, as the macros write it.
#[derive(Clone, Copy)]
pub struct Registry<'a> {
    /// The operations, a list for each group.
    pub operations: &'a [&'static [Entry]],
    /// The schemas.
    pub models: &'static [Model],
    /// The schemas of errors.
    pub refusals: &'static [Refused],
    /// The credentials.
    pub credentials: &'static [Held],
}

impl Vendor {
    /// The vendor of this table, whose spec is `specs/NAME.yaml` below the folder of the workspace.
    pub fn of(api: &'static Api, workspace: &Path, registry: Registry<'_>) -> Self {
        let described = Described::read(&workspace.join(format!("specs/{}.yaml", api.name)));
        Self {
            api,
            moved: described.moved(),
            described,
            entries: registry.operations.concat(),
            models: registry.models,
            refusals: registry.refusals,
            credentials: registry.credentials,
        }
    }

    /// The same with these values of the servers' variables.
    #[must_use]
    pub fn moved_to(mut self, moved: &[(&str, &str)]) -> Self {
        let owned = moved.iter().map(|(name, value)| (*name, *value));
        self.moved = owned
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        self
    }

    /// The operations of the spec.
    pub fn operations(&self) -> &[Operation] {
        &self.described.spec.operations
    }

    /// The registry's entry of an operation.
    pub fn entry(&self, id: &str) -> &Entry {
        let entry = self.entries.iter().find(|entry| entry.id == id);
        entry.unwrap_or_else(|| panic!("{}: {id} is not in the registry", self.api.name))
    }

    /// The registry's entry of a schema.
    pub fn model(&self, name: &str) -> &Model {
        let model = self.models.iter().find(|model| model.name == name);
        model.unwrap_or_else(|| panic!("{}: {name} is not in the registry", self.api.name))
    }

    /// The schema of an error.
    pub fn refused(&self, name: &str) -> Refused {
        let refused = self.refusals.iter().find(|(known, _)| *known == name);
        *refused.unwrap_or_else(|| panic!("{}: {name} is no error", self.api.name))
    }

    /// What to send: the examples of the parameters, and this body.
    pub fn sent(&self, operation: &Operation, body: &Value) -> Sent {
        let parameters = operation.parameters.iter();
        let inputs = parameters.map(|parameter| {
            let value = self.described.parameter(operation, parameter);
            // A decimal is given as its text, which is exact.
            let value = match parameter.kind {
                Kind::Decimal => text(&value).into(),
                _ => value,
            };
            (parameter.rust.clone(), value)
        });
        let body = (!body.is_null()).then(|| ("body".to_owned(), body.clone()));
        Sent {
            inputs: inputs.chain(body).collect(),
            other: None,
        }
    }

    /// Lets a session hold these credentials and no others.
    pub fn hold(&self, held: &Credentials, names: &[String]) {
        held.clear();
        for name in names {
            let credential = self
                .credentials
                .iter()
                .find(|credential| credential.name() == *name);
            let credential = credential.unwrap_or_else(|| panic!("{name} is not in the registry"));
            match credential.is_pair {
                true => held.set_basic(credential.scheme, USER, PASSWORD),
                false => held.set(credential.scheme, Sent::default().secret(name)),
            }
        }
    }

    /// The names of all credentials.
    pub fn all(&self) -> Vec<String> {
        self.credentials.iter().map(Held::name).collect()
    }

    /// The ways in of an operation: each its place among the alternatives, and what the session holds. The first one
    /// is tried once more with every credential there is, of which no other may be sent.
    pub fn ways(&self, operation: &Operation) -> Vec<(usize, Vec<String>)> {
        let alone = operation.security.iter().cloned().enumerate();
        std::iter::once((0, self.all())).chain(alone).collect()
    }

    /// Every example of every answer that has a body, as its type keeps it, with the name of its schema; each once.
    pub fn examples(&self) -> Vec<(String, Value)> {
        let mut all: Vec<(String, Value)> = Vec::new();
        for operation in self.operations() {
            for answer in &operation.answers {
                let Some(schema) = schema(&answer.content) else {
                    continue;
                };
                for (_, example) in self.described.answers(operation, answer.status) {
                    let pair = (schema.to_owned(), self.described.settled(schema, &example));
                    if !all.contains(&pair) {
                        all.push(pair);
                    }
                }
            }
        }
        all
    }
}
