//! What happened, as a table.

use std::fmt;
use std::future::Future;
use std::time::{Duration, Instant};

use comfy_table::{CellAlignment, Table, presets};

/// The steps taken so far.
#[derive(Default)]
pub struct Report {
    flow: String,
    rows: Vec<Row>,
}

struct Row {
    flow: String,
    step: String,
    took: Duration,
    outcome: String,
}

impl Report {
    /// The steps from now on belong to this flow.
    pub fn flow(&mut self, name: &str) {
        self.flow = name.to_owned();
    }

    /// Takes a step and notes how long it took and what came of it.
    pub async fn step<T, E: fmt::Display>(
        &mut self,
        name: &str,
        action: impl Future<Output = Result<T, E>>,
        tell: impl FnOnce(&T) -> String,
    ) -> Result<T, E> {
        let started = Instant::now();
        let outcome = action.await;
        let told = match &outcome {
            Ok(value) => tell(value),
            Err(error) => format!("failed: {error}"),
        };
        self.rows.push(Row {
            flow: std::mem::take(&mut self.flow),
            step: name.to_owned(),
            took: started.elapsed(),
            outcome: told,
        });
        outcome
    }
}

/// How many there are.
#[allow(clippy::ptr_arg, reason = "what a step is told of")]
pub fn told<T>(rows: &Vec<T>) -> String {
    match rows.len() {
        0 => "none: the account is empty".to_owned(),
        rows => format!("{rows} rows"),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY);
        table.set_header(["flow", "step", "ms", "what happened"]);
        for row in &self.rows {
            let millis = format!("{:.1}", row.took.as_secs_f64() * 1000.0);
            table.add_row([
                row.flow.as_str(),
                row.step.as_str(),
                millis.as_str(),
                row.outcome.as_str(),
            ]);
        }
        if let Some(column) = table.column_mut(2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        let flows = self.rows.iter().filter(|row| !row.flow.is_empty()).count();
        write!(
            f,
            "{table}\n{flows} flows, {} steps, {} ms",
            self.rows.len(),
            total.as_millis()
        )
    }
}
