//! Objects, member by member, and lists, row by row.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::Value;
use serde_json::value::RawValue;

use super::scalars::convert;
use super::state::{self, Level};

/// The members that a type knows, each with the other names that the vendor gives it.
type Known = &'static [&'static [&'static str]];

/// The members of one object as they came.
pub struct Members {
    known: Known,
    values: Vec<Option<Box<RawValue>>>,
    /// Whether its type knows nothing but what errors have, too: then these count.
    is_plain: bool,
}

/// Decodes an object of an answer: `build` takes the members that it knows.
///
/// # Errors
/// If it is no object, or nests deeper than [`DEEPEST`](super::DEEPEST).
pub fn object<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    known: Known,
    build: impl FnOnce(&mut Members) -> T,
) -> Result<T, D::Error> {
    let Some(level) = Level::enter() else {
        return Err(D::Error::custom("it nests too deep"));
    };
    let mut names = known.iter().filter_map(|names| names.first());
    let is_plain = names.all(|name| state::is_fault(name));
    let before = state::faults();
    let mut members = deserializer.deserialize_map(Members {
        known,
        values: vec![None; known.len()],
        is_plain,
    })?;
    // With members of an error that its type does not have, it is one.
    members.is_plain &= state::faults() == before;
    let value = build(&mut members);
    drop(level);
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(value),
    }
}

impl Members {
    /// A member that may be left out.
    pub fn field<T: DeserializeOwned + Default>(&mut self, name: &'static str) -> T {
        let Some(raw) = self.take(name) else {
            return T::default();
        };
        let text = raw.get();
        let before = (state::seen(), state::strangers());
        let value = decode::<T>(text);
        let is_told = value.is_some() && says_something(text);
        if is_told && (!text.starts_with('{') || (state::seen(), state::strangers()) != before) {
            self.saw(name);
        }
        value.unwrap_or_default()
    }

    /// A member of which nothing is known but its name.
    pub fn any(&mut self, name: &'static str) -> Option<Value> {
        let raw = self.take(name)?;
        let value = serde_json::from_str(raw.get()).ok()?;
        if is_no_error(&value) {
            self.saw(name);
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// A list, read element by element. A lone value is a list of one, null an empty one.
    pub fn list<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<T> {
        let Some(raw) = self.take(name).filter(|raw| raw.get() != "null") else {
            return Vec::new();
        };
        let text = raw.get();
        let mut rows = Rows::of(text.len());
        match text.starts_with('[') {
            true => drop(serde_json::Deserializer::from_str(text).deserialize_seq(&mut rows)),
            false => rows.add(text),
        }
        // A sentence in the place of a list says why there is none.
        let is_sentence = text.starts_with('"') && text.contains(' ');
        if rows.is_list() && !is_sentence {
            self.saw(name);
        }
        rows.read
    }

    /// A map, read member by member.
    pub fn map<T: DeserializeOwned>(&mut self, name: &'static str) -> BTreeMap<String, T> {
        let Some(raw) = self.take(name) else {
            return BTreeMap::new();
        };
        let mut entries = Entries::of(raw.get().len());
        let is_map = serde_json::Deserializer::from_str(raw.get())
            .deserialize_map(&mut entries)
            .is_ok();
        if is_map && (entries.came == 0 || entries.good > 0) {
            self.saw(name);
        } else if raw.get() != "null" {
            state::left_out(std::any::type_name::<T>());
        }
        entries.read
    }

    fn take(&mut self, name: &str) -> Option<Box<RawValue>> {
        let place = self
            .known
            .iter()
            .position(|names| names.first() == Some(&name))?;
        self.values.get_mut(place)?.take()
    }

    fn saw(&self, name: &'static str) {
        if self.is_plain || !state::is_fault(name) {
            state::saw();
        }
        if state::proves(name) {
            state::proved();
        }
    }
}

/// Whether a value of unknown shape may be what was asked for: no sentence, and not made of an error's members alone.
fn is_no_error(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.is_empty() || members.keys().any(|name| !state::is_fault(name))
        }
        Value::Array(items) => items.is_empty() || items.iter().any(is_no_error),
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty() && !text.contains(' '),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether a value is more than a null or an empty text.
fn says_something(text: &str) -> bool {
    !matches!(text, "null" | "\"\"")
}

impl<'de> Visitor<'de> for Members {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(place) = map.next_key_seed(Place(self.known))? {
            match place.and_then(|place| self.values.get_mut(place)) {
                Some(value) => *value = Some(map.next_value()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(self)
    }
}

/// Which known member a name is.
struct Place(Known);

impl<'de> DeserializeSeed<'de> for Place {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let place = self.0.iter().position(|names| names.contains(&name));
        match (place, state::is_fault(name)) {
            (None, false) => state::saw_stranger(),
            (None, true) => state::saw_fault(),
            _ => {}
        }
        Ok(place)
    }
}

/// Decodes an answer that is a bare list, row by row; null is an empty one, and nothing else is a list.
///
/// # Errors
/// If it is no list, or its rows would take far more memory than was sent.
pub fn rows<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let is_root = state::is_root();
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let mut rows = Rows::of(raw.get().len());
    if raw.get() != "null" {
        serde_json::Deserializer::from_str(raw.get())
            .deserialize_seq(&mut rows)
            .map_err(D::Error::custom)?;
    }
    if is_root && (raw.get() == "null" || !rows.is_list()) {
        state::no_list();
    }
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(rows.read),
    }
}

/// What a list may take in memory: so many times the bytes that were sent for it, and a little.
///
/// A row of sixty members takes about as much as its text; one of which the vendor leaves nearly everything out takes ten
/// times as much.
fn most_memory(sent: usize) -> usize {
    sent.saturating_mul(16).saturating_add(1 << 20)
}

/// The rows of one list.
struct Rows<T> {
    read: Vec<T>,
    /// How many rows had anything in them that their type knows.
    good: usize,
    came: usize,
    most: usize,
}

impl<T: DeserializeOwned> Rows<T> {
    fn of(sent: usize) -> Self {
        Self {
            read: Vec::new(),
            good: 0,
            came: 0,
            most: most_memory(sent) / size_of::<T>().max(1),
        }
    }

