//! Paths.

use crate::support::imported;

#[test]
fn paths_that_clients_cannot_have_are_mended_or_named() {
    let made = imported("paths.yaml", include_str!("reports/paths.txt"));
    let paths: Vec<_> = made
        .spec
        .operations
        .iter()
        .map(|one| (one.id.as_str(), one.path.as_str()))
        .collect();
    assert_eq!(
        paths,
        [
            ("thing", "/items/{id}.json"),
            ("thing_as_json", "/things/{id}.json"),
            ("thing_by_name", "/things/{name}"),
            ("rows", "/rows.json"),
            ("columns", "/columns.csv"),
            ("compare", "/compare/{base_head}"),
            ("undeclared", "/undeclared/{userId}"),
            ("rest", "/files/{path}"),
            ("call", "/call"),
            ("all", "/things"),
            ("metadata", "/functions/%24metadata%28all%29"),
            ("book", "/v1/shelves/{shelves_id}/books/{books_id}"),
            ("object", "/v1/{parent}/objects/{object}"),
            ("shared", "/shared"),
        ]
    );
    let compare = &made.operation("compare").parameters[0];
    assert!(
        compare
            .description
            .ends_with("The whole segment of the path, written as `{base}...{head}`.")
    );
    let call = &made.operation("call").parameters[0];
    assert_eq!((call.name.as_str(), call.required), ("action", true));
    assert_eq!(call.example, Some("list".into()));
    assert_eq!(made.operation("shared").summary, "From elsewhere");
}
