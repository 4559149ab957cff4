//! `keyfob up`

use std::path::{Path, PathBuf};

use clap::Args;
use keyfob::quatrix::transfer::{Stopped, Target, Transfer, Uploaded};
use serde_json::json;

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
    /// What to do with files of a folder that are there already
    #[arg(long, default_value = "replace-if-other")]
    existing: There,
    /// Let the vendor find another name for a file, if its own is taken
    #[arg(long)]
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
        let existing = arguments.existing.into();
        let work = async move { Ok(transfer.upload_folder(path, to, existing).await?) };
        return told(context, &with_bars(context, progress, work).await?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let target = match arguments.other_name {
        true => Target::new(to, name).or_other_name(),
        false => Target::new(to, name),
    };
    let work = async move {
        let uploaded = file(&transfer, path, target).await;
        Ok(uploaded.map_err(|stopped| stopped.error)?)
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
        &json!({"name": name, "bytes": size, "file_id": file_id}),
    )
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
