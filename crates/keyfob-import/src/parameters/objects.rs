//! Parameters of the query: an object is one parameter for each of its members.

use super::{Context, Parameters};
use crate::api::{Parameter, Style};
use crate::schema::Shape;
use crate::schemas::Reason;
use crate::source::Cursor;
use crate::texts::{UNDESCRIBED, text_of};

/// How many members an object may have to be taken apart.
const MOST: usize = 60;

/// A member's name, its schema, and whether it is required.
type Member<'a> = (String, Cursor<'a>, bool);

/// Adds a parameter of the query.
pub(super) fn query<'a>(
    all: &mut Parameters,
    parameter: &Parameter<'a>,
    context: &mut Context<'_, 'a>,
) -> Result<(), Reason> {
    let shape = parameter.schema.map_or(Shape::Plain, Shape::of);
    match (&parameter.style, shape, &parameter.content) {
        (Style::Deep | Style::Repeated, Shape::Object(members), None) if fits(&members) => {
            members_of(all, parameter, &members, context)
        }
        (Style::Deep, Shape::Either(members, plain), None) if fits(&members) => {
            let one = Parameter {
                schema: Some(plain),
                style: Style::Repeated,
                required: false,
                ..parameter.clone()
            };
            let made = all.plain(&one, true, context)?;
            all.list.push(made);
            members_of(all, parameter, &members, context)
        }
        (Style::Deep, Shape::List, None) => {
            let name = format!("{}[]", parameter.name);
            let what = format!(
                "the style of the list `{}` is not told: it is sent as `{name}`, once for each item",
                parameter.name
            );
            context.notes.guessed(parameter.at, what);
            let one = Parameter {
                name,
                style: Style::Repeated,
                ..parameter.clone()
            };
            let made = all.plain(&one, true, context)?;
            all.list.push(made);
            Ok(())
        }
        (Style::Deep, Shape::Plain, None) => {
            let one = Parameter {
                style: Style::Repeated,
                ..parameter.clone()
            };
            let made = all.plain(&one, true, context)?;
            all.list.push(made);
            Ok(())
        }
        (style, ..) => {
            let list = *style == Style::Repeated;
            let made = all.plain(parameter, list, context)?;
            all.list.push(made);
            Ok(())
        }
    }
}

fn fits(members: &[Member<'_>]) -> bool {
    (1..=MOST).contains(&members.len())
}

fn members_of<'a>(
    all: &mut Parameters,
    parameter: &Parameter<'a>,
    members: &[Member<'a>],
    context: &mut Context<'_, 'a>,
) -> Result<(), Reason> {
    for (member, schema, required) in members {
        let name = match parameter.style {
            Style::Deep => format!("{}[{member}]", parameter.name),
            _ => member.clone(),
        };
        if all
            .list
            .iter()
            .any(|known| known.name == name && known.place == parameter.place)
        {
            continue;
        }
        let own = schema
            .resolve()
            .and_then(|schema| text_of(schema, "description"));
        let own = own.or_else(|| parameter.description.clone());
        let one = Parameter {
            name,
            required: parameter.required && *required,
            description: Some(own.unwrap_or_else(|| UNDESCRIBED.to_owned())),
            schema: Some(*schema),
            style: Style::Repeated,
            example: None,
            ..parameter.clone()
        };
        let made = all.plain(&one, true, context)?;
        all.list.push(made);
    }
    Ok(())
}
