//! A vendor as the generator writes one.

use keyfob::auth::{
    self, ClientCredentialsGrant, Grants, PasswordGrant, RefreshTokenGrant, TokenEndpoint, Vendor,
};
use keyfob::reqwest::Method;
use keyfob::{Error, Settings};
use keyfob_core::{Api, FaultShape, Handle, Operation, Placement, Repeat, Scheme, Server};

use crate::server::Acme as Running;

/// Marks the vendor.
#[derive(Debug)]
pub struct Acme;

pub type Login = auth::Login<Acme>;
pub type Session = auth::Session<Acme>;
pub type ClientCredentials = auth::ClientCredentials<Acme>;
pub type RefreshToken = auth::RefreshToken<Acme>;
pub type Password = auth::Password<Acme>;
pub type Manager = keyfob::session::Manager<Login>;

const fn scheme(name: &'static str, placement: Placement) -> Scheme {
    Scheme { name, placement }
}

pub static OAUTH: Scheme = scheme("oauth", Placement::Bearer);
pub static API_KEY: Scheme = scheme("apiKey", Placement::Header("x-api-key"));
pub static APP_KEY: Scheme = scheme("appKey", Placement::Query("app_key"));
pub static COOKIE: Scheme = scheme("sid", Placement::Cookie("sid"));
pub static BASIC: Scheme = scheme("basic", Placement::Basic);

const fn operation(
    id: &'static str,
    method: Method,
    repeat: Repeat,
    security: &'static [&'static [&'static Scheme]],
) -> Operation {
    Operation {
        id,
        method,
        path: "/things",
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

pub static API: Api = Api {
    name: "acme",
    hosts: &["*.acme.test"],
    servers: &[
        Server {
            variant: "production",
            url: "https://{tenant}.acme.test/v1",
            variables: &[("tenant", "api")],
            headers: &[],
        },
        Server {
            variant: "staging",
            url: "https://staging.acme.test",
            variables: &[],
            headers: &[],
        },
    ],
    schemes: &[&OAUTH, &API_KEY, &APP_KEY, &COOKIE, &BASIC],
    operations: &[
        operation("read", Method::GET, Repeat::Safe, &[&[&OAUTH]]),
        operation("order", Method::POST, Repeat::Never, &[&[&OAUTH]]),
        operation(
            "keyed",
            Method::PUT,
            Repeat::Idempotent,
            &[&[&API_KEY, &APP_KEY], &[&COOKIE], &[&BASIC]],
        ),
    ],
    faults: FaultShape {
        code: &[],
        message: &["/message"],
        vague: &[],
        in_success: &[],
        meanings: &[],
    },
    limits: &[],
};

const TOKEN: TokenEndpoint = TokenEndpoint {
    scheme: &OAUTH,
    url: "https://login.acme.test/oauth/token",
};

/// The client that a generator would make.
#[derive(Debug, Clone)]
pub struct Client(pub Handle);

impl Client {
    async fn call(&self, method: Method, like: &str) -> Result<(), Error> {
        let request = self.0.request(method, "/things").like(like);
        request.send().await.map(drop)
    }

    pub async fn read(&self) -> Result<(), Error> {
        self.call(Method::GET, "read").await
    }

    pub async fn order(&self) -> Result<(), Error> {
        self.call(Method::POST, "order").await
    }

    pub async fn keyed(&self) -> Result<(), Error> {
        self.call(Method::PUT, "keyed").await
    }
}

impl Vendor for Acme {
    type Client = Client;

    const NAME: &'static str = "acme";
    const ENV_PREFIX: &'static str = "KEYFOB_ACME_";
    const API: &'static Api = &API;
    const CREDENTIALS: &'static [(&'static Scheme, &'static str)] = &[
        (&OAUTH, "ACCESS_TOKEN"),
        (&API_KEY, "API_KEY"),
        (&APP_KEY, "APP_KEY"),
        (&BASIC, "BASIC"),
    ];
    const GRANTS: Grants = Grants {
        client_credentials: Some(TOKEN),
        refresh_token: Some(TOKEN),
        password: Some(TOKEN),
    };

    fn client(handle: Handle) -> Client {
        Client(handle)
    }

    fn handle(client: &Client) -> &Handle {
        &client.0
    }
}

impl ClientCredentialsGrant for Acme {}
impl RefreshTokenGrant for Acme {}
impl PasswordGrant for Acme {}

/// A login to a running server.
pub fn login(acme: &Running) -> Login {
    Login::new().with_settings(Settings::default().with_origin(acme.origin()))
}
