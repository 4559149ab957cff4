//! Names of operations, methods and groups.

use crate::support::imported;

#[test]
fn names_are_kept_where_they_can_be_and_told_apart_where_not() {
    let made = imported("names.yaml", include_str!("reports/names.txt"));
    let all = made.spec.operations.iter();
    let names: Vec<_> = all
        .map(|one| (one.id.as_str(), one.group.as_str(), one.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("pet_store_list", "pet_store", "list"),
            ("pet_store_list_post", "pet_store", "list_post"),
            ("get_qty", "request_group", "qty"),
            ("qty", "request_group", "put_qty"),
            ("type_call", "request_group", "type_call"),
            ("get_2fa", "group_2fa", "read_2fa"),
            ("mock_call", "vec_group", "mock_call"),
            ("clone", "tools", "put_clone"),
            (
                "get_v1_users_by_user_id_orders",
                "users",
                "v1_users_by_user_id_orders"
            ),
        ]
    );
}

#[test]
fn what_is_said_of_an_operation_is_in_its_description() {
    let made = imported("names.yaml", include_str!("reports/names.txt"));
    let clone = made.operation("clone");
    assert_eq!(clone.summary, "Copies it");
    assert_eq!(
        clone.description,
        "Copies\nit\n\nDeprecated by the vendor.\n\nMore: <https://docs.example.com/clone>"
    );
    assert_eq!(made.at("/tags/0/description"), "Pets.");
    assert_eq!(made.operation("get_qty").summary, "Get qty");
}
