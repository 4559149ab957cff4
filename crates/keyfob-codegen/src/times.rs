//! Points in time: how a spec says that a number is one, and what of the runtime reads and writes it.

/// What `x-time` may be, with what reads and writes it where the number may have a fraction, and where it may not.
const FORMS: [(&str, &str, Option<&str>); 4] = [
    ("unix", "seconds", Some("whole_seconds")),
    ("unix-fraction", "fractional_seconds", None),
    (
        "unix-milliseconds",
        "milliseconds",
        Some("whole_milliseconds"),
    ),
    ("unix-nanoseconds", "nanoseconds", Some("nanoseconds")),
];

/// The runtime's module for an `x-time` on a schema of this type, if it can stand there.
pub(crate) fn form(unit: &str, kind: &str) -> Option<&'static str> {
    let (_, number, integer) = FORMS.iter().find(|(name, ..)| *name == unit)?;
    match kind {
        "number" => Some(number),
        "integer" => *integer,
        _ => None,
    }
}

/// What `x-time` may be, for people.
pub(crate) fn units() -> String {
    FORMS.map(|(unit, ..)| unit).join(", ")
}

/// What reads what this module writes.
pub(crate) fn reader(form: &str) -> &str {
    form.trim_start_matches("whole_")
        .trim_start_matches("fractional_")
}

/// How long one of these is, in nanoseconds.
pub(crate) fn length(form: &str) -> u64 {
    match reader(form) {
        "seconds" => 1_000_000_000,
        "milliseconds" => 1_000_000,
        _ => 1,
    }
}
