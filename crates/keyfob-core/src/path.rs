//! Templates of paths: `/orders/{id}`, `/orders/{id}.json`, `/orders/{id}:cancel`.

/// A parameter in a segment of a template, and what stands around it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    pub before: &'t str,
    pub name: &'t str,
    pub after: &'t str,
}

impl<'t> Place<'t> {
    /// The parameter of a segment, if it has one and no more.
    pub(crate) fn of(segment: &'t str) -> Option<Self> {
        let (before, rest) = segment.split_once('{')?;
        let (name, after) = rest.split_once('}')?;
        (!after.contains('{')).then_some(Self {
            before,
            name,
            after,
        })
    }

    /// The segment with this value, which is escaped.
    pub(crate) fn filled(&self, value: &str) -> String {
        format!("{}{value}{}", self.before, self.after)
    }

    /// The value in a segment as it was sent, if it is one of these and not empty.
    pub(crate) fn value<'p>(&self, segment: &'p str) -> Option<&'p str> {
        let rest = segment.strip_prefix(self.before)?;
        let value = rest.strip_suffix(self.after)?;
        (!value.is_empty()).then_some(value)
    }
}

/// Whether a path is one of a template's, with a value for each parameter: `/orders/7` of `/orders/{id}`.
///
/// URL parsers fold `.` and `..` segments and turn a backslash into a slash, so a parameter that plays tricks changes the number of
/// segments or shifts a fixed one.
#[doc(hidden)]
#[must_use]
pub fn is_path(template: &str, path: &str) -> bool {
    if !template.contains('{') {
        return template == path;
    }
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        let (segment, sent) = match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(segment), Some(sent)) => (segment, sent),
            _ => return false,
        };
        let fits = match Place::of(segment) {
            Some(place) => place.value(sent).is_some(),
            None => segment == sent,
        };
        if !fits {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::Url;

    use super::is_path;
    use crate::encode_path;

    #[test]
    fn paths_of_a_template() {
        for (template, path, is) in [
            ("/a/{b}/c", "/a/x/c", true),
            ("/a/{b}/c", "/a/x/d", false),
            ("/a/{b}/c", "/a//c", false),
            ("/a/{b}", "/a/x/c", false),
            ("/a/{b}.json", "/a/x.json", true),
            ("/a/{b}.json", "/a/.json", false),
            ("/a/{b}.json", "/a/x", false),
            ("/a/{b}:cancel", "/a/x:cancel", true),
            ("/a/@{b}", "/a/@x", true),
        ] {
            assert_eq!(is_path(template, path), is, "{template} {path}");
        }
    }

    /// The path as a generated client builds it and the URL parser leaves it.
    fn sent(template: &str, value: &str) -> String {
        let path = template.replace("{id}", &encode_path(value));
        Url::parse(&format!("https://unset.invalid{path}"))
            .unwrap()
            .path()
            .to_owned()
    }

    #[test]
    fn tricks_with_parameters_are_seen() {
        for value in ["..", ".", ""] {
            for template in ["/file/{id}", "/file/{id}/metadata", "/{id}"] {
                assert!(
                    !is_path(template, &sent(template, value)),
                    "{template} {value:?}"
                );
            }
        }
    }

    #[test]
    fn strange_but_honest_parameters_keep_the_shape() {
        for value in [
            "a/b", "a\\b", "%2e%2e", "%2F", "a?b#c", "\u{0}\n", "ü", "...",
        ] {
            assert!(
                is_path("/file/{id}/x", &sent("/file/{id}/x", value)),
                "{value:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_parameter_stays_one_segment_or_is_refused(value in "\\PC*") {
            let path = sent("/a/{id}/z", &value);
            let whole = path.split('/').count() == 4 && path.starts_with("/a/") && path.ends_with("/z");
            prop_assert_eq!(is_path("/a/{id}/z", &path), whole && path != "/a//z");
        }
    }
}
