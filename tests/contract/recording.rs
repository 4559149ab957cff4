//! A recorded request, read as a call: what must be held, set and given so that a client sends it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use keyfob_codegen::load::Node;
use keyfob_codegen::model::{Operation, Placement, Server};
use reqwest::Url;
use serde_json::Value;

use crate::recordings::cases::{Body, Case};
use keyfob_contract_suite::json::text;
use keyfob_contract_suite::registry::Sent;
use keyfob_contract_suite::urls;
use keyfob_contract_suite::vendor::Vendor;

/// A credential that was recorded.
pub enum Given {
    Secret(String),
    Pair(String, String),
}

/// A recorded request as a call of its operation.
pub struct Recording<'a> {
    vendor: &'a Vendor,
    pub operation: &'a Operation,
    case: &'a Case,
    server: &'a Server,
    url: Url,
}

impl<'a> Recording<'a> {
    pub fn of(vendor: &'a Vendor, case: &'a Case) -> Self {
        let operation = vendor.described.operation(&case.operation);
        let operation = operation.unwrap_or_else(|| panic!("no operation {}", case.operation));
        let server = vendor.described.server(operation, &case.variant);
        Self {
            vendor,
            operation,
            case,
            server: server.unwrap_or_else(|| panic!("{}: not in {}", case.name, case.variant)),
            url: Url::parse(&format!("https://{}{}", case.host, case.target)).unwrap(),
        }
    }

    /// The server's variables. One stands for all that comes before the path, or for the host's first label.
    pub fn variables(&self) -> Vec<(&'a str, String)> {
        let names = self.server.variables.iter().map(|(name, _)| name.as_str());
        let value = match self.server.url.starts_with('{') {
            true => self.url.origin().ascii_serialization(),
            false => self.case.host.split('.').next().unwrap().to_owned(),
        };
        names.map(|name| (name, value.clone())).collect()
    }

    /// The credentials of the first way in for which the request has all of them.
    pub fn credentials(&self) -> Vec<(&'a str, Given)> {
        let mut ways = self.operation.security.iter();
        let way = ways.find_map(|way| {
            let held = way
                .iter()
                .map(|name| Some((name.as_str(), self.credential(name)?)));
            held.collect::<Option<Vec<_>>>()
        });
        way.unwrap_or_else(|| {
            assert!(
                self.operation.security.is_empty(),
                "{}: no way in",
                self.case.name
            );
            Vec::new()
        })
    }

    /// The parameters and the body.
    pub fn sent(&self) -> Sent {
        let parameters = self.operation.parameters.iter();
        let parameters = parameters.filter_map(|parameter| {
            let text = match parameter.location.as_str() {
                "path" => self.segment(&parameter.name),
                "query" => self.query(&parameter.name),
                _ => self.header(&parameter.name),
            };
            let schema = self
                .vendor
                .described
                .parameter_schema(self.operation, parameter);
            Some((parameter.rust.clone(), typed(schema, text?)))
        });
        let body = self
            .case
            .body
            .as_ref()
            .map(|body| ("body".to_owned(), given(body)));
        Sent {
            inputs: parameters.chain(body).collect(),
            other: None,
        }
    }

    fn credential(&self, scheme: &str) -> Option<Given> {
        let schemes = &self.vendor.described.spec.schemes;
        let scheme = schemes.iter().find(|known| known.name == scheme)?;
        match &scheme.placement {
            Placement::Bearer => {
                let header = self.header("authorization")?;
                let token = header.strip_prefix("Bearer ")?;
                Some(Given::Secret(token.to_owned()))
            }
            Placement::Basic => {
                let (user, password) = pair(&self.header("authorization")?)?;
                Some(Given::Pair(user, password))
            }
            Placement::Header(name) => self.header(name).map(Given::Secret),
            Placement::Query(name) => self.query(name).map(Given::Secret),
            Placement::Cookie(name) => {
                let cookies = self.header("cookie")?;
                let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
                let (_, value) = pairs.find(|(known, _)| known == name)?;
                Some(Given::Secret(value.to_owned()))
            }
        }
    }

    /// The login at the proxy that the request went through.
    pub fn proxy_login(&self) -> Option<(String, String)> {
        pair(&self.header("proxy-authorization")?)
    }

    fn header(&self, name: &str) -> Option<String> {
        let mut headers = self.case.headers.iter();
        let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.clone())
    }

    fn query(&self, name: &str) -> Option<String> {
        let mut pairs = self.url.query_pairs();
        pairs
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The segment of the path that stands where the template has this parameter.
    fn segment(&self, name: &str) -> Option<String> {
        let variables = self.variables();
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let base = urls::url(self.server, &variables);
        let template = format!("{}{}", urls::prefix(&base), self.operation.path);
        let mut pairs = template.split('/').zip(self.url.path().split('/'));
        let (_, segment) = pairs.find(|(wanted, _)| *wanted == format!("{{{name}}}"))?;
        Some(decoded(segment))
    }
}

/// User and password of a basic login.
fn pair(header: &str) -> Option<(String, String)> {
    let encoded = header.strip_prefix("Basic ")?;
    let pair = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// A segment of a path without its percent-encoding: it is read as a query, in which `+` and `&` mean more.
fn decoded(segment: &str) -> String {
    let segment = segment.replace('+', "%2B").replace('&', "%26");
    let url = Url::parse(&format!("http://segment.test/?of={segment}")).unwrap();
    url.query_pairs().next().unwrap().1.into_owned()
}

fn typed(schema: &Node, text: String) -> Value {
    match schema.text_of("type") {
        Some("string") | None => text.into(),
        Some(_) => serde_json::from_str(&text).unwrap_or(text.into()),
    }
}

fn given(body: &Body) -> Value {
    match body {
        Body::Json(json) => json.value(),
        Body::Bytes(text) => text.as_str().into(),
        Body::Form(members) => {
            let members = members.value();
            let members = members.as_object().unwrap().iter();
            let members = members.map(|(name, member)| (name.clone(), Value::String(text(member))));
            members.collect()
        }
    }
}
