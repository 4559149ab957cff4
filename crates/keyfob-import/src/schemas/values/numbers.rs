//! Numbers: exact decimals, whole numbers and points in time.

use keyfob_codegen::edit::Tree;

use super::ends::{described, finished};
use crate::schemas::model::{Kind, Model};
use crate::schemas::{Use, texts};

/// A number of any kind.
pub(super) fn number(model: &Model<'_>, how: Use) -> Tree {
    let mut told: Vec<String> = texts::form(model).into_iter().collect();
    if how != Use::Answer {
        told.extend(texts::limits(model));
    }
    told.extend(texts::values(
        model,
        if how == Use::Answer {
            "Seen:"
        } else {
            "Known values:"
        },
    ));
    let (kind, format) = match model.kind {
        Kind::Integer => ("integer", "int64"),
        // A form is all texts: the wire is the same.
        _ if how == Use::Form => ("string", "decimal"),
        _ => ("number", "decimal"),
    };
    let mut yaml = Tree::map().with("type", kind).with("format", format);
    if let Some(unit) = unit(model) {
        yaml.set("x-time", unit);
    }
    finished(described(yaml, model, told), model, how)
}

/// The unit of a point in time, where the format says that it is one.
fn unit(model: &Model<'_>) -> Option<&'static str> {
    match model
        .format?
        .to_ascii_lowercase()
        .replace('_', "-")
        .as_str()
    {
        "unix-time" | "unixtime" | "unix" | "unix-timestamp" | "unix-seconds" | "epoch-seconds" => {
            Some("unix")
        }
        "unix-time-ms" | "unixtime-ms" | "unix-milliseconds" | "unix-timestamp-ms"
        | "epoch-millis" | "epoch-ms" => Some("unix-milliseconds"),
        "unix-nanoseconds" | "epoch-nanos" if matches!(model.kind, Kind::Integer) => {
            Some("unix-nanoseconds")
        }
        _ => None,
    }
}
