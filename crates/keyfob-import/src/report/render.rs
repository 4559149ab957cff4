//! The report as a person reads it.

use std::fmt::Write as _;

use super::{Effect, Note, Report};

/// The effects, the greatest loss first, and what each is called.
const EFFECTS: [(Effect, &str, &str); 4] = [
    (
        Effect::OperationLeftOut,
        "operations left out",
        "Operations that are left out",
    ),
    (
        Effect::PartLeftOut,
        "parts left out",
        "Parts that are left out",
    ),
    (
        Effect::Loosened,
        "loosened",
        "What says less than the source",
    ),
    (
        Effect::Guessed,
        "guessed",
        "What the source does not say, and a person has to look at",
    ),
];

impl Report {
    /// The totals in one line.
    #[must_use]
    pub fn totals(&self) -> String {
        let Self {
            operations,
            imported,
            ..
        } = self;
        let counts = EFFECTS.map(|(effect, what, _)| format!("{} {what}", self.of(effect).count()));
        format!(
            "{imported} of {operations} operations are in the spec; {}",
            counts.join(", ")
        )
    }

    /// The whole report: the totals, and the notes by effect and operation, each with its place. No more than `max` notes of
    /// an effect are shown; all are counted.
    #[must_use]
    pub fn render(&self, max: usize) -> String {
        let mut text = self.totals() + "\n";
        for (effect, _, title) in EFFECTS {
            let mut notes: Vec<&Note> = self.of(effect).collect();
            if notes.is_empty() {
                continue;
            }
            // Stable: what belongs to one operation stays in the order of the source.
            notes.sort_by_key(|note| note.operation.as_deref());
            // Writing to a String cannot fail.
            let _ = writeln!(text, "\n{title}: {}", notes.len());
            let mut last: Option<Option<&str>> = None;
            for note in notes.iter().take(max) {
                let operation = note.operation.as_deref();
                if last != Some(operation) {
                    let _ = writeln!(text, "  {}", operation.unwrap_or("the whole document"));
                    last = Some(operation);
                }
                let _ = writeln!(text, "    {}: {}", note.location, note.message);
            }
            if notes.len() > max {
                let _ = writeln!(text, "  ... and {} more", notes.len() - max);
            }
        }
        text
    }

    fn of(&self, effect: Effect) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.effect == effect)
    }
}

#[cfg(test)]
mod tests {
    use keyfob_codegen::finding::Place;

    use super::*;
    use crate::source::Location;

    #[test]
    fn notes_are_grouped_by_effect_and_operation_and_all_are_counted() {
        let note = |effect, operation: Option<&str>, line| Note {
            operation: operation.map(str::to_owned),
            location: Location {
                path: "acme.json".into(),
                place: Place { line, column: 3 },
            },
            message: format!("note {line}"),
            effect,
        };
        let report = Report {
            operations: 3,
            imported: 2,
            notes: vec![
                note(Effect::Guessed, Some("GET /b"), 1),
                note(Effect::OperationLeftOut, Some("GET /a"), 2),
                note(Effect::Guessed, None, 3),
                note(Effect::Guessed, Some("GET /b"), 4),
            ],
        };
        let shown = report.render(2);
        let expected = "\
2 of 3 operations are in the spec; 1 operations left out, 0 parts left out, 0 loosened, 3 guessed

Operations that are left out: 1
  GET /a
    acme.json:2:3: note 2

What the source does not say, and a person has to look at: 3
  the whole document
    acme.json:3:3: note 3
  GET /b
    acme.json:1:3: note 1
  ... and 1 more
";
        assert_eq!(shown, expected);
    }
}
