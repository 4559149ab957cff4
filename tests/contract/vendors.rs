//! A vendor: its spec, its registry and its generated table.

use keyfob_codegen::model::Operation;
use keyfob_core::{Api, Credentials};
use serde_json::Value;

use crate::contract::registry::{Entry, Held, Model, PASSWORD, Refused, Sent, USER};
use crate::contract::spec::{Described, schema};
use crate::contract::{kotak_neo, kotak_trade, quatrix};

/// Everything of one vendor.
pub struct Vendor {
    pub api: &'static Api,
    pub described: Described,
    pub entries: Vec<Entry>,
    pub models: Vec<Model>,
    /// The schemas of errors.
    pub refusals: Vec<Refused>,
    pub credentials: Vec<Held>,
    pub meanings: &'static [Meaning],
}

/// What an error example must become: operation, status and example, with a `*` for anything, and the name of the variant.
/// The first line that fits counts.
pub type Meaning = (&'static str, &'static str, &'static str, &'static str);

pub fn vendors() -> [Vendor; 3] {
    [
        kotak_trade::vendor(),
        kotak_neo::vendor(),
        quatrix::vendor(),
    ]
}

impl Vendor {
    pub fn operations(&self) -> &[Operation] {
        &self.described.spec.operations
    }

    pub fn entry(&self, id: &str) -> &Entry {
        let entry = self.entries.iter().find(|entry| entry.id == id);
        entry.unwrap_or_else(|| panic!("{}: {id} is not in the registry", self.api.name))
    }

    pub fn model(&self, name: &str) -> &Model {
        let model = self.models.iter().find(|model| model.name == name);
        model.unwrap_or_else(|| panic!("{}: {name} is not in the registry", self.api.name))
    }

    pub fn refused(&self, name: &str) -> Refused {
        let refused = self.refusals.iter().find(|(known, _)| *known == name);
        *refused.unwrap_or_else(|| panic!("{}: {name} is no error", self.api.name))
    }

    /// What to send: the examples of the parameters, and this body.
    pub fn sent(&self, operation: &Operation, body: &Value) -> Sent {
        let parameters = operation.parameters.iter();
        let inputs = parameters.map(|parameter| {
            (
                parameter.name.clone(),
                self.described.parameter(operation, &parameter.name),
            )
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
                .find(|credential| credential.name == *name);
            let credential = credential.unwrap_or_else(|| panic!("{name} is not in the registry"));
            match credential.is_pair {
                true => held.set_basic(credential.scheme, USER, PASSWORD),
                false => held.set(credential.scheme, Sent::default().secret(name)),
            }
        }
    }

    /// The names of all credentials.
    pub fn all(&self) -> Vec<String> {
        self.credentials
            .iter()
            .map(|credential| credential.name.clone())
            .collect()
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
