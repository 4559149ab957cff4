//! What a schema says, whatever the words: compositions merged, references followed, types told apart.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use keyfob_codegen::finding::Place;
use keyfob_codegen::load::Node;

use crate::source::Cursor;

/// What tells a schema from every other.
pub(super) type Id = (usize, Place);

/// A schema as it is to be read: one, or several of which all hold or any holds.
#[derive(Clone, Debug)]
pub(super) enum Part<'a> {
    One(Cursor<'a>),
    All(Vec<Part<'a>>),
    Any(Vec<Part<'a>>),
}

/// What a schema says.
#[derive(Clone, Debug)]
pub(super) struct Model<'a> {
    /// The schemas that it is made of: equal keys are the same schema.
    pub key: Vec<Id>,
    /// What the document calls it, if it stands where schemas have names; in PascalCase.
    pub name: Option<String>,
    pub at: Cursor<'a>,
    pub kind: Kind<'a>,
    /// Names of members, known ones or not.
    pub required: BTreeSet<&'a str>,
    pub description: Option<&'a str>,
    pub nullable: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub format: Option<&'a str>,
    pub values: Vec<Value<'a>>,
    /// Other values than these are possible, too.
    pub open: bool,
    pub example: Option<Cursor<'a>>,
    pub default: Option<&'a Node>,
    /// Keywords that limit a value.
    pub limits: Vec<(&'static str, &'a Node)>,
    /// What is told beside the description.
    pub remarks: Vec<String>,
}

/// What a value can be.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    /// Nothing is said.
    Any,
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    List(Part<'a>),
    Object(Rc<Object<'a>>),
    /// One of several kinds, by their names for people.
    Mixed(BTreeSet<&'static str>),
}

/// The members of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<'a> {
    pub members: Vec<Member<'a>>,
    at: BTreeMap<&'a str, usize>,
    pub rest: Rest<'a>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    pub name: &'a str,
    pub part: Part<'a>,
    /// The named schema in which it stands.
    pub owner: Option<String>,
    /// What is told of it beside its schema.
    pub remark: Option<String>,
}

/// Members that are not named.
#[derive(Clone, Debug, Default)]
pub(super) enum Rest<'a> {
    #[default]
    Unsaid,
    Closed,
    Open,
    Of(Part<'a>),
}

/// A value of an enum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub node: &'a Node,
    pub name: Option<&'a str>,
    pub description: Option<&'a str>,
}

impl<'a> Model<'a> {
    /// A schema of which nothing is known.
    pub fn unknown(at: Cursor<'a>) -> Self {
        Self {
            key: vec![at.identity()],
            name: None,
            at,
            kind: Kind::Any,
            required: BTreeSet::new(),
            description: None,
            nullable: false,
            read_only: false,
            write_only: false,
            format: None,
            values: Vec::new(),
            open: false,
            example: None,
            default: None,
            limits: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

impl Kind<'_> {
    /// What it is to people.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::Mixed(_) => "one of several",
        }
    }

    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Any)
    }
}

impl<'a> Object<'a> {
    /// The member of this name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Member<'a>> {
        self.members.get_mut(*self.at.get(name)?)
    }

    /// Adds a member; of one that is there already, both hold or any holds.
    pub fn add(&mut self, member: Member<'a>, both: fn(Vec<Part<'a>>) -> Part<'a>) {
        let Some(old) = self.get_mut(member.name) else {
            self.at.insert(member.name, self.members.len());
            self.members.push(member);
            return;
        };
        let is_same =
            matches!((&old.part, &member.part), (Part::One(a), Part::One(b)) if same(a, b));
        if !is_same {
            let first = std::mem::replace(&mut old.part, Part::All(Vec::new()));
            old.part = match (both(Vec::new()), first) {
                (Part::All(_), Part::All(mut parts)) => {
                    parts.push(member.part);
                    Part::All(parts)
                }
                (Part::Any(_), Part::Any(mut parts)) => {
                    // A discriminator's member comes once a variant, most often by one reference.
                    let known = |part: &Part<'_>| matches!((part, &member.part), (Part::One(a), Part::One(b)) if same(a, b));
                    if !parts.iter().any(known) {
                        parts.push(member.part);
                    }
                    Part::Any(parts)
                }
                (_, first) => both(vec![first, member.part]),
            };
        }
        if old.owner != member.owner {
            old.owner = None;
        }
        old.remark = old.remark.take().or(member.remark);
    }
}

fn same(a: &Cursor<'_>, b: &Cursor<'_>) -> bool {
    let reference = a.text_of("$ref");
    a.identity() == b.identity()
        || (reference.is_some()
            && reference == b.text_of("$ref")
            && a.identity().0 == b.identity().0
            && a.entries().count() == 1
            && b.entries().count() == 1)
}
