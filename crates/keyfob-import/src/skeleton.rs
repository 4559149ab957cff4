//! A spec to begin with, for a vendor that has no document: commented, clean by the lint, with a login of a chosen kind.

mod login;

use login::Parts;
pub use login::{LoginKind, UnknownLogin};

/// The spec without its login. Words in capitals are replaced.
const BASE: &str = include_str!("skeleton/base.yaml");

/// The text of `specs/NAME.yaml` for a vendor of this name (kebab-case) that logs in like this.
pub fn skeleton(name: &str, login: LoginKind) -> String {
    let parts = Parts::of(login);
    let mut text = BASE.to_owned();
    for (word, part) in [
        ("FAULTS", parts.faults),
        ("SESSION_TAG", parts.tag),
        ("SESSION_PATHS", parts.paths),
        ("SESSION_SCHEMAS", parts.schemas),
        ("SECURITY", parts.security),
        ("SCHEMES", parts.schemes),
        ("HOSTS", parts.hosts),
    ] {
        text = text.replace(word, part);
    }
    text.replace("TITLE", &title(name)).replace("NAME", name)
}

/// `acme-bank` as `Acme Bank`.
fn title(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use keyfob_codegen::generate::generate;
    use keyfob_codegen::lint::lint;
    use keyfob_codegen::load::Document;
    use keyfob_codegen::model::Spec;

    use super::*;

    fn document(login: LoginKind) -> Document {
        let text = skeleton("acme-bank", login);
        Document::parse(Path::new("specs/acme-bank.yaml"), text).unwrap()
    }

    #[test]
    fn each_lints_clean_and_generates() {
        for login in LoginKind::ALL {
            let document = document(login);
            let findings = lint(&document);
            assert!(findings.is_empty(), "{login}: {findings:?}");
            let files = generate(&document).unwrap();
            assert!(
                files.contains_key(Path::new("src/generated/client.rs")),
                "{login}"
            );
        }
    }

    #[test]
    fn nothing_is_left_to_be_replaced_and_every_step_is_explained() {
        for login in LoginKind::ALL {
            let text = skeleton("acme-bank", login);
            let words = text.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_');
            let left: Vec<_> = words
                .filter(|word| word.len() > 3 && !["JSON", "README", "YAML"].contains(word))
                .collect();
            assert!(left.is_empty(), "{login}: {left:?}");
            assert!(text.contains("title: Acme Bank API"));
            let comments = text
                .lines()
                .filter(|line| line.trim_start().starts_with('#'));
            assert!(comments.count() > 25, "{login}");
            assert!(
                text.lines()
                    .all(|line| line.len() <= 140 && !line.ends_with(' '))
            );
        }
    }

    #[test]
    fn each_kind_has_the_schemes_that_it_says() {
        let schemes = |login| -> Vec<(String, usize)> {
            let spec = Spec::of(&document(login));
            let schemes = spec.schemes.iter();
            schemes
                .map(|scheme| (scheme.name.clone(), scheme.flows.len()))
                .collect()
        };
        let one = |name: &str, flows| vec![(name.to_owned(), flows)];
        assert_eq!(schemes(LoginKind::Bearer), one("token", 0));
        assert_eq!(schemes(LoginKind::Basic), one("user", 0));
        assert_eq!(schemes(LoginKind::ApiKey), one("key", 0));
        assert_eq!(schemes(LoginKind::ClientCredentials), one("oauth", 1));
        assert_eq!(schemes(LoginKind::RefreshToken), one("oauth", 1));
        assert_eq!(schemes(LoginKind::PasswordThenCode).len(), 2);
    }

    #[test]
    fn kinds_are_named_as_on_the_command_line() {
        for login in LoginKind::ALL {
            assert_eq!(login.to_string().parse::<LoginKind>(), Ok(login));
        }
        let error = "magic".parse::<LoginKind>().unwrap_err();
        assert!(error.to_string().contains("password-then-code"), "{error}");
    }
}
