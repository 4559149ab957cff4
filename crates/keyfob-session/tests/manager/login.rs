//! That vendor's client: a table, a login, a session, and a provider.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use keyfob_core::reqwest::{Method, Request, Url};
use keyfob_core::{
    Api, BoxFuture, Clock, Error, FaultKind, FaultMeaning, FaultShape, Handle, Operation,
    Placement, Proves, Repeat, Retry, SavedSession, Scheme, Server, Settings,
};
use keyfob_session::{ManagedLogin, ManagedSession, Provider};

use crate::paused::Inhibitor;
use crate::vendor::Vendor;

pub static SESSION: Scheme = Scheme {
    name: "session",
    placement: Placement::Header("x-session"),
};
pub static APP: Scheme = Scheme {
    name: "app",
    placement: Placement::Header("x-app"),
};
static PASSWORD: Scheme = Scheme {
    name: "password",
    placement: Placement::Header("x-password"),
};

static API: Api = Api {
    name: "probe",
    hosts: &["api.probe.test"],
    servers: &[Server {
        variant: "production",
        url: "https://api.probe.test",
        variables: &[],
        headers: &[],
    }],
    schemes: &[&SESSION, &APP, &PASSWORD],
    operations: &[
        operation("read", Method::GET, "/read", Repeat::Safe, &WITH_SESSION),
        operation(
            "order",
            Method::POST,
            "/order",
            Repeat::Never,
            &WITH_SESSION,
        ),
        operation("ping", Method::GET, "/ping", Repeat::Safe, &WITH_SESSION),
        operation(
            "logout",
            Method::POST,
            "/logout",
            Repeat::Idempotent,
            &WITH_SESSION,
        ),
        operation(
            "login",
            Method::POST,
            "/login",
            Repeat::Never,
            &WITH_PASSWORD,
        ),
        operation("app", Method::POST, "/app", Repeat::Never, &WITH_PASSWORD),
    ],
    limits: &[],
    faults: FaultShape {
        code: &["/code"],
        message: &["/message"],
        vague: &[],
        in_success: &[],
        meanings: &[
            FaultMeaning {
                kind: FaultKind::ApplicationTokenEnded,
                codes: &["900901"],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::WrongPassword,
                statuses: &[401],
                proves: &[Proves::Password],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::Unavailable,
                statuses: &[500, 503],
                ..MEANING
            },
            FaultMeaning {
                kind: FaultKind::SessionEnded,
                statuses: &[401],
                ..MEANING
            },
        ],
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

type Security = &'static [&'static [&'static Scheme]];

static WITH_SESSION: Needs = Needs {
    security: &[&[&SESSION, &APP], &[&SESSION]],
    proves: None,
};
static WITH_PASSWORD: Needs = Needs {
    security: &[&[&PASSWORD]],
    proves: Some(Proves::Password),
};

struct Needs {
    security: Security,
    proves: Option<Proves>,
}

const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    repeat: Repeat,
    needs: &'static Needs,
) -> Operation {
    Operation {
        id,
        method,
        path,
        servers: &[],
        security: needs.security,
        repeat,
        proves: needs.proves,
        headers: &[],
        secrets: &[],
        members: &[],
        optional_body: false,
        streams: false,
        answer: &[],
    }
}

/// A login of the vendor. With an application it has a token that lives for an hour.
#[derive(Clone)]
pub struct Login {
    pub origin: String,
    pub clock: Clock,
    pub has_application: bool,
    pub account: &'static str,
    pub retry: Retry,
    /// How long sessions last by the clock.
    pub lasts: Option<Duration>,
    /// Whether sessions are renewed before their end.
    pub is_early: bool,
    /// How long tokens of the application last by the clock.
    pub app_lasts: Duration,
}

impl Login {
    pub fn of(vendor: &Vendor) -> Self {
        Self {
            origin: vendor.origin(),
            clock: Clock::system(),
            has_application: false,
            account: "acme",
            retry: Retry::default(),
            lasts: None,
            is_early: false,
            app_lasts: Duration::from_secs(3600),
        }
    }

    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    fn handle(&self) -> Handle {
        let settings = Settings::default()
            .with_origin(&self.origin)
            .with_clock(self.clock.clone())
            .with_retry(self.retry)
            .with_hook(Inhibitor::default());
        Handle::new(&API, settings).unwrap()
    }

    async fn app_token(&self) -> Result<(String, SystemTime), Error> {
        let handle = self.handle();
        handle.credentials().set(&PASSWORD, "S3CR3T-key");
        let token = token(&handle, "app").await?;
        Ok((token, self.clock.now() + self.app_lasts))
    }
}

/// Sends an operation of this id, whose path is named like it.
pub async fn call(handle: &Handle, id: &'static str) -> Result<(), Error> {
    send(handle, id).await.map(drop)
}

async fn token(handle: &Handle, id: &'static str) -> Result<String, Error> {
    let body = send(handle, id).await?;
    let token = body["token"].as_str();
    token
        .map(str::to_owned)
        .ok_or(Error::incomplete(id, "token"))
}

async fn send(handle: &Handle, id: &'static str) -> Result<serde_json::Value, Error> {
    let operation = handle.api().operation(id).unwrap();
    let url = Url::parse(&format!("https://unset.invalid/{id}")).unwrap();
    let request = Request::new(operation.method.clone(), url);
    let response = handle.execute(request, id).await?;
    let answer = keyfob_core::ResponseValue::<serde_json::Value>::from_response(response).await?;
    Ok(answer.into_inner())
}

impl ManagedLogin for Login {
    type Session = Session;
    const VENDOR: &'static str = "probe";

    fn account(&self) -> String {
        self.account.to_owned()
    }

    fn names_user(&self) -> bool {
        !self.account.is_empty()
    }

    fn clock(&self) -> Clock {
        self.clock.clone()
    }

    fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        let handle = self.handle();
        handle.install(saved, 0)?;
        let ends_at = handle.credentials().ends_at(&SESSION);
        let account = "";
        Ok(Session {
            handle,
            ends_at,
            is_early: self.is_early,
            account,
        })
    }

    fn application_token(&self) -> Option<&'static Scheme> {
        self.has_application.then_some(&APP)
    }

    fn renew_application_token(
        &self,
        mut saved: SavedSession,
    ) -> BoxFuture<'_, Result<SavedSession, Error>> {
        Box::pin(async move {
            let (token, end) = self.app_token().await?;
            saved.set(&APP, token, Some(end));
            Ok(saved)
        })
    }
}

