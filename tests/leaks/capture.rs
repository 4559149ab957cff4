//! Everything that is shown, in one place: logs at every level, and what the tests show on purpose.

use std::error::Error;
use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock};

use metrics_util::debugging::{DebuggingRecorder, Snapshotter};
use tracing_subscriber::fmt::MakeWriter;

/// The whole of what was shown so far.
#[derive(Clone)]
pub struct Capture {
    shown: Arc<Mutex<Vec<u8>>>,
    metrics: Snapshotter,
}

/// The capture of this process; the first call makes it take every `tracing` event and span, every `log` record and every metric.
pub fn capture() -> &'static Capture {
    static CAPTURE: OnceLock<Capture> = OnceLock::new();
    CAPTURE.get_or_init(|| {
        let recorder = DebuggingRecorder::new();
        let capture = Capture {
            shown: Arc::default(),
            metrics: recorder.snapshotter(),
        };
        recorder.install().expect("the only recorder");
        // The sandbox's own: it logs what it is sent. No client has it, as a test of what programs compile holds.
        let logger = tracing_log::LogTracer::builder().ignore_crate("tungstenite");
        logger.init().expect("the only logger");
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(capture.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
        capture
    })
}

impl Capture {
    /// Shows a value as `{:?}` and `{:#?}` do.
    pub fn debug(&self, value: &impl Debug) {
        self.clone()
            .write_all(format!("{value:?}\n{value:#?}\n").as_bytes())
            .expect("memory");
    }

    /// Shows an error in every way, and all that caused it.
    pub fn error(&self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            let shown = format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n");
            self.clone().write_all(shown.as_bytes()).expect("memory");
            next = error.source();
        }
    }

    /// All of it, with the metrics and their labels at the end, a line each.
    pub fn text(&self) -> String {
        let shown = self.shown.lock().expect("no panic while shown");
        let mut text = String::from_utf8_lossy(&shown).into_owned();
        for metric in self.metrics.snapshot().into_vec() {
            text.push_str(&format!("{metric:?}\n"));
        }
        text
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.shown
            .lock()
            .expect("no panic while shown")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Capture {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn the_capture_sees_a_leak() {
    #[derive(Debug)]
    struct Leaky {
        #[allow(dead_code, reason = "Debug reads it")]
        token: String,
    }
    // Each its own mark: the other tests look for theirs in the same capture.
    capture().debug(&Leaky {
        token: "L34K-DEBUG".to_owned(),
    });
    tracing::trace!(token = "L34K-TRACE", "an event");
    log::trace!("L34K-LOG");
    metrics::counter!("a.counter", "token" => "L34K-METRIC").increment(1);
    for mark in ["L34K-DEBUG", "L34K-TRACE", "L34K-LOG", "L34K-METRIC"] {
        assert!(capture().text().contains(mark), "{mark}");
    }
}
