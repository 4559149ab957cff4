//! Objects: components with members.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::lint::cryptic;
use keyfob_codegen::names::{field, is_keyword};

use super::model::{Kind, Member, Model, Object, Part};
use super::read::{is_remarked, reference as reference_of};
use super::registry::{Waiting, reference};
use super::settle::{Place, is_special, settle};
use super::{Schemas, Use, sided, texts};
use crate::names;
use crate::report::Effect;
use crate::source::Cursor;

/// Where a schema stands.
pub(super) struct Spot<'s> {
    /// The name that what is within is called by.
    pub owner: &'s str,
    /// The member, or the component itself.
    pub member: &'s str,
    /// Whether it is a member of an object.
    pub is_member: bool,
}

/// A member that was converted, and how it may be used.
struct Converted {
    yaml: Tree,
    required: bool,
}

impl<'a> Schemas<'a> {
    /// The component of an object, which is converted later on.
    pub(super) fn object(&mut self, model: Model<'a>, hint: &str, how: Use) -> String {
        if let Some(name) = self.registry.made(&model.key, how) {
            return name;
        }
        let (wanted, base) = match &model.name {
            Some(named) => (sided(named, how), named.clone()),
            None => (hint.to_owned(), unsided(hint)),
        };
        let is_named = model.name.is_some();
        let name = self
            .registry
            .allocate(&wanted, is_named, &self.reader.places);
        self.registry.remember(model.key.clone(), how, name.clone());
        self.registry.waiting.push_back(Waiting {
            name: name.clone(),
            base,
            model,
            how,
        });
        name
    }

    /// Converts what waits.
    pub(super) fn drain(&mut self) {
        while let Some(waiting) = self.registry.waiting.pop_front() {
            self.convert(waiting);
        }
        for (at, reference) in std::mem::take(&mut self.reader.lost) {
            let what = format!("`{reference}` is not there: it became anything");
            self.note_at(at.location(), Effect::PartLeftOut, what);
        }
    }

    fn convert(&mut self, waiting: Waiting<'a>) {
        let Waiting {
            name,
            base,
            model,
            how,
        } = waiting;
        let source = self.source(&model);
        let location = model.at.location();
        let Kind::Object(object) = &model.kind else {
            return;
        };
        let is_open = matches!(
            object.rest,
            super::model::Rest::Of(_) | super::model::Rest::Open
        );
        if is_open && how != Use::Answer {
            self.note(
                &model,
                Effect::PartLeftOut,
                "members beyond those that are named cannot be sent",
            );
        }
        for member in &object.members {
            let made = self.fields.entry(member.name);
            made.or_insert_with(|| field(member.name));
        }
        let mut taken = BTreeSet::new();
        let mut properties = Tree::map();
        let mut required = Vec::new();
        for member in &object.members {
            let asked = model.required.contains(member.name);
            let Some(mut made) = self.member(member, asked, &base, how) else {
                continue;
            };
            match self.own_name(member.name, object, &taken, how) {
                Some(own) => {
                    taken.insert(field(&own));
                    made.yaml.set("x-name", own);
                }
                None => drop(taken.insert(self.field(member.name))),
            }
            if made.required {
                required.push(Tree::Text(member.name.to_owned()));
            }
            properties.set(member.name, made.yaml);
        }
        let mut yaml = Tree::map().with("type", "object");
        let description = model.description.map(texts::clean).unwrap_or_default();
        let description = texts::joined(&description, &model.remarks);
        if !description.is_empty() {
            yaml.set("description", description);
        }
        yaml.set("x-source", source);
        if matches!(&properties, Tree::Map(entries) if entries.is_empty()) {
            yaml.set("additionalProperties", anything());
        } else {
            if how != Use::Answer {
                if !required.is_empty() {
                    yaml.set("required", required);
                }
                yaml.set("additionalProperties", false);
            }
            yaml.set("properties", properties);
        }
        if let Some(example) = model.example {
            yaml.set(EXAMPLE, &example.node().to_json());
        }
        self.registry.insert(&name, yaml, how, location);
    }

