//! The ways to log in that a skeleton can have.

use std::fmt;
use std::str::FromStr;

/// How a vendor's users log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// A token that the vendor hands out elsewhere, as `Authorization: Bearer`.
    Bearer,
    /// A user's name and password with every call, as `Authorization: Basic`.
    Basic,
    /// A key in a header.
    ApiKey,
    /// OAuth 2.0: a client's id and secret.
    ClientCredentials,
    /// OAuth 2.0: a refresh token from a consent that was given in a browser.
    RefreshToken,
    /// Calls of the vendor's own: a password first, then a code.
    PasswordThenCode,
}

/// No way to log in is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLogin(String);

/// What a way to log in adds to a spec.
pub(super) struct Parts {
    pub(super) hosts: &'static str,
    pub(super) faults: &'static str,
    pub(super) tag: &'static str,
    pub(super) paths: &'static str,
    pub(super) schemas: &'static str,
    pub(super) security: &'static str,
    pub(super) schemes: &'static str,
}

impl LoginKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Bearer,
        Self::Basic,
        Self::ApiKey,
        Self::ClientCredentials,
        Self::RefreshToken,
        Self::PasswordThenCode,
    ];

    /// The name on the command line, in kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Basic => "basic",
            Self::ApiKey => "api-key",
            Self::ClientCredentials => "client-credentials",
            Self::RefreshToken => "refresh-token",
            Self::PasswordThenCode => "password-then-code",
        }
    }
}

impl fmt::Display for LoginKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for LoginKind {
    type Err = UnknownLogin;

    fn from_str(name: &str) -> Result<Self, UnknownLogin> {
        let known = Self::ALL.into_iter().find(|known| known.name() == name);
        known.ok_or_else(|| UnknownLogin(name.to_owned()))
    }
}

impl fmt::Display for UnknownLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = LoginKind::ALL.map(LoginKind::name).join(", ");
        write!(f, "no login is called `{}`; there are {known}", self.0)
    }
}

impl std::error::Error for UnknownLogin {}

/// A call that is refused as unauthorized has lost its session.
const ENDED: &str = "    - {kind: session-ended, statuses: [401]}\n";

impl Parts {
    pub(super) fn of(login: LoginKind) -> Self {
        let plain = |security, schemes| Self {
            hosts: "\"*.NAME.example\"",
            faults: ENDED,
            tag: "",
            paths: "",
            schemas: "",
            security,
            schemes,
        };
        match login {
            LoginKind::Bearer => plain("        - token: []\n", TOKEN),
            LoginKind::Basic => plain("        - user: []\n", USER),
            LoginKind::ApiKey => plain("        - key: []\n", KEY),
            LoginKind::ClientCredentials => plain("        - oauth: [orders]\n", CLIENT),
            LoginKind::RefreshToken => plain("        - oauth: [orders]\n", REFRESH),
            LoginKind::PasswordThenCode => Self {
                faults: STEPS,
                tag: "  - name: session\n    description: Logging in and out.\n",
                paths: include_str!("session_paths.yaml"),
                schemas: include_str!("session_schemas.yaml"),
                ..plain("        - session: []\n", SESSION)
            },
        }
    }
}

/// A login's refusal is about its secret; any other call's is about the session.
const STEPS: &str = "    - {kind: wrong-password, statuses: [401], proves: [password]}
    - {kind: wrong-code, statuses: [401], proves: [code]}
    - {kind: session-ended, statuses: [401]}
";

const TOKEN: &str = "    token:
      type: http
      scheme: bearer
      description: A token from the vendor's web page. Where to find it, and how long it is valid.
";

const USER: &str = "    user:
      type: http
      scheme: basic
      description: The user's name and password.
";

const KEY: &str = "    # In a header here; `in` may be `query` or `cookie`, too.
    key:
      type: apiKey
      in: header
      name: X-Api-Key
      description: A key from the vendor's web page. Where to make one.
";

const CLIENT: &str = "    # Clients ask for a token at `tokenUrl`, whose host is one of `x-hosts`, and for another one before it ends.
    oauth:
      type: oauth2
      description: OAuth 2.0 with a client's id and secret. Where to register a client.
      flows:
        clientCredentials:
          tokenUrl: https://login.NAME.example/oauth/token
          scopes: {orders: Placing and reading orders.}
";

const REFRESH: &str = "    # Consent is given in a browser, once; its refresh token is what a program has. The hosts are among `x-hosts`.
    oauth:
      type: oauth2
      description: OAuth 2.0 with a refresh token. Where users give their consent.
      flows:
        authorizationCode:
          authorizationUrl: https://login.NAME.example/oauth/authorize
          tokenUrl: https://login.NAME.example/oauth/token
          refreshUrl: https://login.NAME.example/oauth/token
          scopes: {orders: Placing and reading orders.}
";

const SESSION: &str = "    # One scheme for each token, so that none is sent where another belongs.
    login:
      type: apiKey
      in: header
      name: X-Login-Token
      description: What the first step of the login yields, for the second.
    session:
      type: http
      scheme: bearer
      description: What the second step of the login yields.
";
