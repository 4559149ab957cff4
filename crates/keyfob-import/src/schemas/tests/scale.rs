//! Deep and wide documents.

use keyfob_codegen::edit::Tree;

use super::spec::{Bodies, at, made};
use crate::schemas::Side;

#[test]
fn a_chain_of_thousands_of_schemas_does_not_overflow_the_stack() {
    let components: String = (0..3000)
        .map(|n| format!("S{n}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}\n", n + 1))
        .chain(["S3000: {type: object, properties: {x: {type: string}}}\n".to_owned()])
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.yaml");
    let indented: String = components
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    std::fs::write(&path, format!("components:\n  schemas:\n{indented}")).unwrap();
    let source = crate::source::Source::read(&path).unwrap();
    let mut schemas = crate::schemas::Schemas::new([]);
    let root = source.root().unwrap();
    let name = schemas
        .component(at(root, "S0"), "x", Side::Answer)
        .unwrap();
    let example = schemas.example(&name, None);
    assert!(example.to_yaml().len() < 200);
    let (components, _) = schemas.finish(&[name].into());
    let Tree::Map(all) = components else { panic!() };
    assert_eq!(all.len(), 3001);
}

#[test]
fn deep_nesting_is_converted() {
    let mut schema = "{type: string}".to_owned();
    for _ in 0..30 {
        schema = format!("{{type: array, items: {schema}}}");
    }
    let components = format!("Thing: {{type: object, properties: {{deep: {schema}}}}}\n");
    made(&components, |schemas, root| Bodies {
        answers: vec![
            schemas
                .component(at(root, "Thing"), "x", Side::Answer)
                .unwrap(),
        ],
        ..Bodies::default()
    });
}
