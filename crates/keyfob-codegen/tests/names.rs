//! Names of all kinds, each put into the good spec: the lint refuses it where it stands and helps, or the crate is made,
//! and then nothing in it is named twice or leads nowhere (the generator looks at that itself).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

const GOOD: &str = include_str!("../src/lint/tests/good.yaml");

/// What the language, the standard library and generated code have names for.
const TYPES: &str = "AsMut AsRef AsyncFn Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend \
    Fn FnMut FnOnce From FromIterator Future Hash Into IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd \
    Result Self Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec Error Client ByteStream ResponseValue \
    Secret Decimal DecimalText Embedded ClientInfo ClientHooks OperationInfo RequestBuilderExt Handle Value Types Builder \
    ConversionError Display Formatter Cow FromStr Deref Serialize Deserialize JsonSchema Map BTreeMap When Then Std Serde Crate \
    Super Type Str Bool I64 Api Server Method Placement Scheme Target Output T E Item2 X2fa";

const METHODS: &str = "new new_with_client into_inner handle clone client inner baseurl api_version exec pre post type gen async \
    await try self super crate abstract final do dyn box union raw static default error byte_stream client_info response_value \
    request_builder_ext operation_info client_hooks result ok err some none string option vec to_string into from try_into send \
    body format value types builder operations mock config when then login_when url address port reset host base_url start \
    to_owned borrow fmt type_id as_ref header_map request response info a1 drop";

const WIRE: &str = "gen type try async await match self Self super crate new send body client request response result value \
    into_inner into from clone fmt url info inner header_map _ 1st 2fa a-b a.b query to_string borrow not method status path bearer \
    session Session basic x-y then when types t e v k ok headers";

