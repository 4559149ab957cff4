//! Every operation in every environment: to the right host, at the right path, with the headers and members that are known there.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};

use httpmock::MockServer;
use keyfob_codegen::model::{Operation, Server};
use keyfob_core::{Error, Handle, RateLimits, Retry, Settings};
use serde_json::Value;

use crate::registry::{Outcome, Sent};
use crate::urls::{path, prefix, url};
use crate::vendor::Vendor;
use crate::wire::Wire;

/// Every operation in every environment goes to the right URL, and to another one with other values of the servers' variables;
/// the number of both.
pub async fn every_operation_goes_to_the_right_url(vendor: &Vendor) -> usize {
    let hosts = Hosts::of(vendor).await;
    let moved = moved(vendor);
    let mut count = 0;
    for variant in vendor.described.variants() {
        let session = hosts.session(vendor, variant);
        for operation in vendor.operations() {
            check(vendor, &hosts, &session, (variant, operation), &[]).await;
            count += 1;
        }
        if moved.is_empty() {
            continue;
        }
        for (name, value) in &moved {
            session.servers().set_variable(name, value).unwrap();
        }
        for operation in vendor.operations() {
            check(vendor, &hosts, &session, (variant, operation), &moved).await;
            count += 1;
        }
    }
    count
}

/// The first environment of the spec is the one without a choice.
pub fn the_first_environment_is_the_default(vendor: &Vendor) {
    let session = Handle::new(vendor.api, Settings::default()).unwrap();
    assert_eq!(session.servers().variant(), vendor.described.variants()[0]);
}

/// Values of the servers' variables that are not their defaults.
fn moved(vendor: &Vendor) -> Vec<(&str, &str)> {
    let moved = vendor.moved.iter();
    moved
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

async fn check(
    vendor: &Vendor,
    hosts: &Hosts,
    session: &Handle,
    (variant, operation): (&str, &Operation),
    set: &[(&str, &str)],
) {
    vendor.hold(session.credentials(), &vendor.all());
    for (name, body) in vendor.described.requests(operation) {
        let place = format!("{} {} {name} {variant}", vendor.api.name, operation.id);
        let (fitted, is_less) = vendor.described.fitted(operation, variant, &body);
        let server = vendor.described.server(operation, variant);
        if is_less && server.is_some() {
            match call(vendor, session, operation, &body).await.1 {
                Outcome::Failed(Error::InvalidInput(_)) => {}
                other => panic!("{place} has other members: {other:?}"),
            }
            assert_eq!(hosts.taken(), [], "{place} has other members");
        }
        let (sent, outcome) = call(vendor, session, operation, &fitted).await;
        let came = hosts.taken();
        match (server, outcome) {
            (Some(server), outcome) => {
                let target = target(server, operation, &sent, set);
                let path = target.split_once(' ').unwrap().1;
                let path = &path[path.find('/').unwrap()..];
                let wire = Wire::expected(&vendor.described, operation, variant, 0, &sent);
                assert_eq!(
                    came,
                    [(target.clone(), wire.at(path))],
                    "{place}: {outcome:?}"
                );
            }
            (
                None,
                Outcome::Failed(Error::NotHere {
                    operation: id,
                    variant: at,
                }),
            ) => {
                assert_eq!(came, [], "{place}");
                assert_eq!((id, at), (operation.id.as_str(), variant));
            }
            (None, other) => panic!("{place}: {other:?}"),
        }
    }
}

async fn call(
    vendor: &Vendor,
    session: &Handle,
    operation: &Operation,
    body: &Value,
) -> (Sent, Outcome) {
    let sent = vendor.sent(operation, body);
    let call = vendor.entry(&operation.id).call;
    let outcome = call(session.clone(), sent.clone()).await;
    (sent, outcome)
}

/// `METHOD host/path`
fn target(server: &Server, operation: &Operation, sent: &Sent, set: &[(&str, &str)]) -> String {
    let url = url(server, set);
    let (method, host) = (operation.method.to_uppercase(), url.host_str().unwrap());
    assert_eq!((url.scheme(), url.port()), ("https", None));
    format!("{method} {host}{}{}", prefix(&url), path(operation, sent))
}

/// `METHOD host/path`, and all of the request but the host.
type Came = (String, Wire);

/// One mock server for each host of a vendor.
struct Hosts {
    servers: BTreeMap<String, MockServer>,
    came: Arc<Mutex<Vec<Came>>>,
}

impl Hosts {
    async fn of(vendor: &Vendor) -> Self {
        let spec = &vendor.described.spec;
        let all = spec
            .servers
            .iter()
            .chain(spec.operations.iter().flat_map(|one| &one.servers));
        let came = Arc::new(Mutex::new(Vec::new()));
        let mut servers = BTreeMap::new();
        for host in all.flat_map(|server| [url(server, &[]), url(server, &moved(vendor))]) {
            let host = host.host_str().unwrap().to_owned();
            if let Entry::Vacant(free) = servers.entry(host) {
                let server = MockServer::start_async().await;
                listen(&server, free.key().clone(), came.clone());
                free.insert(server);
            }
        }
        Self { servers, came }
    }

    fn session(&self, vendor: &Vendor, variant: &str) -> Handle {
        let settings = Settings::default()
            .with_variant(variant)
            .with_retry(Retry::never())
            .with_rate_limits(RateLimits::none());
        let settings = self
            .servers
            .iter()
            .fold(settings, |settings, (host, server)| {
                settings.with_origin_for(host.clone(), server.base_url())
            });
        Handle::new(vendor.api, settings).unwrap()
    }

    fn taken(&self) -> Vec<Came> {
        std::mem::take(&mut *self.came.lock().unwrap())
    }
}

/// Notes every request under the name of the host whose place this server takes.
fn listen(server: &MockServer, host: String, came: Arc<Mutex<Vec<Came>>>) {
    server.mock(|when, then| {
        when.is_true(move |request| {
            let target = format!("{} {host}{}", request.method_str(), request.uri().path());
            came.lock().unwrap().push((target, Wire::of(request)));
            true
        });
        then.status(200).body("{}");
    });
}
