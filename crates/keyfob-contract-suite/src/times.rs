//! Points in time keep every digit, whole ones stay whole, and what is none costs only itself.

use keyfob_codegen::load::Node;

use crate::registry::Model;
use crate::vendor::Vendor;

/// The numbers of a unit: a fraction only where the vendor may send one, a text only where it is read tolerantly.
fn numbers(unit: &str, is_whole: bool) -> Vec<&'static str> {
    match (unit, is_whole) {
        ("unix", false) => vec![
            "1571234567",
            "1571234567.25",
            "1571234567.123456789",
            "0",
            "-1.5",
        ],
        // Written with a fraction always.
        ("unix-fraction", _) => vec!["1571234567.0", "1571234567.123456789"],
        ("unix", true) => vec!["1571234567", "0", "-1"],
        ("unix-milliseconds", _) => vec!["1571234567123", "0"],
        ("unix-nanoseconds", _) => vec!["1571234567123456789", "0"],
        (other, _) => panic!("{other} is no unit"),
    }
}

/// What the type of a model makes of one member.
fn kept(model: &Model, name: &str, value: &str) -> String {
    (model.recode)(&format!("{{\"{name}\":{value}}}")).unwrap()
}

/// Every time of an answer is exact; the number of times.
pub fn every_time_of_an_answer_is_exact(vendor: &Vendor) -> usize {
    let asked = vendor.described.asked();
    let mut count = 0;
    for model in vendor.models.iter().filter(|one| !asked.contains(one.name)) {
        let properties = vendor.described.schema(model.name).get("properties");
        for property in properties.map(Node::entries).unwrap_or_default() {
            let Some(unit) = property.value.text_of("x-time") else {
                continue;
            };
            let (name, is_whole) = (
                &property.key,
                property.value.text_of("type") == Some("integer"),
            );
            let place = format!("{}.{name}", model.name);
            for number in numbers(unit, is_whole) {
                for sent in [number.to_owned(), format!("\"{number}\"")] {
                    let kept = kept(model, name, &sent);
                    assert!(
                        kept.contains(&format!("\"{name}\":{number}")),
                        "{place}: {kept}"
                    );
                }
            }
            for none in ["1e40", "\"soon\"", "{}", "null"] {
                let kept = kept(model, name, none);
                assert!(!kept.contains(&format!("\"{name}\":1")), "{place}: {kept}");
            }
            count += 1;
        }
    }
    count
}
