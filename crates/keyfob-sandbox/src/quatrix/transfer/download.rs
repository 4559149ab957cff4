//! Down: an id for the things wanted, then their bytes.

use std::io::{Cursor, Write};

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::byte_range::{ByteRange, requested};
use super::downloads::Wanted;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::store::node::Node;
use crate::quatrix::store::tree::Store;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::tracking::entry::Action;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

pub(super) async fn link(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    if ids.is_empty() {
        return Err(Fault::parameter("ids is empty"));
    }
    let mut state = caller.state();
    for &id in &ids {
        state.store.allowed(caller.id, id, operations::DOWNLOAD)?;
    }
    let id = state.downloads.open(caller.id, Some(caller.id), ids);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

pub(super) async fn download(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let wanted = state.downloads.find(parse_id(&id)?)?;
    if wanted.of != caller.id {
        return Err(Fault::restricted("the download is another user's"));
    }
    send(&mut state, &wanted, &caller.call, caller.now())
}

/// A single file as it is, everything else as one zip.
pub(in crate::quatrix) fn send(
    state: &mut State,
    wanted: &Wanted,
    call: &Call,
    now: Timestamp,
) -> Result<Response, Fault> {
    let find = |&id: &Uuid| state.store.shared(id);
    let nodes: Vec<&Node> = wanted.files.iter().filter_map(find).collect();
    let sent = match nodes.as_slice() {
        [] => Err(Fault::not_found("file or folder")),
        [file] if file.is_file() => part(&file.content, call),
        several => {
            let archive = zipped(&state.store, several);
            let archive = archive.map_err(|_| Fault::parameter("too much for an archive"))?;
            part(&archive, call)
        }
    }?;
    if let Some(by) = wanted.by {
        for &file in &wanted.files {
            state.note_file(by, Action::Download, file, now);
        }
    }
    Ok(sent)
}

/// Everything in one archive, as it is: nothing is compressed, and nothing dated.
fn zipped(store: &Store, nodes: &[&Node]) -> ZipResult<Bytes> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    for &node in nodes {
        let base = store.path(node).len().saturating_sub(node.name.len());
        for node in store.below(node) {
            let path = store.path(node);
            let path = path.get(base..).unwrap_or_default();
            let path = path.trim_start_matches('/');
            if node.is_file() {
                archive.start_file(path, options)?;
                archive.write_all(&node.content)?;
            } else if !path.is_empty() {
                archive.add_directory(path, options)?;
            }
        }
    }
    Ok(archive.finish()?.into_inner().into())
}

fn part(content: &Bytes, call: &Call) -> Result<Response, Fault> {
    let size = content.len();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::ACCEPT_RANGES, "bytes"),
    ];
    match requested(call.header(header::RANGE.as_str()), size) {
        ByteRange::All => Ok((headers, Body::from(content.clone())).into_response()),
        ByteRange::Nothing => Err(Fault::range(size as u64)),
        ByteRange::Part { first, last } => {
            let span = [(
                header::CONTENT_RANGE,
                format!("bytes {first}-{last}/{size}"),
            )];
            let body = Body::from(content.slice(first..=last));
            Ok((StatusCode::PARTIAL_CONTENT, headers, span, body).into_response())
        }
    }
}
