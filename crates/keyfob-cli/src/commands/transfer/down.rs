//! `keyfob down`

use std::path::{Path, PathBuf};

use clap::Args;
use keyfob::quatrix::transfer;
use serde_json::json;

use super::{There, open, remote, told, with_bars};
use crate::commands::Context;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub struct Down {
    /// A file or a folder at Quatrix, by its path, such as /Reports/june.pdf, or its id
    from: String,
    /// Where it goes: a name, or a folder that is there for a file; under its own name, if it is left out
    path: Option<PathBuf>,
    /// What to do with files that are there already; without it a file is refused, and those of a folder are as with replace-if-other
    #[arg(long)]
    existing: Option<There>,
}

/// Downloads a file or a folder.
pub async fn down(context: &Context, arguments: Down) -> Result<(), Failure> {
    let session = open(context).await?;
    let id = remote::id(&session, &arguments.from).await?;
    let found = remote::metadata(&session, &id).await?;
    let is_file = remote::is_file(found.file_type.as_ref());
    let path = match arguments.path {
        Some(path) if is_file && path.is_dir() => path.join(own_name(found.name.as_deref())?),
        Some(path) => path,
        None => own_name(found.name.as_deref())?,
    };
    let (transfer, progress) = session.transfer().with_progress();
    if !is_file {
        let existing = arguments.existing.unwrap_or(There::ReplaceIfOther).into();
        let to = path.clone();
        let work = async move { Ok(transfer.download_folder(&id, to, existing).await?) };
        return told(context, &with_bars(context, progress, work).await?);
    }
    let to = path.clone();
    let existing = arguments.existing.unwrap_or(There::Refuse).into();
    let work = async move {
        let came = transfer.download_file_over(&id, &to, existing).await;
        came.map_err(|error| match error {
            transfer::Error::Taken(_) => {
                Failure::in_part(format!("{} is there already", to.display()))
                    .hint("`--existing replace` gives it the new content")
            }
            error => error.into(),
        })
    };
    let size = with_bars(context, progress, work).await?;
    let told = match size {
        Some(size) => format!("{size} bytes"),
        None => "left as it is".to_owned(),
    };
    context.output.say(
        &format!("{}: {told}", path.display()),
        &json!({"file": path, "bytes": size, "skipped": size.is_none()}),
    )
}

/// A name that leads nowhere else.
fn own_name(name: Option<&str>) -> Result<PathBuf, Failure> {
    let name = name.map(Path::new);
    let is_plain = |name: &&Path| {
        let last = name.file_name();
        last.is_some_and(|last| last == name.as_os_str())
    };
    match name.filter(is_plain) {
        Some(name) => Ok(name.to_owned()),
        None => Err(Failure::usage(
            "its own name cannot be a file's here: say where it goes",
        )),
    }
}
