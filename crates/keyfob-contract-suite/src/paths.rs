//! What stands in a path is shown nowhere, whatever a server makes of it: links and keys are as good as passwords while they last.
//!
//! Every operation with a parameter in its path is called with marked ones, and its answers repeat the path in any spelling.

use std::error::Error as _;
use std::fmt::Write as _;
use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex};

use httpmock::Mock;
use keyfob_codegen::model::Operation;
use keyfob_core::Error;
use serde_json::{Value, json};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::registry::Outcome;
use crate::spec::is_free;
use crate::stage::{Call, Stage};
use crate::vendor::Vendor;

const MARK: &str = "S3CR3T";

/// Everything that this thread logs, at any level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn start(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap());
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// An error and what caused it, in every way of showing them.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(cause) = next {
        write!(text, " {cause} {cause:#} {cause:?} {cause:#?}").unwrap();
        next = cause.source();
    }
    text
}

/// The places of an operation's path, each with a value of its own that needs encoding.
fn plant(operation: &Operation, call: &mut Call<'_>) -> Vec<String> {
    let parameters = operation.parameters.iter();
    let inside = parameters.filter(|one| one.location == "path");
    let free = inside.filter(|one| is_free(one));
    free.enumerate()
        .map(|(number, parameter)| {
            let value = format!("{MARK}/{number}+key &c-0123456789");
            let inputs = &mut call.sent.inputs;
            inputs.insert(parameter.rust.clone(), value.clone().into());
            value
        })
        .collect()
}

/// The path as it was sent, in the spellings that servers and gateways have for it.
fn spellings(path: &str) -> Vec<String> {
    let decoded = path
        .replace("%2F", "/")
        .replace("%2B", "+")
        .replace("%20", " ")
        .replace("%26", "&");
    vec![
        path.to_owned(),
        format!("https://vendor.example{path}?x=1"),
        path.replace("%2F", "%2f").replace("%2B", "%2b"),
        path.replace('%', "%25"),
        decoded.replace('&', "&amp;").replace('/', "&#x2F;"),
        decoded.replace('/', "\\/"),
        decoded,
    ]
}

/// The vendor's own error with this message.
fn fault(stage: &Stage<'_>, message: &str) -> Value {
    let mut body = json!({});
    for pointer in &stage.vendor.described.spec.faults.message {
        let mut at = &mut body;
        for name in pointer.split('/').skip(1) {
            if !at.is_object() {
                *at = json!({});
            }
            at = at
                .as_object_mut()
                .unwrap()
                .entry(name)
                .or_insert(Value::Null);
        }
        *at = message.into();
    }
    body
}

/// A mock that answers everything like this.
fn answering<'s>(stage: &'s Stage<'_>, status: u16, body: &str) -> Mock<'s> {
    stage.server.mock(|_, then| {
        let then = then.status(status).body(body);
        if (300..400).contains(&status) {
            then.header("location", body.lines().next().unwrap_or_default());
        }
    })
}

/// Runs another test of this binary in a process of its own, where it has something to do: what is logged depends on who else
/// listens.
pub fn alone(test: &str) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test]).env(ALONE, "1");
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

/// Whether this process is such a one.
pub fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

const ALONE: &str = "KEYFOB_TEST_PATHS";

/// No path of any operation is shown; the number of operations that have something in their path.
pub async fn no_path_of_any_operation_is_shown(vendor: &Vendor) -> usize {
    let mut operations = 0;
    let log = Log::default();
    let _guard = log.start();
    let stage = Stage::of(vendor).await;
    for operation in vendor.operations() {
        let mut call = stage.calls(operation).remove(0);
        let planted = plant(operation, &mut call);
        if planted.is_empty() {
            continue;
        }
        operations += 1;
        let path = sent(&stage, &call).await;
        assert_eq!(path.matches(MARK).count(), planted.len(), "{path}");
        let secret = is_secret(&stage, operation);
        for spelling in spellings(&path) {
            let said = format!("no such thing: {spelling}, try again");
            let own = fault(&stage, &said).to_string();
            let html = format!("<html><h1>Not found</h1>{said}</html>");
            let mut answers = vec![
                (404, own.clone()),
                (200, own.clone()),
                (500, html),
                (302, spelling),
            ];
            if secret {
                answers.push((
                    400,
                    fault(&stage, &format!("{} is gone", planted[0])).to_string(),
                ));
            }
            for (status, body) in answers {
                let mut mock = answering(&stage, status, &body);
                let outcome = stage.call(&call).await;
                mock.delete();
                let told = log.take();
                let place = format!("{} {status} {body}", stage.name(operation));
                assert!(!told.contains(MARK), "{place}: logged {told}");
                assert!(told.contains(&operation.id), "{place}: logged {told}");
                if let Outcome::Failed(error) = outcome {
                    let shown = shown(&error);
                    assert!(!shown.contains(MARK), "{place}: shown {shown}");
                }
            }
        }
    }
    operations
}

/// Whether a value in the path is told to be secret.
fn is_secret(stage: &Stage<'_>, operation: &Operation) -> bool {
    let listed = stage.vendor.api.operation(&operation.id).unwrap();
    let mut inside = operation
        .parameters
        .iter()
        .filter(|one| one.location == "path");
    inside
        .next()
        .is_some_and(|one| listed.secrets.contains(&one.name.as_str()))
}

/// The path as the server gets it.
async fn sent(stage: &Stage<'_>, call: &Call<'_>) -> String {
    let came = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&came);
    let mut mock = stage.server.mock(move |when, then| {
        when.is_true(move |request| {
            *seen.lock().unwrap() = request.uri().path().to_owned();
            true
        });
        then.status(404);
    });
    let _ = stage.call(call).await;
    mock.delete();
    std::mem::take(&mut *came.lock().unwrap())
}
