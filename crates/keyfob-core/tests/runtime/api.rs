//! A table as the generator writes it, with one operation for each thing that the runtime does.

use keyfob_core::{
    Api, FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Placement, Proves, Repeat,
    Scheme, Server,
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
        },
        Server {
            variant: "cells",
            url: "{base}/v1",
            variables: &[("base", "https://one.cells.probe.test")],
        },
        Server {
            variant: "accounts",
            url: "https://{account}.cells.probe.test/v1",
            variables: &[("account", "one")],
        },
    ],
    schemes: &[&BEARER, &BASIC, &KEY, &TOKEN, &QUERY],
    operations: &[
        operation("safe", Method::GET, "/safe", Repeat::Safe, &[]),
        operation("idempotent", Method::PUT, "/idem", Repeat::Idempotent, &[]),
        operation("never", Method::POST, "/never", Repeat::Never, &[]),
        operation("bearer", Method::GET, "/bearer", Repeat::Safe, &[&[&BEARER]]),
        operation("basic", Method::GET, "/basic", Repeat::Safe, &[&[&BASIC]]),
        operation("key", Method::GET, "/key", Repeat::Safe, &[&[&KEY]]),
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
        Operation {
            headers: &[("x-client", "probe"), ("source", "sdk")],
            ..operation(
                "file",
                Method::GET,
                "/files/{id}/meta",
                Repeat::Safe,
                &[&[&KEY]],
            )
        },
        operation(
            "pair",
            Method::GET,
            "/pairs/{a}/{b}",
            Repeat::Safe,
            &[&[&KEY]],
        ),
        Operation {
            streams: true,
            ..operation(
                "download",
                Method::GET,
                "/download",
                Repeat::Safe,
                &[&[&QUERY]],
            )
        },
        Operation {
            proves: Some(Proves::Password),
            secrets: &["password", "otp"],
            ..operation("login", Method::POST, "/login", Repeat::Never, &[&[&KEY]])
        },
        Operation {
            proves: Some(Proves::Code),
            ..operation("code", Method::POST, "/code", Repeat::Never, &[])
        },
        Operation {
            proves: Some(Proves::Application),
            ..operation("app", Method::POST, "/app", Repeat::Never, &[])
        },
        Operation {
            proves: Some(Proves::Captcha),
            ..operation("captcha", Method::POST, "/captcha", Repeat::Never, &[])
        },
        Operation {
            secrets: &["ticket", "x-ticket"],
            ..operation("search", Method::GET, "/search", Repeat::Safe, &[&[&QUERY]])
        },
        Operation {
            servers: &[Server {
                variant: "cells",
                url: "https://two.cells.probe.test",
                variables: &[],
            }],
            ..operation("cell", Method::GET, "/cell", Repeat::Safe, &[&[&KEY]])
        },
    ],
    faults: FaultShape {
        code: &["/fault/code", "/code"],
        message: &["/fault/message", "/message"],
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
                kind: FaultKind::Locked,
                codes: &["LCK"],
                says: &["is locked"],
                statuses: &[],
            },
            FaultMeaning {
                kind: FaultKind::NoData,
                codes: &["5203"],
                says: &[],
                statuses: &[],
            },
            FaultMeaning {
                kind: FaultKind::SessionEnded,
                codes: &[],
                says: &[],
                statuses: &[401, 440],
            },
        ],
    },
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
        streams: false,
    }
}
