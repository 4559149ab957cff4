//! What is planted, and how it is found again.

use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::load::{Document, Node};
use keyfob_sandbox::Exchange;
use keyfob_sandbox::accounts::{Accounts, SecondFactor, demo};
use serde_json::Value;

/// Stands in every secret; it is base 32 as well, so that an authenticator's secret can hold it.
pub const MARK: &str = "S3CR3T";

pub const VENDORS: [&str; 3] = ["kotak-neo", "kotak-trade", "quatrix"];

/// The demo accounts with a mark in every secret of theirs.
pub fn accounts() -> Accounts {
    let mut accounts = demo();
    let marked = |name: &str| format!("{MARK}-{name}");
    let authenticator = format!("{MARK}JBSWY3DPEHPK3PXPJBSWY3DPEH");
    for account in &mut accounts.kotak_trade {
        account.access_token = marked("access-token");
        account.consumer_key = marked("consumer-key");
        account.password = marked("password");
        account.access_code = marked("access-code");
        account.mpin = Some(marked("mpin"));
        account.biometric = Some(marked("biometric"));
    }
    for account in &mut accounts.kotak_neo {
        account.consumer_secret = marked("consumer-secret");
        account.dashboard_token = marked("dashboard-token");
        account.pan = marked("PAN");
        account.password = marked("password");
        account.mpin = marked("mpin");
        account.otp = Some(marked("otp"));
        account.totp_secret = authenticator.clone();
    }
    for account in &mut accounts.quatrix {
        account.password = marked("password");
        account.api_key = marked("api-key");
        account.second_factor = match account.second_factor {
            SecondFactor::None => SecondFactor::None,
            SecondFactor::Totp(_) => SecondFactor::Totp(authenticator.clone()),
            SecondFactor::Pin(_) => SecondFactor::Pin(marked("pin")),
        };
    }
    accounts
}

pub fn document(vendor: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/{vendor}.yaml"));
    Document::read(&path).unwrap_or_else(|finding| panic!("{vendor}: {}", finding.message))
}

/// The secrets that the vendors made up on the way: tokens, session ids, one-time codes. They are found by the specs' own word
/// for what is secret.
pub fn made_up(exchanges: &[Exchange]) -> BTreeSet<String> {
    let vendors = VENDORS.map(|vendor| (vendor, Secrets::of(&document(vendor))));
    let mut found = BTreeSet::new();
    for exchange in exchanges {
        let vendor = vendor_of(&exchange.path);
        let (_, secrets) = vendors
            .iter()
            .find(|(name, _)| *name == vendor)
            .expect("a vendor");
        secrets.collect(exchange, &mut found);
    }
    found.retain(|value| value.len() >= 4 && !["Bearer", "Basic"].contains(&value.as_str()));
    found
}

fn vendor_of(path: &str) -> &'static str {
    let of_trade = ["/apim/session/", "/apim/positions/"];
    let of_quatrix = [
        "/api/1.0/session/",
        "/api/1.0/profile/",
        "/api/1.0/account/",
    ];
    match path {
        _ if of_trade.iter().any(|prefix| path.starts_with(prefix)) => "kotak-trade",
        _ if of_quatrix.iter().any(|prefix| path.starts_with(prefix)) => "quatrix",
        _ => "kotak-neo",
    }
}

/// What is secret in one vendor's API.
struct Secrets {
    members: BTreeSet<String>,
    headers: BTreeSet<String>,
}

impl Secrets {
    fn of(document: &Document) -> Self {
        let mut members = BTreeSet::new();
        password_names(&document.root, &mut members);
        let mut headers = BTreeSet::from(["authorization".to_owned()]);
        for scheme in document
            .at("/components/securitySchemes")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let header = scheme.value.text_of("in") == Some("header");
            // Identity that goes with the credentials, and is none itself.
            let identity = ["userId", "appId", "ip", "finKey"].contains(&scheme.key.as_str());
            if header && !identity {
                headers.insert(
                    scheme
                        .value
                        .text_of("name")
                        .unwrap_or_default()
                        .to_lowercase(),
                );
            }
        }
        Self { members, headers }
    }

    fn collect(&self, exchange: &Exchange, found: &mut BTreeSet<String>) {
        for (name, value) in &exchange.request_headers {
            if self.headers.contains(name) {
                found.extend(value.split(' ').map(str::to_owned));
            }
        }
        let answer = exchange
            .answer
            .as_ref()
            .map_or(&[][..], |answer| &answer.body);
        for body in [&exchange.request_body[..], answer] {
            if let Ok(body) = serde_json::from_slice(body) {
                values(&body, &self.members, found);
            }
        }
    }
}

fn password_names(node: &Node, names: &mut BTreeSet<String>) {
    for entry in node.entries() {
        if entry.value.text_of("format") == Some("password") {
            names.insert(entry.key.clone());
        }
        password_names(&entry.value, names);
    }
}

fn values(value: &Value, names: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if names.contains(name) => drop(found.insert(text.clone())),
                    other => values(other, names, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, names, found)),
        _ => {}
    }
}
