//! Programs as users write them: each subcommand logs in from the environment, does one thing and ends. `cargo xtask bench programs`
//! measures what they cost as a whole.

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use keyfob::quatrix::transfer::{Existing, Target};
use keyfob::{kotak_neo, quatrix};

#[derive(Parser)]
enum Program {
    /// Logs in at Kotak Neo.
    Login,
    /// Logs in at Quatrix, and nothing else.
    Idle,
    /// Uploads a file to the home folder, and prints its id.
    Up {
        /// The file.
        path: PathBuf,
    },
    /// Downloads a file.
    Down {
        /// Its id.
        id: String,
        /// Where to.
        path: PathBuf,
    },
    /// Uploads what is in a folder to the home folder.
    UpFolder {
        /// The folder.
        path: PathBuf,
        /// How many files at a time.
        #[arg(long)]
        files_at_a_time: usize,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match Program::parse() {
        Program::Login => {
            kotak_neo::Session::from_env().await?;
        }
        Program::Idle => {
            quatrix::Session::from_env().await?.home_folder().await?;
        }
        Program::Up { path } => {
            let session = quatrix::Session::from_env().await?;
            let home = session.home_folder().await?;
            let target = Target::new(home, "large.bin").or_other_name();
            let uploaded = session.transfer().upload_file(path, target).await?;
            println!("{}", uploaded.file_id);
        }
        Program::Down { id, path } => {
            let session = quatrix::Session::from_env().await?;
            session.transfer().download_file(&id, path).await?;
        }
        Program::UpFolder {
            path,
            files_at_a_time,
        } => {
            let session = quatrix::Session::from_env().await?;
            let home = session.home_folder().await?;
            let transfer = session.transfer().with_files_at_a_time(files_at_a_time);
            let report = transfer
                .upload_folder(path, home, Existing::ReplaceIfOther)
                .await?
                .complete()?;
            println!("{} files", report.files);
        }
    }
    Ok(())
}
