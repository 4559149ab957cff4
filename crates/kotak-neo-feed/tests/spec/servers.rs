//! Hosts, paths and how they are chosen.

use kotak_neo_feed::servers::{
    Endpoints, MARKET_FEED_HSM, MARKET_FEED_SFEED, market_feed_g3, order_feed_g1, order_feed_g2,
    order_feed_g3,
};
use serde_json::Value;

use super::{FEEDS, document};

#[test]
fn the_fixed_urls_are_the_documents() {
    let (hsm, sfeed, orders) = (document("hsm"), document("sfeed"), document("orders"));
    assert_eq!(MARKET_FEED_HSM, fixed(&hsm["servers"]["market"]));
    assert_eq!(hsm["channels"]["market"]["address"], "/");
    assert_eq!(MARKET_FEED_SFEED, fixed(&sfeed["servers"]["market"]));
    assert_eq!(sfeed["channels"]["market"]["address"], "");
    let path = orders["channels"]["orders"]["address"].as_str().unwrap();
    let g1 = fixed(&orders["servers"]["g1"]);
    assert_eq!(
        order_feed_g1("server1"),
        format!("{g1}{path}?{}=server1", query(orders))
    );
}

#[test]
fn a_data_center_of_g2_has_the_documents_host() {
    let orders = document("orders");
    let path = orders["channels"]["orders"]["address"].as_str().unwrap();
    let mut servers: Vec<_> = orders["servers"].as_object().unwrap().values().collect();
    servers.retain(|server| server["x-variants"] == serde_json::json!(["g2"]));
    // What the document knows leads to its host; what it does not know to the default, whoever else uses that name.
    let mut seen = 0;
    for server in &servers {
        let url = format!("{}{path}?{}=", fixed(server), query(orders));
        match &server["x-data-centers"] {
            Value::Array(names) => {
                for name in names {
                    let name = name.as_str().unwrap();
                    assert_eq!(order_feed_g2(name, ""), url);
                    assert_eq!(order_feed_g2(&name.to_uppercase(), ""), url);
                    seen += 1;
                }
            }
            default => {
                assert_eq!(default, "default");
                for name in all_names() {
                    let is_known = servers.iter().any(|server| has(server, &name));
                    assert_eq!(order_feed_g2(&name, "") == url, !is_known, "{name}");
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, servers.len());
}

#[test]
fn the_feeds_of_g3_are_told_by_the_documents_settings() {
    let (sfeed, orders) = (document("sfeed"), document("orders"));
    let market = settings(
        &sfeed["servers"]["told"],
        "https://market.kotaksecurities.com/a",
    );
    let order = settings(
        &orders["servers"]["g3"],
        "https://orders.kotaksecurities.com/b",
    );
    let told: Vec<_> = market
        .iter()
        .chain(&order)
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let endpoints = Endpoints::of(told, "E43");
    assert_eq!(
        market_feed_g3([endpoints.market]),
        "wss://market.kotaksecurities.com/a"
    );
    let url = order_feed_g3([endpoints.orders], "https://e43.kotaksecurities.com");
    assert_eq!(url.unwrap(), "wss://orders.kotaksecurities.com/b");
    let path = orders["channels"]["orders"]["address"].as_str().unwrap();
    let url = order_feed_g3([], "https://e43.kotaksecurities.com/a");
    assert_eq!(url.unwrap(), format!("wss://e43.kotaksecurities.com{path}"));
}

#[test]
fn every_host_is_one_that_credentials_may_go_to() {
    for feed in FEEDS {
        let document = document(feed);
        let hosts = document["x-hosts"].as_array().unwrap();
        for server in document["servers"].as_object().unwrap().values() {
            let host = server["host"].as_str().unwrap();
            let listed = |allowed: &Value| {
                let allowed = allowed.as_str().unwrap();
                allowed
                    .strip_prefix('*')
                    .map_or(host == allowed, |end| host.ends_with(end))
            };
            assert!(
                host.starts_with('{') || hosts.iter().any(listed),
                "{feed}: {host}"
            );
        }
        // One list: the credentials are those of the HTTP API.
        let http = super::yaml::read("../../specs/kotak-neo.yaml");
        assert_eq!(document["x-hosts"], http["x-hosts"], "{feed}");
    }
}

fn fixed(server: &Value) -> String {
    let part = |name: &str| server[name].as_str().unwrap_or_default().to_owned();
    format!(
        "{}://{}{}",
        part("protocol"),
        part("host"),
        part("pathname")
    )
}

fn query(orders: &Value) -> String {
    let names = &orders["channels"]["orders"]["bindings"]["ws"]["query"]["properties"];
    let names: Vec<_> = names.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 1);
    names[0].clone()
}

fn has(server: &Value, name: &str) -> bool {
    let names = server["x-data-centers"].as_array();
    names.is_some_and(|names| names.iter().any(|known| known == name))
}

/// Every name that a data centre could have in two to four signs: a letter and digits, and what the documents name.
fn all_names() -> Vec<String> {
    let numbered =
        ('a'..='z').flat_map(|letter| (0..100).map(move |number| format!("{letter}{number}")));
    let named = ["adc", "gdc", "gdcd", "bdc", "mis", "cis", ""];
    numbered.chain(named.map(str::to_owned)).collect()
}

/// Settings of the data centre E43 by the document's names for them.
fn settings(server: &Value, url: &'static str) -> Vec<(String, &'static str)> {
    let [source, endpoint] = server["x-config"].as_array().unwrap().as_slice() else {
        panic!("{server}");
    };
    let name = |setting: &Value| {
        let setting = setting.as_str().unwrap().replacen("dc_", "E43_", 1);
        setting
            .replace("_source_broadcast_", "_sf_broadcast_")
            .replace("_source_interactive_", "_sf_interactive_")
    };
    vec![(name(source), "sf"), (name(endpoint), url)]
}
