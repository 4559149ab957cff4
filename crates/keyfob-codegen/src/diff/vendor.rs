//! What changed in what the document says of all operations.

use heck::ToShoutySnakeCase;

use super::calls::servers;
use super::side::Side;
use super::{Changes, Impact};
use crate::model::{Faults, RateLimit};

/// Tells it.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    features(old, new, changes);
    credentials(old, new, changes);
    environments(old, new, changes);
    hosts(old, new, changes);
    limits(old, new, changes);
    faults(old, new, changes);
}

fn both(old: &Side<'_>, new: &Side<'_>, pointer: &str) -> (Option<usize>, Option<usize>) {
    (old.line(pointer), new.line(pointer))
}

fn features(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let lines = |feature: &str| {
        (
            old.item_of("tags", "x-feature", feature),
            new.item_of("tags", "x-feature", feature),
        )
    };
    for feature in old.spec.features.difference(&new.spec.features) {
        let what = format!("`{feature}` is removed");
        let why = "a manifest that turns it on is refused";
        changes.add(("features", what), lines(feature), Impact::Source, why);
    }
    for feature in new.spec.features.difference(&old.spec.features) {
        let what = format!("`{feature}` is new");
        changes.add(("features", what), lines(feature), Impact::Compatible, "");
    }
}

fn credentials(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let constant = |name: &str| name.to_shouty_snake_case();
    let pointer = |name: &str| format!("/components/securitySchemes/{name}");
    for before in &old.spec.schemes {
        let name = constant(&before.name);
        let after = new.spec.schemes.iter();
        let Some(after) = after
            .into_iter()
            .find(|after| constant(&after.name) == name)
        else {
            let what = format!("`{name}` is removed");
            let lines = (old.line(&pointer(&before.name)), None);
            let why = "what names the constant does not compile";
            changes.add(("credentials", what), lines, Impact::Source, why);
            continue;
        };
        let lines = (
            old.line(&pointer(&before.name)),
            new.line(&pointer(&after.name)),
        );
        if before.placement != after.placement {
            let what = format!("`{name}` goes elsewhere in a request");
            changes.add(("credentials", what), lines, Impact::Behavior, "");
        }
        if before.name != after.name {
            let what = format!("`{name}` is `{}` now, not `{}`", after.name, before.name);
            let why = "a session that was saved has it by its old name";
            changes.add(("credentials", what), lines, Impact::Behavior, why);
        }
    }
    for after in &new.spec.schemes {
        let name = constant(&after.name);
        if old
            .spec
            .schemes
            .iter()
            .all(|before| constant(&before.name) != name)
        {
            let lines = (None, new.line(&pointer(&after.name)));
            let what = format!("`{name}` is new");
            changes.add(("credentials", what), lines, Impact::Compatible, "");
        }
    }
}

fn environments(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let lines = both(old, new, "/servers");
    for (what, impact, why) in servers(&old.spec.servers, &new.spec.servers) {
        changes.add(("environments", what), lines, impact, why);
    }
    if let (Some(before), Some(after)) = (old.spec.servers.first(), new.spec.servers.first())
        && before.variant != after.variant
    {
        let what = format!(
            "`{}` is the default now, not `{}`",
            after.variant, before.variant
        );
        let why = "clients that name none go there";
        changes.add(("environments", what), lines, Impact::Behavior, why);
    }
}

fn hosts(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let lines = both(old, new, "/x-hosts");
    let (before, after) = (&old.spec.hosts, &new.spec.hosts);
    for host in before.iter().filter(|host| !after.contains(host)) {
        let what = format!("credentials do not go to {host} any more");
        changes.add(("hosts", what), lines, Impact::Behavior, "");
    }
    for host in after.iter().filter(|host| !before.contains(host)) {
        let what = format!("credentials may go to {host}");
        changes.add(("hosts", what), lines, Impact::Behavior, "");
    }
}

fn limits(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let lines = |name: &str| {
        (
            old.item_of("x-rate-limits", "name", name),
            new.item_of("x-rate-limits", "name", name),
        )
    };
    let number = |limit: &RateLimit| format!("{} in {} s", limit.calls, limit.seconds);
    let scope = |limit: &RateLimit| {
        let mut operations = limit.operations.clone();
        operations.sort();
        (operations, limit.variants.clone(), limit.user.clone())
    };
    let (before, after) = (&old.spec.limits, &new.spec.limits);
    for one in before {
        let name = &one.name;
        let what = match after.iter().find(|other| other.name == *name) {
            None => format!("`{name}` is removed"),
            Some(other) if number(one) != number(other) => {
                format!("`{name}` is {} now, not {}", number(other), number(one))
            }
            Some(other) if scope(one) != scope(other) => format!("`{name}` is for other calls"),
            Some(_) => continue,
        };
        changes.add(("rate limits", what), lines(name), Impact::Behavior, "");
    }
    for one in after {
        if before.iter().all(|other| other.name != one.name) {
            let what = format!("`{}` is new: {}", one.name, number(one));
            changes.add(
                ("rate limits", what),
                lines(&one.name),
                Impact::Behavior,
                "",
            );
        }
    }
}

fn faults(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) {
    let (before, after) = (&old.spec.faults, &new.spec.faults);
    type Part = (&'static str, &'static str, fn(&Faults) -> String);
    let parts: [Part; 5] = [
        ("code", "where the code is", |one| format!("{:?}", one.code)),
        ("message", "where the message is", |one| {
            format!("{:?}", one.message)
        }),
        ("vague", "which messages say nothing", |one| {
            format!("{:?}", one.vague)
        }),
        ("in-success", "what makes a success a fault", |one| {
            format!("{:?}", one.in_success)
        }),
        ("kinds", "what codes and words mean", |one| {
            format!("{:?}", one.kinds)
        }),
    ];
    for (key, of, text) in parts {
        if text(before) != text(after) {
            let what = format!("{of} is other");
            let lines = both(old, new, &format!("/x-faults/{key}"));
            let why = "errors are of other kinds, or have other words";
            changes.add(("faults", what), lines, Impact::Behavior, why);
        }
    }
}
