//! A table as the generator writes it, with one operation for each thing that the runtime does.

use std::time::Duration;

use keyfob_core::{
    Api, FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Placement, Proves, RateLimit,
    Repeat, Scheme, Server,
};
use reqwest::Method;

pub static BEARER: Scheme = scheme("bearer", Placement::Bearer);
pub static BASIC: Scheme = scheme("basic", Placement::Basic);
pub static KEY: Scheme = scheme("key", Placement::Header("x-key"));
pub static TOKEN: Scheme = scheme("token", Placement::Header("X-Auth-Token"));
pub static QUERY: Scheme = scheme("query", Placement::Query("api_key"));

pub static API: Api = Api {
    name: "probe",
    hosts: &["api.probe.test", "*.cells.probe.test"],
    servers: &[
        Server {
            variant: "production",
            url: "https://api.probe.test/v1",
            variables: &[],
            headers: &[],
        },
        Server {
            variant: "cells",
            url: "{base}/v1",
            variables: &[("base", "https://one.cells.probe.test")],
            headers: &[],
        },
        Server {
            variant: "accounts",
            url: "https://{account}.cells.probe.test/v1",
            variables: &[("account", "one")],
            headers: &[],
        },
    ],
    schemes: &[&BEARER, &BASIC, &KEY, &TOKEN, &QUERY],
    operations: &[
        operation("safe", Method::GET, "/safe", Repeat::Safe, &[]),
        operation("idempotent", Method::PUT, "/idem", Repeat::Idempotent, &[]),
        operation("never", Method::POST, "/never", Repeat::Never, &[]),
        operation(
            "bearer",
            Method::GET,
            "/bearer",
            Repeat::Safe,
            &[&[&BEARER]],
        ),
        operation("basic", Method::GET, "/basic", Repeat::Safe, &[&[&BASIC]]),
        operation("key", Method::GET, "/key", Repeat::Safe, &[&[&KEY]]),
        operation(
            "key_idempotent",
            Method::PUT,
            "/key_idempotent",
            Repeat::Idempotent,
            &[&[&KEY]],
        ),
        operation(
            "key_never",
            Method::POST,
            "/key_never",
            Repeat::Never,
            &[&[&KEY]],
        ),
        operation("query", Method::GET, "/query", Repeat::Safe, &[&[&QUERY]]),
        operation(
            "together",
            Method::GET,
            "/together",
            Repeat::Safe,
            &[&[&BEARER, &KEY, &TOKEN, &QUERY]],
        ),
        operation(
            "either",
            Method::GET,
            "/either",
            Repeat::Safe,
            &[&[&BEARER, &KEY], &[&BASIC], &[&QUERY]],
        ),
        operation(
            "optional",
            Method::GET,
            "/optional",
            Repeat::Safe,
            &[&[&KEY], &[]],
        ),
        with_headers(
            operation(
                "file",
                Method::GET,
                "/files/{id}/meta",
                Repeat::Safe,
                &[&[&KEY]],
            ),
            &[("x-client", "probe"), ("source", "sdk")],
        ),
        operation(
            "pair",
            Method::GET,
            "/pairs/{a}/{b}",
            Repeat::Safe,
            &[&[&KEY]],
        ),
        streaming(operation(
            "download",
            Method::GET,
            "/download",
            Repeat::Safe,
            &[&[&QUERY]],
        )),
        proving(
            with_secrets(
                operation("login", Method::POST, "/login", Repeat::Never, &[&[&KEY]]),
                &["password", "otp"],
            ),
            Proves::Password,
        ),
        proving(
            operation("code", Method::POST, "/code", Repeat::Never, &[]),
            Proves::Code,
        ),
        proving(
            operation("app", Method::POST, "/app", Repeat::Never, &[]),
            Proves::Application,
        ),
        proving(
            operation("captcha", Method::POST, "/captcha", Repeat::Never, &[]),
            Proves::Captcha,
        ),
        with_secrets(
            operation("search", Method::GET, "/search", Repeat::Safe, &[&[&QUERY]]),
            &["ticket", "x-ticket"],
        ),
        proved(
            operation("book", Method::GET, "/book", Repeat::Safe, &[&[&KEY]]),
            &["rows"],
        ),
        operation(
            "reset",
            Method::GET,
            "/reset/{id}/x",
            Repeat::Safe,
            &[&[&KEY]],
        ),
        with_servers(
            operation("cell", Method::GET, "/cell", Repeat::Safe, &[&[&KEY]]),
            &[Server {
                variant: "cells",
                url: "https://two.cells.probe.test",
                variables: &[],
                headers: &[],
            }],
        ),
    ],
    faults: FaultShape {
        code: &["/fault/code", "/code"],
        message: &["/fault/message", "/message", "/stat"],
        vague: &["error from core", "Not_Ok"],
        in_success: &[
            FaultMark {
                at: "/fault",
                equals: None,
            },
            FaultMark {
                at: "/stat",
                equals: Some("Not_Ok"),
            },
        ],
        meanings: &[
            FaultMeaning {
                kind: FaultKind::Refused,
                codes: &["100008"],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::RateLimited,
                codes: &["999007"],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::DuplicateTag,
                says: &["already exists"],
                operations: &["never"],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::Locked,
                says: &["blocked"],
                proves: &[Proves::Password],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::WrongCode,
                says: &["otp"],
                proves: &[Proves::Code],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::Locked,
                codes: &["LCK"],
                says: &["is locked"],
                statuses: &[],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::NoData,
                codes: &["5203"],
                says: &["no data"],
                statuses: &[],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::SessionEnded,
                codes: &[],
                says: &[],
                statuses: &[440],
                without_code: true,
                ..MEANING
            },
        ],
    },
    limits: &[],
};

