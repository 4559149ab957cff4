//! A vendor's server: it gives tokens by OAuth 2.0 that end, and answers calls that have one. It has a runtime of its own, whose clock goes
//! on where a test's is paused.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, Response};
use serde_json::{Value, json};

/// What it knows, and what a test may change.
pub struct Book {
    /// Access tokens that have not ended.
    pub access: BTreeSet<String>,
    pub refresh: BTreeSet<String>,
    /// What goes out as `expires_in`.
    pub expires_in: Value,
    /// Whether a refresh token is for one use.
    pub rotates: bool,
    pub gives_refresh_tokens: bool,
    /// Answers for the next requests for a token, in place of the usual ones.
    pub scripted: VecDeque<(u16, String)>,
    /// How long a request for a token takes.
    pub delay: Duration,
    pub secret: &'static str,
    pub password: &'static str,
    /// All requests so far.
    pub seen: Vec<Seen>,
    issued: usize,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: Method,
    pub target: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Seen {
    /// The members of a form.
    pub fn form(&self) -> BTreeMap<String, String> {
        let url = format!("http://form.test/?{}", self.body);
        let url = keyfob::reqwest::Url::parse(&url).unwrap();
        url.query_pairs().into_owned().collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn is_for_token(&self) -> bool {
        self.target.starts_with("/oauth/token")
    }
}

/// A running server; it ends with the test.
#[derive(Clone)]
pub struct Acme {
    origin: String,
    book: Arc<Mutex<Book>>,
}

impl Acme {
    pub async fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let acme = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            book: Arc::new(Mutex::new(Book {
                access: BTreeSet::new(),
                refresh: BTreeSet::new(),
                expires_in: json!(3600),
                rotates: true,
                gives_refresh_tokens: true,
                scripted: VecDeque::new(),
                delay: Duration::ZERO,
                secret: "S3CR3T-client: +/é",
                password: "S3CR3T-password",
                seen: Vec::new(),
                issued: 0,
            })),
        };
        let router = Router::new().fallback(answer).with_state(acme.clone());
        std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await
            })
        });
        acme
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }

    /// The next request for a token gets this answer.
    pub fn script(&self, status: u16, body: impl ToString) {
        let answer = (status, body.to_string());
        self.book().scripted.push_back(answer);
    }

    /// Ends all access tokens.
    pub fn end_tokens(&self) {
        self.book().access.clear();
    }

    /// A refresh token from elsewhere.
    pub fn consent(&self) -> String {
        self.book().refresh.insert("S3CR3T-refresh-0".to_owned());
        "S3CR3T-refresh-0".to_owned()
    }

    /// The requests for tokens, by their grants.
    pub fn grants(&self) -> Vec<String> {
        let tokens = self.token_requests();
        let grant = |seen: &Seen| seen.form()["grant_type"].clone();
        tokens.iter().map(grant).collect()
    }

    pub fn token_requests(&self) -> Vec<Seen> {
        let seen = self.book().seen.clone();
        seen.into_iter().filter(Seen::is_for_token).collect()
    }

    /// The other requests.
    pub fn calls(&self) -> Vec<Seen> {
        let seen = self.book().seen.clone();
        seen.into_iter()
            .filter(|seen| !seen.is_for_token())
            .collect()
    }
}

async fn answer(State(acme): State<Acme>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let headers = head.headers.iter();
    let headers = headers.map(|(name, value)| {
        let value = value.to_str().unwrap().to_owned();
        (name.to_string(), value)
    });
    let seen = Seen {
        method: head.method,
        target: head.uri.to_string(),
        headers: headers.collect(),
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    acme.book().seen.push(seen.clone());
    let (status, body) = match seen.is_for_token() {
        true => {
            let delay = acme.book().delay;
            tokio::time::sleep(delay).await;
            acme.book().token(&seen)
        }
        false => acme.book().call(&seen),
    };
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}

impl Book {
    fn call(&self, seen: &Seen) -> (u16, String) {
        let bearer = seen.header("authorization").strip_prefix("Bearer ");
        let is_fine =
            seen.method == Method::PUT || bearer.is_some_and(|token| self.access.contains(token));
        match is_fine {
            true => (200, "{}".to_owned()),
            false => (401, json!({"message": "no"}).to_string()),
        }
    }

    fn token(&mut self, seen: &Seen) -> (u16, String) {
        if let Some(answer) = self.scripted.pop_front() {
            return answer;
        }
        let form = seen.form();
        let refused = |error: &str| {
            let text = format!("{error} for {:?}", form.values().collect::<Vec<_>>());
            let body = json!({"error": error, "error_description": text});
            (400, body.to_string())
        };
        let secret = form.get("client_secret").map(String::as_str);
        let is_basic = seen.header("authorization") == basic("id 1", self.secret);
        let is_public = form.get("client_id").is_some_and(|id| id == "public");
        if !(is_basic || is_public || secret == Some(self.secret)) {
            return refused("invalid_client");
        }
        let told = |name: &str| form.get(name).cloned().unwrap_or_default();
        let is_granted = match told("grant_type").as_str() {
            "client_credentials" => true,
            "password" => told("username") == "ann" && told("password") == self.password,
            "refresh_token" if self.rotates => self.refresh.remove(&told("refresh_token")),
            "refresh_token" => self.refresh.contains(&told("refresh_token")),
            _ => return refused("unsupported_grant_type"),
        };
        if !is_granted {
            return refused("invalid_grant");
        }
        self.issued += 1;
        let access = format!("S3CR3T-access-{}", self.issued);
        self.access.insert(access.clone());
        let mut body = json!({
            "access_token": access,
            "token_type": "bearer",
            "expires_in": self.expires_in,
        });
        let is_new = self.rotates || told("grant_type") == "password";
        if self.gives_refresh_tokens && is_new && told("grant_type") != "client_credentials" {
            let refresh = format!("S3CR3T-refresh-{}", self.issued);
            self.refresh.insert(refresh.clone());
            body["refresh_token"] = refresh.into();
        }
        (200, body.to_string())
    }
}

/// RFC 6749, section 2.3.1: encoded as in forms, then by HTTP Basic. A blank may be `+` or `%20`.
fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| {
        let mut url = keyfob::reqwest::Url::parse("http://form.test/").unwrap();
        url.query_pairs_mut().append_pair("", text);
        url.query().unwrap()[1..].replace('+', "%20")
    };
    let secret = keyfob_core::basic(&encoded(id), &encoded(secret));
    secret.expose().to_owned()
}
