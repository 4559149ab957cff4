//! A scheme as a spec has it. Of OAuth 2.0 the flows that can be gone.

use keyfob_codegen::edit::Tree;

use crate::api::{Flow, Scheme, SchemeKind};
use crate::notes::Notes;
use crate::servers::Servers;

/// The scheme; nothing if it cannot be described.
pub(super) fn yaml(scheme: &Scheme<'_>, servers: &mut Servers, notes: &mut Notes) -> Option<Tree> {
    let mut yaml = match &scheme.kind {
        SchemeKind::Basic => Tree::map().with("type", "http").with("scheme", "basic"),
        SchemeKind::Bearer => Tree::map().with("type", "http").with("scheme", "bearer"),
        SchemeKind::Http(other) => {
            let what = format!(
                "the security scheme `{}` is of the kind `{other}`: the whole value of the header `Authorization` is the credential",
                scheme.name
            );
            notes.loosened(scheme.at, what);
            api_key("header", "Authorization")
        }
        SchemeKind::ApiKey { location, name } => api_key(location, name),
        SchemeKind::OAuth2(flows) => Tree::map()
            .with("type", "oauth2")
            .with("flows", all(scheme, flows, servers, notes)),
        SchemeKind::OpenIdConnect(Some(url)) => Tree::map()
            .with("type", "openIdConnect")
            .with("openIdConnectUrl", url.as_str()),
        SchemeKind::OpenIdConnect(None) => {
            notes.loosened(scheme.at, format!("the security scheme `{}` does not say where its configuration is: it is a bearer token", scheme.name));
            Tree::map().with("type", "http").with("scheme", "bearer")
        }
        SchemeKind::Other(_) => {
            let what = format!(
                "the security scheme `{}` is left out: it is proved by the connection's certificate, which a client's HTTP settings have",
                scheme.name
            );
            notes.left_out(scheme.at, what);
            Tree::map()
        }
    };
    let description = match &scheme.description {
        Some(description) => description.clone(),
        None => format!("The vendor's `{}`.", scheme.name),
    };
    yaml.set("description", description);
    Some(yaml)
}

fn api_key(location: &str, name: &str) -> Tree {
    Tree::map()
        .with("type", "apiKey")
        .with("in", location)
        .with("name", name)
}

fn all(scheme: &Scheme<'_>, flows: &[Flow], servers: &mut Servers, notes: &mut Notes) -> Tree {
    let mut all = Tree::map();
    for flow in flows {
        let grants = [
            "authorizationCode",
            "clientCredentials",
            "implicit",
            "password",
        ];
        let mut leave = |why: &str| {
            let what = format!(
                "the flow `{}` of `{}` is left out: {why}",
                flow.grant, scheme.name
            );
            notes.left_out(scheme.at, what);
        };
        if !grants.contains(&flow.grant.as_str()) {
            leave("clients know no such grant");
            continue;
        }
        let mut yaml = Tree::map();
        let authorization = flow.authorization_url.as_ref();
        match (flow.grant.as_str(), authorization) {
            ("implicit" | "authorizationCode", None) => {
                leave("the vendor does not say where a user authorizes it");
                continue;
            }
            ("implicit" | "authorizationCode", Some(url)) => {
                yaml.set("authorizationUrl", absolute(url, servers));
            }
            _ => {}
        }
        let token = flow.token_url.as_deref();
        let token = token.and_then(|url| https(url, servers));
        match token {
            Some(url) => yaml.set("tokenUrl", url),
            None if flow.grant == "implicit" => {}
            None => {
                leave("the vendor does not say where tokens come from, or it is not over https");
                continue;
            }
        }
        let refresh = flow.refresh_url.as_deref();
        if let Some(url) = refresh.and_then(|url| https(url, servers)) {
            yaml.set("refreshUrl", url);
        }
        let mut scopes = Tree::map();
        for (name, text) in &flow.scopes {
            scopes.set(name, text.as_str());
        }
        all.set(&flow.grant, yaml.with("scopes", scopes));
    }
    all
}

/// A URL of https at a host to which credentials may then go.
fn https(url: &str, servers: &mut Servers) -> Option<String> {
    let url = absolute(url, servers);
    let url = match url.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => url,
    };
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    servers.allow(host).then_some(url)
}

fn absolute(url: &str, servers: &Servers) -> String {
    match url.contains("://") {
        true => url.to_owned(),
        false => format!("{}/{}", servers.origin(), url.trim_start_matches('/')),
    }
}
