//! Answers decode whatever becomes of one member, and all other members survive.
//!
//! Not at random: every example of every answer, every member of it at any depth, every change.

use keyfob_codegen::load::Node;
use serde_json::Value;

use crate::changes::{Change, STRANGER, changed, changes, members, without};
use crate::json::{canon, text};
use crate::registry::Recode;
use crate::vendor::Vendor;

/// Answers survive any change of any member; the number of changes.
pub fn answers_survive_any_change_of_any_member(vendor: &Vendor) -> usize {
    let (mut count, mut losses) = (0, Vec::new());
    for (schema, example) in vendor.examples() {
        let recode = vendor.model(&schema).recode;
        for change in changes() {
            let is_map = |at: &str| vendor.described.is_map(&schema, at);
            let found = lost(recode, &example, &change, &is_map);
            count += found.0;
            losses.extend(found.1.into_iter().map(|loss| format!("{schema}: {loss}")));
        }
    }
    assert_eq!(
        losses,
        Vec::<String>::new(),
        "{}: of {count}",
        vendor.api.name
    );
    count
}

/// The other names that a member is known to go by; the number of these.
pub fn answers_are_read_under_their_other_names(vendor: &Vendor) -> usize {
    let mut count = 0;
    for (schema, example) in vendor.examples() {
        let properties = vendor.described.schema(&schema).get("properties");
        for property in properties.map(Node::entries).unwrap_or_default() {
            let aliases = property
                .value
                .get("x-alias")
                .map(|it| it.items())
                .unwrap_or_default();
            for alias in aliases.iter().filter_map(|alias| alias.text()) {
                let mut renamed = example.clone();
                let members = renamed.as_object_mut().unwrap();
                let Some(value) = members.remove(&property.key) else {
                    continue;
                };
                members.insert(alias.to_owned(), value);
                let read = vendor.model(&schema).kept(&renamed).unwrap();
                assert_eq!(canon(&read), canon(&example), "{schema}: {alias}");
                count += 1;
            }
        }
    }
    count
}

/// How often this change could be made to this example, and what did not survive it.
pub fn lost(
    recode: Recode,
    example: &Value,
    change: &Change,
    is_map: &dyn Fn(&str) -> bool,
) -> (usize, Vec<String>) {
    let (mut count, mut lost) = (0, Vec::new());
    for at in members(example) {
        if at.is_empty() && !matches!(change, Change::Add) {
            continue;
        }
        let Some((touched, changed)) = changed(example, &at, change) else {
            continue;
        };
        count += 1;
        match recode(&changed.to_string()) {
            Err(why) => lost.push(format!("{at} {change:?}: {why}")),
            Ok(kept) => {
                let kept: Value = serde_json::from_str(&kept).unwrap();
                if canon(&without(&kept, &touched, example))
                    != canon(&without(example, &touched, example))
                {
                    lost.push(format!("{at} {change:?}: only {kept} survives"));
                }
                let at_it = |value: &Value| value.pointer(&at).map(canon);
                let (was, is) = (at_it(&changed), at_it(&kept));
                if matches!(change, Change::Swap) && was.as_ref().map(text) != is.as_ref().map(text)
                {
                    lost.push(format!("{at} {change:?}: {was:?} became {is:?}"));
                }
                let is_kept = || kept.pointer(&touched) == changed.pointer(&touched);
                if matches!(change, Change::Add) && !is_map(&at) && !is_kept() {
                    lost.push(format!("{at}: what is not described became {kept}"));
                }
                // A list is no object whose members have lost their names.
                let is_list = matches!(change, Change::Put(Value::Array(_)));
                let is_taken = kept.to_string().contains(STRANGER) && is != was;
                if is_list && is_taken && example.pointer(&at).is_some_and(Value::is_object) {
                    lost.push(format!("{at}: a list became {is:?}"));
                }
            }
        }
    }
    (count, lost)
}
