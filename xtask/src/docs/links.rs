//! Where the links of a page lead: to other pages of the site, to anchors, to the web.

use std::path::{Component, Path, PathBuf};

/// What a link of a page means.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// A file of the repository, by its path below the root, and the anchor in it.
    File(PathBuf, Option<String>),
    /// An anchor of the page itself.
    Anchor(String),
    /// An address on the web.
    Web,
    /// A name of Rust, as rustdoc reads it.
    Item,
}

/// What a link means that stands in a file of the repository.
pub fn target(from: &Path, link: &str) -> Target {
    if link.contains("::") {
        return Target::Item;
    }
    if ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| link.starts_with(scheme))
    {
        return Target::Web;
    }
    if let Some(anchor) = link.strip_prefix('#') {
        return Target::Anchor(anchor.to_owned());
    }
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (link, None),
    };
    let folder = from.parent().unwrap_or(Path::new(""));
    Target::File(plain(&folder.join(path)), anchor)
}

/// The page of a file of the repository, by its path below the site.
pub fn page_of(file: &Path) -> PathBuf {
    if file == Path::new("README.md") {
        return PathBuf::from("index.html");
    }
    if let Ok(guide) = file.strip_prefix("docs/guides") {
        return Path::new("guides").join(guide).with_extension("html");
    }
    if is_picture(file) {
        return file.strip_prefix("docs").unwrap_or(file).to_owned();
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".html");
    Path::new("repository").join(name)
}

/// Whether a file is shown as it is.
pub fn is_picture(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "svg" || extension == "png")
}

/// The way from one page to another, both below the site.
pub fn way(from: &Path, to: &Path) -> String {
    let up = from.components().count().saturating_sub(1);
    let names = to
        .components()
        .map(|name| name.as_os_str().to_string_lossy().into_owned());
    let steps = std::iter::repeat_n("..".to_owned(), up).chain(names);
    steps.collect::<Vec<_>>().join("/")
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_apart() {
        let from = Path::new("docs/guides/running.md");
        let file =
            |path: &str, anchor: Option<&str>| Target::File(path.into(), anchor.map(str::to_owned));
        assert_eq!(
            target(from, "../../specs/README.md#feeds"),
            file("specs/README.md", Some("feeds"))
        );
        assert_eq!(target(from, "feeds.md"), file("docs/guides/feeds.md", None));
        assert_eq!(target(from, "#many"), Target::Anchor("many".to_owned()));
        assert_eq!(target(from, "https://a.example/b"), Target::Web);
        assert_eq!(target(from, "crate::Error::status"), Target::Item);
    }

    #[test]
    fn pages_find_each_other() {
        let guide = page_of(Path::new("docs/guides/feeds.md"));
        assert_eq!(guide, Path::new("guides/feeds.html"));
        let source = page_of(Path::new("crates/a/src/lib.rs"));
        assert_eq!(
            way(&guide, &source),
            "../repository/crates/a/src/lib.rs.html"
        );
        assert_eq!(way(Path::new("index.html"), &guide), "guides/feeds.html");
        assert_eq!(
            way(&guide, &page_of(Path::new("docs/pictures/a.svg"))),
            "../pictures/a.svg"
        );
    }
}
