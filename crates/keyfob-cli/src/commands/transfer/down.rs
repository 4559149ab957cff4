//! `keyfob down`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::{There, open, remote, told, with_bars};
use crate::commands::Context;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub struct Down {
    /// A file or a folder at Quatrix, by its path, such as /Reports/june.pdf, or its id
    from: String,
    /// Where it goes; under its own name, if it is left out
    path: Option<PathBuf>,
    /// What to do with files of a folder that are there already
    #[arg(long, default_value = "replace-if-other")]
    existing: There,
}

/// Downloads a file or a folder.
pub async fn down(context: &Context, arguments: Down) -> Result<(), Failure> {
    let session = open(context).await?;
    let id = remote::id(&session, &arguments.from).await?;
    let found = session.client().files().metadata().id(&*id).send().await;
    let found = found.map_err(remote::failed)?;
    let is_file = remote::is_file(found.file_type.as_ref());
    let path = match arguments.path {
        Some(path) => path,
        None => own_name(found.name.as_deref())?,
    };
    let (transfer, progress) = session.transfer().with_progress();
    if !is_file {
        let existing = arguments.existing.into();
        let to = path.clone();
        let work = async move { Ok(transfer.download_folder(&id, to, existing).await?) };
        return told(context, &with_bars(context, progress, work).await?);
    }
    let to = path.clone();
    let work = async move { Ok(transfer.download_file(&id, to).await?) };
    let size = with_bars(context, progress, work).await?;
    context.output.say(
        &format!("{}: {size} bytes", path.display()),
        &json!({"file": path, "bytes": size}),
    )
}

/// A name that leads nowhere else.
fn own_name(name: Option<&str>) -> Result<PathBuf, Failure> {
    let name = name.map(Path::new);
    let is_plain = |name: &&Path| {
        name.file_name()
            .is_some_and(|last| last == name.as_os_str())
            && !name.exists()
    };
    match name.filter(is_plain) {
        Some(name) => Ok(name.to_owned()),
        None => Err(Failure::usage(
            "its own name is taken here, or cannot be a file's here: say where it goes",
        )),
    }
}
