//! Whether what went over the wire is what the specs say, on both sides.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::load::Document;
use keyfob_codegen::model::{Content, Operation, Placement, Spec};
use keyfob_sandbox::Exchange;
use serde_json::Value;

use keyfob_contract_suite::openapi::validator;

/// Answers that the sandbox gives and no document of the vendor mentions; each with why.
const UNDOCUMENTED: [(&str, u16); 5] = [
    // The vendor's documents of G2 list no 401; what it answers to a wrong code is not known.
    ("totp_login", 401),
    ("totp_validate", 401),
    ("qr_code_generate_session", 401),
    ("generate_otp", 401),
    // Which status comes with code 50, no right to do it, is not known.
    ("file_makedir", 403),
];

/// Checks the exchanges of a flow against the vendor's spec.
pub fn conforms(vendor: &str, exchanges: &[Exchange]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/{vendor}.yaml"));
    let document =
        Document::read(&path).unwrap_or_else(|finding| panic!("{vendor}: {}", finding.message));
    let spec = Spec::of(&document);
    assert!(!exchanges.is_empty(), "nothing was sent");
    for exchange in exchanges {
        let operation = operation_of(&spec, exchange);
        request(&document, &spec, operation, exchange);
        answer(&document, operation, exchange);
    }
}

/// Checks that a flow went through every operation of the vendor that belongs to one of these features.
pub fn walks(vendor: &str, features: &[&str], exchanges: &[Exchange]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/{vendor}.yaml"));
    let spec = Spec::of(&Document::read(&path).unwrap());
    let well = |exchange: &&Exchange| exchange.status().is_some_and(|status| status < 300);
    let walked: BTreeSet<&str> = exchanges
        .iter()
        .filter(well)
        .map(|exchange| operation_of(&spec, exchange).id.as_str())
        .collect();
    let belongs = |operation: &&Operation| {
        let feature = operation.feature.as_deref();
        feature.is_some_and(|feature| features.contains(&feature))
    };
    for operation in spec.operations.iter().filter(belongs) {
        assert!(
            walked.contains(operation.id.as_str()),
            "{} was not called",
            operation.id
        );
    }
}

/// The operation that a request is: by method and path, and among twins by the credentials that it carries; `/a/b` is
/// rather `/a/b` than `/a/{id}`.
fn operation_of<'a>(spec: &'a Spec, exchange: &Exchange) -> &'a Operation {
    let twins = spec.operations.iter().filter(|operation| {
        operation.method.eq_ignore_ascii_case(&exchange.method)
            && spec.serves(operation, &exchange.path)
    });
    let told = |operation: &&Operation| {
        let carried = requirement(spec, operation, exchange).map_or(0, |all| all.len() + 1);
        (carried, Reverse(operation.path.matches('{').count()))
    };
    let found = twins.max_by_key(told);
    found.unwrap_or_else(|| {
        panic!(
            "{} {} is no operation of the spec",
            exchange.method, exchange.path
        )
    })
}

/// The alternative of credentials that the request carries in full.
fn requirement<'a>(
    spec: &Spec,
    operation: &'a Operation,
    exchange: &Exchange,
) -> Option<&'a [String]> {
    let carried = |name: &String| {
        let scheme = spec
            .schemes
            .iter()
            .find(|scheme| scheme.name == *name)
            .expect("a scheme");
        let authorization = exchange.request_header("authorization").unwrap_or_default();
        match &scheme.placement {
            Placement::Bearer => authorization.starts_with("Bearer "),
            Placement::Basic => authorization.starts_with("Basic "),
            Placement::Header(header) => exchange.request_header(header).is_some(),
            Placement::Query(query) => exchange
                .query
                .as_deref()
                .unwrap_or_default()
                .contains(&format!("{query}=")),
            Placement::Cookie(cookie) => exchange
                .request_header("cookie")
                .unwrap_or_default()
                .contains(&format!("{cookie}=")),
        }
    };
    let found = operation
        .security
        .iter()
        .find(|all| all.iter().all(carried));
    found
        .map(Vec::as_slice)
        .or(operation.security.is_empty().then_some(&[]))
}

fn request(document: &Document, spec: &Spec, operation: &Operation, exchange: &Exchange) {
    let id = &operation.id;
    let names = requirement(spec, operation, exchange)
        .unwrap_or_else(|| panic!("{id}: credentials are missing"));
    for scheme in spec
        .schemes
        .iter()
        .filter(|scheme| !names.contains(&scheme.name))
    {
        let Placement::Header(header) = &scheme.placement else {
            continue;
        };
        let shared = spec.schemes.iter().any(|other| {
            names.contains(&other.name) && matches!(&other.placement, Placement::Header(h) if h.eq_ignore_ascii_case(header))
        });
        let bearer = header.eq_ignore_ascii_case("authorization");
        let stray = exchange.request_header(header).is_some() && !shared && !bearer;
        assert!(
            !stray,
            "{id}: carries `{}`, which it does not need",
            scheme.name
        );
    }
    for (name, value) in &operation.headers {
        // Whether the operation's or one of its servers' own holds depends on the environment.
        let servers = operation.servers.iter().flat_map(|server| &server.headers);
        let mut others = servers.filter(|(known, _)| known == name);
        let sent = exchange.request_header(name);
        assert!(
            sent == Some(value.as_str()) || others.any(|(_, other)| other.as_deref() == sent),
            "{id}: header {name} is {sent:?}"
        );
    }
    match &operation.body {
        None => assert!(exchange.request_body.is_empty(), "{id}: has a body"),
        Some(content) if !is_json(&content) => {}
        Some(content) => body(
            document,
            &format!("{id}: request"),
            content,
            &exchange.request_body,
        ),
    }
}

fn answer(document: &Document, operation: &Operation, exchange: &Exchange) {
    let Some(answer) = &exchange.answer else {
        return;
    };
    let id = &operation.id;
    if UNDOCUMENTED.contains(&(id.as_str(), answer.status)) {
        return;
    }
    let documented = operation
        .answers
        .iter()
        .find(|one| one.status == answer.status);
    let documented =
        documented.unwrap_or_else(|| panic!("{id}: {} is not documented", answer.status));
    if let Some(content) = documented.content.as_ref().filter(is_json) {
        body(
            document,
            &format!("{id}: {}", answer.status),
            content,
            &answer.body,
        );
    }
}

/// Bytes and tables have no schema to be held against.
fn is_json(content: &&Content) -> bool {
    content.media == "application/json"
}

fn body(document: &Document, what: &str, content: &Content, bytes: &[u8]) {
    let schema = content
        .schema
        .as_deref()
        .unwrap_or_else(|| panic!("{what}: no schema"));
    let value: Value =
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let component = document
        .at(&format!("/components/schemas/{schema}"))
        .expect("a schema");
    let errors: Vec<_> = validator(document, component)
        .iter_errors(&value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "{what} is not {schema}: {errors:#?}\n{value:#}"
    );
}
