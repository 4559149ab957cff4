//! An API with limits, and one without.

use std::time::Duration;

use reqwest::Method;

use crate::{Api, FaultShape, Operation, Placement, RateLimit, Repeat, Scheme, Server};

pub(super) const SECOND: Duration = Duration::from_secs(1);
pub(super) const MINUTE: Duration = Duration::from_secs(60);

pub(super) static BASIC: Scheme = Scheme {
    name: "basic",
    placement: Placement::Basic,
};

pub(super) static API: Api = api(&[
    limit("all", 10, SECOND, &[]),
    limit("quotes", 1, SECOND, &["quotes"]),
    RateLimit {
        variants: &["test"],
        ..limit("elsewhere", 1, MINUTE, &["order"])
    },
    RateLimit {
        user: Some(&BASIC),
        ..limit("logins", 15, Duration::from_secs(900), &["login"])
    },
]);

pub(super) static BARE: Api = api(&[]);

const fn limit(
    name: &'static str,
    calls: u32,
    per: Duration,
    operations: &'static [&'static str],
) -> RateLimit {
    RateLimit {
        name,
        calls,
        per,
        operations,
        variants: &[],
        user: None,
    }
}

const fn api(limits: &'static [RateLimit]) -> Api {
    const SCHEMES: &[&Scheme] = &[&BASIC];
    const SERVERS: &[Server] = &[
        Server {
            variant: "live",
            url: "https://api.probe.test",
            variables: &[],
            headers: &[],
        },
        Server {
            variant: "test",
            url: "https://test.probe.test",
            variables: &[],
            headers: &[],
        },
    ];
    Api {
        name: "probe",
        hosts: &["*.probe.test"],
        servers: SERVERS,
        schemes: SCHEMES,
        operations: &[],
        faults: FaultShape {
            code: &[],
            message: &[],
            vague: &[],
            in_success: &[],
            meanings: &[],
        },
        limits,
    }
}

pub(super) static ORDER: Operation = operation("order");
pub(super) static QUOTES: Operation = operation("quotes");
pub(super) static LOGIN: Operation = operation("login");

const fn operation(id: &'static str) -> Operation {
    Operation::plain(id, Method::GET, "/", Repeat::Never)
}
