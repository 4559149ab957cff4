//! `keyfob check`: whether a vendor still answers as its document says.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use keyfob_drift::{Checker, Outcome, Plan, Report};
use serde_json::{Value, json};

use super::Context;
use crate::account::Account;
use crate::failure::Failure;
use crate::new_file::NewFile;
use crate::prompt::confirm;
use crate::session;
use crate::vendor::Vendor;

#[derive(Debug, Args)]
pub struct Arguments {
    pub vendor: Vendor,
    /// Show what would be called and what would not, and send nothing
    #[arg(long)]
    plan: bool,
    /// Call these operations alone, and those whose answers they need
    #[arg(long, value_name = "OPERATION")]
    only: Vec<String>,
    /// Where the report goes, by default keyfob-check-VENDOR.json; a file that is there is not replaced
    #[arg(long, value_name = "FILE", conflicts_with = "plan")]
    report: Option<PathBuf>,
    /// How long to wait between two calls
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 500)]
    pause: u64,
    /// Begin without asking
    #[arg(short, long, conflicts_with = "plan")]
    yes: bool,
}

pub async fn run(context: &Context, arguments: Arguments) -> Result<(), Failure> {
    let (vendor, output) = (arguments.vendor, context.output);
    let account = Account::load(&context.home, vendor).await?;
    let origin = account.and_then(|account| account.origin);
    let checker = Checker::new(vendor.name(), vendor.document())
        .map_err(|error| Failure::local(format!("the document of {vendor}: {error}")))?
        .with_pause(Duration::from_millis(arguments.pause))
        .with_stand_in(origin.is_some());
    let plan = plan(&checker, vendor, &arguments.only)?;
    if arguments.plan {
        return output.say(&plan.to_string(), &described(&plan));
    }
    let path = arguments.report.unwrap_or_else(|| {
        let name = format!("keyfob-check-{vendor}.json");
        PathBuf::from(name)
    });
    let session = session::open(&context.home, vendor).await?;
    if !output.is_json() {
        output.line(&plan.to_string())?;
    }
    let question = format!("Send these {} calls to {vendor}?", plan.steps.len());
    confirm(&question, arguments.yes)?;
    let file = NewFile::create(&path)
        .map_err(|failure| failure.hint("nothing was sent; name another file with `--report`"))?;
    let run = checker.run(session.handle(), &plan, |progress| {
        let (operation, outcome) = (&progress.step.operation, progress.checked.outcome);
        let (done, all) = (progress.done, progress.all);
        output.note(&format!("{done}/{all} {operation}: {outcome}"));
    });
    let report = tokio::select! {
        report = run => report,
        _ = tokio::signal::ctrl_c() => return Err(Failure::interrupted("stopped: there is no report")),
    };
    file.write(report.to_json().as_bytes())?;
    let place = path.display().to_string();
    let shown = output.say(
        &format!("{report}\nThe report is in {place}. It has shapes in place of values."),
        &json!({
            "report": place,
            "summary": report.summary(),
            "findings": report.findings,
        }),
    );
    judged(&report, vendor).and(shown)
}

/// The calls to make: all, or those that were named and what they need.
fn plan(checker: &Checker, vendor: Vendor, only: &[String]) -> Result<Plan, Failure> {
    let mut plan = checker.plan();
    let mut wanted = only.to_vec();
    let mut at = 0;
    while let Some(id) = wanted.get(at) {
        let step = plan.steps.iter().find(|step| step.operation == *id);
        let step = step.ok_or_else(|| {
            Failure::usage(format!("a check of {vendor} does not call `{id}`")).hint(format!(
                "`keyfob check {vendor} --plan` lists what it calls, and why not"
            ))
        })?;
        let needed = step.after.iter().filter(|id| !wanted.contains(id));
        let needed: Vec<_> = needed.cloned().collect();
        wanted.extend(needed);
        at += 1;
    }
    if !only.is_empty() {
        plan.retain(|step| wanted.contains(&step.operation));
    }
    Ok(plan)
}

/// A plan for programs.
fn described(plan: &Plan) -> Value {
    let steps = plan
        .steps
        .iter()
        .map(|step| json!({"operation": step.operation, "method": step.method, "path": step.path}));
    let left_out = plan.left_out.iter();
    let left_out = left_out.map(|one| json!({"operation": one.operation, "reason": one.reason}));
    json!({
        "calls": steps.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

/// What a report means for the exit code.
fn judged(report: &Report, vendor: Vendor) -> Result<(), Failure> {
    let count = |outcomes: &[Outcome]| {
        let operations = report.operations.iter();
        operations
            .filter(|one| outcomes.contains(&one.outcome))
            .count()
    };
    let unanswered = count(&[Outcome::Failed, Outcome::NotReached]);
    match report.findings.len() {
        0 if unanswered == 0 => Ok(()),
        0 => Err(Failure::in_part(format!(
            "{unanswered} calls have no answer; the others are as the document says"
        ))
        .hint(format!(
            "see the report, or `keyfob status {vendor} --check`"
        ))),
        findings => Err(Failure::drifted(format!(
            "the answers differ from the document in {findings} places"
        ))
        .hint("attach the report to an issue of Keyfob")),
    }
}
