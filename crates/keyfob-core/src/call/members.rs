//! Members of a request that some environments do not have, and bodies that need not be there.
//!
//! One typed request serves all environments of a vendor. What an environment does not know is left out where it is not set;
//! where it is set, nothing is sent: an order that silently lost its stop-loss would be another order.

use std::cell::Cell;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Request};

use crate::lenient::members_in;
use crate::{Error, Operation};

/// What an operation's environment does not have.
#[derive(Clone, Copy)]
pub(crate) struct Foreign {
    operation: &'static Operation,
    variant: &'static str,
}

impl Foreign {
    /// None if the environment has all members.
    pub(crate) fn of(operation: &'static Operation, variant: &'static str) -> Option<Self> {
        let foreign = Self { operation, variant };
        let mut members = operation.members.iter();
        let is_any = members.any(|(name, _)| foreign.has(name));
        is_any.then_some(foreign)
    }

    fn has(self, member: &str) -> bool {
        let mut members = self.operation.members.iter();
        members.any(|(name, variants)| *name == member && !variants.contains(&self.variant))
    }

    /// The JSON without these members, if it is an object that has any.
    ///
    /// # Errors
    /// One of them is set.
    pub(crate) fn cut(self, json: &str) -> Result<Option<String>, Error> {
        let mut kept = String::with_capacity(json.len());
        let mut is_cut = false;
        let mut members = members_in(json);
        while let Some(member) = members.member() {
            match member.name().filter(|name| self.has(name)) {
                None => {
                    kept.push(if kept.is_empty() { '{' } else { ',' });
                    kept.push_str(members.whole(&member));
                }
                Some(_) if member.value == "null" => is_cut = true,
                Some(name) => return Err(self.refused(name)),
            }
        }
        if !is_cut || !members.ends_whole() {
            return Ok(None);
        }
        kept.push_str(if kept.is_empty() { "{}" } else { "}" });
        Ok(Some(kept))
    }

    fn refused(self, member: &str) -> Error {
        let (id, variant) = (self.operation.id, self.variant);
        Error::InvalidInput(format!(
            "{id}: the environment `{variant}` has no member `{member}`; nothing was sent"
        ))
    }
}

thread_local! {
    /// What is cut out of JSON that is written into a text now.
    static CUT: Cell<Option<Foreign>> = const { Cell::new(None) };
    /// That one of those members is set.
    static REFUSED: Cell<Option<Error>> = const { Cell::new(None) };
}

/// Writes a form, out of whose JSON these members are cut.
///
/// # Errors
/// One of them is set.
pub(crate) fn cutting<T>(foreign: Option<Foreign>, write: impl FnOnce() -> T) -> Result<T, Error> {
    let written = with(foreign, write);
    REFUSED.take().map_or(Ok(written), Err)
}

/// Writes JSON that stands in a text of a form, without what is to be cut.
pub(crate) fn embedded(write: impl FnOnce() -> Option<String>) -> Option<String> {
    let Some(foreign) = CUT.get() else {
        return write();
    };
    // What stands in a text within this one is not looked into.
    let json = with(None, write)?;
    match foreign.cut(&json) {
        Ok(cut) => Some(cut.unwrap_or(json)),
        Err(error) => {
            REFUSED.set(Some(error));
            Some(json)
        }
    }
}

fn with<T>(foreign: Option<Foreign>, write: impl FnOnce() -> T) -> T {
    /// Restores it, also where writing panics.
    struct Before(Option<Foreign>);
    impl Drop for Before {
        fn drop(&mut self) {
            CUT.set(self.0);
        }
    }
    let _before = Before(CUT.replace(foreign));
    write()
}

/// Takes out of the body what this environment does not have.
pub(super) fn fit(
    operation: &'static Operation,
    variant: &'static str,
    request: &mut Request,
) -> Result<(), Error> {
    let Some(foreign) = Foreign::of(operation, variant) else {
        return Ok(());
    };
    let Some(body) = request.body().and_then(Body::as_bytes) else {
        return Ok(());
    };
    let text = std::str::from_utf8(body).unwrap_or_default();
    let fitted = match text.trim_ascii_start().starts_with('{') {
        true => foreign.cut(text)?,
        false => Some(form(foreign, body)?),
    };
    if let Some(fitted) = fitted {
        *request.body_mut() = Some(fitted.into());
    }
    Ok(())
}

/// A form whose fields may carry JSON.
fn form(foreign: Foreign, body: &[u8]) -> Result<String, Error> {
    let unreadable = || Error::invalid_input("the form cannot be read");
    let mut fields: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| unreadable())?;
    for (_, text) in &mut fields {
        if let Some(cut) = foreign.cut(text)? {
            *text = cut;
        }
    }
    serde_urlencoded::to_string(fields).map_err(|_| unreadable())
}

/// Where the vendor can do without a body, one in which nothing is set is taken away with its kind, so that it is the same request as one
/// that never had a body.
pub(super) fn leave_empty_out(operation: &Operation, request: &mut Request) {
    if operation.optional_body && request.body().and_then(Body::as_bytes) == Some(b"{}") {
        *request.body_mut() = None;
        request.headers_mut().remove(CONTENT_TYPE);
    }
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
    fn sent(variant: &'static str, body: &str) -> Result<String, Error> {
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
            leave_empty_out(operation, &mut request);
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

    #[test]
    fn while_a_form_is_written_only_the_json_of_its_fields_is_cut() {
        static OPERATION: Operation = PLACE;
        let foreign = |variant| Foreign::of(&OPERATION, variant);
        let write = |json: &str| embedded(|| Some(json.to_owned()));
        let sent = cutting(foreign("one"), || write(UNSET)).unwrap();
        assert_eq!(sent.as_deref(), Some(r#"{"price":"10.50"}"#));
        assert!(cutting(foreign("one"), || write(SET)).is_err());
        // It does not outlast the form, and neither does a refusal.
        assert_eq!(write(SET).as_deref(), Some(SET));
        assert!(cutting(foreign("one"), || write(UNSET)).is_ok());
        assert!(foreign("two").is_none());
        let within = cutting(foreign("one"), || embedded(|| write(UNSET))).unwrap();
        assert_eq!(within.as_deref(), Some(r#"{"price":"10.50"}"#));
    }

    #[test]
    fn what_is_cut_does_not_depend_on_how_the_json_is_written() {
        for (json, cut) in [
            (
                r#" { "stop" : null , "a" : [ {"stop":null} , "]" ] } "#,
                Some(r#"{"a" : [ {"stop":null} , "]" ]}"#),
            ),
            (r#"{"stop":null}"#, Some("{}")),
            (r#"{"a":"\"stop\":null","b":{"stop":1}}"#, None),
            (r#"{"stop":null"#, None),
            (r#"[{"stop":null}]"#, None),
            ("{}", None),
        ] {
            static OPERATION: Operation = PLACE;
            let foreign = Foreign::of(&OPERATION, "one").unwrap();
            assert_eq!(foreign.cut(json).unwrap().as_deref(), cut, "{json}");
        }
    }
}
