//! Reading the model out of a document.

use super::limits::limits;
use super::nodes::{group, servers, text, texts};
use super::operations::{operation, tags};
use super::schemas::{embedded, has_decimals, has_times, nulls};
use super::shapes::shapes;
use super::{Faults, Flow, Meaning, Placement, Scheme, Spec};
use crate::load::{Document, Entry, Node};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Spec {
    /// Reads it out of a document.
    pub fn of(document: &Document) -> Self {
        let root = &document.root;
        let info = root.get("info");
        let mut operations = Vec::new();
        for path in root.get("paths").map(Node::entries).unwrap_or_default() {
            for method in path
                .value
                .entries()
                .iter()
                .filter(|entry| METHODS.contains(&entry.key.as_str()))
            {
                operations.push(operation(
                    document,
                    &path.key,
                    &path.value,
                    &method.key,
                    &method.value,
                ));
            }
        }
        Self {
            name: document.name.clone(),
            title: info.map(|info| text(info, "title")).unwrap_or_default(),
            description: info
                .map(|info| text(info, "description"))
                .unwrap_or_default(),
            hosts: texts(root.get("x-hosts")),
            servers: servers(root.get("servers")),
            schemes: schemes(document),
            limits: limits(document, &operations),
            operations,
            faults: root.get("x-faults").map(faults).unwrap_or_default(),
            decimals: has_decimals(root),
            times: has_times(root),
            embedded: embedded(root),
            features: tags(document)
                .iter()
                .filter_map(|tag| tag.text_of("x-feature").map(str::to_owned))
                .collect(),
            nulls: nulls(document),
            extras: texts(root.get("x-generate")).into_iter().collect(),
            groups: tags(document).iter().map(group).collect(),
            shapes: shapes(document),
        }
    }
}

fn schemes(document: &Document) -> Vec<Scheme> {
    let schemes = document
        .at("/components/securitySchemes")
        .map(Node::entries)
        .unwrap_or_default();
    schemes
        .iter()
        .map(|scheme| {
            let node = &scheme.value;
            let placement = match (
                node.text_of("type"),
                node.text_of("scheme"),
                node.text_of("in"),
            ) {
                (Some("http"), Some("basic"), _) => Placement::Basic,
                (Some("http"), _, _) => Placement::Bearer,
                _ if is_oauth(node) => Placement::Bearer,
                (_, _, Some("query")) => Placement::Query(text(node, "name")),
                (_, _, Some("cookie")) => Placement::Cookie(text(node, "name")),
                _ => Placement::Header(text(node, "name")),
            };
            Scheme {
                name: scheme.key.clone(),
                description: text(node, "description"),
                placement,
                flows: flows(node),
            }
        })
        .collect()
}

/// Whether its tokens come from OAuth 2.0 or OpenID Connect. They are sent as bearer tokens.
fn is_oauth(scheme: &Node) -> bool {
    matches!(scheme.text_of("type"), Some("oauth2" | "openIdConnect"))
}

fn flows(scheme: &Node) -> Vec<Flow> {
    let flows = scheme.get("flows").map(Node::entries).unwrap_or_default();
    let flow = |flow: &Entry| {
        let scopes = flow.value.get("scopes").map(Node::entries);
        let scopes = scopes.unwrap_or_default().iter();
        Flow {
            grant: flow.key.clone(),
            token_url: text(&flow.value, "tokenUrl"),
            refresh_url: flow.value.text_of("refreshUrl").map(str::to_owned),
            scopes: scopes
                .map(|scope| {
                    let what = scope.value.text().unwrap_or_default();
                    (scope.key.clone(), what.to_owned())
                })
                .collect(),
        }
    };
    flows.iter().map(flow).collect()
}

fn faults(node: &Node) -> Faults {
    let in_success = node.get("in-success").map(Node::items).unwrap_or_default();
    let kinds = node.get("kinds").map(Node::items).unwrap_or_default();
    Faults {
        code: texts(node.get("code")),
        message: texts(node.get("message")),
        vague: texts(node.get("vague")),
        in_success: in_success
            .iter()
            .map(|mark| (text(mark, "at"), mark.text_of("equals").map(str::to_owned)))
            .collect(),
        kinds: kinds
            .iter()
            .map(|kind| {
                let statuses = kind.get("statuses").map(Node::items).unwrap_or_default();
                let statuses = statuses
                    .iter()
                    .filter_map(|status| status.to_json().as_u64()?.try_into().ok());
                Meaning {
                    kind: text(kind, "kind"),
                    codes: texts(kind.get("codes")),
                    says: texts(kind.get("says")),
                    statuses: statuses.collect(),
                    without_code: kind.get("without-code").and_then(Node::boolean) == Some(true),
                    proves: texts(kind.get("proves")),
                    operations: texts(kind.get("operations")),
                }
            })
            .collect(),
    }
}
