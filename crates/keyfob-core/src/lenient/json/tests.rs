//! Bodies as vendors send them.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    Json::of(text.as_bytes()).text.into_owned()
}

#[test]
fn strict_json_stays_as_it_is() {
    for text in [
        r#"{"a":[1,-2.5e3,true,null,"x\"\u00fc\\"],"b":{}}"#,
        "[]",
        "7",
        "\"x\"",
    ] {
        let json = Json::of(text.as_bytes());
        assert!(matches!(json.text, Cow::Borrowed(same) if same == text));
        assert!(json.oddity.is_none() && !json.too_deep);
    }
}

#[test]
fn what_follows_the_value_is_left_out_and_told() {
    for (text, value) in [
        ("{\"a\":1}\n<!-- -->", "{\"a\":1}"),
        ("[1] [2]", "[1]"),
        ("{\"a\":\"}\"}x", "{\"a\":\"}\"}"),
    ] {
        let json = Json::of(text.as_bytes());
        assert_eq!(json.text, value);
        assert!(json.oddity.is_some());
    }
    assert!(Json::of(b"\xef\xbb\xbf {} \r\n").oddity.is_none());
}

#[test]
fn odd_words_become_what_they_mean() {
    assert_eq!(
        read("[NaN,-Infinity,007,+1,True,None]"),
        r#"[null,null,"007","+1",true,null]"#
    );
    assert_eq!(read("{\"a\":[1,2,],}"), "{\"a\":[1,2]}");
    assert_eq!(read("[\"a\\x\",\"\\u12\"]"), r#"["a\\x","\\u12"]"#);
    assert_eq!(read("[\"a\tb\nc\"]"), r#"["a\u0009b\u000ac"]"#);
    assert_eq!(
        read("<html>x</html>"),
        "<html>x</html>".split('x').next().unwrap().to_owned() + "x</html>"
    );
}

#[test]
fn a_byte_that_is_no_text_costs_itself_only() {
    let json = Json::of(b"{\"a\":\"x\xff\",\"b\":1}");
    assert_eq!(json.text, "{\"a\":\"x\u{fffd}\",\"b\":1}");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(!Json::of(nested(DEEPEST).as_bytes()).too_deep);
    assert!(Json::of(nested(DEEPEST + 1).as_bytes()).too_deep);
}

/// Whether what is taken for JSON is, and the other way round.
fn is_judged_right(text: &str) -> bool {
    let json = Json::of(text.as_bytes());
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    let is_mended = serde_json::from_str::<serde_json::Value>(&json.text).is_ok();
    (is_mended || !json.is_sound) && (json.is_sound || !is_json)
}

#[test]
fn members_without_a_comma_or_a_value_are_no_json() {
    for text in [
        r#"{"a":"b""c":1}"#,
        r#"{"a":1"b":2}"#,
        r#"{"a":1 "b":2}"#,
        r#"{"a":1,,"b":2}"#,
        r#"{"a":1,"b"}"#,
        r#"{"a":1,"b":}"#,
        r#"{"a":1:"b"}"#,
        r#"{"a":1,"b":2"#,
        r#"["a":1]"#,
        r#"{"a":1]"#,
    ] {
        assert!(!Json::of(text.as_bytes()).is_sound, "{text}");
    }
}

proptest! {
    #[test]
    fn members_are_judged_as_the_parser_does(text in "\\{(\"(a|\\\\\"|ab)\":? ?(\"(b|\\\\n)?\"|1|1\\.|-2e5|01|null|nul|\\{\\}|\\{\"a\":1,?\\}|\\[1\\])?,{0,2} ?){0,4}\\}?") {
        prop_assert!(is_judged_right(&text), "{}", text);
    }

    #[test]
    fn nothing_panics_and_strict_json_is_kept(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}:,\"\\\\a-fN0-9. \\n]{0,60}") {
        let _ = Json::of(&bytes);
        let json = Json::of(text.as_bytes());
        let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        for json in [&Json::of(&bytes), &json] {
            prop_assert!(!json.is_sound || is_json(&json.text), "{}", json.text);
        }
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            let is_list_or_object = text.trim_start().starts_with(['{', '[']);
            prop_assert!(json.is_sound || !is_list_or_object, "{}", text);
            prop_assert_eq!(json.text.as_ref(), text.trim_matches([' ', '\n']));
            prop_assert!(json.oddity.is_none());
        }
    }
}
