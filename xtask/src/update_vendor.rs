//! `new-vendor NAME --from FILE --update`: a newer document of a vendor under the edits of people.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use keyfob_codegen::Project;
use keyfob_codegen::finding::Findings;
use keyfob_codegen::load::Document;
use keyfob_import::merge::{Merged, merge};

/// Merges a new import into a spec, keeps it as the base of the next one, and tells what changed. Fails if both sides changed the same.
pub fn run(project: &Project, name: &str, imported: &str) -> ExitCode {
    match update(project, name, imported) {
        Ok(merged) => {
            let shown = format!("specs/{name}.yaml");
            print!("{}", told(&shown, &merged));
            match merged.conflicts().next() {
                None => ExitCode::SUCCESS,
                Some(_) => ExitCode::FAILURE,
            }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What the last import wrote, before anybody edited it.
pub fn base(project: &Project, name: &str) -> PathBuf {
    project.specs().join("imports").join(format!("{name}.yaml"))
}

fn update(project: &Project, name: &str, imported: &str) -> Result<Merged, String> {
    let (spec, base) = (project.spec(name), base(project, name));
    let earlier = fs::read_to_string(&base).map_err(|error| {
        format!(
            "specs/imports/{name}.yaml, which is what the earlier import wrote, cannot be read: {error}\n\
             Without it nobody can tell the vendor's changes from yours. If you have that import, put it there."
        )
    })?;
    let mine = fs::read_to_string(&spec)
        .map_err(|error| format!("specs/{name}.yaml cannot be read: {error}"))?;
    let earlier = parse(&format!("specs/imports/{name}.yaml"), &earlier)?;
    let mine = parse(&format!("specs/{name}.yaml"), &mine)?;
    let theirs = parse("the new import", imported)?;
    let merged = merge(&earlier, &mine, &theirs)
        .map_err(|error| format!("specs/{name}.yaml stays as it is: {error}"))?;
    write(&spec, &mine.text, &merged.document.text)?;
    write(&base, &earlier.text, imported)?;
    Ok(merged)
}

fn parse(path: &str, text: &str) -> Result<Document, String> {
    let path = Path::new(path);
    Document::parse(path, text.to_owned())
        .map_err(|finding| Findings::new(path, text, vec![finding]).to_string())
}

fn write(path: &Path, before: &str, after: &str) -> Result<(), String> {
    if before == after {
        return Ok(());
    }
    fs::write(path, after).map_err(|error| format!("{}: {error}", path.display()))
}

/// A line for each change, by the line in which it stands now, and a count.
fn told(path: &str, merged: &Merged) -> String {
    let lines = merged.changes.iter().map(|change| {
        let line = change.place.map_or(1, |place| place.line);
        format!("{path}:{line}: {change}\n")
    });
    let conflicts = merged.conflicts().count();
    let count = match merged.changes.len() {
        0 => format!("{path}: nothing changed\n"),
        count => format!(
            "{path}: {count} changes, {conflicts} of them conflicts: what stands here was kept\n"
        ),
    };
    lines.chain([count]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMPORTED: &str = "info:\n  title: Acme\n  version: \"1\"\npaths: {}\n";

    /// A project in which this is what an import wrote and what somebody made of it.
    fn project(base: Option<&str>, mine: &str) -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("specs/imports")).unwrap();
        fs::write(folder.path().join("specs/acme.yaml"), mine).unwrap();
        if let Some(base) = base {
            fs::write(folder.path().join("specs/imports/acme.yaml"), base).unwrap();
        }
        let project = Project::at(folder.path());
        (folder, project)
    }

    fn files(project: &Project) -> (String, String) {
        let read = |path| fs::read_to_string(path).unwrap();
        (read(project.spec("acme")), read(base(project, "acme")))
    }

    #[test]
    fn a_newer_document_comes_under_the_edits_and_is_the_next_base() {
        let mine = IMPORTED.replace("  title: Acme\n", "  # Ours.\n  title: Acme Trading\n");
        let (_folder, project) = project(Some(IMPORTED), &mine);
        let newer = IMPORTED.replace("\"1\"", "\"2\"");
        let merged = update(&project, "acme", &newer).unwrap();
        let wanted = mine.replace("\"1\"", "\"2\"");
        assert_eq!(files(&project), (wanted.clone(), newer.clone()));
        let shown = told("specs/acme.yaml", &merged);
        assert!(
            shown.contains("specs/acme.yaml:4: changed  info version: \"1\" -> \"2\"\n"),
            "{shown}"
        );
        // The same once more changes not one byte.
        let again = update(&project, "acme", &newer).unwrap();
        assert_eq!(files(&project), (wanted, newer));
        assert_eq!(
            told("specs/acme.yaml", &again),
            "specs/acme.yaml: nothing changed\n"
        );
        // The project has one spec: what the import wrote is none.
        assert_eq!(project.names().unwrap(), ["acme"]);
    }

    #[test]
    fn a_conflict_is_told_and_fails_and_the_persons_value_is_written() {
        let mine = IMPORTED.replace("Acme", "Mine");
        let (_folder, project) = project(Some(IMPORTED), &mine);
        let code = run(
            &project,
            "acme",
            &IMPORTED.replace("Acme", "Theirs").replace("\"1\"", "\"2\""),
        );
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
        assert_eq!(files(&project).0, mine.replace("\"1\"", "\"2\""));
    }

    #[test]
    fn without_a_base_or_a_readable_document_nothing_is_written() {
        let (_folder, project_without) = project(None, IMPORTED);
        let error = update(&project_without, "acme", IMPORTED).unwrap_err();
        assert!(error.contains("specs/imports/acme.yaml"), "{error}");
        let (_folder, project) = project(Some(IMPORTED), IMPORTED);
        let error = update(&project, "acme", "a: [").unwrap_err();
        assert!(error.contains("the new import:"), "{error}");
        assert_eq!(files(&project), (IMPORTED.to_owned(), IMPORTED.to_owned()));
    }
}
