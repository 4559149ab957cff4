//! Token endpoints as tables of the runtime: requests to them go the way of any other call, by the same rules.

use std::sync::{Mutex, PoisonError};

use keyfob_core::reqwest::{Method, Url};
use keyfob_core::{
    Api, Error, FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Placement, Proves,
    Repeat, Scheme, Server,
};

/// The operations of a token endpoint: they stand in errors and spans.
pub(super) const CLIENT_CREDENTIALS: &str = "oauth2_client_credentials";
pub(super) const REFRESH_TOKEN: &str = "oauth2_refresh_token";
pub(super) const PASSWORD: &str = "oauth2_password";

/// The client, where it authenticates by HTTP Basic.
pub(super) static CLIENT: Scheme = Scheme {
    name: "client",
    placement: Placement::Basic,
};

/// The client's secret as it is. It is in no table: held only so that it is taken out of what the vendor says.
pub(super) static CLIENT_SECRET: Scheme = Scheme {
    name: "client_secret",
    placement: Placement::Header("client-secret"),
};

const SCHEMES: &[&Scheme] = &[&CLIENT];

/// The client may authenticate in the form, or not at all.
const SECURITY: &[&[&Scheme]] = &[SCHEMES, &[]];

/// Tables live as long as the program: each is made once and kept. There is one for each token URL that a program uses.
static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());

struct Made {
    vendor: &'static str,
    url: Url,
    table: &'static Api,
}

/// The table of a vendor's token endpoint.
///
/// # Errors
/// [`Error::Settings`] if the URL is not one of a server.
pub(super) fn table(api: &'static Api, url: &Url) -> Result<&'static Api, Error> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = made
        .iter()
        .find(|made| made.vendor == api.name && made.url == *url);
    if let Some(known) = known {
        return Ok(known.table);
    }
    if url.host_str().is_none() || url.fragment().is_some() || url.path().contains(['{', '}']) {
        return Err(Error::settings(
            "the token URL is not that of a server, such as `https://example.com/oauth/token`",
        ));
    }
    let table: &'static Api = Box::leak(Box::new(make(api, url)));
    made.push(Made {
        vendor: api.name,
        url: url.clone(),
        table,
    });
    Ok(table)
}

fn make(api: &'static Api, url: &Url) -> Api {
    let origin: &'static str = url.origin().ascii_serialization().leak();
    let path: &'static str = url.path().to_owned().leak();
    // The same in each environment: the description tells one.
    let servers = api.variants().map(|variant| Server {
        variant,
        url: origin,
        variables: &[],
        headers: &[],
    });
    let servers: Vec<_> = servers.collect();
    let operation = |id, proves| Operation {
        security: SECURITY,
        proves: Some(proves),
        secrets: &["client_secret", "refresh_token", "password", "assertion"],
        answer: &["access_token"],
        ..Operation::plain(id, Method::POST, path, Repeat::Never)
    };
    let operations = vec![
        operation(CLIENT_CREDENTIALS, Proves::Application),
        operation(REFRESH_TOKEN, Proves::Application),
        operation(PASSWORD, Proves::Password),
    ];
    Api {
        name: api.name,
        hosts: api.hosts,
        servers: servers.leak(),
        schemes: SCHEMES,
        operations: operations.leak(),
        faults: FAULTS,
        // Settings may name them.
        limits: api.limits,
    }
}

/// RFC 6749, section 5.2. Some vendors answer with an error inside a success, others with an object.
const FAULTS: FaultShape = FaultShape {
    code: &["/error", "/error/code", "/code"],
    message: &["/error_description", "/error/message", "/message"],
    vague: &[],
    in_success: &[FaultMark {
        at: "/error",
        equals: None,
    }],
    meanings: &[
        FaultMeaning {
            codes: &["invalid_client", "unauthorized_client", "invalid_scope"],
            ..meaning(FaultKind::ApplicationRefused)
        },
        FaultMeaning {
            codes: &["invalid_grant"],
            operations: &[PASSWORD],
            ..meaning(FaultKind::WrongPassword)
        },
        FaultMeaning {
            codes: &["invalid_grant"],
            operations: &[REFRESH_TOKEN],
            ..meaning(FaultKind::SessionEnded)
        },
        FaultMeaning {
            codes: &["invalid_grant"],
            ..meaning(FaultKind::ApplicationRefused)
        },
        FaultMeaning {
            codes: &["temporarily_unavailable", "server_error"],
            ..meaning(FaultKind::Unavailable)
        },
        FaultMeaning {
            codes: &["slow_down"],
            ..meaning(FaultKind::RateLimited)
        },
    ],
};

const fn meaning(kind: FaultKind) -> FaultMeaning {
    FaultMeaning {
        kind,
        codes: &[],
        says: &[],
        statuses: &[],
        without_code: false,
        proves: &[],
        operations: &[],
    }
}
