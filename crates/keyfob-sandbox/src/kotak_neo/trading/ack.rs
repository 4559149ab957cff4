//! The envelopes of what went well.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::state::SERVER_ID;
use super::authorization::Trader;
use crate::answer::{extend, json};

impl Trader {
    /// The order's number.
    pub(super) fn ack(&self, number: u64) -> Response {
        self.flat("Ok", json!({"nOrdNo": number.to_string()}))
    }

    /// Rows under `data`; an empty book is said with a code.
    pub(super) fn rows(&self, stat: &str, rows: Vec<Value>) -> Result<Response, Fault> {
        if rows.is_empty() {
            return Err(Fault::order(5203, "No Data"));
        }
        Ok(self.flat(stat, json!({"data": rows})))
    }

    /// Members beside `stat` and `stCode`. The first generation adds a trace id.
    pub(super) fn flat(&self, stat: &str, members: Value) -> Response {
        let mut body = json!({"stat": stat, "stCode": 200});
        extend(&mut body, members);
        if self.is_first() {
            let trace = Uuid::new_v4().as_u128() % 1_000_000;
            extend(&mut body, json!({"tid": format!("{SERVER_ID}_{trace}")}));
        }
        json(StatusCode::OK, body)
    }
}

/// Takes members out of a row that a generation does not send.
pub(super) fn without(row: &mut Value, names: &[&str]) {
    if let Value::Object(members) = row {
        members.retain(|name, _| !names.contains(&name.as_str()));
    }
}
