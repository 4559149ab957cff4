//! Points in time.

use std::collections::BTreeSet;

use super::context::Context;
use super::rule::{Report, Rule};
use super::sites::Role;
use crate::load::Node;
use crate::times;

pub(super) const RULES: &[Rule] = &[Rule::new(
    "time-misplaced",
    "a point in time is made of a number whose unit is known, and of nothing else",
    misplaced,
)];

fn misplaced(context: &Context<'_>, report: &mut Report) {
    let mut right = BTreeSet::new();
    for site in &context.sites {
        let nodes = match site.role {
            Role::Property(_) => [Some(site.node), site.node.get("items")],
            Role::Outermost => [Some(site.node), None],
            Role::Component | Role::Part => continue,
        };
        right.extend(nodes.into_iter().flatten().filter_map(said));
    }
    for keyword in &context.keywords {
        let place = keyword.entry.place;
        if keyword.entry.key == "x-time" && !right.contains(&place) {
            report.add(
                place,
                "this `x-time` is not on a number that is told in a unit",
                format!(
                    "write one of {} beside `type: number` or `type: integer` of a member, of its items, or of a parameter",
                    times::units()
                ),
            );
        }
    }
}

/// Where a schema says that it is a point in time, if it can be one.
fn said(node: &Node) -> Option<crate::finding::Place> {
    let unit = node.get("x-time")?.text()?;
    times::form(unit, node.text_of("type")?)?;
    Some(node.entry("x-time")?.place)
}
