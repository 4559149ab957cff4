//! Markdown to HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A page's text.
pub struct Text {
    /// Its first heading.
    pub title: String,
    /// Its HTML.
    pub html: String,
    /// The anchors of its headings.
    pub anchors: Vec<String>,
}

/// Writes a page's text. `lead` tells where its links go: nowhere, if it tells nothing.
///
/// # Errors
/// Those of `lead`.
pub fn text<E>(
    markdown: &str,
    mut lead: impl FnMut(&str) -> Result<Option<String>, E>,
) -> Result<Text, E> {
    let mut events = Vec::new();
    let mut told = Text {
        title: String::new(),
        html: String::new(),
        anchors: Vec::new(),
    };
    // Where the last heading began, and whether the link that is open is one.
    let mut heading = None;
    let mut open = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        let event = match event {
            Event::Start(Tag::Heading { .. }) => {
                heading = Some(events.len());
                event
            }
            Event::End(TagEnd::Heading(level)) => {
                let started = heading.take().unwrap_or_default();
                let words = words(events.get(started..).unwrap_or_default());
                let anchor = unique(anchor(&words), &told.anchors);
                if level == HeadingLevel::H1 && told.title.is_empty() {
                    told.title = words;
                }
                if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(started) {
                    *id = Some(anchor.clone().into());
                }
                told.anchors.push(anchor);
                event
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = lead(&dest_url)?.map(CowStr::from);
                open.push(dest_url.is_some());
                match dest_url {
                    Some(dest_url) => Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }),
                    None => continue,
                }
            }
            Event::End(TagEnd::Link) => match open.pop() {
                Some(true) => event,
                _ => continue,
            },
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = lead(&dest_url)?.map_or(dest_url, CowStr::from);
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                })
            }
            other => other,
        };
        events.push(event);
    }
    html::push_html(&mut told.html, events.into_iter());
    Ok(told)
}

/// The text of a heading.
fn words(events: &[Event<'_>]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}

/// The anchor of a heading as the usual forges make it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        letter if letter.is_alphanumeric() => Some(letter),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

fn unique(anchor: String, taken: &[String]) -> String {
    let numbered = (1..).map(|number| format!("{anchor}-{number}"));
    let mut names = std::iter::once(anchor.clone()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or(anchor)
}

/// A text in which nothing is HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::new();
    // Writing to a String cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn shown(markdown: &str) -> Text {
        let lead = |link: &str| {
            Ok::<_, Infallible>((!link.contains("::")).then(|| link.replace(".md", ".html")))
        };
        let Ok(text) = text(markdown, lead);
        text
    }

    #[test]
    fn headings_have_anchors_and_the_first_is_the_title() {
        let text = shown("# What is promised, and `what` is not\n\n## A\n\n## A\n");
        assert_eq!(text.title, "What is promised, and what is not");
        assert_eq!(
            text.anchors,
            ["what-is-promised-and-what-is-not", "a", "a-1"]
        );
        assert!(text.html.contains("<h2 id=\"a-1\">A</h2>"), "{}", text.html);
    }

    #[test]
    fn links_are_led_elsewhere_or_nowhere() {
        let text = shown("[a](b.md#c) and [`Error`](crate::Error)");
        let expected = "<p><a href=\"b.html#c\">a</a> and <code>Error</code></p>\n";
        assert_eq!(text.html, expected);
    }

    #[test]
    fn tables_are_tables_and_code_is_no_html() {
        let html = shown("| a |\n|---|\n| b |\n\n```rust\nVec<u8>\n```\n").html;
        assert!(
            html.contains("<td>b</td>") && html.contains("Vec&lt;u8&gt;"),
            "{html}"
        );
        assert_eq!(escaped("<&\">"), "&lt;&amp;&quot;&gt;");
    }
}
