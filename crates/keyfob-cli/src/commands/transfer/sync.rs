//! `keyfob sync`

use std::path::PathBuf;

use clap::Args;
use keyfob::quatrix::transfer::Existing;

use super::{open, remote, told, with_bars, with_journal};
use crate::commands::Context;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub struct Sync {
    /// The folder here
    folder: PathBuf,
    /// The folder at Quatrix, by its path, such as /Reports, or its id; the home folder, if it is left out
    #[arg(long, value_name = "FOLDER")]
    with: Option<String>,
    /// From Quatrix to here, in place of from here to Quatrix
    #[arg(long)]
    down: bool,
}

/// Moves what is new or other. Nothing is deleted on either side.
pub async fn sync(context: &Context, arguments: Sync) -> Result<(), Failure> {
    let folder = arguments.folder;
    if !arguments.down && !folder.is_dir() {
        return Err(Failure::usage(format!("{} is no folder", folder.display())));
    }
    let session = open(context).await?;
    let there = remote::folder(&session, arguments.with.as_deref()).await?;
    let existing = Existing::ReplaceIfOther;
    let (transfer, progress) = session.transfer().with_progress();
    let report = if arguments.down {
        let work = async move { Ok(transfer.download_folder(&there, folder, existing).await?) };
        with_bars(context, progress, work).await?
    } else {
        let transfer = with_journal(context, transfer).await?;
        let work = async move { Ok(transfer.upload_folder(folder, there, existing).await?) };
        with_bars(context, progress, work).await?
    };
    told(context, &report)
}
