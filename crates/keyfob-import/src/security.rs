//! Security schemes, and what each operation needs of them.

mod flows;
mod guess;
mod requirements;

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::names::argument;

use self::guess::{is_bearer, is_credential};
use crate::api::{Api, Parameter, Place, SchemeKind};
use crate::names::snake;
use crate::notes::Notes;
use crate::servers::Servers;
use crate::source::Cursor;

/// The schemes of a spec.
#[derive(Debug, Default)]
pub(crate) struct Security {
    schemes: Vec<Made>,
    /// Names of parameters in Rust, which no scheme may have.
    parameters: BTreeSet<String>,
    /// Whether the document says anything of security.
    pub is_told: bool,
}

#[derive(Debug)]
struct Made {
    /// The vendor's name; none for one that was made of a parameter.
    vendors: Option<String>,
    name: String,
    target: Target,
    yaml: Tree,
}

/// Where a credential goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// In lower case.
    Header(String),
    Query(String),
    Cookie(String),
    /// Nothing is sent in HTTP: the connection proves it.
    Connection,
}

impl Target {
    fn authorization() -> Self {
        Self::Header("authorization".to_owned())
    }

    fn of(place: Place, name: &str) -> Option<Self> {
        match place {
            Place::Header => Some(Self::Header(name.to_ascii_lowercase())),
            Place::Query => Some(Self::Query(name.to_owned())),
            Place::Cookie => Some(Self::Cookie(name.to_owned())),
            Place::Path | Place::Elsewhere => None,
        }
    }
}

impl Security {
    /// The schemes of a document, and those that parameters of its operations are.
    pub fn of(api: &Api<'_>, servers: &mut Servers, notes: &mut Notes) -> Self {
        let mut this = Self {
            is_told: api.calls.iter().any(|call| {
                let parts = call.parts.as_ref();
                parts.is_ok_and(|parts| parts.security.is_some())
            }),
            ..Self::default()
        };
        // A scheme that has a parameter's name is called otherwise, unless the parameter is the scheme.
        let parameters = api.calls.iter().filter_map(|call| call.parts.as_ref().ok());
        let parameters = parameters.flat_map(|parts| &parts.parameters);
        let targets: Vec<_> = api
            .schemes
            .iter()
            .filter_map(|scheme| target(&scheme.kind))
            .collect();
        for parameter in parameters {
            let own = Target::of(parameter.place, &parameter.name);
            let carries = own.is_some_and(|own| targets.contains(&own));
            if !carries && !is_credential(parameter) {
                this.parameters.insert(argument(&parameter.name));
            }
        }
        for scheme in &api.schemes {
            let made = match target(&scheme.kind) {
                Some(target) => flows::yaml(scheme, servers, notes).map(|yaml| (target, yaml)),
                None => {
                    let what = format!(
                        "the security scheme `{}` is left out: clients cannot send it",
                        scheme.name
                    );
                    notes.left_out(scheme.at, what);
                    None
                }
            };
            let Some((target, yaml)) = made else { continue };
            let name = this.free(&scheme.name);
            this.schemes.push(Made {
                vendors: Some(scheme.name.clone()),
                name,
                target,
                yaml,
            });
        }
        this
    }

    /// The scheme that a parameter is, if it is one: a declared one, or one by its name.
    fn of_parameter(&mut self, parameter: &Parameter<'_>) -> Option<usize> {
        let target = Target::of(parameter.place, &parameter.name)?;
        let known = self
            .schemes
            .iter()
            .position(|scheme| scheme.target == target);
        if known.is_some() || !is_credential(parameter) {
            return known;
        }
        let description = match &parameter.description {
            Some(description) => description.clone(),
            None => format!("The {} `{}`.", parameter.place.word(), parameter.name),
        };
        let yaml = match target == Target::authorization() && is_bearer(parameter) {
            true => Tree::map().with("type", "http").with("scheme", "bearer"),
            false => Tree::map()
                .with("type", "apiKey")
                .with("in", parameter.place.word())
                .with("name", parameter.name.as_str()),
        };
        let name = self.free(&snake(&parameter.name));
        self.schemes.push(Made {
            vendors: None,
            name,
            target,
            yaml: yaml.with("description", description),
        });
        Some(self.schemes.len() - 1)
    }

    /// A name that is none in use: the vendor's if it can be.
    fn free(&self, vendors: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let starts = vendors.starts_with(|c: char| c.is_ascii_alphabetic());
        let base = match starts && vendors.chars().all(plain) {
            true => vendors.to_owned(),
            false => {
                let snake: String = snake(vendors).chars().filter(|c| plain(*c)).collect();
                match snake.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    true => snake,
                    false => format!("credential_{snake}")
                        .trim_end_matches('_')
                        .to_owned(),
                }
            }
        };
        let is_taken = |name: &str| {
            let rust = argument(name);
            ["body", "into_inner", "new"].contains(&rust.as_str())
                || keyfob_codegen::names::is_keyword(rust.trim_end_matches('_'))
                || self.parameters.contains(&rust)
                || self
                    .schemes
                    .iter()
                    .any(|known| argument(&known.name) == rust)
        };
        let mut name = base.clone();
        let mut number = 1;
        while is_taken(&name) {
            name = match number {
                1 => format!("{base}_credential"),
                _ => format!("{base}_credential_{number}"),
            };
            number += 1;
        }
        name
    }

    /// `components.securitySchemes`
    pub fn yaml(&self) -> Tree {
        let mut all = Tree::map();
        let sent = |made: &&Made| made.target != Target::Connection;
        for made in self.schemes.iter().filter(sent) {
            all.set(&made.name, made.yaml.clone());
        }
        all
    }
}

/// Where the credential of a scheme goes; nothing if it cannot be sent.
fn target(kind: &SchemeKind) -> Option<Target> {
    match kind {
        SchemeKind::ApiKey { location, name } if !name.is_empty() => {
            let place = Place::of(location);
            let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            match place == Place::Header && !name.chars().all(is_token) {
                true => None,
                false => Target::of(place, name),
            }
        }
        SchemeKind::ApiKey { .. } => None,
        SchemeKind::Other(kind) => (kind == "mutualTLS").then_some(Target::Connection),
        _ => Some(Target::authorization()),
    }
}

/// What an operation needs, and which of its parameters are credentials.
#[derive(Debug)]
pub(crate) struct Needed {
    /// `security`
    pub yaml: Tree,
    /// The places of the parameters that are credentials.
    pub carried: Vec<usize>,
    /// Whether the source does not say it.
    pub is_guessed: bool,
}

/// A place in the source for notes on an operation's security.
fn place<'a>(at: Cursor<'a>) -> Cursor<'a> {
    at.get("security").unwrap_or(at)
}