    fn add(&mut self, text: &str) {
        self.came += 1;
        if self.read.len() >= self.most {
            state::fatal("its rows would take far more memory than the bytes that were sent");
        }
        if state::is_over() {
            return;
        }
        let before = state::seen();
        if let Some(row) = decode(text) {
            let is_good = !text.starts_with('{') || state::seen() > before;
            self.good += usize::from(is_good);
            self.make_room();
            self.read.push(row);
        }
    }

    /// Room for another row: twice as many as there are, but never for more than may come.
    fn make_room(&mut self) {
        let length = self.read.len();
        if length == self.read.capacity() {
            let most = self.most.saturating_sub(length).max(1);
            self.read.reserve_exact(length.max(4).min(most));
        }
    }

    /// Whether it can be taken for the list that was asked for: it is empty, or some row of it says something.
    fn is_list(&self) -> bool {
        self.came == 0 || self.good > 0
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for &mut Rows<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            self.add(raw.get());
        }
        Ok(())
    }
}

/// The members of one map.
struct Entries<T> {
    read: BTreeMap<String, T>,
    /// How many had anything in them that their type knows.
    good: usize,
    came: usize,
    most: usize,
}

impl<T: DeserializeOwned> Entries<T> {
    fn of(sent: usize) -> Self {
        Self {
            read: BTreeMap::new(),
            good: 0,
            came: 0,
            most: most_memory(sent) / size_of::<(String, T)>().max(1),
        }
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for &mut Entries<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let raw = map.next_value::<&RawValue>()?;
            if self.read.len() >= self.most {
                state::fatal(
                    "its members would take far more memory than the bytes that were sent",
                );
            }
            if state::is_over() {
                continue;
            }
            self.came += 1;
            let before = state::seen();
            if let Some(value) = decode(raw.get()) {
                let is_good = !raw.get().starts_with('{') || state::seen() > before;
                self.good += usize::from(is_good);
                self.read.insert(name, value);
            }
        }
        Ok(())
    }
}

