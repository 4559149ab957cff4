//! The statuses of answers: numbers that end a call.

use keyfob_codegen::lint::has_reason;

use crate::api::{Answer, Call};
use crate::notes::Notes;

/// An answer that ends a call.
pub(super) struct Ended<'s, 'a> {
    pub status: u16,
    /// Nothing: the vendor tells no success.
    pub answer: Option<&'s Answer<'a>>,
}

/// The answers that end a call, in the order of their statuses.
pub(super) fn ended<'s, 'a>(
    call: &Call<'a>,
    answers: &'s [Answer<'a>],
    notes: &mut Notes,
) -> Vec<Ended<'s, 'a>> {
    let mut found: Vec<Ended<'s, 'a>> = Vec::new();
    let mut put = |status, answer: &'s Answer<'a>| {
        let is_free = !found.iter().any(|known| known.status == status);
        if is_free {
            found.push(Ended {
                status,
                answer: Some(answer),
            });
        }
        is_free
    };
    for answer in answers {
        if let Some(missing) = &answer.missing {
            let what = format!(
                "the body of the answer {} is left out: {missing}",
                answer.status
            );
            notes.left_out(answer.at, what);
        }
        match answer.status.parse::<u16>() {
            Ok(status) if has_reason(status) => drop(put(status, answer)),
            Ok(status) => {
                let what = match status {
                    300..400 => "redirects are never followed",
                    0..200 => "it does not end a call",
                    _ => "HTTP has no words for it; it is an error all the same",
                };
                notes.left_out(
                    answer.at,
                    format!("the answer {status} is left out: {what}"),
                );
            }
            Err(_) => {}
        }
    }
    // Ranges and `default` come after what is said of single statuses.
    for answer in answers {
        let status = answer.status.to_ascii_uppercase();
        let placed = match status.as_str() {
            "2XX" => put(200, answer).then_some(200),
            "4XX" => put(400, answer).then_some(400),
            "5XX" => put(500, answer).then_some(500),
            "DEFAULT" => continue,
            _ if status.parse::<u16>().is_ok() => continue,
            _ => {
                let what = format!(
                    "the answer `{}` is left out: it is no status that ends a call",
                    answer.status
                );
                notes.left_out(answer.at, what);
                continue;
            }
        };
        told(answer, placed, notes);
    }
    let has_success = answers.iter().any(|answer| answer.status.starts_with('2'));
    for answer in answers
        .iter()
        .filter(|answer| answer.status.eq_ignore_ascii_case("default"))
    {
        let places: &[u16] = match has_success {
            true => &[400, 500],
            false => &[200],
        };
        let placed = places.iter().find(|status| put(**status, answer)).copied();
        told(answer, placed, notes);
    }
    if !found.iter().any(|known| known.status < 300) {
        notes.guessed(
            call.at,
            "the vendor tells no success: 200 without a body is written",
        );
        found.push(Ended {
            status: 200,
            answer: None,
        });
    }
    found.sort_by_key(|known| known.status);
    found
}

/// Notes where a range or `default` went.
fn told(answer: &Answer<'_>, placed: Option<u16>, notes: &mut Notes) {
    let status = &answer.status;
    match placed {
        Some(placed) => notes.guessed(
            answer.at,
            format!("the answer `{status}` is written as {placed}"),
        ),
        None => notes.left_out(
            answer.at,
            format!("the answer `{status}` is left out: its numbers are described already"),
        ),
    }
}