/// The same with limits.
pub static LIMITED: Api = Api {
    limits: &[
        RateLimit {
            name: "reads",
            calls: 3,
            per: Duration::from_millis(200),
            operations: &["safe"],
            variants: &[],
            user: None,
        },
        RateLimit {
            name: "writes",
            calls: 1,
            per: Duration::from_secs(60),
            operations: &["idempotent"],
            variants: &[],
            user: None,
        },
    ],
    name: API.name,
    hosts: API.hosts,
    servers: API.servers,
    schemes: API.schemes,
    operations: API.operations,
    faults: FaultShape {
        code: API.faults.code,
        message: API.faults.message,
        vague: API.faults.vague,
        in_success: API.faults.in_success,
        meanings: API.faults.meanings,
    },
};

const MEANING: FaultMeaning = FaultMeaning {
    kind: FaultKind::Refused,
    codes: &[],
    says: &[],
    statuses: &[],
    without_code: false,
    proves: &[],
    operations: &[],
};

const fn scheme(name: &'static str, placement: Placement) -> Scheme {
    Scheme { name, placement }
}

const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    repeat: Repeat,
    security: &'static [&'static [&'static Scheme]],
) -> Operation {
    Operation {
        id,
        method,
        path,
        servers: &[],
        security,
        repeat,
        proves: None,
        headers: &[],
        secrets: &[],
        members: &[],
        optional_body: false,
        streams: false,
        answer: &[],
    }
}

const fn with_headers(
    mut operation: Operation,
    headers: &'static [(&'static str, &'static str)],
) -> Operation {
    operation.headers = headers;
    operation
}

const fn with_secrets(mut operation: Operation, names: &'static [&'static str]) -> Operation {
    operation.secrets = names;
    operation
}

const fn with_servers(mut operation: Operation, servers: &'static [Server]) -> Operation {
    operation.servers = servers;
    operation
}

const fn proved(mut operation: Operation, members: &'static [&'static str]) -> Operation {
    operation.answer = members;
    operation
}

const fn proving(mut operation: Operation, what: Proves) -> Operation {
    operation.proves = Some(what);
    operation
}

const fn streaming(mut operation: Operation) -> Operation {
    operation.streams = true;
    operation
}
