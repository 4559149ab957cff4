//! A document of any number of operations: ten to a tag, with seven models.

use std::fmt::Write as _;

/// How many operations a tag has.
const PER_TAG: usize = 10;

/// A spec of so many operations, rounded up to tens. It lints clean.
pub fn spec(operations: usize) -> String {
    let tags = 1..=operations.div_ceil(PER_TAG);
    let numbered = |text: &str, tag: usize| text.replace('@', &tag.to_string());
    let mut spec = include_str!("head.yaml").to_owned();
    spec.push_str("tags:\n");
    for tag in tags.clone() {
        // Writing to a String cannot fail.
        let _ = writeln!(
            spec,
            "  - {{name: shelf{tag}, description: Orders and items.}}"
        );
    }
    spec.push_str("paths:\n");
    for tag in tags.clone() {
        spec.push_str(&numbered(include_str!("paths.yaml"), tag));
    }
    spec.push_str(include_str!("components.yaml"));
    for tag in tags {
        spec.push_str(&numbered(include_str!("schemas.yaml"), tag));
    }
    spec
}
