//! Whether what went over the wire is what the specs say, on both sides.

use std::path::Path;

use keyfob_codegen::load::Document;
use keyfob_codegen::model::{Content, Operation, Placement, Spec};
use keyfob_sandbox::Exchange;
use serde_json::Value;

use super::openapi::validator;

/// Answers that the sandbox gives and no document of the vendor mentions; each with why.
const UNDOCUMENTED: [(&str, u16); 4] = [
    // The vendor's documents of G2 list no 401; what it answers to a wrong code is not known.
    ("totp_login", 401),
    ("totp_validate", 401),
    ("qr_code_generate_session", 401),
    ("generate_otp", 401),
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

/// The operation that a request is: by method and path, and among twins by the credentials that it carries.
fn operation_of<'a>(spec: &'a Spec, exchange: &Exchange) -> &'a Operation {
    let twins = spec.operations.iter().filter(|operation| {
        operation.method.eq_ignore_ascii_case(&exchange.method)
            && spec.serves(operation, &exchange.path)
    });
    let told = |operation: &&Operation| {
        requirement(spec, operation, exchange).map_or(0, |all| all.len() + 1)
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
        assert_eq!(
            exchange.request_header(name),
            Some(value.as_str()),
            "{id}: header {name}"
        );
    }
    match &operation.body {
        None => assert!(exchange.request_body.is_empty(), "{id}: has a body"),
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
    if let Some(content) = &documented.content {
        body(
            document,
            &format!("{id}: {}", answer.status),
            content,
            &answer.body,
        );
    }
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
