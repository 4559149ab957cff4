//! The pages of Markdown: the README, the guides, and every file of the repository that these link to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};

use super::links::{Target, is_picture, page_of, target, way};
use super::markdown::{self, escaped};
use super::page::{self, Menu};

/// Where reading begins: the README, and the guides in its order.
const START: &str = "README.md";
const GUIDES: &str = "docs/guides";

/// The titles and pages of the guides, in the order in which the README names them.
///
/// # Errors
/// A guide is missing in the README, or a file cannot be read.
pub fn guides(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let readme = read(root, Path::new(START))?;
    let mut named = Vec::new();
    markdown::text(&readme, |link| {
        if let Target::File(file, None) = target(Path::new(START), link)
            && file.starts_with(GUIDES)
            && !named.contains(&file)
        {
            named.push(file);
        }
        Ok::<_, Error>(None)
    })?;
    for entry in fs::read_dir(root.join(GUIDES))? {
        let guide = Path::new(GUIDES).join(entry?.file_name());
        if !named.contains(&guide) {
            return Err(Error::other(format!(
                "{START} does not lead to {}",
                guide.display()
            )));
        }
    }
    // The README leads to single guides before it lists them.
    let listed = readme
        .split_once("\n## Guides\n")
        .map_or("", |(_, rest)| rest);
    let position = |guide: &PathBuf| listed.find(&*guide.to_string_lossy()).unwrap_or(usize::MAX);
    named.sort_by_key(position);
    let guides = named.into_iter().map(|guide| {
        let text = markdown::text(&read(root, &guide)?, |_| Ok::<_, Error>(None))?;
        Ok((text.title, page_of(&guide)))
    });
    guides.collect()
}

/// Writes them all; how many there are.
///
/// # Errors
/// A link leads to nothing, or a file cannot be read or written.
pub fn write(root: &Path, out: &Path, menu: &Menu) -> io::Result<usize> {
    fs::write(out.join(page::STYLE.0), page::STYLE.1)?;
    let pages = Pages::read(root)?;
    pages.check()?;
    for (file, told) in &pages.told {
        let place = page_of(file);
        let to = out.join(&place);
        fs::create_dir_all(to.parent().unwrap_or(out))?;
        match told {
            Told::Page(text) => {
                let html = page::whole(menu, &place, &text.title, "", &text.html);
                fs::write(to, html)?;
            }
            Told::Source(source) => {
                let title = file.display().to_string();
                let body = format!(
                    "<h1><code>{}</code></h1>\n<pre><code>{}</code></pre>\n",
                    escaped(&title),
                    escaped(source)
                );
                fs::write(to, page::whole(menu, &place, &title, "", &body))?;
            }
            Told::Picture => fs::copy(root.join(file), to).map(drop)?,
        }
    }
    Ok(pages.told.len())
}

/// What there is of each file of the repository.
enum Told {
    Page(markdown::Text),
    Source(String),
    Picture,
}

struct Pages {
    told: BTreeMap<PathBuf, Told>,
    /// Who leads where: a file, another file, and the anchor in it.
    links: Vec<(PathBuf, PathBuf, Option<String>)>,
}

impl Pages {
    /// Reads what the README leads to, and what that leads to.
    fn read(root: &Path) -> io::Result<Self> {
        let mut pages = Self {
            told: BTreeMap::new(),
            links: Vec::new(),
        };
        let mut seen = BTreeSet::from([PathBuf::from(START)]);
        let mut waiting: VecDeque<_> = seen.iter().cloned().collect();
        while let Some(file) = waiting.pop_front() {
            let told = pages.told_of(root, &file)?;
            pages.told.insert(file, told);
            for (_, to, _) in &pages.links {
                if seen.insert(to.clone()) {
                    waiting.push_back(to.clone());
                }
            }
        }
        Ok(pages)
    }

    fn told_of(&mut self, root: &Path, file: &Path) -> io::Result<Told> {
        if is_picture(file) {
            return Ok(Told::Picture);
        }
        let text = read(root, file)?;
        if file.extension().is_none_or(|extension| extension != "md") {
            return Ok(Told::Source(text));
        }
        let here = page_of(file);
        let text = markdown::text(&text, |link| {
            Ok::<_, Error>(match target(file, link) {
                Target::Item => None,
                Target::Web => Some(link.to_owned()),
                Target::Anchor(anchor) => {
                    let shown = format!("#{anchor}");
                    self.links
                        .push((file.to_owned(), file.to_owned(), Some(anchor)));
                    Some(shown)
                }
                Target::File(to, anchor) => {
                    let Some(to) = found(root, file, &to)? else {
                        return Ok(None);
                    };
                    let mut shown = way(&here, &page_of(&to));
                    if let Some(anchor) = &anchor {
                        shown = format!("{shown}#{anchor}");
                    }
                    self.links.push((file.to_owned(), to, anchor));
                    Some(shown)
                }
            })
        })?;
        Ok(Told::Page(text))
    }

    /// Every anchor that a link names is there.
    fn check(&self) -> io::Result<()> {
        for (from, to, anchor) in &self.links {
            let (Some(Told::Page(page)), Some(anchor)) = (self.told.get(to), anchor) else {
                continue;
            };
            if !page.anchors.contains(anchor) {
                let message = format!(
                    "{} leads to {}#{anchor}, which is not there",
                    from.display(),
                    to.display()
                );
                return Err(Error::other(message));
            }
        }
        Ok(())
    }
}

/// The file that a link names; of a folder, its README, if it has one.
fn found(root: &Path, from: &Path, to: &Path) -> io::Result<Option<PathBuf>> {
    let readme = to.join("README.md");
    if root.join(to).is_file() {
        Ok(Some(to.to_owned()))
    } else if root.join(to).is_dir() {
        Ok(root.join(&readme).is_file().then_some(readme))
    } else {
        let message = format!(
            "{} leads to {}, which is not there",
            from.display(),
            to.display()
        );
        Err(Error::other(message))
    }
}

fn read(root: &Path, file: &Path) -> io::Result<String> {
    fs::read_to_string(root.join(file))
        .map_err(|error| Error::new(error.kind(), format!("{}: {error}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::root;

    #[test]
    fn every_link_of_every_page_leads_somewhere() {
        let pages = Pages::read(&root()).unwrap();
        pages.check().unwrap();
        assert!(pages.told.len() > 20, "{}", pages.told.len());
        assert!(pages.told.contains_key(Path::new("ARCHITECTURE.md")));
    }

    #[test]
    fn the_readme_is_short_and_leads_to_every_guide() {
        let readme = read(&root(), Path::new(START)).unwrap();
        assert!(readme.lines().count() <= 200, "{}", readme.lines().count());
        let guides = guides(&root()).unwrap();
        assert_eq!(guides.first().unwrap().0, "Logging in");
        assert!(guides.len() > 8, "{guides:?}");
    }

    #[test]
    fn a_link_to_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let readme = folder.path().join(START);
        fs::write(&readme, "# A\n\n[b](b.md)\n").unwrap();
        let error = Pages::read(folder.path()).err().unwrap().to_string();
        assert_eq!(error, "README.md leads to b.md, which is not there");
        fs::write(&readme, "# A\n\n[b](#b)\n").unwrap();
        let error = Pages::read(folder.path()).unwrap().check().unwrap_err();
        assert_eq!(
            error.to_string(),
            "README.md leads to README.md#b, which is not there"
        );
    }
}
