//! Which operations are called, in which order, and why others are not.

mod mark;

use std::fmt;

use self::mark::Mark;
pub(crate) use self::mark::Place;
use crate::document::{Document, DocumentError, Operation};

/// What a check calls, and what it does not.
///
/// `Display` shows both, for a person who agrees before anything is sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Plan {
    /// What is called, in this order.
    pub steps: Vec<Step>,
    /// What is not called.
    pub left_out: Vec<LeftOut>,
}

/// A call of a plan.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Step {
    /// The `operationId`.
    pub operation: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The template of the path.
    pub path: String,
    /// What it does, in the document's words.
    pub summary: String,
    /// The earlier operations whose answers tell what to ask with.
    pub after: Vec<String>,
    /// What it is asked with.
    pub(crate) mark: Mark,
}

/// An operation that is not called.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The `operationId`.
    pub operation: String,
    /// Why.
    pub reason: String,
}

impl Plan {
    pub(crate) fn of(document: &Document) -> Result<Self, DocumentError> {
        let mut plan = Self {
            steps: Vec::new(),
            left_out: Vec::new(),
        };
        for operation in document.operations() {
            match mark_of(&operation) {
                Ok(mark) => plan.steps.push(step(document, &operation, mark)?),
                Err(reason) => plan.left_out.push(LeftOut {
                    operation: operation.id.to_owned(),
                    reason,
                }),
            }
        }
        plan.sort()?;
        Ok(plan)
    }

    /// Keeps the calls that this is true of, and leaves out the others, and those that need their answers.
    pub fn retain(&mut self, keep: impl Fn(&Step) -> bool) {
        let mut kept: Vec<Step> = Vec::new();
        for step in std::mem::take(&mut self.steps) {
            let is_kept = |id: &String| kept.iter().any(|step| step.operation == *id);
            let reason = match (keep(&step), step.after.iter().find(|id| !is_kept(id))) {
                (false, _) => "taken off the plan".to_owned(),
                (true, Some(id)) => format!("needs {id}, which was taken off the plan"),
                (true, None) => {
                    kept.push(step);
                    continue;
                }
            };
            let operation = step.operation;
            self.left_out.push(LeftOut { operation, reason });
        }
        self.steps = kept;
    }

    /// Each call behind those whose answers it needs; else in the order of their paths.
    fn sort(&mut self) -> Result<(), DocumentError> {
        let mut sorted: Vec<Step> = Vec::new();
        let mut waiting = std::mem::take(&mut self.steps);
        while !waiting.is_empty() {
            let is_sorted = |id: &String| sorted.iter().any(|step| step.operation == *id);
            let (mut ready, others): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|step| step.after.iter().all(is_sorted));
            if let (true, Some(step)) = (ready.is_empty(), others.first()) {
                return Err(DocumentError::Check {
                    operation: step.operation.clone(),
                    what: "it needs the answer of an operation that is not checked before it"
                        .to_owned(),
                });
            }
            sorted.append(&mut ready);
            waiting = others;
        }
        self.steps = sorted;
        Ok(())
    }
}

/// The mark of an operation that may be called, or why it may not.
fn mark_of<'a>(operation: &Operation<'a>) -> Result<&'a serde_json::Value, String> {
    if operation.retry() != "safe" {
        return Err("it may change something".to_owned());
    }
    if let Some(secret) = operation.proves() {
        return Err(format!("it puts a secret to the test ({secret})"));
    }
    match operation.check() {
        Some(mark) if mark.is_object() => Ok(mark),
        Some(why) if why.is_string() => Err(why.as_str().unwrap_or_default().to_owned()),
        _ => Err("nobody has said that a check may call it (`x-check`)".to_owned()),
    }
}

fn step(
    document: &Document,
    operation: &Operation<'_>,
    mark: &serde_json::Value,
) -> Result<Step, DocumentError> {
    let wrong = |what| DocumentError::Check {
        operation: operation.id.to_owned(),
        what,
    };
    let mark = Mark::read(operation, mark).map_err(wrong)?;
    let after = mark.needs();
    if let Some(id) = after.iter().find(|id| document.operation(id).is_none()) {
        return Err(wrong(format!("there is no operation {id}")));
    }
    Ok(Step {
        operation: operation.id.to_owned(),
        method: operation.method.to_ascii_uppercase(),
        path: operation.path.to_owned(),
        summary: operation.summary().to_owned(),
        after,
        mark,
    })
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} calls that change nothing:", self.steps.len())?;
        for step in &self.steps {
            let Step {
                operation,
                method,
                path,
                summary,
                ..
            } = step;
            writeln!(f, "  {operation}: {method} {path} ({summary})")?;
        }
        write!(f, "{} operations are not called:", self.left_out.len())?;
        for LeftOut { operation, reason } in &self.left_out {
            write!(f, "\n  {operation}: {reason}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
