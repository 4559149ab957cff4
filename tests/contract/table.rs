//! Registry and spec name the same things.

use keyfob_contract_suite::table::{self, problems};

use crate::contract::quatrix;
use crate::contract::vendors::vendors;

#[test]
fn registry_and_spec_name_the_same() {
    vendors()
        .iter()
        .for_each(table::registry_and_spec_name_the_same);
}

/// The check above notices whatever a spec has more or less than the registry.
#[test]
fn a_difference_is_noticed() {
    let vendor = quatrix::vendor();
    let notice = |old: &str, new: &str, problem: &str| {
        let problems = problems(&vendor, &vendor.described.altered(old, new));
        assert!(
            problems.iter().any(|found| found.contains(problem)),
            "{problem}: {problems:?}"
        );
    };
    // One operation more, one that the registry has and the spec has not.
    let path = "\n  /profile/info:\n";
    let more = "\n  /more:\n    get: {operationId: one_more, security: [], responses: {\"200\": {description: x}}}";
    notice(
        path,
        &format!("{more}{path}"),
        "one_more is not in the registry",
    );
    notice(
        "operationId: session_logout\n",
        "operationId: log_out\n",
        "session_logout is not in the spec",
    );
    // One status more, one less, one with another body.
    let last = "\"404\":\n          $ref: \"#/components/responses/NoSuchAccount\"";
    let gone = "\n        \"410\": {description: x}";
    notice(
        last,
        &format!("{last}{gone}"),
        "account_metadata_get: answers",
    );
    notice(last, gone.trim_start(), "account_metadata_get: answers");
    notice(
        last,
        &last.replace("NoSuchAccount", "TooManyLogins"),
        "account_metadata_get: answers",
    );
    // Another way in.
    notice(
        "        - basic: []\n",
        "        - apiKey: []\n",
        "session_login: ways",
    );
    // A schema more, a credential by another name.
    let schema = "\n    ProfileInfo:\n";
    notice(
        schema,
        &format!("\n    OneMore: {{type: object}}{schema}"),
        "schemas",
    );
    notice("    apiKey:\n", "    otherKey:\n", "credentials");
}
