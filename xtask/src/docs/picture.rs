//! `docs --pictures`: runs an example in a terminal, and writes its last screen as an SVG.

mod svg;

use std::fs;
use std::io::{self, Error};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use vt100::Parser;

use crate::process::{cargo, succeed};

const LIMIT: Duration = Duration::from_secs(1800);
/// What a program sends when it gives the terminal back.
const LEAVES: &[u8] = b"\x1b[?1049l";

/// A picture of a program.
struct Picture {
    /// The example, which is the file's name, too.
    example: &'static str,
    /// Its options.
    options: &'static str,
    columns: u16,
    rows: u16,
}

const PICTURES: [Picture; 1] = [Picture {
    example: "watch",
    options: "--for 12",
    columns: 104,
    rows: 25,
}];

/// Writes all pictures.
///
/// # Errors
/// An example does not build or fails, or there is no `script`, which comes with Linux.
pub fn all(root: &Path) -> io::Result<String> {
    let mut told = Vec::new();
    for picture in PICTURES {
        let path = format!("docs/pictures/{}.svg", picture.example);
        fs::create_dir_all(root.join("docs/pictures"))?;
        fs::write(root.join(&path), picture.take(root)?)?;
        told.push(format!("wrote {path}"));
    }
    Ok(told.join("\n"))
}

impl Picture {
    /// The command that a reader types.
    fn command(&self) -> String {
        format!("cargo run -p keyfob --example {}", self.example)
    }

    fn take(&self, root: &Path) -> io::Result<String> {
        let build = ["build", "-p", "keyfob", "--example", self.example];
        succeed(cargo().args(build).current_dir(root), LIMIT)?;
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        let program = root.join(target).join("debug/examples").join(self.example);
        let line = format!(
            "stty cols {} rows {}; exec {} {}",
            self.columns,
            self.rows,
            program.display(),
            self.options
        );
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        script.env("TERM", "xterm-256color").env_remove("NO_COLOR");
        let ran = succeed(&mut script, LIMIT)?;
        let [rows, columns] =
            [self.rows, self.columns].map(|size| NonZero::new(size).unwrap_or(NonZero::<u16>::MIN));
        let mut terminal = Parser::new(rows, columns, 0);
        terminal.process(last_screen(ran.output.as_bytes()));
        Ok(svg::screen(
            terminal.screen(),
            &self.command(),
            &self.made_of(root)?,
        ))
    }

    /// What the picture is made of: its program.
    fn made_of(&self, root: &Path) -> io::Result<String> {
        let folder = root.join("crates/keyfob/examples").join(self.example);
        let files = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path()));
        let mut files = files.collect::<Result<Vec<_>, Error>>()?;
        files.sort();
        let mut hash = Sha256::new();
        for file in files {
            hash.update(fs::read(file)?);
        }
        Ok(hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }
}

/// What was drawn before the program gave the terminal back.
fn last_screen(output: &[u8]) -> &[u8] {
    let windows = output.windows(LEAVES.len());
    let end = windows.into_iter().rposition(|bytes| bytes == LEAVES);
    output
        .get(..end.unwrap_or(output.len()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::root;

    #[test]
    fn the_pictures_are_those_of_todays_programs_and_the_readme_shows_them() {
        let readme = fs::read_to_string(root().join("README.md")).unwrap();
        for picture in PICTURES {
            let path = format!("docs/pictures/{}.svg", picture.example);
            let svg = fs::read_to_string(root().join(&path)).unwrap();
            let made_of = picture.made_of(&root()).unwrap();
            assert!(
                svg.contains(&made_of),
                "{path} is old. Run: cargo xtask docs --pictures"
            );
            assert!(svg.contains(&picture.command()) && readme.contains(&picture.command()));
            assert!(readme.contains(&format!("({path})")), "{path}");
        }
    }

    #[test]
    fn what_comes_after_the_terminal_is_given_back_is_not_drawn() {
        assert_eq!(last_screen(b"\x1b[?1049ha\x1b[?1049lb"), b"\x1b[?1049ha");
        assert_eq!(last_screen(b"a"), b"a");
    }
}
