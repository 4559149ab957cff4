//! What an order would send, without sending it.

use keyfob::kotak_neo::types::PlaceOrderRequest;
use keyfob::kotak_trade::orders::Placement;
use keyfob_core::Handle;
use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;

/// A request that is ready to be sent. Credentials are added when it is: here are their names alone.
#[derive(Serialize)]
pub struct Preview {
    operation: &'static str,
    method: String,
    url: String,
    credentials: Vec<&'static str>,
    /// The member of a form that holds the body as JSON; none: the body is JSON.
    form_member: Option<&'static str>,
    body: Value,
    pub tag: String,
}

impl Preview {
    pub fn of_neo(handle: &Handle, request: &PlaceOrderRequest) -> Result<Self, Failure> {
        let tag = request.tag.clone().unwrap_or_default();
        Self::of(handle, "place_order", Some("jData"), request, tag)
    }

    pub fn of_trade(handle: &Handle, request: &Placement) -> Result<Self, Failure> {
        let tag = request.tag().unwrap_or_default().to_owned();
        Self::of(handle, request.operation(), None, request, tag)
    }

    fn of(
        handle: &Handle,
        id: &'static str,
        form_member: Option<&'static str>,
        body: &impl Serialize,
        tag: String,
    ) -> Result<Self, Failure> {
        let unknown = || Failure::local(format!("there is no operation {id}"));
        let operation = handle.api().operation(id).ok_or_else(unknown)?;
        let base = handle.servers().base_of(operation)?;
        let base = base.as_str().trim_end_matches('/');
        let alternatives = operation.security.iter();
        let mut held = alternatives.filter(|together| {
            let mut schemes = together.iter();
            schemes.all(|scheme| handle.credentials().has(scheme))
        });
        let credentials = held.next().or(operation.security.first());
        let credentials = credentials.into_iter().flat_map(|together| together.iter());
        let body = serde_json::to_value(body)
            .map_err(|_| Failure::usage("the order cannot be written as JSON"))?;
        Ok(Self {
            operation: id,
            method: operation.method.to_string(),
            url: format!("{base}{}", operation.path),
            credentials: credentials.map(|scheme| scheme.name).collect(),
            form_member,
            body: cut(body, operation, handle.servers().variant()),
            tag,
        })
    }

    /// For people.
    pub fn page(&self) -> String {
        let body = serde_json::to_string_pretty(&self.body).unwrap_or_default();
        let body = match self.form_member {
            Some(member) => format!("{member} = {body}"),
            None => body,
        };
        format!(
            "{} {}\noperation: {}, sent once\ncredentials: {} [redacted]\n{body}",
            self.method,
            self.url,
            self.operation,
            self.credentials.join(", ")
        )
    }
}

/// Without the members that this environment does not have: they are cut when it is sent.
fn cut(mut body: Value, operation: &keyfob_core::Operation, variant: &str) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|name, _| {
            let mut limits = operation.members.iter();
            let limit = limits.find(|(member, _)| member == name);
            limit.is_none_or(|(_, variants)| variants.contains(&variant))
        });
    }
    body
}
