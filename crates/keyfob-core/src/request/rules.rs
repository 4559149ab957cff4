//! By which rules a request is sent that the spec does not know.

use std::sync::{Mutex, PoisonError};

use reqwest::Method;

use super::NAME;
use crate::{Api, Operation, Repeat, Scheme};

/// Which rules: those of an API, of an operation of it, with or without its credentials, and whether they repeat.
type Key = (&'static str, Option<&'static str>, bool, Repeat);

/// Rules are a part of the tables, which live as long as the program: each is made once and kept. There are at most four for each
/// operation of a table.
static MADE: Mutex<Vec<(Key, &'static Operation)>> = Mutex::new(Vec::new());

/// The rules of a request that is like an operation, or like most of them. It is repeated as the operation is only where it goes
/// to the operation's own endpoint: that reading limits twice does no harm says nothing of placing an order.
pub(super) fn of(
    api: &'static Api,
    like: Option<&'static Operation>,
    is_open: bool,
    method: &Method,
    path: &str,
) -> &'static Operation {
    let same = like.filter(|like| like.method == *method && like.path == path);
    let repeat = same.map_or(Repeat::Never, |like| like.repeat);
    let key = (
        api.name,
        like.map(|operation| operation.id),
        is_open,
        repeat,
    );
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, rules)) = made.iter().find(|(known, _)| *known == key) {
        return rules;
    }
    let rules: &'static Operation = Box::leak(Box::new(make(api, like, is_open, repeat)));
    made.push((key, rules));
    rules
}

fn make(
    api: &'static Api,
    like: Option<&'static Operation>,
    is_open: bool,
    repeat: Repeat,
) -> Operation {
    let security = match (is_open, like) {
        (true, _) => &[],
        (false, Some(like)) => like.security,
        (false, None) => usual_security(api.operations),
    };
    Operation {
        id: NAME,
        // Each request has its own.
        method: Method::GET,
        path: "/",
        servers: like.map_or(&[], |like| like.servers),
        security,
        repeat,
        proves: like.and_then(|like| like.proves),
        headers: like.map_or(&[], |like| like.headers),
        secrets: secrets(api),
        members: &[],
        optional_body: false,
        streams: false,
        answer: &[],
    }
}

type Security = &'static [&'static [&'static Scheme]];

/// The security of most operations that need any and put no secret to the test, as the steps of a login do: that which most ask for
/// first, and of the alternatives to it those that most have. Of as many, the first.
fn usual_security(operations: &'static [Operation]) -> Security {
    let all: Vec<Security> = operations
        .iter()
        .filter(|operation| operation.proves.is_none())
        .map(|operation| operation.security)
        .filter(|security| !security.is_empty())
        .collect();
    let first = most(&all, |one, other| one.first() == other.first());
    let same: Vec<Security> = all
        .iter()
        .filter(|security| security.first() == first.first())
        .copied()
        .collect();
    most(&same, |one, other| one == other)
}

/// The first of those of which there are most.
fn most(all: &[Security], is_same: fn(&Security, &Security) -> bool) -> Security {
    let count = |one: &&Security| all.iter().filter(|other| is_same(one, other)).count();
    // `max_by_key` takes the last of equals.
    let most = all.iter().rev().max_by_key(count);
    most.copied().unwrap_or_default()
}

/// The names that are secret in any request of the API.
fn secrets(api: &'static Api) -> &'static [&'static str] {
    let all = api.operations.iter();
    let mut names: Vec<_> = all
        .flat_map(|operation| operation.secrets)
        .copied()
        .collect();
    names.sort_unstable();
    names.dedup();
    names.leak()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Placement, Proves};

    static TOKEN: Scheme = scheme("token");
    static SESSION: Scheme = scheme("session");
    static OTHER: Scheme = scheme("other");

    const fn scheme(name: &'static str) -> Scheme {
        Scheme {
            name,
            placement: Placement::Header(name),
        }
    }

    const fn operation(security: Security, proves: Option<Proves>) -> Operation {
        Operation {
            id: "probe",
            method: Method::GET,
            path: "/",
            servers: &[],
            security,
            repeat: Repeat::Never,
            proves,
            headers: &[],
            secrets: &[],
            members: &[],
            optional_body: false,
            streams: false,
            answer: &[],
        }
    }

    /// Most operations of a session have several alternatives, and no two lists of them need be alike.
    #[test]
    fn the_usual_credentials_are_those_of_a_session_not_of_its_login() {
        static OPERATIONS: &[Operation] = &[
            operation(&[], None),
            operation(&[&[&TOKEN]], Some(Proves::Password)),
            operation(&[&[&TOKEN]], Some(Proves::Code)),
            operation(&[&[&TOKEN]], None),
            operation(&[&[&OTHER]], None),
            operation(&[&[&TOKEN]], None),
            operation(&[&[&TOKEN, &SESSION]], None),
            operation(&[&[&TOKEN, &SESSION], &[&SESSION]], None),
            operation(&[&[&TOKEN, &SESSION], &[&SESSION]], None),
        ];
        let usual = usual_security(OPERATIONS);
        let names: Vec<Vec<_>> = usual
            .iter()
            .map(|all| all.iter().map(|scheme| scheme.name).collect())
            .collect();
        assert_eq!(names, [vec!["token", "session"], vec!["session"]]);
        assert_eq!(usual_security(&[]).len(), 0);
    }
}
