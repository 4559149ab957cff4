//! Names of all kinds, each put into the good spec: the lint refuses it where it stands and helps, or the crate is made,
//! and then nothing in it is named twice or leads nowhere (the generator looks at that itself).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod hostile;

use std::path::Path;

use keyfob_codegen::generate::generate;
use keyfob_codegen::load::Document;

use self::hostile::{Outcome, outcome, refused, with};

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
    let keywords = ["type", "gen", "async", "try", "self", "box", "final"];
    let of_servers = ["mock", "url", "port", "reset", "host", "start"];
    for name in [&keywords[..], &of_servers, &["clone"]].concat() {
        assert!(refused.contains(&name), "{name} in {refused:?}");
    }
    for name in [
        "then", "body", "request", "types", "fmt", "a1", "union", "raw", "new", "handle", "client",
        "error", "option", "send", "result", "default",
    ] {
        assert!(!refused.contains(&name), "{name} in {refused:?}");
    }
}

/// Of the names of methods, those that Rust does not leave free are refused; and the groups' that the client has itself.
#[test]
fn a_method_or_a_group_called_as_what_generated_code_has_is_refused() {
    let method = |name: &str| {
        let named = format!("operationId: list_items\n      x-name: {name}");
        with(&[("operationId: list_items", named)])
    };
    let names = "type gen async self clone new send body client option to_string mock url";
    let methods = refused(names, method);
    for name in ["type", "gen", "async", "self", "clone"] {
        assert!(methods.contains(&name), "{name} in {methods:?}");
    }
    for name in [
        "new",
        "send",
        "body",
        "client",
        "option",
        "to_string",
        "mock",
        "url",
    ] {
        assert!(!methods.contains(&name), "{name} in {methods:?}");
    }
    let group = |name: &str| {
        let named = format!("  - name: session\n    x-name: {name}\n");
        with(&[("  - name: session\n", named)])
    };
    let names = "new handle clone request option string type types builder operations error client body mock";
    let groups = refused(names, group);
    for name in [
        "new", "handle", "clone", "request", "option", "string", "type",
    ] {
        assert!(groups.contains(&name), "{name} in {groups:?}");
    }
    for name in [
        "types",
        "builder",
        "operations",
        "error",
        "client",
        "body",
        "mock",
    ] {
        assert!(!groups.contains(&name), "{name} in {groups:?}");
    }
}

/// Members of a request become fields and setters of its builder: what a builder has itself is refused, and nothing else.
#[test]
fn a_member_of_a_request_may_be_called_as_a_method_is() {
    let member = |name: &str| {
        let named = format!("        devices:\n          x-name: {name}\n");
        with(&[("        devices:\n", named)])
    };
    let names = "type gen self new builder clone into from some value";
    let members = refused(names, member);
    for name in ["type", "gen", "self"] {
        assert!(members.contains(&name), "{name} in {members:?}");
    }
    for name in ["new", "builder", "clone", "into", "from", "some", "value"] {
        assert!(!members.contains(&name), "{name} in {members:?}");
    }
    for name in ["problems", "build", "default", "try_into"] {
        assert!(matches!(member(name), Outcome::Refused(_)), "{name}");
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
        with(&[("- name: trace", format!("- name: {name}"))])
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
    let values = |values: &str| {
        let told = vec!["told"; values.split(", ").count()].join(", ");
        with(&[
            ("enum: [plain, \"2FA\"]", format!("enum: [{values}]")),
            (
                "      x-enum-varnames: [Plain, SecondFactor]\n",
                String::new(),
            ),
            ("[By a password alone, With a code]", format!("[{told}]")),
        ])
    };
    for twice in [
        "ab, AB",
        "\"1\", x1",
        "\"a b\", \"a-b\"",
        "\">=\", \"<=\"",
        "\"ab'c\", abc",
        "\"\", a",
        "\"+1\", \"-1\"",
        "a, a",
        "Err, a",
        "Ok, a",
        "error, a",
    ] {
        assert!(matches!(values(twice), Outcome::Refused(_)), "{twice}");
    }
    for fine in [
        "Self, self1",
        "gen, try",
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
    for path in ["`OPTIONS /options`", "`TRACE /trace/{gen}/{type}`"] {
        assert!(client.contains(path), "{path}");
    }
    let table = &files[Path::new("src/generated/table.rs")];
    for method in ["OPTIONS", "TRACE"] {
        assert!(table.contains(method), "{method}");
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
        manifest.contains(r#""Unofficial typed client for The \"Names\" */ {}, by Keyfob""#),
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
            format!("title: {title}\n      enum: [plain, \"2FA\"]"),
        );
        assert_eq!(with(&[value]), Outcome::Made, "{title}");
    }
}

#[test]
fn options_and_trace_are_made() {
    let made = |method: &str| {
        let edit = ("  /files:\n    post:", format!("  /files:\n    {method}:"));
        with(&[edit])
    };
    for method in ["get", "put", "delete", "patch", "options", "trace"] {
        assert_eq!(made(method), Outcome::Made, "{method}");
    }
    // No answer to HEAD has a body.
    let refused = Outcome::Refused(vec![("answer-no-content", "\"200\":".into())]);
    assert_eq!(made("head"), refused);
}

#[test]
fn an_operations_own_parameter_takes_the_place_of_its_paths() {
    let own = "      parameters:\n        - {name: orderId, in: path, required: true, schema: {type: string}, description: Which.}\n        - $ref";
    assert_eq!(
        with(&[("      parameters:\n        - $ref", own.to_owned())]),
        Outcome::Made
    );
}
