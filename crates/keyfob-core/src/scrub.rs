//! Taking our own secrets out of what the vendor says.
//!
//! A vendor may repeat what it was sent: "password hunter2 is wrong". Its messages are shown in errors and logs, so every secret
//! of the session and of the request is replaced in them first, and the request's path is shown as the template it was made of.
//! No copy of a secret is made for that before there is something to clean.
//!
//! | the secret | where it is replaced |
//! |---|---|
//! | shorter than 4 bytes | nowhere: a message without any "1" would say nothing |
//! | digits, fewer than 8: a PIN, a one-time code | where it stands as a number of its own, not inside a longer one or a decimal |
//! | fewer than 16 letters that can be read as words: `wrong`, `password` | in quotation marks or square brackets, behind `=`, `:` or `>` (with a blank between them too), where it is encoded, and where nothing else is said; in a sentence it is a word, and stays |
//! | what fills a place of the path, from 8 bytes | a word: where it is a word of its own too, and behind any `/`; anything else: wherever it stands |
//! | anything else: longer, or with digits, signs, mixed case or no vowels | wherever it stands, inside of other words too |
//!
//! Letter case does not count, except that letters in a case that words do not have (`wRonG`) are replaced where they stand just so. All but
//! the first are replaced in any spelling: percent-encoded, escaped, in base64 or hexadecimal.

mod collect;
mod excerpt;
mod find;
mod redactor;
mod spelling;
mod strength;

use std::borrow::Cow;
use std::sync::Arc;

use reqwest::Request;
use reqwest::header::HeaderMap;
use secrecy::zeroize::Zeroizing;

use crate::Operation;
use crate::credentials::Held;

pub(crate) use excerpt::excerpt;
pub use redactor::Redactor;

/// Shorter secrets are not looked for on their own: a message without any "1" would say nothing.
const SHORTEST: usize = 4;

const REDACTED: &str = "[redacted]";

/// A secret that is looked for; it is wiped when it is dropped.
type Needle = Zeroizing<String>;

/// Knows what is held and what a request carries in sensitive headers or under a secret name. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Scrubber {
    held: Arc<Held>,
    operation: &'static Operation,
    /// The template of the request's path.
    path: Cow<'static, str>,
    /// The request without its credentials; it shares its memory with the one that is sent.
    request: Option<Arc<Request>>,
}

impl Scrubber {
    /// `request` is as it was before the credentials came to it.
    pub(crate) fn new(
        held: Arc<Held>,
        operation: &'static Operation,
        path: Cow<'static, str>,
        request: &Request,
    ) -> Self {
        let request = request.try_clone().unwrap_or_else(|| {
            // The body is a stream: it cannot be looked into, but all else can.
            let mut head = Request::new(request.method().clone(), request.url().clone());
            *head.headers_mut() = HeaderMap::clone(request.headers());
            head
        });
        Self::of_copy(held, operation, path, Arc::new(request))
    }

    /// The same, of a copy that somebody has already.
    pub(crate) fn of_copy(
        held: Arc<Held>,
        operation: &'static Operation,
        path: Cow<'static, str>,
        request: Arc<Request>,
    ) -> Self {
        Self {
            held,
            operation,
            path,
            request: Some(request),
        }
    }

    /// Knows what is held: for what came without a request.
    pub(crate) fn of_session(held: Arc<Held>, operation: &'static Operation) -> Self {
        Self {
            held,
            operation,
            path: operation.path.into(),
            request: None,
        }
    }

    /// The text without secrets, and no longer than `most` characters.
    pub(crate) fn clean(&self, text: &str, most: usize) -> String {
        self.search().clean(text, most)
    }

    /// Copies the secrets, to clean several texts.
    fn search(&self) -> Search<'_> {
        let mut needles = self.held.texts();
        if let Some(request) = &self.request {
            collect::request(self.operation, request, &mut needles);
        }
        needles.retain(|needle| needle.len() >= SHORTEST);
        // The longest first: one secret may be part of another.
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        Search {
            sources: self,
            needles,
        }
    }
}

/// The secrets that texts are searched for. They are wiped with it.
struct Search<'a> {
    sources: &'a Scrubber,
    needles: Vec<Needle>,
}

impl Search<'_> {
    /// The text without secrets, and no longer than `most` characters. What is one text for who wrote it is to be cleaned on its own,
    /// before anything is put around it: whether a word is a secret is told by what stands beside it.
    fn clean(&self, text: &str, most: usize) -> String {
        let start = shortened(text, LONGEST, "");
        let is_cut = start.len() < text.len();
        let mut text = find::without_queries(&start);
        if let Some(request) = &self.sources.request {
            text = find::template(&text, &self.sources.path, request.url());
        }
        let mut clean = find::redact(&text, &self.needles);
        if is_cut {
            // What the cut went through is half of something, which may be a secret.
            let rest = clean.chars().count().saturating_sub(LONGEST / 4);
            clean = shortened(&clean, rest, "");
        }
        shortened(&clean, most, "…")
    }
}

/// How much of a text is looked at, in characters.
const LONGEST: usize = 64 * 1024;

/// The first so many characters.
fn shortened(text: &str, most: usize, end: &str) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}{end}", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
