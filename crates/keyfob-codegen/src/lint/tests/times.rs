//! Points in time.

use super::case::{Case, GOOD, case, findings};

const PRICE: &str = "price: {type: number, format: decimal";

pub(super) const CASES: &[Case] = &[
    case!("time-misplaced", "price: {type: number, format: decimal" =>
        "price: {type: number, format: decimal, «x-time: seconds"),
    case!("time-misplaced", "price: {type: number, format: decimal" =>
        "price: {type: number, format: decimal, «x-time: [unix]"),
    case!("time-misplaced", "price: {type: number, format: decimal" =>
        "price: {type: integer, format: int64, «x-time: unix-fraction"),
    case!("time-misplaced", "token_type: {type: string" => "token_type: {type: string, «x-time: unix"),
    case!("time-misplaced", "        Success:\n          type: boolean" =>
        "        Success:\n          «x-time: unix\n          type: boolean"),
    case!("time-misplaced", "        items:\n          type: array" =>
        "        items:\n          «x-time: unix\n          type: array"),
    case!("time-misplaced", "    Item:\n" => "    Item:\n      «x-time: unix\n"),
];

#[test]
fn members_their_items_and_parameters_may_be_times() {
    for (find, with) in [
        (PRICE, "price: {type: number, format: decimal, x-time: unix"),
        (
            PRICE,
            "price: {type: integer, format: int64, x-time: unix-milliseconds",
        ),
        (
            PRICE,
            "price: {type: integer, format: int64, x-time: unix-nanoseconds",
        ),
        (
            "price: {type: number, format: decimal}",
            "price: {type: array, items: {type: number, format: decimal, x-time: unix}}",
        ),
        (
            "schema: {type: integer, format: int64}",
            "schema: {type: integer, format: int64, x-time: unix}",
        ),
    ] {
        assert!(GOOD.contains(find), "{find}");
        let found = findings(&GOOD.replacen(find, with, 1));
        assert!(found.findings.is_empty(), "{with}: {found}");
    }
}
