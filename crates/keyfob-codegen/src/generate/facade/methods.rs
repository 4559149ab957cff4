//! The credentials that go with each request, as methods of the login.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::doc;
use crate::generate::markdown::inert;
use crate::generate::table::constant;
use crate::model::{Placement, Scheme, Spec};
use crate::names;

/// A scheme and the name of its methods.
pub(super) struct Method<'a> {
    pub(super) scheme: &'a Scheme,
    /// `api_key`: `api_key(..)` and `with_api_key(..)`.
    pub(super) name: String,
    /// Whether an operation can be called with it alone.
    pub(super) is_enough: bool,
}

/// Methods that each login has, and variables of the environment that are no scheme's.
const TAKEN: [&str; 41] = [
    "account",
    "account_id",
    "application_token",
    "by_client",
    "by_password",
    "by_refresh_token",
    "client",
    "client_credentials",
    "client_id",
    "client_secret",
    "clock",
    "clone",
    "default",
    "fmt",
    "from_env",
    "names_account",
    "names_user",
    "new",
    "open",
    "origin",
    "password",
    "prepare",
    "refresh_token",
    "refreshed",
    "renew_application_token",
    "resume",
    "scope",
    "session",
    "token_session",
    "username",
    "with_account",
    "with_basic_credential",
    "with_client",
    "with_client_authentication",
    "with_credential",
    "with_public_client",
    "with_scopes",
    "with_server_variable",
    "with_settings",
    "with_token_parameter",
    "with_token_url",
];

pub(super) fn of(spec: &Spec) -> Vec<Method<'_>> {
    let mut taken: BTreeSet<String> = TAKEN.map(str::to_owned).into();
    let methods = spec.schemes.iter().map(|scheme| {
        let usual = usual(scheme);
        let is_only = spec
            .schemes
            .iter()
            .filter(|one| self::usual(one) == usual)
            .count()
            == 1;
        let wanted = match is_only {
            true => usual.to_owned(),
            false => names::argument(&scheme.name),
        };
        let name = free(&wanted, &taken);
        taken.insert(name.clone());
        taken.insert(format!("with_{name}"));
        Method {
            scheme,
            name,
            is_enough: is_enough(spec, scheme),
        }
    });
    methods.collect()
}

/// What a scheme of this kind is called where there is one of it.
fn usual(scheme: &Scheme) -> &'static str {
    match &scheme.placement {
        Placement::Bearer if scheme.flows.is_empty() => "token",
        Placement::Bearer => "access_token",
        Placement::Basic => "basic",
        Placement::Header(_) | Placement::Query(_) | Placement::Cookie(_) => "api_key",
    }
}

/// A name like this that is not taken.
fn free(wanted: &str, taken: &BTreeSet<String>) -> String {
    let wanted = wanted.trim_end_matches('_');
    let is_free = |name: &String| {
        let is_taken = taken.contains(name) || taken.contains(&format!("with_{name}"));
        !is_taken && !names::is_keyword(name)
    };
    let others = (1..).map(|n| match n {
        1 => format!("{wanted}_credential"),
        n => format!("{wanted}_credential_{n}"),
    });
    let mut all = std::iter::once(wanted.to_owned()).chain(others);
    all.find(is_free).unwrap_or_default()
}

fn is_enough(spec: &Spec, scheme: &Scheme) -> bool {
    let mut operations = spec.operations.iter();
    operations.any(|operation| {
        let mut alternatives = operation.security.iter();
        alternatives.any(|all| all.as_slice() == std::slice::from_ref(&scheme.name))
    })
}

impl Method<'_> {
    /// Its variable in the environment.
    pub(super) fn variable(&self) -> String {
        self.name.to_uppercase()
    }

    /// Where it goes, in words.
    pub(super) fn place(&self) -> String {
        match &self.scheme.placement {
            Placement::Bearer => "as a bearer token".to_owned(),
            Placement::Basic => "by HTTP Basic".to_owned(),
            Placement::Header(name) => format!("in the header `{name}`"),
            Placement::Query(name) => format!("in the query's `{name}`"),
            Placement::Cookie(name) => format!("in the cookie `{name}`"),
        }
    }

    pub(super) fn tokens(&self) -> TokenStream {
        let scheme = constant(&self.scheme.name);
        let with = format_ident!("with_{}", self.name);
        let is_basic = self.scheme.placement == Placement::Basic;
        let (inputs, values, hold) = match is_basic {
            true => (
                quote!(username: impl Into<Secret>, password: impl Into<Secret>),
                quote!(username, password),
                quote!(with_basic_credential),
            ),
            false => (
                quote!(value: impl Into<Secret>),
                quote!(value),
                quote!(with_credential),
            ),
        };
        let about = inert(&self.scheme.description);
        let place = self.place();
        let with_docs = doc(&format!(
            "Sends this with each request that wants `{}`, {place}. {about}",
            self.scheme.name
        ));
        let alone = self.is_enough.then(|| {
            let name = format_ident!("{}", self.name);
            let docs = doc(&format!(
                "A session by this alone, sent {place}. Nothing is sent to log in; if it is wrong, the first call says so. {about}\n\n\
                 # Errors\n[`Error::Settings`]"
            ));
            quote! {
                #(#docs)*
                pub fn #name(self, #inputs) -> Result<Session, crate::Failed<Self>> {
                    self.#with(#values).session()
                }
            }
        });
        quote! {
            #alone

            #(#with_docs)*
            pub fn #with(self, #inputs) -> Self {
                self.#hold(&credentials::#scheme, #values)
            }
        }
    }
}
