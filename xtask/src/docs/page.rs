//! The layout that all pages share.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::links::way;
use super::markdown::escaped;

/// The stylesheet: its name below the site, and its text.
pub const STYLE: (&str, &str) = ("style.css", include_str!("style.css"));

/// Nothing but files of the site itself is loaded, whatever a text says. The viewer sets styles on its elements, and its icons are in
/// its stylesheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// What the side of every page leads to.
pub struct Menu {
    entries: Vec<(&'static str, Vec<Entry>)>,
}

struct Entry {
    title: String,
    page: PathBuf,
}

impl Menu {
    /// Of the guides, by their titles and pages; of the vendors; and of the page that rustdoc made, if there is one.
    pub fn new(
        guides: Vec<(String, PathBuf)>,
        vendors: &[String],
        rustdoc: Option<PathBuf>,
    ) -> Self {
        let entry = |(title, page)| Entry { title, page };
        let start = Entry {
            title: "Keyfob".to_owned(),
            page: PathBuf::from("index.html"),
        };
        let vendors = vendors.iter().map(|vendor| Entry {
            title: vendor.clone(),
            page: reference_page(vendor),
        });
        let rustdoc = rustdoc.map(|page| ("The crate keyfob".to_owned(), page));
        Self {
            entries: vec![
                ("", vec![start]),
                ("Guides", guides.into_iter().map(entry).collect()),
                ("Reference", vendors.chain(rustdoc.map(entry)).collect()),
            ],
        }
    }

    fn html(&self, page: &Path) -> String {
        let mut html = String::new();
        for (heading, entries) in &self.entries {
            if !heading.is_empty() {
                // Writing to a String cannot fail.
                let _ = writeln!(html, "<h2>{heading}</h2>");
            }
            html.push_str("<ul>\n");
            for entry in entries {
                let current = match entry.page == page {
                    true => " aria-current=\"page\"",
                    false => "",
                };
                let (way, title) = (way(page, &entry.page), escaped(&entry.title));
                let _ = writeln!(html, "<li><a href=\"{way}\"{current}>{title}</a></li>");
            }
            html.push_str("</ul>\n");
        }
        html
    }
}

/// The page of a vendor's reference.
pub fn reference_page(vendor: &str) -> PathBuf {
    PathBuf::from(format!("reference/{vendor}/index.html"))
}

/// A whole page. `page` is its place below the site; `head` and `body` are HTML.
pub fn whole(menu: &Menu, page: &Path, title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n\
        <meta name=\"referrer\" content=\"no-referrer\">\n\
        <title>{title}</title>\n\
        <link rel=\"icon\" href=\"data:,\">\n\
        <link rel=\"stylesheet\" href=\"{style}\">\n{head}</head>\n<body>\n\
        <nav>\n{menu}</nav>\n<main>\n{body}</main>\n</body>\n</html>\n",
        title = escaped(title),
        style = way(page, Path::new(STYLE.0)),
        menu = menu.html(page),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_all_others_and_marks_itself() {
        let guides = vec![("Feeds".to_owned(), PathBuf::from("guides/feeds.html"))];
        let menu = Menu::new(guides, &["acme".to_owned()], None);
        let html = whole(&menu, Path::new("guides/feeds.html"), "a < b", "", "");
        assert!(html.contains("<title>a &lt; b</title>"), "{html}");
        assert!(html.contains("href=\"../style.css\""), "{html}");
        assert!(
            html.contains("href=\"../reference/acme/index.html\">acme"),
            "{html}"
        );
        assert!(
            html.contains("href=\"../guides/feeds.html\" aria-current=\"page\">Feeds"),
            "{html}"
        );
        assert!(html.contains("href=\"../index.html\">Keyfob"), "{html}");
    }
}