/// What came of a spec with something changed in it.
#[derive(Debug, PartialEq)]
enum Outcome {
    Made,
    /// The rules, each with the line that it points at.
    Refused(Vec<(&'static str, String)>),
}

fn outcome(text: String) -> Outcome {
    let document = match Document::parse(Path::new("specs/acme.yaml"), text) {
        Ok(document) => document,
        // A key that is there already.
        Err(finding) => return Outcome::Refused(vec![(finding.rule, finding.message)]),
    };
    let findings = lint(&document);
    if findings.is_empty() {
        return match generate(&document) {
            Ok(_) => Outcome::Made,
            Err(finding) => panic!("no rule has seen: {}", finding.message),
        };
    }
    let lines: Vec<_> = document.text.lines().collect();
    let told = findings.iter().map(|finding| {
        assert!(finding.help.is_some(), "{} does not help", finding.rule);
        (
            finding.rule,
            lines[finding.place.line - 1].trim().to_owned(),
        )
    });
    Outcome::Refused(told.collect())
}

/// The good spec with each text replaced wherever it stands.
fn with(edits: &[(&str, String)]) -> Outcome {
    let mut text = GOOD.to_owned();
    for (find, with) in edits {
        assert!(text.contains(find), "{find}");
        text = text.replace(find, with);
    }
    outcome(text)
}

/// Tries each name; those that are refused must be so where they stand. Which they are.
fn refused(names: &str, try_name: impl Fn(&str) -> Outcome) -> Vec<&str> {
    let mut refused = Vec::new();
    for name in names.split_whitespace() {
        if let Outcome::Refused(told) = try_name(name) {
            for (rule, line) in told {
                assert!(
                    rule == "yaml" || line.contains(name),
                    "{rule} refuses {name} at `{line}`"
                );
            }
            refused.push(name);
        }
    }
    refused
}

fn schema(old: &str, name: &str) -> Outcome {
    with(&[
        (&format!("    {old}:\n"), format!("    {name}:\n")),
        (&format!("schemas/{old}\""), format!("schemas/{name}\"")),
    ])
}

#[test]
fn a_schema_called_as_the_prelude_is_refused_and_any_other_name_will_do() {
    let all = refused(TYPES, |name| schema("Item", name));
    assert_eq!(
        (all.len(), all.first(), all.last()),
        (44, Some(&"AsMut"), Some(&"Vec"))
    );
    let of_requests =
        "Self String Option Vec Default Error Builder Secret Value Decimal Display Client";
    let some = refused(of_requests, |name| schema("LoginRequest", name));
    assert_eq!(some, ["Self", "String", "Option", "Vec", "Default"]);
}

#[test]
fn an_operation_called_as_what_generated_code_has_is_refused() {
    let refused = refused(METHODS, |name| {
        with(&[("operationId: list_items", format!("operationId: {name}"))])
    });
    let of_the_client = [
        "new", "handle", "clone", "client", "inner", "exec", "pre", "post",
    ];
    let keywords = ["type", "gen", "async", "try", "self", "box", "final"];
    let of_modules = [
        "error",
        "byte_stream",
        "result",
        "option",
        "string",
        "default",
        "send",
    ];
    let of_servers = ["mock", "url", "port", "reset", "host", "start"];
    for name in [&of_the_client[..], &keywords, &of_modules, &of_servers].concat() {
        assert!(refused.contains(&name), "{name} in {refused:?}");
    }
    for name in [
        "then", "body", "request", "types", "fmt", "a1", "union", "raw",
    ] {
        assert!(!refused.contains(&name), "{name} in {refused:?}");
    }
}

/// Parameters are called as the vendor wants it: of these, only what the methods of every call have is refused.
#[test]
fn a_parameter_may_have_the_name_of_a_keyword() {
    let query = refused(WIRE, |name| {
        with(&[("- name: kinds", format!("- name: \"{name}\""))])
    });
    let keywords = "gen type try async match self crate 1st 2fa clone";
    for name in keywords.split_whitespace() {
        assert!(!query.contains(&name), "{name} in {query:?}");
    }
    assert!(
        query.contains(&"send") && query.contains(&"new"),
        "{query:?}"
    );
    let header = refused(keywords, |name| {
        with(&[("- name: x-trace", format!("- name: {name}"))])
    });
    assert_eq!(header, [""; 0]);
    let path = |name: &str| {
        let named = ("      - name: orderId", format!("      - name: \"{name}\""));
        with(&[("{orderId}", format!("{{{name}}}")), named])
    };
    assert_eq!(path("gen"), Outcome::Made);
    assert_eq!(path("type"), Outcome::Made);
}

#[test]
fn a_property_may_have_any_name_and_two_that_are_one_in_rust_are_told() {
    let one = refused(WIRE, |name| {
        with(&[("        size: {", format!("        \"{name}\": {{"))])
    });
    assert_eq!(one, [""; 0]);
    for (first, second) in [
        ("type", "type_"),
        ("gen", "GEN"),
        ("a-b", "a_b"),
        ("a'b", "ab"),
        ("+1", "plus1"),
        ("1st", "x1st"),
        ("_", "x"),
        ("aB", "a_b"),
        ("!", "?"),
    ] {
        let both = format!(
            "        \"{first}\": {{type: string}}\n        \"{second}\": {{type: string}}\n        size: {{"
        );
        let Outcome::Refused(told) = with(&[("        size: {", both)]) else {
            panic!("{first} and {second} are not refused")
        };
        assert!(
            told.iter()
                .all(|(rule, line)| *rule == "property-clash" && line.contains(second)),
            "{told:?}"
        );
    }
}

#[test]
fn a_security_scheme_that_clashes_is_refused() {
    let refused = refused(WIRE, |name| {
        let (asked, declared) = (
            format!("          \"{name}\": []"),
            format!("    \"{name}\": {{"),
        );
        with(&[("          finger: []", asked), ("    finger: {", declared)])
    });
    let wanted = [
        "new",
        "body",
        "into_inner",
        "_",
        "1st",
        "2fa",
        "a.b",
        "bearer",
        "session",
        "Session",
        "basic",
    ];
    for name in wanted {
        assert!(refused.contains(&name), "{name} in {refused:?}");
    }
    assert!(
        !refused.contains(&"gen") && !refused.contains(&"type"),
        "{refused:?}"
    );
}

/// They are the vendor's, too: whatever one is called, its mock has a method.
#[test]
fn a_header_of_an_answer_may_have_any_name() {
    let names = "new into-inner ok unauthorized internal-server-error multi-status type gen Self crate clone from body then 1st";
    let header =
        |name: &str| with(&[("            X-Request-Id:", format!("            {name}:"))]);
    assert_eq!(refused(names, header), [""; 0]);
    for other in ["x-request-id", "X_Request-Id", "X--Request-Id"] {
        let both =
            format!("            {other}: {{schema: {{type: string}}}}\n            X-Request-Id:");
        assert_eq!(
            with(&[("            X-Request-Id:", both)]),
            Outcome::Made,
            "{other}"
        );
    }
}

#[test]
fn values_of_an_enum_that_are_one_variant_are_refused() {
    let values = |values: &str| with(&[("enum: [plain, \"2FA\"]", format!("enum: [{values}]"))]);
    for twice in [
        "ab, AB",
        "\"1\", x1",
        "\"a b\", \"a-b\"",
        "\">=\", \"<=\"",
        "\"ab'c\", abc",
        "\"\", a",
        "\"+1\", \"-1\"",
        "a, a",
    ] {
        assert!(matches!(values(twice), Outcome::Refused(_)), "{twice}");
    }
    for fine in [
        "Self, self1",
        "gen, try",
        "Err, Ok, Error",
        "Default, Clone",
        "\"1\", \"2\"",
        "\"*/\", \"{}\", a",
        "\"a\\\"b\", c",
    ] {
        if let Outcome::Refused(told) = values(fine) {
            assert!(fine.contains('*'), "{fine}: {told:?}");
        }
    }
}

/// CI compiles this one.
#[test]
fn a_vendor_with_awkward_names_has_a_crate() {
    let text = include_str!("names.yaml").to_owned();
    assert_eq!(outcome(text.clone()), Outcome::Made);
    let document = Document::parse(Path::new("specs/names.yaml"), text).unwrap();
    let files = generate(&document).unwrap();
    let client = &files[Path::new("src/generated/client.rs")];
    for method in ["OPTIONS", "TRACE"] {
        assert!(
            client.contains(&format!("request(::reqwest::Method::{method}, url)")),
            "{method}"
        );
    }
    let mock = &files[Path::new("src/generated/mock.rs")];
    for header in [
        "ok_header",
        "gen_",
        "new_header",
        "into_inner_header",
        "_1st",
        "not_found_header",
    ] {
        assert!(mock.contains(&format!("pub fn {header}(")), "{header}");
    }
    let manifest = &files[Path::new("Cargo.toml")];
    assert!(
        manifest.contains(r#""Typed client for The \"Names\" */ {}, by Keyfob""#),
        "{manifest}"
    );
}

/// A title would give its type a name that another schema has, or that another one's title is.
#[test]
fn a_title_names_no_type() {
    for title in ["Items", "String", "Self", "LoginRequest"] {
        let named = (
            "      description: An item.",
            format!("      title: {title}\n      description: An item."),
        );
        assert_eq!(with(&[named]), Outcome::Made, "{title}");
        let value = (
            "enum: [plain, \"2FA\"]",
            format!("title: {title}\n          enum: [plain, \"2FA\"]"),
        );
        assert_eq!(with(&[value]), Outcome::Made, "{title}");
    }
}

#[test]
fn options_and_trace_are_made() {
    for method in ["get", "put", "delete", "head", "patch", "options", "trace"] {
        let edit = ("  /files:\n    post:", format!("  /files:\n    {method}:"));
        assert_eq!(with(&[edit]), Outcome::Made, "{method}");
    }
}

#[test]
fn an_operations_own_parameter_takes_the_place_of_its_paths() {
    let own = "      parameters:\n        - {name: orderId, in: path, required: true, schema: {type: string}}\n        - $ref";
    assert_eq!(
        with(&[("      parameters:\n        - $ref", own.to_owned())]),
        Outcome::Made
    );
}
