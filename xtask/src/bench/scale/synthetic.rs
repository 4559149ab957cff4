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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use keyfob_codegen::lint::lint;
    use keyfob_codegen::load::Document;

    use super::super::repeated::Original;

    fn operations_of_a_clean(text: String) -> usize {
        let document = Document::parse(Path::new("specs/scale.yaml"), text).unwrap();
        let findings = lint(&document);
        assert!(findings.is_empty(), "{:?}", findings.first());
        document.text.matches("operationId").count()
    }

    #[test]
    fn specs_of_any_size_lint_clean() {
        assert_eq!(operations_of_a_clean(super::spec(30)), 30);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/quatrix.yaml");
        let original = Original::read(&path).unwrap();
        let once = original.repeated(100);
        assert!((100..110).contains(&operations_of_a_clean(once)));
        assert!((400..410).contains(&operations_of_a_clean(original.repeated(400))));
    }
}
