//! Paths and their operations.

use super::common::{external, is_map, is_true, items, resolved, security, texts};
use super::{Dialect, Forms, openapi, swagger};
use crate::api::{Api, Call, Parts, Requirement, Server};
use crate::notes::Notes;
use crate::schemas::Reason;
use crate::source::Cursor;
use crate::texts::text_of;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// What an operation has from around it.
struct Around<'a> {
    dialect: Dialect,
    forms: &'a Forms,
    root: Cursor<'a>,
    security: Option<Vec<Requirement>>,
}

/// Reads all operations of a document.
pub(super) fn read<'a>(dialect: Dialect, forms: &'a Forms, api: &mut Api<'a>, notes: &mut Notes) {
    let around = Around {
        dialect,
        forms,
        root: api.root,
        security: security(api.root),
    };
    let Some(paths) = api.root.get("paths") else {
        return;
    };
    for (entry, item) in paths.entries() {
        if entry.key.starts_with("x-") {
            continue;
        }
        match resolved(item, "the path") {
            Ok(item) => operations(&around, &entry.key, item, api, notes),
            Err(reason) => notes.left_out(item, reason.message),
        }
    }
}

fn operations<'a>(
    around: &Around<'a>,
    path: &'a str,
    item: Cursor<'a>,
    api: &mut Api<'a>,
    notes: &mut Notes,
) {
    for (entry, at) in item.entries() {
        let method = entry.key.to_ascii_lowercase();
        if METHODS.contains(&method.as_str()) && is_map(at.node()) {
            api.operations += 1;
            api.calls.push(call(around, path, &method, item, at, notes));
        } else if method == "query" && is_map(at.node()) {
            api.operations += 1;
            let what = "the method QUERY is not sent by clients";
            notes.operation_left_out(&format!("QUERY {path}"), at, what);
        } else if entry.key == "additionalOperations" {
            for (entry, at) in at.entries() {
                api.operations += 1;
                let what = format!("the method {} is not sent by clients", entry.key);
                notes.operation_left_out(&format!("{} {path}", entry.key), at, what);
            }
        }
    }
}

fn call<'a>(
    around: &Around<'a>,
    path: &'a str,
    method: &str,
    item: Cursor<'a>,
    at: Cursor<'a>,
    notes: &mut Notes,
) -> Call<'a> {
    let call = Call {
        at,
        method: method.to_owned(),
        path,
        id: at.text_of("operationId").map(str::trim),
        summary: text_of(at, "summary").or_else(|| text_of(item, "summary")),
        description: text_of(at, "description").or_else(|| text_of(item, "description")),
        tags: texts(at, "tags"),
        is_deprecated: is_true(at, "deprecated"),
        external: external(at),
        parts: parts(around, item, at),
    };
    if let Some(callbacks) = at.get("callbacks").filter(|all| is_map(all.node())) {
        let mut notes_on = Notes::on(&call.label());
        for (entry, at) in callbacks.entries() {
            let what = format!(
                "the callback `{}` is left out: the vendor calls it, not the client",
                entry.key
            );
            notes_on.left_out(at, what);
        }
        notes.list.append(&mut notes_on.list);
    }
    call
}

fn parts<'a>(around: &Around<'a>, item: Cursor<'a>, at: Cursor<'a>) -> Result<Parts<'a>, Reason> {
    let parameters = parameters(item, at)?;
    let Around { root, forms, .. } = *around;
    Ok(match around.dialect {
        Dialect::Swagger => Parts {
            body: swagger::body(root, at, &parameters, forms)?,
            answers: swagger::answers(root, at),
            servers: None,
            security: security(at).or_else(|| around.security.clone()),
            parameters: swagger::parameters(&parameters)?,
        },
        Dialect::OpenApi => Parts {
            body: openapi::body(at)?,
            answers: openapi::answers(at),
            servers: own_servers(item, at),
            security: security(at).or_else(|| around.security.clone()),
            parameters: openapi::parameters(&parameters)?,
        },
    })
}

/// The parameters of a path and of its operation, whose own take the places of the path's.
fn parameters<'a>(item: Cursor<'a>, at: Cursor<'a>) -> Result<Vec<Cursor<'a>>, Reason> {
    let mut found: Vec<Cursor<'a>> = Vec::new();
    let key = |one: &Cursor<'a>| (one.text_of("name"), one.text_of("in"));
    for reference in items(item, "parameters").chain(items(at, "parameters")) {
        let parameter = resolved(reference, "a parameter")?;
        match found.iter_mut().find(|known| key(known) == key(&parameter)) {
            Some(known) => *known = parameter,
            None => found.push(parameter),
        }
    }
    Ok(found)
}

fn own_servers<'a>(item: Cursor<'a>, at: Cursor<'a>) -> Option<Vec<Server<'a>>> {
    let owner = [at, item].into_iter().find(|owner| {
        let mut servers = items(*owner, "servers");
        servers.next().is_some()
    });
    owner.map(openapi::servers)
}