/// A value, as it is or converted; `None` is counted as left out.
fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value = convert(text);
    if value.is_none() {
        state::left_out(std::any::type_name::<T>());
    }
    value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lenient::{Proof, Report, within};

    #[derive(Debug, PartialEq, Default)]
    struct Answer {
        text: Option<String>,
        number: Option<i64>,
        flag: Option<bool>,
        inner: Option<Inner>,
        list: Vec<Inner>,
        map: BTreeMap<String, String>,
    }

    #[derive(Debug, PartialEq, Default)]
    struct Inner {
        a: Option<String>,
        code: Option<i64>,
    }

    impl<'de> Deserialize<'de> for Answer {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            const KNOWN: Known = &[
                &["text", "words"],
                &["number"],
                &["flag"],
                &["inner"],
                &["list"],
                &["map"],
            ];
            object(deserializer, KNOWN, |members| Self {
                text: members.field("text"),
                number: members.field("number"),
                flag: members.field("flag"),
                inner: members.field("inner"),
                list: members.list("list"),
                map: members.map("map"),
            })
        }
    }

    impl<'de> Deserialize<'de> for Inner {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(deserializer, &[&["a"], &["code"]], |members| Self {
                a: members.field("a"),
                code: members.field("code"),
            })
        }
    }

    fn read(value: Value) -> Answer {
        let text = value.to_string();
        let from_text: Answer = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<Answer>(value).unwrap(), from_text);
        from_text
    }

    #[test]
    fn scalars_of_other_types_are_converted() {
        let answer = read(json!({"text": 12.50, "number": " 42 ", "flag": "TRUE"}));
        assert_eq!(answer.text.as_deref(), Some("12.5"));
        assert_eq!((answer.number, answer.flag), (Some(42), Some(true)));
        let answer = read(json!({"text": false, "number": 7.0, "flag": 1}));
        assert_eq!(
            (answer.text.as_deref(), answer.number, answer.flag),
            (Some("false"), Some(7), Some(true))
        );
    }

    #[test]
    fn digits_are_kept_exactly() {
        let answer: Answer = serde_json::from_str(r#"{"text": 0.10000000000000000001}"#).unwrap();
        assert_eq!(answer.text.as_deref(), Some("0.10000000000000000001"));
    }

    #[test]
    fn nulls_and_strangers_leave_the_rest_alone() {
        let null = json!({"text": null, "number": null, "flag": null, "inner": null, "list": null, "map": null});
        assert_eq!(read(null), Answer::default());
        let strange = json!({"text": {}, "number": "many", "flag": [], "inner": 3, "list": "x", "map": 1, "new": 1});
        assert_eq!(read(strange), Answer::default());
    }

    #[test]
    fn a_member_that_comes_twice_counts_as_it_came_last() {
        let text = r#"{"text":"a","list":[{"a":"x","a":"y"}],"text":"b","words":"c"}"#;
        let answer: Answer = serde_json::from_str(text).unwrap();
        assert_eq!(answer.text.as_deref(), Some("c"));
        assert_eq!(answer.list[0].a.as_deref(), Some("y"));
    }

    #[test]
    fn a_list_is_no_object_whose_members_have_lost_their_names() {
        assert_eq!(read(json!({"inner": ["x", 1]})).inner, None);
        assert!(serde_json::from_str::<Answer>("[\"x\"]").is_err());
    }

    #[test]
    fn a_bare_list_loses_only_what_cannot_be_read() {
        let read = |text| rows::<_, Inner>(&mut serde_json::Deserializer::from_str(text));
        let found = read(r#"[{"a": 1}, 7, null, ["x"], {"b": 1}]"#).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(read("null").unwrap(), []);
        assert!(read(r#"{"a": "x"}"#).is_err() && read("7").is_err());
    }

    #[test]
    fn lists_and_maps_lose_only_what_cannot_be_read() {
        let answer =
            read(json!({"list": [{"a": 1}, 7, {"a": "x"}], "map": {"a": 1, "b": {}, "c": "x"}}));
        assert_eq!(answer.list.len(), 2);
        assert_eq!(answer.list[0].a.as_deref(), Some("1"));
        assert_eq!(answer.map.len(), 2);
        assert_eq!(read(json!({"list": {"a": "x"}})).list.len(), 1);
    }

    fn rows_of<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, serde_json::Error> {
        rows(&mut serde_json::Deserializer::from_str(text))
    }

    fn report(text: &str, members: &'static [&'static str]) -> Report {
        let faults = &["code", "message"];
        let (_, report) = within(Proof { members, faults }, || {
            serde_json::from_str::<Answer>(text).is_ok()
        });
        report
    }

    #[test]
    fn an_answer_proves_itself_by_what_it_says() {
        for (proof, text, is_proved) in [
            (&["list"], r#"{"list":[]}"#, true),
            (&["list"], r#"{"list":[{"a":"x"},{}]}"#, true),
            (&["list"], r#"{"list":{"a":"x"}}"#, true),
            (&["list"], r#"{"list":null}"#, false),
            (&["list"], r#"{"list":"No data found"}"#, false),
            (&["list"], r#"{"list":{"code":400,"message":"no"}}"#, false),
            (&["list"], r#"{"list":[{"code":400}]}"#, false),
            (&["list"], r#"{"list":[{}]}"#, false),
            (&["list"], r#"{"inner":{"list":[]}}"#, false),
            (&["inner"], r#"{"inner":{"a":"x"}}"#, true),
            (&["inner"], r#"{"inner":{"code":7}}"#, false),
            (&["inner"], r#"{"inner":{}}"#, false),
            (&["text"], r#"{"words":"x"}"#, true),
            (&["text"], r#"{"text":""}"#, false),
            (&["map"], r#"{"map":{}}"#, true),
            (&["map"], r#"{"map":[]}"#, false),
        ] {
            assert_eq!(report(text, proof).is_proved, is_proved, "{text}");
        }
    }

    #[test]
    fn rows_out_of_proportion_end_the_decoding() {
        #[derive(Default)]
        #[allow(dead_code)]
        struct Wide([Option<String>; 32]);
        impl<'de> Deserialize<'de> for Wide {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object(deserializer, &[], |_| Self::default())
            }
        }
        let read = |rows: usize| {
            let text = format!("[{}{{}}]", "{},".repeat(rows));
            let proof = Proof::default();
            within(proof, || {
                let list = rows_of(&text);
                list.map_or(0, |list: Vec<Wide>| list.capacity() * size_of::<Wide>())
            })
        };
        let (memory, report) = read(1_000);
        assert!(memory > 0 && report.fatal.is_none());
        let (memory, report) = read(1 << 20);
        assert!(memory == 0 && report.fatal.is_some());
        assert!(serde_json::from_str::<Answer>(r#"{"list":[{}]}"#).is_ok());
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let report = report(r#"{"list":[1,2,3],"number":"x"}"#, &[]);
        assert_eq!(report.left_out, 4);
        assert_eq!(report.wanted, Some(std::any::type_name::<Option<i64>>()));
    }

    #[derive(Debug, Default)]
    struct Tree {
        below: Option<Box<Tree>>,
    }

    impl<'de> Deserialize<'de> for Tree {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(deserializer, &[&["below"]], |members| Self {
                below: members.field("below"),
            })
        }
    }

    #[test]
    fn a_type_that_holds_itself_is_decoded_so_deep_and_no_deeper() {
        let nested = |depth: usize| "{\"below\":".repeat(depth) + "{}" + &"}".repeat(depth);
        assert!(serde_json::from_str::<Tree>(&nested(50)).is_ok());
        assert!(serde_json::from_str::<Tree>(&nested(5_000)).is_err());
        let mut tree = serde_json::from_str::<Tree>(&nested(50)).unwrap();
        let mut depth = 0;
        while let Some(below) = tree.below {
            (tree, depth) = (*below, depth + 1);
        }
        assert_eq!(depth, 50);
    }
}
