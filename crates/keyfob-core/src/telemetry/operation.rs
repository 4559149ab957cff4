//! A call as a whole: one operation, with all its attempts and waits.

use std::time::Duration;

use tokio::time::Instant;
use tracing::{Span, field};

use super::CANCELLED;
use super::emit::{CALL_DURATION, RETRIES, count, record};
use crate::{Api, Error, Operation};

/// The span of a call and its duration, until the call ends or is dropped.
pub(crate) struct CallWatch {
    api: &'static str,
    operation: &'static str,
    span: Span,
    started: Instant,
    is_over: bool,
}

impl CallWatch {
    pub(crate) fn begin(api: &'static Api, operation: &'static Operation) -> Self {
        let (api, operation) = (api.name, operation.id);
        let span = tracing::info_span!(
            "call",
            otel.name = %format_args!("{api}/{operation}"),
            otel.kind = "internal",
            otel.status_code = field::Empty,
            otel.status_description = field::Empty,
            "error.type" = field::Empty,
            keyfob.api = api,
            keyfob.operation = operation,
            keyfob.attempts = field::Empty,
        );
        Self {
            api,
            operation,
            span,
            started: Instant::now(),
            is_over: false,
        }
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    pub(crate) fn end<T>(mut self, outcome: &Result<T, Error>) {
        self.is_over = true;
        match outcome {
            Ok(_) => self.tell(None),
            Err(error) => {
                self.span
                    .record("otel.status_description", field::display(error));
                self.tell(Some(error.error_type()));
            }
        }
    }

    fn tell(&self, error_type: Option<&'static str>) {
        if let Some(error_type) = error_type {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", error_type);
        }
        let labels = [
            ("keyfob.api", Some(self.api.into())),
            ("keyfob.operation", Some(self.operation.into())),
            ("error.type", error_type.map(Into::into)),
        ];
        record(CALL_DURATION, self.started.elapsed(), labels);
    }
}

impl Drop for CallWatch {
    fn drop(&mut self) {
        if !self.is_over {
            self.tell(Some(CANCELLED));
        }
    }
}

/// Tells that a request is sent again after this error, once this time has passed if it is known already.
pub(crate) fn resent(
    api: &'static str,
    operation: &'static str,
    error: &Error,
    after: Option<Duration>,
) {
    let error_type = error.error_type();
    tracing::info!(
        keyfob.operation = operation,
        keyfob.wait.duration = after.map(|after| after.as_secs_f64()),
        "error.type" = error_type,
        "sending again"
    );
    let labels = [
        ("keyfob.api", Some(api.into())),
        ("keyfob.operation", Some(operation.into())),
        ("error.type", Some(error_type.into())),
    ];
    count(RETRIES, labels);
}
