//! `CHANGELOG.md`, by Keep a Changelog: what it says of a version.

use std::fs;
use std::io;
use std::path::Path;

use super::report::Report;

/// Looks for what is said of a version.
///
/// # Errors
/// What the file system says.
pub fn check(root: &Path, version: &str, report: &mut Report) -> io::Result<()> {
    judge(
        &fs::read_to_string(root.join("CHANGELOG.md"))?,
        version,
        report,
    );
    Ok(())
}

/// A section: `## [0.1.0] - 2026-11-26`, or `## [Unreleased]`.
struct Section<'a> {
    name: &'a str,
    /// What stands behind the name.
    date: &'a str,
    has_entries: bool,
}

fn judge(text: &str, version: &str, report: &mut Report) {
    let sections = sections(text);
    let of = |name: &str| sections.iter().find(|section| section.name == name);
    let unreleased = of("Unreleased").is_some_and(|section| section.has_entries);
    match of(version) {
        None if unreleased => report.open(format!(
            "CHANGELOG.md: give [Unreleased] the heading `## [{version}] - YYYY-MM-DD`"
        )),
        None => report.fault(format!(
            "CHANGELOG.md says nothing of {version}: write what it brings below `## [Unreleased]`"
        )),
        Some(section) if !is_date(section.date) => report.fault(format!(
            "CHANGELOG.md: the section of {version} has no date: `## [{version}] - YYYY-MM-DD`"
        )),
        Some(section) if !section.has_entries => report.fault(format!(
            "CHANGELOG.md: the section of {version} is empty: write what it brings"
        )),
        Some(_) if unreleased => report.open(format!(
            "CHANGELOG.md: {version} is released with what stands in [Unreleased]: move it to {version}, or set the next version"
        )),
        Some(_) => {}
    }
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.lines() {
        if let Some((name, rest)) = line.strip_prefix("## [").and_then(|it| it.split_once(']')) {
            let date = rest.trim().trim_start_matches('-').trim_start();
            sections.push(Section {
                name,
                date,
                has_entries: false,
            });
        } else if let Some(last) = sections.last_mut() {
            last.has_entries |= line.starts_with("- ");
        }
    }
    sections
}

/// `2026-11-26`
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = &parts[..] else {
        return false;
    };
    let is_number = |part: &str, digits: usize, most: u32| {
        let number: Option<u32> = part.parse().ok();
        part.len() == digits && number.is_some_and(|number| (1..=most).contains(&number))
    };
    is_number(year, 4, 9999) && is_number(month, 2, 12) && is_number(day, 2, 31)
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const HEAD: &str = "# Changelog\n\n- no entry: no section is begun\n\n";

    fn judged(sections: &str) -> Report {
        let mut report = Report::default();
        judge(&format!("{HEAD}{sections}"), "0.2.0", &mut report);
        report
    }

    #[test]
    fn a_section_with_a_date_and_entries_is_all_that_it_takes() {
        let report = judged(
            "## [Unreleased]\n\n## [0.2.0] - 2026-11-26\n### Added\n- a thing\n\n## [0.1.0] - 2026-01-01\n- all\n",
        );
        assert_eq!(report, Report::default());
    }

    #[test]
    fn what_is_unreleased_needs_a_heading_with_a_date() {
        let report = judged("## [Unreleased]\n### Added\n- a thing\n## [0.1.0] - 2026-01-01\n");
        assert!(report.faults.is_empty());
        assert!(
            report.open[0].contains("`## [0.2.0] - YYYY-MM-DD`"),
            "{report:?}"
        );
    }

    #[test]
    fn what_came_after_the_section_is_told() {
        let report = judged("## [Unreleased]\n- more\n## [0.2.0] - 2026-11-26\n- a thing\n");
        assert!(report.faults.is_empty());
        assert!(report.open[0].contains("[Unreleased]"), "{report:?}");
    }

    #[test]
    fn a_changelog_without_a_word_of_the_version_is_refused() {
        for (sections, word) in [
            ("", "says nothing"),
            (
                "## [Unreleased]\n### Added\n## [0.1.0] - 2026-01-01\n- old\n",
                "says nothing",
            ),
            ("## [0.2.0]\n- a thing\n", "no date"),
            ("## [0.2.0] - Unreleased\n- a thing\n", "no date"),
            ("## [0.2.0] - 2026-13-01\n- a thing\n", "no date"),
            ("## [0.2.0] - 2026-1-01\n- a thing\n", "no date"),
            (
                "## [0.2.0] - 2026-11-26\n## [0.1.0] - 2026-01-01\n- old\n",
                "empty",
            ),
        ] {
            let report = judged(sections);
            assert!(
                report.faults.len() == 1 && report.faults[0].contains(word),
                "{sections}: {report:?}"
            );
        }
    }
}
