//! `lint --fix`: mends what a machine can mend.

use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

use keyfob_codegen::finding::{Finding, Findings};
use keyfob_codegen::lint::FIXABLE;
use keyfob_codegen::{Error, Project};
use similar::TextDiff;

use crate::codegen::{Told, each};

pub fn run(project: &Project, vendors: &[String], dry_run: bool, max: Option<usize>) -> ExitCode {
    each(project, vendors, |name| {
        let path = project.spec(name);
        let io = |error| Error::Io(path.clone(), error);
        let before = fs::read_to_string(&path).map_err(io)?;
        let fixed = project.fix(name)?;
        let after = &fixed.document.text;
        let shown = fixed.document.path.display().to_string();
        let mut text = String::new();
        match dry_run {
            true => {
                let diff = TextDiff::from_lines(before.as_str(), after);
                text.push_str(&diff.unified_diff().header(&shown, &shown).to_string());
            }
            false => {
                fixed
                    .done
                    .iter()
                    .for_each(|finding| text.push_str(&line(&shown, finding)));
                if *after != before {
                    fs::write(&path, after).map_err(io)?;
                }
            }
        }
        let done = fixed.done.len();
        let verb = if dry_run { "would be mended" } else { "mended" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{shown}: {done} {verb}, {} left", fixed.left.len());
        if fixed.left.is_empty() {
            return Ok(Told::fine(text));
        }
        let mut left = Findings::new(&fixed.document.path, after, fixed.left);
        left.max = max.unwrap_or(left.max);
        let _ = writeln!(text, "{left}");
        Ok(Told { fine: false, text })
    })
}

/// What was done, by rule and line: the line is that of the text in which it was found.
fn line(path: &str, finding: &Finding) -> String {
    let mut known = FIXABLE.iter();
    let how = known.find(|(rule, _)| *rule == finding.rule);
    let how = how.map_or("mended", |(_, how)| how);
    format!("{path}:{}: {} ({how})\n", finding.place.line, finding.rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str =
        "openapi: 3.0.3\nservers:\n  # the one\n  - url: https://api.acme.example/ # theirs\n";

    fn fixed(dry_run: bool) -> (String, ExitCode) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("specs")).unwrap();
        let file = folder.path().join("specs/acme.yaml");
        fs::write(&file, SPEC).unwrap();
        let code = run(&Project::at(folder.path()), &[], dry_run, None);
        (fs::read_to_string(file).unwrap(), code)
    }

    #[test]
    fn what_can_be_mended_is_written_and_what_is_left_fails() {
        let (text, code) = fixed(false);
        assert_eq!(text, SPEC.replace("example/ ", "example "));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        assert_eq!(fixed(true).0, SPEC);
    }
}
