//! The documentation of a vendor's module, with its logins as examples.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::grants::Grants;
use super::krate;
use super::methods::Method;
use crate::generate::markdown::inert;
use crate::model::{Operation, Placement, Spec};

/// A text as lines of documentation.
pub(super) fn doc(text: &str) -> Vec<TokenStream> {
    lines(text).map(|line| quote!(#[doc = #line])).collect()
}

/// The same for what it stands in.
pub(super) fn inner_doc(text: &str) -> Vec<TokenStream> {
    lines(text).map(|line| quote!(#![doc = #line])).collect()
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.trim_end().lines().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!(" {line}"),
    })
}

pub(super) fn module(spec: &Spec, methods: &[Method<'_>], grants: &Grants<'_>) -> String {
    let mut text = format!("{}.\n", spec.title.trim_end_matches('.'));
    if !spec.description.is_empty() {
        let _ = writeln!(text, "\n{}", inert(&spec.description).trim_end());
    }
    for (about, scheme, login) in logins(spec, methods, grants) {
        let _ = writeln!(text, "\n{about}:\n\n{}", example(spec, &login, &scheme));
    }
    let prefix = format!("KEYFOB_{}_", krate(spec).to_uppercase());
    let mut variables: Vec<String> = Vec::new();
    for method in methods {
        let name = method.variable();
        match method.scheme.placement {
            Placement::Basic => {
                variables.extend([format!("`{name}_USERNAME`"), format!("`{name}_PASSWORD`")])
            }
            _ => variables.push(format!("`{name}`")),
        }
    }
    if grants.is_any() {
        variables.extend(["CLIENT_ID", "CLIENT_SECRET", "SCOPE"].map(|name| format!("`{name}`")));
    }
    if grants.refresh_token.is_some() {
        variables.push("`REFRESH_TOKEN`".to_owned());
    }
    if grants.password.is_some() {
        variables.extend(["`USERNAME`".to_owned(), "`PASSWORD`".to_owned()]);
    }
    variables.extend(["`ACCOUNT`".to_owned(), "`ORIGIN`".to_owned()]);
    let _ = writeln!(
        text,
        "\nThe rest of it, and what errors mean, is in [`auth`](crate::auth). Environment variables, all beginning with `{prefix}`: {}.",
        variables.join(", ")
    );
    text
}

/// Each way to log in: what it is, the scheme that the session holds then, and the expression.
fn logins(
    spec: &Spec,
    methods: &[Method<'_>],
    grants: &Grants<'_>,
) -> Vec<(String, Vec<String>, String)> {
    let mut logins = Vec::new();
    let mut add = |about: &str, schemes: Vec<String>, login: &str| {
        logins.push((about.to_owned(), schemes, login.to_owned()));
    };
    let client = "Login::new().with_client(\"id\", \"secret\")";
    if let Some(endpoint) = grants.client_credentials {
        let schemes = vec![endpoint.scheme.to_owned()];
        let login = "Login::new().client_credentials(\"id\", \"secret\").await?";
        add(
            "With the client's own credentials (OAuth 2.0)",
            schemes,
            login,
        );
    }
    if let Some(endpoint) = grants.password {
        let schemes = vec![endpoint.scheme.to_owned()];
        let login = format!("{client}.password(\"ann\", \"password\").await?");
        add(
            "With a user's name and password (OAuth 2.0)",
            schemes,
            &login,
        );
    }
    if let Some(endpoint) = grants.refresh_token {
        let schemes = vec![endpoint.scheme.to_owned()];
        let login = format!("{client}.refresh_token(\"token\").await?");
        add(
            "With a refresh token from elsewhere (OAuth 2.0)",
            schemes,
            &login,
        );
    }
    for method in methods.iter().filter(|method| method.is_enough) {
        let login = format!("Login::new().{}({})?", method.name, values(method));
        let about = format!(
            "With `{}` alone, sent {}",
            method.scheme.name,
            method.place()
        );
        add(&about, vec![method.scheme.name.clone()], &login);
    }
    if let Some(all) = together(spec) {
        let calls = all.iter().filter_map(|name| {
            let method = methods.iter().find(|method| method.scheme.name == *name)?;
            Some(format!(".with_{}({})", method.name, values(method)))
        });
        let login = format!("Login::new(){}.session()?", calls.collect::<String>());
        add("With credentials that go together", all.clone(), &login);
    }
    logins
}

fn values(method: &Method<'_>) -> &'static str {
    match method.scheme.placement {
        Placement::Basic => "\"user\", \"password\"",
        _ => "\"value\"",
    }
}

/// The first credentials that go together.
fn together(spec: &Spec) -> Option<&Vec<String>> {
    let mut all = spec
        .operations
        .iter()
        .flat_map(|operation| &operation.security);
    all.find(|all| all.len() > 1)
}

fn example(spec: &Spec, login: &str, schemes: &[String]) -> String {
    let call = match spec.operations.iter().find(|one| is_plain(one, schemes)) {
        Some(Operation { group, name, .. }) => {
            format!("session.client().{group}().{name}().send().await?;")
        }
        None => "let client = session.client();\n# let _ = client;".to_owned(),
    };
    // A line that is too long for one is cut where the next step begins.
    let login = match login.len() > 60 {
        true => login.replace(").", ")\n    ."),
        false => login.to_owned(),
    };
    format!(
        "```no_run\nuse keyfob::{}::Login;\n\n# async fn example() -> Result<(), keyfob::Error> {{\nlet session = {login};\n{call}\n# Ok(()) }}\n```",
        krate(spec)
    )
}

/// Whether an operation is always there, and can be called with these and nothing else.
fn is_plain(operation: &Operation, schemes: &[String]) -> bool {
    operation.feature.is_none()
        && operation.retry == "safe"
        && operation.body.is_none()
        && operation.parameters.iter().all(|one| !one.required)
        && operation.security.iter().any(|all| all == schemes)
}

pub(super) fn manager(spec: &Spec, methods: &[Method<'_>], grants: &Grants<'_>) -> String {
    let client = "Login::new().with_client(\"id\", \"secret\")";
    let (provider, login, made) = if grants.client_credentials.is_some() {
        let made = "ClientCredentials::new(\"id\", \"secret\")";
        ("ClientCredentials", "Login::new()".to_owned(), made)
    } else if grants.refresh_token.is_some() {
        let made = "RefreshToken::new(\"token\")";
        ("RefreshToken", client.to_owned(), made)
    } else if grants.password.is_some() {
        let made = "Password::new(\"ann\", \"password\")";
        ("Password", client.to_owned(), made)
    } else if let Some(method) = methods.first() {
        let login = format!("Login::new().with_{}({})", method.name, values(method));
        ("StaticCredentials", login, "StaticCredentials")
    } else {
        return "A session for all who ask.".to_owned();
    };
    let mut names = ["Login", "Manager", provider];
    names.sort_unstable();
    let names = names.join(", ");
    format!(
        "A session for all who ask.\n\n```\nuse keyfob::{}::{{{names}}};\n\nlet manager = Manager::new({login}, {made});\n```",
        krate(spec)
    )
}
