//! Objects and lists as vendors send them.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::*;
use crate::lenient::{
    Json, Proof, Report, entries, entries_by, knowing, read_list, read_map, read_sound, read_value,
    rows, rows_by, within,
};

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
fn lists_and_maps_within_lists_and_maps_lose_only_what_cannot_be_read() {
    let read_rows = |text| {
        rows_by(&mut serde_json::Deserializer::from_str(text), |row| {
            read_list::<i64>(row, read_value)
        })
    };
    let found = read_rows(r#"[[1, "2", null, "x"], 3, null, {"a": 1}, []]"#).unwrap();
    assert_eq!(found, [vec![1, 2], vec![3], vec![], vec![]]);
    assert_eq!(
        read_rows(r#"[[1], ["x"], "x"]"#).unwrap(),
        [vec![1], vec![]]
    );

    let read_entries = |text| {
        entries_by(&mut serde_json::Deserializer::from_str(text), |member| {
            read_map::<Vec<String>>(member, |texts| read_list(texts, read_value))
        })
    };
    let found = read_entries(r#"{"a": {"b": ["x", 7, {}]}, "c": 1, "d": null}"#).unwrap();
    assert_eq!(found["a"]["b"], ["x", "7"]);
    assert!(found["d"].is_empty() && !found.contains_key("c"));
}

#[test]
fn a_bare_map_loses_only_what_cannot_be_read() {
    let read = |text| entries::<_, String>(&mut serde_json::Deserializer::from_str(text));
    let found = read(r#"{"a": "x", "b": 7, "c": {}, "d": null}"#).unwrap();
    assert_eq!(found.get("a").map(String::as_str), Some("x"));
    assert_eq!(found.get("b").map(String::as_str), Some("7"));
    assert_eq!(found.get("c"), None);
    assert!(read("null").unwrap().is_empty());
    assert!(read(r#"["x"]"#).is_err() && read("7").is_err());
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
    let (_, report) = within(
        Proof {
            members,
            faults,
            memory: usize::MAX,
        },
        || serde_json::from_str::<Answer>(text).is_ok(),
    );
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
        let report = report(text, proof);
        assert_eq!(report.is_proved || report.is_empty, is_proved, "{text}");
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
        let proof = Proof {
            memory: usize::MAX,
            ..Proof::default()
        };
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

/// Decodes answers as they are decoded after a call: one after the other, with what was noted of them.
fn received(texts: &[String]) -> Vec<Option<Answer>> {
    let read = |text: &String| {
        let json = Json::of(text.as_bytes());
        assert!(json.is_sound, "{text}");
        knowing(&json.text, json.spans, || read_sound(&json.text))
    };
    texts.iter().map(read).collect()
}

proptest! {
    /// The order of the members in one text is what is expected of the next.
    #[test]
    fn what_was_noted_of_a_text_and_of_the_last_one_changes_nothing(texts in proptest::collection::vec("\\{\"x\":\"\"(,\"(text|words|number|flag|inner|map|st\\\\u0061t|new)\": ?(\"(b|7|\\\\n)?\"|1|-2|null|true|\\{\"(a|code)\":\"7\",\"a\":(1|\\{\\})\\}|\\[\"1\"\\])|,\"list\":\\[\\{\"a\":\"some text that makes it long enough to be noted\",\"code\":(1|\"x\")\\}\\]){0,7}\\}", 1..4)) {
        let plain: Vec<_> = texts.iter().map(|text| serde_json::from_str(text).ok()).collect();
        prop_assert_eq!(received(&texts), plain);
    }
}
