//! Versions of crates, and which step of them says that something broke.

use std::fmt;

/// `major.minor.patch`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u64, u64, u64);

impl Version {
    /// The version of a crate: its manifest's own, or the workspace's. `read` gives a file's text.
    pub fn of(read: impl Fn(&str) -> Option<String>, manifest: &str) -> Option<Self> {
        let own = read(manifest)?;
        match section(&own, "[package]").and_then(version) {
            Some(version) => Some(version),
            None => section(&read("Cargo.toml")?, "[workspace.package]").and_then(version),
        }
    }

    /// Whether it says that something broke since the old one.
    pub fn breaks(&self, old: &Self) -> bool {
        *self >= old.next()
    }

    /// The lowest version that does.
    pub fn next(&self) -> Self {
        match *self {
            Self(0, 0, patch) => Self(0, 0, patch + 1),
            Self(0, minor, _) => Self(0, minor + 1, 0),
            Self(major, ..) => Self(major + 1, 0, 0),
        }
    }

    /// None for what is no version.
    pub fn parse(text: &str) -> Option<Self> {
        // What is marked as a preview is on its way to that version.
        let numbers = text.split(['-', '+']).next()?;
        let mut numbers = numbers.split('.').map(|number| number.parse().ok());
        Some(Self(numbers.next()??, numbers.next()??, numbers.next()??))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// The lines of a section of a manifest.
fn section<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let start = manifest.lines().find(|line| line.trim() == name)?;
    let (_, rest) = manifest.split_once(start)?;
    Some(rest.split_once("\n[").map_or(rest, |(section, _)| section))
}

/// `version = "1.2.3"`
fn version(section: &str) -> Option<Version> {
    let mut values = section.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "version").then_some(value)
    });
    Version::parse(values.next()?.trim().split('"').nth(1)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_crates_own_version_comes_before_the_workspaces() {
        let workspace = "[workspace]\nx = 1\n[workspace.package]\nversion = \"0.3.1\"\n[package]\nversion.workspace = true\n";
        let of = |own: &'static str| {
            let read = move |path: &str| match path {
                "Cargo.toml" => Some(workspace.to_owned()),
                _ => Some(own.to_owned()),
            };
            Version::of(read, "crates/acme/Cargo.toml")
                .unwrap()
                .to_string()
        };
        assert_eq!(
            of("# text\n[package]\nname = \"acme\"\nversion.workspace = true\n"),
            "0.3.1"
        );
        assert_eq!(
            of("[package]\nversion = \"1.4.0-rc.1\"\n[dependencies]\nversion = \"9.9.9\"\n"),
            "1.4.0"
        );
    }

    #[test]
    fn before_1_0_the_minor_says_that_something_broke() {
        for (old, new, breaks) in [
            ("0.1.0", "0.1.0", false),
            ("0.1.0", "0.1.9", false),
            ("0.1.3", "0.2.0", true),
            ("0.1.3", "1.0.0", true),
            ("0.0.3", "0.0.4", true),
            ("1.2.3", "1.9.0", false),
            ("1.2.3", "2.0.0", true),
            ("2.0.0", "1.0.0", false),
        ] {
            let (old, new) = (Version::parse(old).unwrap(), Version::parse(new).unwrap());
            assert_eq!(new.breaks(&old), breaks, "{old} {new}");
        }
    }
}
