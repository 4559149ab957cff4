//! `keyfob up`

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use keyfob::quatrix::transfer::{self, Stopped, Target, Transfer, Uploaded};
use keyfob::quatrix::types::File;
use serde_json::json;
use time::OffsetDateTime;

use super::{There, open, remote, told, with_bars, with_journal};
use crate::commands::Context;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub struct Up {
    /// A file; or a folder, of which everything in it goes up, without the folder itself
    path: PathBuf,
    /// The folder at Quatrix, by its path, such as /Reports, or its id; the home folder, if it is left out
    #[arg(long, value_name = "FOLDER")]
    to: Option<String>,
    /// What to do with files that are there already; without it a file is refused, and those of a folder are as with replace-if-other
    #[arg(long)]
    existing: Option<There>,
    /// Let the vendor find another name for a file, if its own is taken
    #[arg(long, conflicts_with = "existing")]
    other_name: bool,
}

/// Uploads a file or a folder.
pub async fn up(context: &Context, arguments: Up) -> Result<(), Failure> {
    let path = &arguments.path;
    let found = std::fs::metadata(path);
    let found = found.map_err(|error| Failure::local(format!("{}: {error}", path.display())))?;
    let session = open(context).await?;
    let to = remote::folder(&session, arguments.to.as_deref()).await?;
    let (transfer, progress) = session.transfer().with_progress();
    let transfer = with_journal(context, transfer).await?;
    if found.is_dir() {
        let existing = arguments.existing.unwrap_or(There::ReplaceIfOther).into();
        let work = async move { Ok(transfer.upload_folder(path, to, existing).await?) };
        return told(context, &with_bars(context, progress, work).await?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let there = match arguments.existing {
        None | Some(There::Refuse) => None,
        Some(_) => remote::file_in(&session, &to, &name).await?,
    };
    let target = match there {
        Some(file)
            if arguments.existing == Some(There::ReplaceIfOther) && is_same(&file, &found) =>
        {
            return context.output.say(
                &format!("{name}: left as it is"),
                &json!({"name": name, "bytes": file.size, "file_id": file.id, "skipped": true}),
            );
        }
        Some(File { id: Some(id), .. }) => Target::replace(id, to, name),
        _ if arguments.other_name => Target::new(to, name).or_other_name(),
        _ => Target::new(to, name),
    };
    let work = async move {
        let uploaded = file(&transfer, path, target).await;
        uploaded.map_err(|stopped| match stopped.error {
            error @ transfer::Error::Taken(_) => Failure::from(error)
                .hint("`--existing replace` gives it the new content, `--other-name` leaves it"),
            error => error.into(),
        })
    };
    let uploaded = with_bars(context, progress, work).await?;
    let Uploaded {
        file_id,
        name,
        size,
        ..
    } = uploaded;
    context.output.say(
        &format!("{name}: {size} bytes, {file_id}"),
        &json!({"name": name, "bytes": size, "file_id": file_id, "skipped": false}),
    )
}

/// Whether a file at Quatrix is as long and as old as the one here, to the second.
fn is_same(there: &File, here: &Metadata) -> bool {
    let second = |time: SystemTime| OffsetDateTime::from(time).unix_timestamp();
    let changed = here.modified().ok().map(second);
    let size = there.size.and_then(|size| u64::try_from(size).ok());
    size == Some(here.len())
        && changed.is_some()
        && changed == there.modified.map(OffsetDateTime::unix_timestamp)
}

/// Uploads, and goes on once where it stopped.
async fn file(transfer: &Transfer, path: &Path, target: Target) -> Result<Uploaded, Stopped> {
    match transfer.upload_file(path, target).await {
        Err(Stopped {
            resume: Some(resume),
            ..
        }) => transfer.resume_file(path, *resume).await,
        outcome => outcome,
    }
}
