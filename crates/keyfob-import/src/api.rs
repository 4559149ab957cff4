//! A vendor's API in one form, whatever it is described in. Schemas stay where they are.

use crate::schemas::Reason;
use crate::source::Cursor;

/// An API.
#[derive(Debug)]
pub(crate) struct Api<'a> {
    pub root: Cursor<'a>,
    pub title: String,
    pub version: String,
    pub description: Option<String>,
    pub servers: Vec<Server<'a>>,
    pub schemes: Vec<Scheme<'a>>,
    /// The tags and their descriptions.
    pub tags: Vec<(String, Option<String>)>,
    pub calls: Vec<Call<'a>>,
    /// How many operations there are, those among them that are not in `calls`.
    pub operations: usize,
}

/// A server.
#[derive(Debug, Clone)]
pub(crate) struct Server<'a> {
    pub at: Cursor<'a>,
    pub url: String,
    pub description: Option<String>,
    pub variables: Vec<Variable>,
}

/// A variable in a server's URL.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub name: String,
    pub default: Option<String>,
    pub values: Vec<String>,
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug)]
pub(crate) struct Scheme<'a> {
    pub at: Cursor<'a>,
    pub name: String,
    pub description: Option<String>,
    pub kind: SchemeKind,
}

/// How a credential is sent, or where it comes from.
#[derive(Debug)]
pub(crate) enum SchemeKind {
    Basic,
    Bearer,
    /// Another scheme of the header `Authorization`.
    Http(String),
    ApiKey {
        location: String,
        name: String,
    },
    OAuth2(Vec<Flow>),
    OpenIdConnect(Option<String>),
    Other(String),
}

/// A flow of OAuth 2.0.
#[derive(Debug)]
pub(crate) struct Flow {
    /// As OpenAPI 3.0 calls it: `clientCredentials`.
    pub grant: String,
    pub authorization_url: Option<String>,
    pub token_url: Option<String>,
    pub refresh_url: Option<String>,
    pub scopes: Vec<(String, String)>,
}

/// Schemes that are needed together, with their scopes.
pub(crate) type Requirement = Vec<(String, Vec<String>)>;

/// An operation as it stands there.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub at: Cursor<'a>,
    /// In lower case.
    pub method: String,
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub is_deprecated: bool,
    /// Where more is told, and what that is.
    pub external: Option<(String, Option<String>)>,
    /// What it is made of, or why it cannot be read.
    pub parts: Result<Parts<'a>, Reason>,
}

/// What an operation is made of.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub parameters: Vec<Parameter<'a>>,
    pub body: Option<Body<'a>>,
    pub answers: Vec<Answer<'a>>,
    /// Nothing: the document does not say.
    pub security: Option<Vec<Requirement>>,
    /// Its own servers, or its path's.
    pub servers: Option<Vec<Server<'a>>>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// Somewhere that OpenAPI 3.0 does not know.
    Elsewhere,
}

/// A parameter.
#[derive(Debug, Clone)]
pub(crate) struct Parameter<'a> {
    pub at: Cursor<'a>,
    pub name: String,
    pub place: Place,
    pub required: bool,
    pub is_deprecated: bool,
    pub description: Option<String>,
    pub schema: Option<Cursor<'a>>,
    /// The media type of what is written into it.
    pub content: Option<String>,
    pub style: Style,
    pub example: Option<Cursor<'a>>,
}

/// How a list or an object is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Style {
    /// The name is there once for each item.
    Repeated,
    /// In one text, with this between the items.
    Joined(&'static str),
    /// `name[member]=value`
    Deep,
    /// Another one.
    Other(String),
}

/// A request body.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    pub at: Cursor<'a>,
    pub required: bool,
    pub description: Option<String>,
    pub media: Vec<Media<'a>>,
}

/// A body of one media type.
#[derive(Debug, Clone)]
pub(crate) struct Media<'a> {
    pub at: Cursor<'a>,
    /// As it is written there.
    pub name: String,
    pub schema: Option<Cursor<'a>>,
    pub example: Option<Cursor<'a>>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub at: Cursor<'a>,
    /// `200`, `2XX` or `default`.
    pub status: String,
    pub description: Option<String>,
    pub media: Vec<Media<'a>>,
    pub headers: Vec<(String, Cursor<'a>)>,
    /// What it refers to and is not there.
    pub missing: Option<String>,
}

impl Call<'_> {
    /// Its name in the report.
    pub fn label(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

impl Place {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Elsewhere => "unknown",
        }
    }

    /// What the word means.
    pub fn of(word: &str) -> Self {
        let all = [Self::Path, Self::Query, Self::Header, Self::Cookie];
        let known = all.into_iter().find(|place| place.word() == word);
        known.unwrap_or(Self::Elsewhere)
    }
}