#[derive(Debug, Clone)]
pub struct Session {
    pub handle: Handle,
    ends_at: Option<SystemTime>,
    is_early: bool,
    account: &'static str,
}

impl Session {
    pub async fn read(&self) -> Result<(), Error> {
        call(&self.handle, "read").await
    }

    pub async fn order(&self) -> Result<(), Error> {
        call(&self.handle, "order").await
    }
}

impl ManagedSession for Session {
    const IDLE_LIMIT: Option<Duration> = Some(Duration::from_secs(15 * 60));

    fn handle(&self) -> &Handle {
        &self.handle
    }

    fn with_handle(&self, handle: Handle) -> Self {
        Self {
            handle,
            ..self.clone()
        }
    }

    fn save(&self) -> SavedSession {
        self.handle.save(self.account, None)
    }

    fn ends_at(&self) -> Option<SystemTime> {
        self.ends_at
    }

    fn is_renewed_early(&self) -> bool {
        self.is_early
    }

    fn keepalive(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(call(&self.handle, "ping"))
    }

    fn log_out(self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async move {
            let closing = self.handle.credentials().close_for("logout");
            closing.end(call(&self.handle, "logout")).await?;
            self.handle.logged_out();
            Ok(())
        })
    }
}

/// Logs in with a password, and counts how often it was asked to.
#[derive(Clone, Default)]
pub struct Password {
    pub tries: Arc<AtomicUsize>,
    pub panics: bool,
    /// Never comes to an end.
    pub hangs: Arc<AtomicBool>,
    /// Whose session it is, as that says.
    pub account: &'static str,
}

impl Password {
    pub fn tries(&self) -> usize {
        self.tries.load(Ordering::SeqCst)
    }
}

impl Provider<Login> for Password {
    fn user(&self) -> Option<String> {
        Some("ann".to_owned())
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        self.tries.fetch_add(1, Ordering::SeqCst);
        assert!(!self.panics, "S3CR3T-panic");
        if self.hangs.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        let handle = login.handle();
        let held = handle.credentials();
        held.set(&PASSWORD, "S3CR3T-password");
        let token = token(&handle, "login").await?;
        held.remove(&PASSWORD);
        let ends_at = login.lasts.map(|lasts| login.clock.now() + lasts);
        held.set_until(&SESSION, token, ends_at);
        if login.has_application {
            let (token, end) = login.app_token().await?;
            held.set_until(&APP, token, Some(end));
        }
        Ok(Session {
            handle,
            ends_at,
            is_early: login.is_early,
            account: self.account,
        })
    }
}
