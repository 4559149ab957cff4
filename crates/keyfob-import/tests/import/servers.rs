//! Servers and hosts.

use serde_json::json;

use crate::support::{imported, unreported};

#[test]
fn a_variable_that_chooses_the_host_stays_one_or_becomes_variants() {
    let made = imported("servers.yaml", include_str!("reports/servers.txt"));
    assert_eq!(
        made.at("/servers"),
        json!([
            {
                "url": "https://{account}.example.com/api/v1",
                "x-variant": "production",
                "description": "Production",
                "variables": {"account": {"default": "demo", "description": "The account's name."}},
            },
            {"url": "https://eu.sandbox.example.org/v1", "x-variant": "sandbox", "description": "eu: Sandbox"},
            {"url": "https://us.sandbox.example.org/v1", "x-variant": "us", "description": "us: Sandbox"},
        ])
    );
    assert_eq!(
        made.at("/x-hosts"),
        json!([
            "*.example.com",
            "eu.sandbox.example.org",
            "files.example.com",
            "upload.example.com",
            "us.sandbox.example.org",
        ])
    );
}

/// The second operation goes to another host than the first at its path, so that its first segment goes to the server.
#[test]
fn a_path_whose_operations_have_several_servers_is_two_paths() {
    let made = imported("servers.yaml", include_str!("reports/servers.txt"));
    let urls = |id: &str| {
        let operation = made.operation(id);
        let servers = operation.servers.iter();
        let urls: Vec<_> = servers
            .map(|server| format!("{} {}", server.variant, server.url))
            .collect();
        (operation.path.clone(), urls)
    };
    let of = |url: &str| {
        ["production", "sandbox", "us"]
            .map(|variant| format!("{variant} {url}"))
            .to_vec()
    };
    assert_eq!(
        urls("read_file"),
        ("/files/{id}".to_owned(), of("https://files.example.com/v1"))
    );
    assert_eq!(
        urls("change_file"),
        (
            "/{id}".to_owned(),
            of("https://upload.example.com/v1/files")
        )
    );
}

#[test]
fn a_relative_server_says_that_the_host_is_not_known() {
    let made = imported("relative.yaml", include_str!("reports/relative.txt"));
    assert_eq!(made.at("/servers/0/url"), "https://api.example.com/api/v2");
    assert_eq!(made.at("/x-hosts"), json!(["api.example.com"]));
    assert_eq!(made.operation("get_things").group, "things");
}

#[test]
fn what_an_imported_spec_is_made_from_is_openapi_3_0() {
    let made = unreported("relative.yaml");
    assert_eq!(made.at("/openapi"), "3.0.3");
    assert_eq!(made.at("/info/version"), "2");
}
