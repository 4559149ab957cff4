//! What the vendor's codes and words, and HTTP's statuses, mean in which operation.

use reqwest::StatusCode;

use super::{Author, Fault};
use crate::{FaultKind, FaultMeaning, Operation, Proves};

impl FaultMeaning {
    pub(super) fn has_code(&self, fault: &Fault) -> bool {
        let mut codes = fault.codes.iter();
        codes.any(|code| self.codes.contains(&code.as_str()))
    }

    pub(super) fn has_words(&self, fault: &Fault) -> bool {
        let mut words = self.says.iter();
        words.any(|words| {
            let words = words.to_lowercase();
            fault.words.iter().any(|text| has_words(text, &words))
        })
    }

    /// A status has a meaning only where the API itself answers, and a session can end only where one was shown.
    pub(super) fn has_status(
        &self,
        operation: &Operation,
        status: StatusCode,
        fault: &Fault,
        author: Author,
    ) -> bool {
        self.statuses.contains(&status.as_u16())
            && (operation.proves.is_none() || !self.proves.is_empty())
            && author != Author::Other
            // A 403 without a word may be a firewall's.
            && (author == Author::Api || status != StatusCode::FORBIDDEN)
            && !(self.without_code && fault.code.is_some())
            && !(self.kind == FaultKind::SessionEnded && operation.security.is_empty())
    }
}

/// Whether the words stand in the text as words, not as a part of others. A plural counts.
fn has_words(text: &str, words: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).unwrap_or_default().chars().next_back();
        let after = text.get(at + found.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        let first = words.chars().next().is_some_and(char::is_alphanumeric);
        (is_end(before) || !first) && is_end(after.chars().next())
    })
}

/// What the status tells where the vendor's own words do not.
pub(super) fn by_status(
    operation: &Operation,
    status: StatusCode,
    fault: &Fault,
    author: Author,
) -> Option<FaultKind> {
    match status.as_u16() {
        429 => return Some(FaultKind::RateLimited),
        502..=504 => return Some(FaultKind::Unavailable),
        _ if author == Author::Other => return None,
        423 => return Some(FaultKind::Locked),
        401 if operation.proves.is_none() && fault.code.is_none() => {}
        // A refusal of a login step that says nothing more is one of what was tried. One that says more is told in the vendor's
        // words, and the spec tells what they mean.
        200..=299 | 401 if fault.is_silent => {}
        _ => return None,
    }
    match operation.proves {
        Some(Proves::Application) => Some(FaultKind::ApplicationRefused),
        Some(Proves::Password) => Some(FaultKind::WrongPassword),
        Some(Proves::Code) => Some(FaultKind::WrongCode),
        Some(Proves::Captcha) => Some(FaultKind::Captcha),
        // Where no credential is sent, no session can have ended.
        None if status == StatusCode::UNAUTHORIZED && !operation.security.is_empty() => {
            Some(FaultKind::SessionEnded)
        }
        None => None,
    }
}
