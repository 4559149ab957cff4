//! `keyfob man`

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use serde_json::json;

use crate::cli::Cli;
use crate::failure::Failure;
use crate::output::Output;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Write a page for each command into this folder, such as /usr/local/share/man/man1; without it the first page is shown
    folder: Option<PathBuf>,
}

pub fn run(output: Output, arguments: Arguments) -> Result<(), Failure> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = arguments.folder else {
        return output.bytes(&page(&command)?);
    };
    let failed = |error| Failure::local(format!("{} cannot be written: {error}", folder.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    let below = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set());
    let mut pages = Vec::new();
    for command in [&command].into_iter().chain(below) {
        let name = match command.get_name() {
            "keyfob" => "keyfob.1".to_owned(),
            below => format!("keyfob-{below}.1"),
        };
        fs::write(folder.join(&name), page(command)?).map_err(failed)?;
        pages.push(name);
    }
    output.say(
        &format!("{} pages in {}", pages.len(), folder.display()),
        &json!({"folder": folder, "pages": pages}),
    )
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let name = command.get_display_name().unwrap_or(command.get_name());
    Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut text)?;
    Ok(text)
}
