//! `docs --pictures`: runs the command line in a terminal, and writes its last screen as an SVG.

mod svg;

use std::fs;
use std::io::{self, Error};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use vt100::Parser;

use crate::process::{cargo, succeed, target};

const LIMIT: Duration = Duration::from_secs(1800);
/// What a program sends when it gives the terminal back.
const LEAVES: &[u8] = b"\x1b[?1049l";

/// A picture of the command line.
struct Picture {
    /// The file's name.
    name: &'static str,
    /// The command that a reader types.
    command: &'static str,
    /// What a shell does before it, logged in at a sandbox.
    before: &'static str,
    /// What it is ended by.
    options: &'static str,
    /// The sources that it shows.
    sources: &'static str,
    columns: u16,
    rows: u16,
}

const PICTURES: [Picture; 1] = [Picture {
    name: "watch",
    command: "keyfob watch nse_cm:1001 nse_cm:1002 'nse_cm:Nifty 50' nse_fo:60001 nse_fo:60011 --orders",
    before: "(sleep 2; for step in 1 2 3; do \
        keyfob place kotak-neo buy nse_cm:SANDBOXCO-EQ 10 --market --yes; \
        keyfob place kotak-neo sell nse_cm:SANDBOXCO-EQ 20 --limit 1600 --yes; \
        keyfob place kotak-neo buy nse_cm:THINCO-EQ 75 --market --yes; sleep 2; done) >orders.log 2>&1 &",
    options: "--for 12",
    sources: "crates/keyfob-cli/src/watch",
    columns: 104,
    rows: 22,
}];

/// Writes all pictures.
///
/// # Errors
/// The command line does not build or fails, or there is no `script`, which comes with Linux.
pub fn all(root: &Path) -> io::Result<String> {
    let build = ["build", "-p", "keyfob-cli"];
    succeed(cargo().args(build).current_dir(root), LIMIT)?;
    let programs = target(root).join("debug");
    let mut told = Vec::new();
    for picture in PICTURES {
        let path = format!("docs/pictures/{}.svg", picture.name);
        fs::create_dir_all(root.join("docs/pictures"))?;
        fs::write(root.join(&path), picture.take(root, &programs)?)?;
        told.push(format!("wrote {path}"));
    }
    Ok(told.join("\n"))
}

/// Starts a sandbox and logs in; the sandbox ends with the shell.
const LOG_IN: &str = "keyfob sandbox --port 0 --ticks 20 >sandbox.env 2>&1 & trap \"kill $!\" EXIT
until grep -q '^# Stop' sandbox.env; do sleep 0.1; done
keyfob login kotak-neo --env-file sandbox.env >login.log 2>&1 || exit 1
";

impl Picture {
    fn take(&self, root: &Path, programs: &Path) -> io::Result<String> {
        let folder = tempfile::tempdir()?;
        let shell = folder.path().join("shell");
        let size = format!("stty cols {} rows {}", self.columns, self.rows);
        let command = format!("{} {}", self.command, self.options);
        fs::write(
            &shell,
            format!("{LOG_IN}{}\n{size}\n{command}\n", self.before),
        )?;
        let mut path = programs.as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut script = Command::new("script");
        let line = format!("bash {}", shell.display());
        script
            .args(["--quiet", "--return", "--command", &line, "/dev/null"])
            .current_dir(folder.path())
            .env("PATH", path)
            .env("KEYFOB_HOME", folder.path().join("home"))
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR");
        let ran = succeed(&mut script, LIMIT)?;
        let [rows, columns] =
            [self.rows, self.columns].map(|size| NonZero::new(size).unwrap_or(NonZero::<u16>::MIN));
        let mut terminal = Parser::new(rows, columns, 0);
        terminal.process(last_screen(ran.output.as_bytes()));
        Ok(svg::screen(
            terminal.screen(),
            self.command,
            &self.made_of(root)?,
        ))
    }

    /// What the picture is made of: the sources of what it shows.
    fn made_of(&self, root: &Path) -> io::Result<String> {
        let files =
            fs::read_dir(root.join(self.sources))?.map(|entry| entry.map(|entry| entry.path()));
        let mut files = files.collect::<Result<Vec<_>, Error>>()?;
        files.retain(|path| path.is_file());
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
            let path = format!("docs/pictures/{}.svg", picture.name);
            let svg = fs::read_to_string(root().join(&path)).unwrap();
            let made_of = picture.made_of(&root()).unwrap();
            assert!(
                svg.contains(&made_of),
                "{path} is old. Run: cargo xtask docs --pictures"
            );
            assert!(readme.contains(picture.command));
            assert!(readme.contains(&format!("({path})")), "{path}");
        }
    }

    #[test]
    fn what_comes_after_the_terminal_is_given_back_is_not_drawn() {
        assert_eq!(last_screen(b"\x1b[?1049ha\x1b[?1049lb"), b"\x1b[?1049ha");
        assert_eq!(last_screen(b"a"), b"a");
    }
}
