//! What a program's log would hold: every span and event at TRACE, those of the `log` crate among them.
//!
//! One subscriber serves the whole process, and writes for those threads only that watch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// What was written so far on this thread.
#[derive(Default, Clone)]
pub struct Log {
    pub spans: Vec<Span>,
    pub events: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Span {
    id: u64,
    pub name: &'static str,
    pub fields: BTreeMap<&'static str, String>,
}

impl Log {
    /// All of it as text.
    pub fn text(&self) -> String {
        format!("{:?}\n{}", self.spans, self.events.join("\n"))
    }

    /// The spans of calls.
    pub fn calls(&self) -> Vec<Span> {
        self.named("call")
    }

    /// The spans of requests.
    pub fn requests(&self) -> Vec<Span> {
        self.named("request")
    }

    fn named(&self, name: &str) -> Vec<Span> {
        let spans = self.spans.iter().filter(|span| span.name == name);
        spans.cloned().collect()
    }
}

thread_local! {
    static LOG: RefCell<Option<Log>> = const { RefCell::new(None) };
}

/// Writes down from now on what this thread logs. Tests run on one thread each, their tasks too.
pub fn watch() {
    static START: Once = Once::new();
    START.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Writer);
        tracing::subscriber::set_global_default(subscriber).unwrap();
        tracing_log::LogTracer::init().unwrap();
    });
    LOG.set(Some(Log::default()));
}

/// What was written since [`watch`].
pub fn written() -> Log {
    LOG.with_borrow(|log| log.clone().expect("watch() comes first"))
}

struct Writer;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Writer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        edit(|log| {
            let mut span = Span {
                id: id.into_u64(),
                name: attributes.metadata().name(),
                fields: BTreeMap::new(),
            };
            attributes.record(&mut Fields(&mut span.fields));
            log.spans.push(span);
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        edit(|log| {
            // Ids are used again: the latest span is meant.
            let mut spans = log.spans.iter_mut().rev();
            if let Some(span) = spans.find(|span| span.id == id.into_u64()) {
                values.record(&mut Fields(&mut span.fields));
            }
        });
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        edit(|log| {
            let mut fields = BTreeMap::new();
            event.record(&mut Fields(&mut fields));
            let target = event.metadata().target();
            log.events.push(format!("{target} {fields:?}"));
        });
    }
}

fn edit(change: impl FnOnce(&mut Log)) {
    // While a thread ends its log may be gone already.
    let _ = LOG.try_with(|log| log.borrow_mut().as_mut().map(change));
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}
