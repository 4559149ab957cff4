//! Which of an operation's answers is given.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::operation::Operation;

/// Which answer is wanted: by the header `Prefer`, or by the server's own user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) status: Option<u16>,
    pub(super) example: Option<String>,
}

impl Wanted {
    /// Reads `status=404; example=none`.
    pub(super) fn read(prefer: &str) -> Self {
        let mut wanted = Self::default();
        for preference in prefer.split([',', ';']) {
            let Some((name, value)) = preference.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "status" | "code" => wanted.status = value.parse().ok(),
                "example" => wanted.example = Some(value.to_owned()),
                _ => {}
            }
        }
        wanted
    }
}

impl Operation {
    /// The answer that is wanted; without any wish the first success.
    pub(super) fn answer(&self, wanted: &Wanted) -> Result<Response, String> {
        let mut answers: Vec<_> = self.answers.iter().collect();
        // Successes first, and the lowest of them.
        answers.sort_by_key(|answer| (!(200..300).contains(&answer.status), answer.status));
        let fitting = answers
            .iter()
            .filter(|answer| wanted.status.is_none_or(|status| answer.status == status));
        let mut made = fitting.filter_map(|answer| answer.response(wanted.example.as_deref()));
        match made.next() {
            Some(response) => Ok(response),
            None if answers.is_empty() => Ok(StatusCode::NO_CONTENT.into_response()),
            None => Err(format!(
                "there is no such answer: the statuses are {:?}",
                self.answers
                    .iter()
                    .map(|answer| answer.status)
                    .collect::<Vec<_>>()
            )),
        }
    }

    /// The first example of a status, if the operation has one.
    pub(super) fn example(&self, status: u16) -> Option<Response> {
        let mut answers = self.answers.iter();
        let answer = answers.find(|answer| answer.status == status)?;
        (!answer.examples.is_empty()).then(|| answer.response(None))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_are_read_and_others_are_left() {
        let wanted = Wanted::read("respond-async, status=404; example=\"none\"");
        assert_eq!(wanted.status, Some(404));
        assert_eq!(wanted.example.as_deref(), Some("none"));
        assert_eq!(Wanted::read("return=minimal"), Wanted::default());
    }
}
