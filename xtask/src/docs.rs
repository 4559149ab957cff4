//! `docs`: the guides and a reference page for each vendor, as static pages that load nothing from the network.

#[cfg(test)]
mod commands;
mod document;
mod links;
mod markdown;
mod page;
mod picture;
mod reference;
mod site;
mod viewer;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use keyfob_codegen::Project;

/// What was asked for.
#[derive(clap::Args)]
pub struct Docs {
    /// The folder that the pages are written to; target/docs-site if none is named.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Runs the examples that the README shows, and writes their pictures to docs/pictures/; no pages.
    #[arg(long)]
    pictures: bool,
}

pub fn run(root: &Path, project: &Project, asked: &Docs) -> ExitCode {
    let done = match asked.pictures {
        true => picture::all(root),
        false => write(root, project, asked.out.as_deref()),
    };
    match done {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("docs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(root: &Path, project: &Project, out: Option<&Path>) -> io::Result<String> {
    let out = out.map_or_else(|| root.join("target/docs-site"), Path::to_path_buf);
    emptied(&out)?;
    let vendors = project.names().map_err(io::Error::other)?;
    let menu = page::Menu::new(site::guides(root)?, &vendors, rustdoc(root, &out)?);
    let pages = site::write(root, &out, &menu)?;
    viewer::install(root, &out)?;
    for vendor in &vendors {
        reference::write(project, vendor, &out, &menu)?;
    }
    let index = out.join("index.html");
    let count = pages + vendors.len();
    Ok(format!("{count} pages: {}", index.display()))
}

/// The folder, with nothing of an earlier run in it. What this chore did not make is left alone.
fn emptied(out: &Path) -> io::Result<()> {
    let is_ours = out.join(page::STYLE.0).is_file();
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !is_ours && !is_empty {
        let message = format!(
            "{} holds something else; name an empty folder",
            out.display()
        );
        return Err(io::Error::other(message));
    }
    if is_ours {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)
}

/// Links what `cargo doc` wrote, if it is there: the page of the facade.
fn rustdoc(root: &Path, out: &Path) -> io::Result<Option<PathBuf>> {
    let written = root.join("target/doc");
    if !written.join("keyfob/index.html").is_file() {
        return Ok(None);
    }
    std::os::unix::fs::symlink(written.canonicalize()?, out.join("rustdoc"))?;
    Ok(Some(PathBuf::from("rustdoc/keyfob/index.html")))
}

/// The workspace's folder.
#[cfg(test)]
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        emptied(&folder.path().join("new")).unwrap();
        fs::remove_dir(folder.path().join("new")).unwrap();
        fs::write(folder.path().join("mine"), "").unwrap();
        assert!(emptied(folder.path()).is_err());
        assert!(folder.path().join("mine").exists());
        fs::write(folder.path().join(page::STYLE.0), "").unwrap();
        emptied(folder.path()).unwrap();
        assert!(!folder.path().join("mine").exists());
    }
}
