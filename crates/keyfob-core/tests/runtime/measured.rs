//! What a recorder of metrics has seen, as text.

use std::collections::BTreeMap;

use metrics_util::debugging::{DebugValue, DebuggingRecorder};

/// What a recorder has: metrics with their labels, and the value of a counter or the values of a histogram.
#[derive(Debug)]
pub struct Measured(pub BTreeMap<String, Value>);

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Count(u64),
    Seconds(Vec<f64>),
}

impl Measured {
    pub fn by(recorder: &DebuggingRecorder) -> Self {
        let metrics = recorder.snapshotter().snapshot().into_vec();
        let metrics = metrics.into_iter().map(|(key, unit, description, value)| {
            assert!(description.is_some(), "{key:?}");
            let key = key.key();
            let mut labels: Vec<_> = key
                .labels()
                .map(|label| format!("{}={}", label.key(), label.value()))
                .collect();
            labels.sort();
            let value = match value {
                DebugValue::Counter(count) => {
                    assert_eq!(unit, Some(metrics::Unit::Count), "{key}");
                    Value::Count(count)
                }
                DebugValue::Histogram(values) => {
                    assert_eq!(unit, Some(metrics::Unit::Seconds), "{key}");
                    Value::Seconds(values.into_iter().map(f64::from).collect())
                }
                DebugValue::Gauge(_) => panic!("{key}"),
            };
            (format!("{}{{{}}}", key.name(), labels.join(",")), value)
        });
        Self(metrics.collect())
    }

    /// The count of this metric with these labels, in the order of their names.
    pub fn count(&self, metric: &str) -> u64 {
        match self.0.get(metric) {
            Some(Value::Count(count)) => *count,
            Some(Value::Seconds(values)) => values.len() as u64,
            None => panic!("no {metric} in {self:#?}"),
        }
    }

    pub fn seconds(&self, metric: &str) -> f64 {
        match self.0.get(metric) {
            Some(Value::Seconds(values)) => values.iter().sum(),
            _ => panic!("no {metric} in {self:#?}"),
        }
    }

    /// How many series a metric has.
    pub fn series(&self, name: &str) -> usize {
        let start = format!("{name}{{");
        self.0.keys().filter(|key| key.starts_with(&start)).count()
    }
}
