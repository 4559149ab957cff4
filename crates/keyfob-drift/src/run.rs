//! Sending the calls of a plan.

mod ask;
mod date;
mod known;

use std::time::Duration;

use keyfob_core::reqwest::StatusCode;
use keyfob_core::{Error, Handle, RawResponse};

use self::ask::request;
use self::known::Known;
use crate::compare::{Answer, Compared, compare};
use crate::document::{Document, DocumentError};
use crate::plan::{Plan, Step};
use crate::report::{Checked, Outcome, Report};

/// How long it waits between two calls, beside the vendor's own limits.
const PAUSE: Duration = Duration::from_millis(500);

/// Compares a vendor's answers with its document.
#[derive(Debug, Clone)]
pub struct Checker {
    vendor: String,
    document: Document,
    plan: Plan,
    pause: Duration,
    is_stand_in: bool,
}

/// How far a check has come.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The call that is over.
    pub step: &'a Step,
    /// What came of it.
    pub checked: &'a Checked,
    /// How many calls are over, with this one.
    pub done: usize,
    /// How many there are in all.
    pub all: usize,
}

impl Checker {
    /// A checker for the vendor of this name, by the document that its client was generated from.
    ///
    /// # Errors
    /// If the text is no such document, or a mark `x-check` in it cannot be kept to.
    pub fn new(vendor: impl Into<String>, spec: &str) -> Result<Self, DocumentError> {
        let document = Document::parse(spec)?;
        Ok(Self {
            vendor: vendor.into(),
            plan: Plan::of(&document)?,
            document,
            pause: PAUSE,
            is_stand_in: false,
        })
    }

    /// Waits so long between two calls: half a second by default. The vendor's own limits hold beside it.
    #[must_use]
    pub fn with_pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Says in the report that a sandbox or a mock answers in place of the vendor. Such a report proves nothing of the vendor, and
    /// raises no confidence.
    #[must_use]
    pub fn with_stand_in(mut self, is_stand_in: bool) -> Self {
        self.is_stand_in = is_stand_in;
        self
    }

    /// What would be called, and what not.
    pub fn plan(&self) -> Plan {
        self.plan.clone()
    }

    /// Sends the calls of a plan one after another, with the credentials of the session whose handle this is, and compares the
    /// answers. `progress` is told of each call once it is over.
    ///
    /// It does not fail: what comes of each call is in the report. When the session has ended, or the vendor has had too many calls,
    /// the rest is not sent.
    pub async fn run(
        &self,
        handle: &Handle,
        plan: &Plan,
        mut progress: impl FnMut(Progress<'_>),
    ) -> Report {
        let today = date::today(handle.settings().clock().now());
        let mut report = Report::new(
            &self.vendor,
            self.document.fingerprint().to_owned(),
            handle.servers().variant(),
            today.to_string(),
        );
        report.stand_in = self.is_stand_in;
        let mut known = Known::new(plan, today);
        let mut is_over = false;
        for (number, step) in plan.steps.iter().enumerate() {
            let checked = match is_over {
                true => checked(step, Outcome::NotReached, None, None),
                false => {
                    if number > 0 {
                        tokio::time::sleep(self.pause).await;
                    }
                    self.call(handle, step, &mut known, &mut report).await
                }
            };
            is_over |= ends_all(&checked);
            progress(Progress {
                step,
                checked: &checked,
                done: number + 1,
                all: plan.steps.len(),
            });
            report.operations.push(checked);
        }
        for left in &plan.left_out {
            report.operations.push(Checked {
                operation: left.operation.clone(),
                outcome: Outcome::LeftOut,
                status: None,
                reason: Some(left.reason.clone()),
                seen: Vec::new(),
            });
        }
        report
    }

    async fn call(
        &self,
        handle: &Handle,
        step: &Step,
        known: &mut Known,
        report: &mut Report,
    ) -> Checked {
        let request = match request(&self.document, handle, step, known) {
            Ok(request) => request,
            Err(what) => return checked(step, Outcome::NoValue, None, Some(what)),
        };
        let outcome = request.send().await;
        let (status, compared, error) = match &outcome {
            Ok(response) => {
                let compared = self.compare(step, &answer(response));
                if let Ok(json) = response.json() {
                    known.keep(&step.operation, &json);
                }
                (response.status(), compared, None)
            }
            Err(error) => match error.refusal() {
                Some(refusal) => {
                    let answer = Answer {
                        status: refusal.status().as_u16(),
                        headers: None,
                        bytes: refusal.body(),
                        json: refusal.decode().ok(),
                        is_refusal: true,
                    };
                    let compared = self.compare(step, &answer);
                    (refusal.status(), compared, Some(error))
                }
                None => return no_answer(step, error),
            },
        };
        let Compared {
            findings,
            seen,
            has_anything,
        } = compared;
        let outcome = match (findings.is_empty(), error, has_anything) {
            (false, _, _) => Outcome::Drifted,
            (true, Some(_), _) => Outcome::Refused,
            (true, None, true) => Outcome::Agreed,
            (true, None, false) => Outcome::Empty,
        };
        report.findings.extend(findings);
        let reason = error.map(|error| error.error_type().to_owned());
        Checked {
            seen,
            ..checked(step, outcome, Some(status), reason)
        }
    }

    fn compare(&self, step: &Step, answer: &Answer<'_>) -> Compared {
        match self.document.operation(&step.operation) {
            Some(operation) => compare(&self.document, &operation, answer),
            None => Compared::default(),
        }
    }
}

fn checked(
    step: &Step,
    outcome: Outcome,
    status: Option<StatusCode>,
    reason: Option<String>,
) -> Checked {
    Checked {
        operation: step.operation.clone(),
        outcome,
        status: status.map(|status| status.as_u16()),
        reason,
        seen: Vec::new(),
    }
}

fn answer(response: &RawResponse) -> Answer<'_> {
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()));
    Answer {
        status: response.status().as_u16(),
        headers: Some(headers.collect()),
        bytes: response.bytes(),
        json: response.json().ok(),
        is_refusal: false,
    }
}

/// A call that the vendor has not answered.
fn no_answer(step: &Step, error: &Error) -> Checked {
    let outcome = match error {
        Error::NotHere { .. } => Outcome::NotHere,
        _ => Outcome::Failed,
    };
    let reason = error.error_type().to_owned();
    checked(step, outcome, error.status(), Some(reason))
}

/// Whether more calls would fail the same way, or do harm.
fn ends_all(checked: &Checked) -> bool {
    let ends = [
        "session_ended",
        "session_closed",
        "rate_limited",
        "too_many_calls",
        "locked",
        "captcha_wanted",
    ];
    let reason = checked.reason.as_deref();
    checked.outcome != Outcome::LeftOut && reason.is_some_and(|reason| ends.contains(&reason))
}
