//! Members of a request that some environments do not have, and bodies that need not be there.
//!
//! One typed request serves all environments of a vendor. What an environment does not know is left out where it is not set;
//! where it is set, nothing is sent: an order that silently lost its stop-loss would be another order.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Request};
use serde_json::{Map, Value};

use crate::{Error, Operation};

/// Takes out of the body what this environment does not have. Where the vendor can do without a body, one in which nothing is set is
/// taken away with its kind, so that it is the same request as one that never had a body.
pub(super) fn fit(
    operation: &'static Operation,
    variant: &str,
    request: &mut Request,
) -> Result<(), Error> {
    leave_foreign_out(operation, variant, request)?;
    if operation.optional_body && request.body().and_then(Body::as_bytes) == Some(b"{}") {
        *request.body_mut() = None;
        request.headers_mut().remove(CONTENT_TYPE);
    }
    Ok(())
}

/// Takes out of the body what this environment does not have.
fn leave_foreign_out(
    operation: &'static Operation,
    variant: &str,
    request: &mut Request,
) -> Result<(), Error> {
    let foreign: Vec<&str> = operation
        .members
        .iter()
        .filter(|(_, variants)| !variants.contains(&variant))
        .map(|(name, _)| *name)
        .collect();
    let Some(body) = request
        .body()
        .and_then(Body::as_bytes)
        .filter(|_| !foreign.is_empty())
    else {
        return Ok(());
    };
    let fitted = match serde_json::from_slice::<Map<String, Value>>(body) {
        Ok(mut members) => {
            take(operation, variant, &foreign, &mut members)?;
            serde_json::to_string(&members).unwrap_or_default()
        }
        Err(_) => form(operation, variant, &foreign, body)?,
    };
    *request.body_mut() = Some(fitted.into());
    Ok(())
}

/// A form whose fields may carry JSON.
fn form(
    operation: &'static Operation,
    variant: &str,
    foreign: &[&str],
    body: &[u8],
) -> Result<String, Error> {
    let unreadable = || Error::invalid_input("the form cannot be read");
    let mut fields: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| unreadable())?;
    for (_, text) in &mut fields {
        if let Ok(mut members) = serde_json::from_str::<Map<String, Value>>(text) {
            take(operation, variant, foreign, &mut members)?;
            *text = serde_json::to_string(&members).unwrap_or_default();
        }
    }
    serde_urlencoded::to_string(fields).map_err(|_| unreadable())
}

fn take(
    operation: &'static Operation,
    variant: &str,
    foreign: &[&str],
    members: &mut Map<String, Value>,
) -> Result<(), Error> {
    for name in foreign {
        if members.remove(*name).is_some_and(|value| !value.is_null()) {
            let id = operation.id;
            return Err(Error::InvalidInput(format!(
                "{id}: the environment `{variant}` has no member `{name}`; nothing was sent"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;
    use reqwest::{Method, Url};

    use super::*;
    use crate::Repeat;

    const PLACE: Operation = Operation {
        id: "place",
        method: Method::POST,
        path: "/place",
        servers: &[],
        security: &[],
        repeat: Repeat::Never,
        proves: None,
        headers: &[],
        secrets: &[],
        members: &[("stop", &["two"]), ("source", &["two", "three"])],
        optional_body: false,
        streams: false,
        answer: &[],
    };

    /// The body as it goes out in an environment.
    fn sent(variant: &str, body: &str) -> Result<String, Error> {
        static OPERATION: Operation = PLACE;
        let url = Url::parse("https://unset.invalid/place").unwrap();
        let mut request = Request::new(Method::POST, url);
        *request.body_mut() = Some(body.to_owned().into());
        fit(&OPERATION, variant, &mut request)?;
        let bytes = request.body().and_then(Body::as_bytes).unwrap();
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    const UNSET: &str = r#"{"price":"10.50","stop":null,"source":null}"#;
    const SET: &str = r#"{"price":"10.50","stop":"9"}"#;

    #[test]
    fn what_the_environment_does_not_have_is_left_out_where_it_is_not_set() {
        assert_eq!(sent("one", UNSET).unwrap(), r#"{"price":"10.50"}"#);
        assert_eq!(
            sent("three", UNSET).unwrap(),
            r#"{"price":"10.50","source":null}"#
        );
        assert_eq!(sent("two", UNSET).unwrap(), UNSET);
    }

    #[test]
    fn where_it_is_set_nothing_is_sent() {
        let error = sent("one", SET).unwrap_err();
        assert!(
            matches!(&error, Error::InvalidInput(text) if text.contains("`stop`")),
            "{error:?}"
        );
        assert_eq!(sent("two", SET).unwrap(), SET);
    }

    #[test]
    fn a_body_of_which_nothing_is_set_is_not_sent_where_it_need_not_be() {
        static MAY: Operation = Operation {
            optional_body: true,
            ..PLACE
        };
        static MUST: Operation = PLACE;
        let url = Url::parse("https://unset.invalid/place").unwrap();
        for (operation, variant, body, sent) in [
            (&MAY, "two", "{}", None),
            // What this environment does not have is not set either.
            (&MAY, "one", r#"{"stop":null}"#, None),
            (&MAY, "two", SET, Some(SET)),
            (&MUST, "two", "{}", Some("{}")),
        ] {
            let mut request = Request::new(Method::POST, url.clone());
            let kind = HeaderValue::from_static("application/json");
            request.headers_mut().insert(CONTENT_TYPE, kind);
            *request.body_mut() = Some(body.into());
            fit(operation, variant, &mut request).unwrap();
            let left = request.body().and_then(Body::as_bytes);
            let may = operation.optional_body;
            assert_eq!(left, sent.map(str::as_bytes), "{may}: {body}");
            // The kind of nothing would make it another request than one without a body.
            let has_kind = request.headers().contains_key(CONTENT_TYPE);
            assert_eq!(has_kind, sent.is_some(), "{may}: {body}");
        }
    }

    #[test]
    fn in_forms_the_json_of_a_field_is_looked_into() {
        let form = serde_urlencoded::to_string([("jData", UNSET), ("x", "a b")]).unwrap();
        let sent = sent("one", &form).unwrap();
        let fields: Vec<(String, String)> = serde_urlencoded::from_str(&sent).unwrap();
        assert_eq!(fields[0].1, r#"{"price":"10.50"}"#);
        assert_eq!(fields[1].1, "a b");
        let form = serde_urlencoded::to_string([("jData", SET)]).unwrap();
        assert!(self::sent("one", &form).is_err());
    }
}