    /// A member; nothing for one that is not sent, or does not come back.
    fn member(
        &mut self,
        member: &Member<'a>,
        asked: bool,
        base: &str,
        how: Use,
    ) -> Option<Converted> {
        let owner = member.owner.as_deref().unwrap_or(base);
        let model = self.reader.read(&member.part)?;
        let is_left_out = match how {
            Use::Answer => model.write_only && !model.read_only,
            Use::Request | Use::Form => model.read_only && !model.write_only,
        };
        if is_left_out {
            return None;
        }
        let spot = Spot {
            owner,
            member: member.name,
            is_member: true,
        };
        let (at, nullable, full) = (model.at, model.nullable, model.description);
        let local = local(&member.part).map(str::to_owned);
        let mut yaml = match (how, &model.kind) {
            (Use::Form, Kind::Object(_) | Kind::List(_) | Kind::Mixed(_) | Kind::Any) => {
                self.flat(&model)
            }
            _ => self.in_place(model, how, &spot),
        };
        let is_reference = yaml.get("$ref").is_some();
        if is_reference {
            let target = full.map(texts::first_line).filter(|_| how != Use::Answer);
            let told = local.as_deref().or(target).map(texts::clean);
            let told = texts::joined(&told.unwrap_or_default(), member.remark.as_slice());
            if !told.is_empty() {
                yaml.set("description", told);
            }
        } else if let Some(remark) = &member.remark {
            let told = yaml
                .get("description")
                .and_then(Tree::text)
                .unwrap_or_default();
            let told = texts::joined(told, std::slice::from_ref(remark));
            yaml.set("description", told);
        }
        if how != Use::Answer {
            if yaml.get("description").is_none() {
                yaml.set("description", undescribed(member.name));
            }
            let is_list = yaml.get("type").and_then(Tree::text) == Some("array");
            if is_list && !asked {
                yaml.set("x-empty", "omitted");
            }
            if nullable {
                yaml.remove("nullable");
                let can = !is_reference && !is_special(&yaml) && yaml.get("type").is_some();
                if asked && can && how == Use::Request {
                    yaml.set("nullable", true);
                } else if how == Use::Request {
                    let what = format!("`{}` may be null, which cannot be sent", member.name);
                    self.note_at(at.location(), Effect::Loosened, what);
                }
            }
        }
        settle(&mut yaml, Place::Member);
        self.judge(&mut yaml, member.name, true, at);
        Some(Converted {
            yaml,
            required: asked,
        })
    }

    fn field(&self, name: &str) -> String {
        self.fields
            .get(name)
            .cloned()
            .unwrap_or_else(|| field(name))
    }

    /// The name in Rust of a member that cannot go by its own: `taken` are the fields of those before it.
    fn own_name(
        &self,
        name: &str,
        object: &Object<'a>,
        taken: &BTreeSet<String>,
        how: Use,
    ) -> Option<String> {
        let rust = self.field(name);
        let has = |rust: &str| {
            let mut members = object.members.iter();
            members.any(|member| {
                self.fields
                    .get(member.name)
                    .is_some_and(|known| known == rust)
            })
        };
        let of_builders = ["build", "default", "problems", "try_into"];
        let is_reserved = how != Use::Answer
            && (of_builders.contains(&rust.as_str()) || rust.strip_prefix("set_").is_some_and(has));
        if !is_reserved && !taken.contains(&rust) {
            return None;
        }
        let stem = names::snake(name);
        let mut own = std::iter::once(format!("{stem}_value"))
            .chain((2..9).map(|number| format!("{stem}_{number}")))
            .chain((2..).map(|number| format!("member_{number}")));
        own.find(|own| is_readable(own) && !has(&field(own)) && !taken.contains(&field(own)))
    }

    /// A reference to the component of an object that stands within another.
    pub(super) fn refer(&mut self, model: Model<'a>, hint: &str, how: Use) -> Tree {
        reference(&self.object(model, &sided(hint, how), how))
    }
}

/// Under this key stands the vendor's example until the end.
pub(crate) const EXAMPLE: &str = "\0example";

/// What is said where a member is, not where its type is.
fn local<'a>(part: &Part<'a>) -> Option<&'a str> {
    let Part::One(at) = part else { return None };
    let wraps = |at: &Cursor<'a>| {
        let entries = || at.entries().map(|(entry, _)| entry.key.as_str());
        entries().any(|key| ["allOf", "oneOf", "anyOf"].contains(&key))
            && !entries().any(|key| ["properties", "type"].contains(&key))
    };
    let is_beside = reference_of(at).is_some() && is_remarked(*at);
    let text = at.text_of("description").map(str::trim)?;
    (!text.is_empty() && (is_beside || wraps(at))).then_some(text)
}

/// The name without the end that tells the side.
pub(super) fn unsided(name: &str) -> String {
    let stem = ["Request", "Answer", "Body", "Form"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or(name)
        .to_owned()
}

pub(super) fn anything() -> Tree {
    Tree::map().with(
        "description",
        "Anything: the vendor does not say what it is.",
    )
}

/// The description of a member that the vendor does not describe.
fn undescribed(name: &str) -> String {
    let words = names::words(name);
    match words.is_empty() {
        true => "Not described by the vendor.".to_owned(),
        false => format!("{words}. Not described by the vendor."),
    }
}

/// Whether the lint takes a name as the one in Rust.
fn is_readable(name: &str) -> bool {
    name.is_ascii()
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && names::snake(name) == name
        && !name.starts_with("get_")
        && !is_keyword(name)
        && cryptic(name).is_none()
}
