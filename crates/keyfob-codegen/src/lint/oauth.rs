//! OAuth 2.0: where tokens come from.

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use crate::load::{Entry, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "oauth-flow",
        "a login asks for a token by one of the grants that OAuth 2.0 has",
        flow,
    ),
    Rule::new(
        "oauth-url",
        "passwords and secrets go there, over https and to the vendor's hosts only",
        url,
    ),
];

/// The grants, and whether tokens are asked for at a URL.
const GRANTS: [(&str, bool); 4] = [
    ("authorizationCode", true),
    ("clientCredentials", true),
    ("implicit", false),
    ("password", true),
];

/// The flows of all schemes.
fn flows<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Entry> {
    let schemes = context.schemes.iter();
    let schemes = schemes.filter(|scheme| scheme.value.text_of("type") == Some("oauth2"));
    schemes.flat_map(|scheme| scheme.value.get("flows").map_or(&[][..], Node::entries))
}

fn flow(context: &Context<'_>, report: &mut Report) {
    for flow in flows(context) {
        let grant = GRANTS.iter().find(|(name, _)| *name == flow.key);
        let what = match grant {
            None => format!("`{}` is no flow of OAuth 2.0", flow.key),
            Some((_, true)) if flow.value.text_of("tokenUrl").is_none() => {
                format!("`{}` does not say where tokens come from", flow.key)
            }
            _ => continue,
        };
        let names = GRANTS.map(|(name, _)| name).join(", ");
        let help = format!("one of {names}, with a `tokenUrl` but for `implicit`");
        report.add(flow.place, what, help);
    }
}

fn url(context: &Context<'_>, report: &mut Report) {
    let hosts = list(&context.document.root, "x-hosts");
    let hosts: Vec<_> = hosts.iter().filter_map(Node::text).collect();
    for flow in flows(context) {
        for key in ["tokenUrl", "refreshUrl"] {
            let Some(url) = flow.value.text_of(key) else {
                continue;
            };
            if !is_at(url, &hosts) {
                report.add(
                    place_of(&flow.value, key),
                    format!("`{url}` is not https at a host of `x-hosts`"),
                    format!(
                        "the hosts are: {}; add the host if it is the vendor's",
                        hosts.join(", ")
                    ),
                );
            }
        }
    }
}

fn is_at(url: &str, hosts: &[&str]) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    hosts.iter().any(|pattern| is_host(authority, pattern))
}

/// Whether a host is meant by one of `x-hosts`: itself, or a name below `*.`.
pub(super) fn is_host(authority: &str, pattern: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => authority
            .strip_suffix(suffix)
            .is_some_and(|label| !label.is_empty() && !label.contains(['@', ':'])),
        None => authority == pattern,
    }
}
