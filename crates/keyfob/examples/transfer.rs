//! Files and folders up to Quatrix and down from it, with a line for each file. The program `keyfob` shows bars.
//!
//! ```sh
//! export KEYFOB_QUATRIX_ACCOUNT=acme KEYFOB_QUATRIX_API_KEY=...
//! cargo run -p keyfob --example transfer -- up report.pdf FOLDER_ID
//! cargo run -p keyfob --example transfer -- down FILE_ID report.pdf
//! ```
//!
//! With `--journal FILE`, uploads go on where an earlier run was killed; downloads always do.

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use keyfob::quatrix::transfer::{Event, Existing, Progress, Report, Stopped, Target, Transfer};
use keyfob::quatrix::{ApiKey, Login, Manager, Password};

#[derive(Parser)]
#[command(about = "Files and folders up to Quatrix and down from it")]
struct Arguments {
    /// Where to write down how far uploads are; it holds their keys.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    #[command(subcommand)]
    way: Way,
}

#[derive(Subcommand)]
enum Way {
    /// Upload a file or a folder into a folder.
    Up { path: PathBuf, folder_id: String },
    /// Download a file.
    Down { file_id: String, path: PathBuf },
    /// Download a folder.
    DownFolder { folder_id: String, path: PathBuf },
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { journal, way } = Arguments::parse();
    let login = Login::from_env()?;
    let manager = match ApiKey::from_env() {
        Ok(key) => Manager::new(login, key),
        Err(_) => Manager::new(login, Password::from_env()?),
    };
    let session = manager.session().await?;
    let (mut transfer, progress) = session.transfer().with_progress();
    if let Some(journal) = journal {
        transfer = transfer.with_journal(journal).await?;
    }
    // The lines end when the transfers are done, and with them the last transfer is dropped.
    let (outcome, ()) = tokio::join!(run(transfer, way), show(progress));
    let logout = manager.logout().await;
    outcome?;
    Ok(logout?)
}

async fn run(transfer: Transfer, way: Way) -> Result<(), Box<dyn Error>> {
    match way {
        Way::Up { path, folder_id } if path.is_dir() => {
            let existing = Existing::ReplaceIfOther;
            tell(&transfer.upload_folder(path, folder_id, existing).await?);
        }
        Way::Up { path, folder_id } => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let target = Target::new(folder_id, name).or_other_name();
            let uploaded = upload(&transfer, &path, target).await?;
            println!("{uploaded}");
        }
        Way::Down { file_id, path } => {
            let size = transfer.download_file(&file_id, path).await?;
            println!("{size} bytes");
        }
        Way::DownFolder { folder_id, path } => {
            let existing = Existing::ReplaceIfOther;
            tell(&transfer.download_folder(&folder_id, path, existing).await?);
        }
    }
    Ok(())
}

/// Uploads, and goes on once where it stopped.
async fn upload(transfer: &Transfer, path: &PathBuf, target: Target) -> Result<String, Stopped> {
    let uploaded = match transfer.upload_file(path, target).await {
        Ok(uploaded) => uploaded,
        Err(Stopped {
            resume: Some(resume),
            error,
            ..
        }) => {
            eprintln!("{error}; going on from byte {}", resume.offset());
            transfer.resume_file(path, *resume).await?
        }
        Err(stopped) => return Err(stopped),
    };
    Ok(format!("{} is {}", uploaded.name, uploaded.file_id))
}

fn tell(report: &Report) {
    let (files, bytes, skipped) = (report.files, report.bytes, report.skipped);
    println!("{files} files, {bytes} bytes, {skipped} left as they are");
    for (path, error) in &report.failed {
        println!("{}: {error}", path.display());
    }
}

/// A line for each file that is through. How far it is meanwhile would be told by `Event::Moved`.
async fn show(mut progress: Progress) {
    let mut names = HashMap::new();
    while let Some(event) = progress.next().await {
        let (transfer, what) = match event {
            Event::Started { transfer, name, .. } => {
                names.insert(transfer, name);
                continue;
            }
            Event::Finished { transfer, size } => (transfer, format!("{size} bytes")),
            Event::Failed { transfer, why } => (transfer, why),
            _ => continue,
        };
        eprintln!("{}: {what}", names.remove(&transfer).unwrap_or_default());
    }
}
