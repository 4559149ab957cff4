//! Variants: the servers of which a client is built for one, and their names.

use crate::api::{Server, Variable};
use crate::names::snake;

/// How many hosts a variable may choose among for each to become a variant.
const MOST: usize = 12;

/// What a description says of a server, and what it is then called.
const WORDS: [(&str, &[&str]); 8] = [
    ("sandbox", &["sandbox"]),
    ("staging", &["staging", "stage", "uat"]),
    ("test", &["test", "testing", "qa"]),
    ("development", &["development", "dev", "develop"]),
    ("demo", &["demo"]),
    ("beta", &["beta", "preview"]),
    ("local", &["local", "localhost"]),
    ("production", &["production", "prod", "live"]),
];

/// A server for each value of the variable that chooses the host.
pub(super) fn expanded<'a>(server: &Server<'a>) -> Vec<Server<'a>> {
    let rest = server.url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let chooses = |one: &&Variable| {
        let within = authority.contains(&format!("{{{}}}", one.name));
        within && one.values.len() > 1 && one.values.len() <= MOST && !is_port(one)
    };
    let Some(variable) = server.variables.iter().find(chooses) else {
        return vec![server.clone()];
    };
    let mut values = variable.values.clone();
    // The default is what a client is built for where nobody says anything.
    values.sort_by_key(|value| Some(value) != variable.default.as_ref());
    let name = format!("{{{}}}", variable.name);
    values
        .iter()
        .map(|value| Server {
            at: server.at,
            url: server.url.replace(&name, value),
            description: Some(match &server.description {
                Some(description) => format!("{value}: {description}"),
                None => value.clone(),
            }),
            variables: {
                let rest = server
                    .variables
                    .iter()
                    .filter(|one| one.name != variable.name);
                rest.cloned().collect()
            },
        })
        .collect()
}

fn is_port(variable: &Variable) -> bool {
    variable
        .values
        .iter()
        .all(|value| value.parse::<u16>().is_ok())
}

/// What a server's variant is called: by what its description or its host says, else by its number.
pub(super) fn name(description: Option<&str>, url: &str, taken: &[&str]) -> String {
    let described = description.unwrap_or_default();
    let words_of = |text: &str| {
        snake(text)
            .split('_')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let host = url
        .trim_start_matches("https://")
        .split('/')
        .next()
        .unwrap_or_default();
    for words in [words_of(described), words_of(host)] {
        let told = WORDS
            .iter()
            .find(|(_, known)| words.iter().any(|word| known.contains(&word.as_str())));
        if let Some((name, _)) = told
            && !taken.contains(name)
        {
            return (*name).to_owned();
        }
    }
    let slug = words_of(described.split(':').next().unwrap_or_default()).join("-");
    let is_slug = |slug: &str| {
        slug.starts_with(|c: char| c.is_ascii_lowercase())
            && slug.len() <= 24
            && slug
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if taken.is_empty() {
        return "production".to_owned();
    }
    if is_slug(&slug) && !taken.contains(&slug.as_str()) {
        return slug;
    }
    let mut number = taken.len() + 1;
    loop {
        let name = format!("server-{number}");
        if !taken.contains(&name.as_str()) {
            return name;
        }
        number += 1;
    }
}
