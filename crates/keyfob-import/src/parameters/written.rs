//! How a parameter is written that is no text, no number and no list of a kind that clients write.

use crate::api::{Parameter, Style};
use crate::schema::Shape;

/// What callers have to know to write it as a text; nothing if clients write it.
pub(super) fn written(parameter: &Parameter<'_>, shape: &Shape<'_>, list: bool) -> Option<String> {
    match (&parameter.content, shape, &parameter.style) {
        (Some(media), ..) => Some(format!("Written as `{media}`.")),
        (None, Shape::Plain, Style::Other(style)) => {
            Some(format!("Written in the style `{style}` of OpenAPI."))
        }
        (None, Shape::Plain, _) => None,
        (None, Shape::List, Style::Repeated) if list => None,
        (None, Shape::List, Style::Joined(by)) => {
            let by = if *by == "\t" { "\\t" } else { by };
            Some(format!(
                "A list, written as one text with `{by}` between its items."
            ))
        }
        (None, Shape::List, Style::Repeated) => {
            Some("A list, written as one text with `,` between its items.".to_owned())
        }
        (None, _, Style::Joined(by)) => Some(format!(
            "An object, written as one text with `{by}` between its names and values."
        )),
        (None, _, Style::Deep) => {
            Some("An object, in the style `deepObject` of OpenAPI.".to_owned())
        }
        (None, _, Style::Other(style)) => {
            Some(format!("Written in the style `{style}` of OpenAPI."))
        }
        (None, ..) => Some("An object, written as one text.".to_owned()),
    }
}
