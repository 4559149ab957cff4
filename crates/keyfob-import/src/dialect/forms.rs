//! Forms of Swagger 2.0, which stand there as parameters, as schemas.

use std::collections::BTreeMap;

use keyfob_codegen::finding::Place;
use keyfob_codegen::load::{Entry, Kind, Map, Node};

use crate::source::Cursor;

/// The schemas of the forms, by the operation whose form it is.
#[derive(Debug, Default)]
pub(crate) struct Forms(BTreeMap<(usize, Place), Node>);

impl Forms {
    /// Those of a document.
    pub fn of(root: Cursor<'_>) -> Self {
        let mut forms = BTreeMap::new();
        if root.get("swagger").is_none() {
            return Self::default();
        }
        let paths = root.get("paths").into_iter();
        for (_, item) in paths.flat_map(|paths| paths.entries()) {
            let Some(item) = item.resolve() else { continue };
            for (_, operation) in item.entries() {
                let fields = fields(item, operation);
                if !fields.is_empty() {
                    forms.insert(operation.identity(), schema(operation, &fields));
                }
            }
        }
        Self(forms)
    }

    /// The form of an operation.
    pub fn get(&self, operation: Cursor<'_>) -> Option<&Node> {
        self.0.get(&operation.identity())
    }
}

/// The parameters in the form, an operation's own in the place of its path's.
fn fields<'a>(item: Cursor<'a>, operation: Cursor<'a>) -> Vec<Cursor<'a>> {
    let mut fields: Vec<Cursor<'a>> = Vec::new();
    for owner in [item, operation] {
        let Some(parameters) = owner.get("parameters") else {
            continue;
        };
        for field in parameters.items().filter_map(|field| field.resolve()) {
            if field.text_of("in") == Some("formData") {
                fields.retain(|known| known.text_of("name") != field.text_of("name"));
                fields.push(field);
            }
        }
    }
    fields
}

fn schema(operation: Cursor<'_>, fields: &[Cursor<'_>]) -> Node {
    let place = operation.node().place;
    let node = |kind| Node::made(place, kind);
    let named = fields.iter().filter_map(|field| {
        let name = field.text_of("name")?;
        let entries = field.node().entries().iter();
        // What is said of the parameter and not of its value.
        let own = entries.filter(|one| !["name", "in", "required"].contains(&one.key.as_str()));
        let own = Kind::Map(Map::new(own.cloned().collect()));
        Some(Entry::made(name, Node::made(field.node().place, own)))
    });
    let required = fields.iter().filter(|field| {
        let required = field.get("required");
        required.and_then(|required| required.node().boolean()) == Some(true)
    });
    let required =
        required.filter_map(|field| Some(node(Kind::Text(field.text_of("name")?.to_owned()))));
    let members = vec![
        Entry::made("type", node(Kind::Text("object".to_owned()))),
        Entry::made("required", node(Kind::List(required.collect()))),
        Entry::made("properties", node(Kind::Map(Map::new(named.collect())))),
    ];
    node(Kind::Map(Map::new(members)))
}
