//! Which names of unknown members may be shown: a name may be data, as in a map by account.

use std::collections::BTreeSet;

use crate::shape::name_shape;

/// Words that names of members are made of, whatever the API.
const WORDS: &str = "access account action active activity address allowed amount api app array at attribute attributes available \
    average balance base begin beta body buy by call category change channel charge class client code color comment config content \
    count country created currency current custom data date day default deleted depth description detail details device display \
    document due duration element enabled end entry error errors event exchange expires expiry extra feature features fee field \
    file files filled filter first flag flags folder folders format from full generated global group has hash header height high \
    history hour id identifier image in index info initial input interval is item items key kind label language last level limit \
    limits line link links list locale location lock locked lot low margin market master max maximum member message meta metadata \
    min minimum minute mode modified month name new next note notes number object of off offset on open option options order orders \
    other output owner page pages paid parent part path pending per percent permission phase plan points position positions \
    previous price prices priority problem problems product profile properties property public quantity query quota quote rank rate reason record \
    records reference region remaining request required response result results role roles root row rows scope score seconds \
    section segment sell sequence series server service session set settings share shares side size sort source start state status \
    step stock stop sub sum summary symbol tag tags tax text time timestamp title to token total trace trade trades type types unit \
    units updated uri url usage used user users uuid valid value values variant version visible volume warning warnings width year \
    zone";

/// The longest name that is shown.
const LONGEST: usize = 40;

/// The words that names may be made of.
#[derive(Debug, Clone)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// Those of every API, and of the names that a document has.
    pub(crate) fn new<'a>(known: impl IntoIterator<Item = &'a str>) -> Self {
        let own = known.into_iter().flat_map(words);
        let common = WORDS.split_whitespace().map(str::to_owned);
        Self(common.chain(own).collect())
    }

    /// The name, if all its words are known; else its shape in braces.
    pub(crate) fn shown(&self, name: &str) -> String {
        match self.allows(name) {
            true => escaped(name),
            false => name_shape(name),
        }
    }

    /// A digit may stand at the end, once: with more, a name is rather a number with letters.
    fn allows(&self, name: &str) -> bool {
        let bare = name.strip_suffix(|c: char| c.is_ascii_digit());
        let bare = bare.unwrap_or(name);
        let is_plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.');
        !bare.is_empty()
            && name.len() <= LONGEST
            && bare.chars().all(is_plain)
            && words(bare).iter().all(|word| self.0.contains(word))
    }
}

/// A name as a step of a JSON pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The words of a name in snake_case, kebab-case or camelCase, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_break = !c.is_alphabetic() || (c.is_uppercase() && was_small);
        if is_break && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_small = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_words() {
        assert_eq!(words("avgPrc"), ["avg", "prc"]);
        assert_eq!(words("upper_ckt_limit"), ["upper", "ckt", "limit"]);
        assert_eq!(words("nOrdNo"), ["n", "ord", "no"]);
        assert_eq!(words("actualMTM"), ["actual", "mtm"]);
    }

    #[test]
    fn known_words_are_shown_and_anything_else_has_a_shape() {
        let names = Names::new(["avgPrc", "nOrdNo"]);
        for name in ["avgPrc", "prc", "ordPrc", "max_price", "line2", "user-id"] {
            assert_eq!(names.shown(name), name);
        }
        for (name, shape) in [
            ("9876543210", "{10 digits}"),
            ("mira@example.com", "{16 characters}"),
            ("mira", "{4 letters}"),
            ("ABCDE1234F", "{10 letters and digits}"),
            ("price10", "{7 letters and digits}"),
            ("", "{an empty text}"),
            ("price/name", "{10 characters}"),
        ] {
            assert_eq!(names.shown(name), shape);
        }
    }
}
