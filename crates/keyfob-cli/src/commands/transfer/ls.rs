//! `keyfob ls`

use std::borrow::Cow;

use clap::Args;
use keyfob::OpenEnum;
use keyfob::quatrix::types::{File, FileType};
use serde::Serialize;
use time::OffsetDateTime;

use super::{open, remote};
use crate::commands::{Context, status};
use crate::failure::Failure;
use crate::output::{number, or_blank, text};

#[derive(Debug, Args)]
pub struct Ls {
    /// A path at Quatrix, such as /Reports, or an id; the home folder, if it is left out
    path: Option<String>,
}

/// A file or a folder.
#[derive(Serialize)]
struct Row {
    /// `file`, `folder`, `link`, or the vendor's letter for something else.
    kind: Option<Cow<'static, str>>,
    name: Option<String>,
    /// In bytes.
    size: Option<i64>,
    changed: Option<String>,
    id: Option<String>,
}

/// Lists a folder, or the file that is named.
pub async fn ls(context: &Context, arguments: Ls) -> Result<(), Failure> {
    let session = open(context).await?;
    let id = remote::folder(&session, arguments.path.as_deref()).await?;
    let found = remote::metadata(&session, &id).await?;
    let mut rows: Vec<_> = match remote::is_file(found.file_type.as_ref()) {
        true => vec![Row {
            kind: kind(found.file_type),
            name: found.name,
            size: found.size,
            changed: found.modified.map(shown),
            id: found.id,
        }],
        false => found.content.into_iter().map(Row::of).collect(),
    };
    // Folders first, each by its name.
    rows.sort_by(|a, b| (!a.is_folder(), &a.name).cmp(&(!b.is_folder(), &b.name)));
    let columns = [text("Name"), number("Bytes"), text("Changed"), text("Id")];
    let cells = |row: &Row| {
        let name = or_blank(row.name.as_ref());
        vec![
            match row.is_folder() {
                true => format!("{name}/"),
                false => name,
            },
            or_blank(row.size),
            or_blank(row.changed.as_ref()),
            or_blank(row.id.as_ref()),
        ]
    };
    context
        .output
        .rows(&columns, &rows, cells, "nothing lies there")
}

impl Row {
    fn of(file: File) -> Self {
        Self {
            kind: kind(file.file_type),
            name: file.name,
            size: file.size,
            changed: file.modified.map(shown),
            id: file.id,
        }
    }

    fn is_folder(&self) -> bool {
        self.kind.as_deref() == Some("folder")
    }
}

fn kind(told: Option<OpenEnum<FileType>>) -> Option<Cow<'static, str>> {
    let told = told?;
    Some(match told.known() {
        Some(FileType::File) => "file".into(),
        Some(FileType::Folder | FileType::ProjectFolder | FileType::Trash) => "folder".into(),
        Some(FileType::Link) => "link".into(),
        _ => told.as_str().to_owned().into(),
    })
}

fn shown(time: OffsetDateTime) -> String {
    status::moment(time.into())
}
