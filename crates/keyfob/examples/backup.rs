//! Backs a folder up to Quatrix, makes a link to it, brings it back, and compares.
//!
//! ```sh
//! cargo run -p keyfob --example backup -- photos copy          # with a sandbox
//! cargo run -p keyfob --example backup -- photos copy --live   # with the account of the environment variables
//! ```
//!
//! `--live` needs `KEYFOB_QUATRIX_ACCOUNT`, `_EMAIL`, `_PASSWORD` and `_TOTP_SECRET`.

#[path = "accounts/quatrix.rs"]
mod accounts;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use keyfob::Error;
use keyfob::quatrix::transfer::Existing;
use keyfob::quatrix::types::{MakeFolderRequest, QuicklinkCreateRequest};
use keyfob::quatrix::{Login, Manager, Password, Session};

pub(crate) use accounts::Account;

#[derive(Parser)]
#[command(about = "Backs a folder up to Quatrix")]
struct Arguments {
    /// What to back up; the examples themselves, if nothing else is said.
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))]
    folder: PathBuf,
    /// Where the copy goes that is compared.
    #[arg(default_value = "target/backup")]
    copy: PathBuf,
    /// Goes to the real vendor.
    #[arg(long)]
    live: bool,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let account = Account::choose(arguments.live).await?;
    let manager = manager(&account);
    let session = manager.session().await?;
    let outcome = back_up(&session, &arguments.folder, &arguments.copy).await;
    let ended = manager.logout().await;
    outcome?;
    println!("the copy is the same");
    ended
}

/// Logs in with the second factor, if the account wants one; and again, if the session ends while files move.
pub fn manager(account: &Account) -> Manager {
    let login = Login::new(&account.name).with_settings(account.settings.clone());
    let password = Password::new(&account.email, account.password.clone());
    Manager::new(login, password.with_totp(account.authenticator.clone()))
}

/// Up, shared, and down again; an error, if the copy is another one.
pub async fn back_up(session: &Session, folder: &Path, copy: &Path) -> Result<(), Error> {
    let backup = make_folder(session, "backup").await?;
    let transfer = session.transfer();

    let up = transfer.upload_folder(folder, &backup, Existing::Refuse);
    let up = up.await?.complete()?;
    println!("{} files went up, {} bytes", up.files, up.bytes);

    let link = share(session, &backup).await?;
    println!("whoever has the quicklink {link} can have them");

    let down = transfer.download_folder(&backup, copy, Existing::Replace);
    let down = down.await?.complete()?;
    println!("{} files came down, {} bytes", down.files, down.bytes);

    match is_same(folder, copy) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::invalid_input("the copy differs from the folder")),
        Err(error) => Err(Error::invalid_input(format!("the copy: {error}"))),
    }
}

/// In the home folder; its id. If there is one of this name, the vendor finds another name.
async fn make_folder(session: &Session, name: &str) -> Result<String, Error> {
    let folder = MakeFolderRequest::builder().name(name).resolve(true);
    let made = session.client().files().make_folder().body(folder);
    let id = made.send().await?.into_inner().id;
    id.ok_or(Error::incomplete("file_makedir", "id"))
}

/// With a public link, of which the vendor tells the id.
async fn share(session: &Session, folder_id: &str) -> Result<String, Error> {
    let link = QuicklinkCreateRequest::builder()
        .files([folder_id])
        .subject("The backup of today");
    let made = session.client().shares().create_quicklink().body(link);
    let id = made.send().await?.into_inner().id;
    id.ok_or(Error::incomplete("quicklink_create", "id"))
}

/// Whether a copy has every file of a folder, with the same content.
fn is_same(folder: &Path, copy: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (one, other) = (entry.path(), copy.join(entry.file_name()));
        let same = match entry.file_type()?.is_dir() {
            true => is_same(&one, &other)?,
            false => fs::read(one)? == fs::read(other)?,
        };
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}
