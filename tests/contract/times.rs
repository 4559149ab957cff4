//! Points in time keep every digit, whole ones stay whole, and what is none costs only itself.

use keyfob_contract_suite::times;

use crate::contract::vendors::vendors;

#[test]
fn every_time_of_an_answer_is_exact() {
    for (vendor, expected) in vendors().iter().zip([0, 4, 40]) {
        let count = times::every_time_of_an_answer_is_exact(vendor);
        assert!(count >= expected, "{}: {count} times", vendor.api.name);
    }
}

/// A time of a request goes out with no more digits than it needs: whole seconds as a whole number.
#[test]
fn times_of_requests_are_written_as_they_are_documented() {
    let vendor = crate::contract::quatrix::vendor();
    let share = r#""contacts":["c"],"files":["b"],"folder_id":"a""#;
    for (model, rest, read, written) in [
        (
            "ShareCreateRequest",
            share,
            "1764406800.000000",
            "1764406800",
        ),
        ("ShareCreateRequest", share, "0", "0"),
        (
            "ShareCreateRequest",
            share,
            "1764406800.250000",
            "1764406800.25",
        ),
        (
            "SshKeyEditRequest",
            r#""id":"a""#,
            "1764406800.75",
            "1764406800",
        ),
    ] {
        let body = format!("{{{rest},\"expires\":{read}}}");
        let kept = (vendor.model(model).recode)(&body).unwrap();
        assert!(
            kept.contains(&format!("\"expires\":{written},")),
            "{model}: {kept}"
        );
    }
}
