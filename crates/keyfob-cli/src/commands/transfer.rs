//! `keyfob ls`, `up`, `down` and `sync`: files and folders of Quatrix.

mod bars;
mod down;
mod ls;
mod remote;
mod sync;
mod up;

use clap::ValueEnum;
use keyfob::quatrix;
use keyfob::quatrix::transfer::{self, Existing, Progress, Report, Transfer};
use serde_json::json;

pub use down::{Down, down};
pub use ls::{Ls, ls};
pub use sync::{Sync, sync};
pub use up::{Up, up};

use super::Context;
use crate::failure::Failure;
use crate::session::{self, Session};
use crate::vendor::Vendor;

/// What to do with files that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum There {
    /// Leave them, and tell
    Refuse,
    /// Give them the new content
    Replace,
    /// Leave those that are as long and as old as the new ones, replace the others
    ReplaceIfOther,
}

impl From<There> for Existing {
    fn from(there: There) -> Self {
        match there {
            There::Refuse => Self::Refuse,
            There::Replace => Self::Replace,
            There::ReplaceIfOther => Self::ReplaceIfOther,
        }
    }
}

async fn open(context: &Context) -> Result<quatrix::Session, Failure> {
    match session::open(&context.home, Vendor::Quatrix).await? {
        Session::Quatrix(session) => Ok(session),
        _ => Err(Failure::usage("files are Quatrix's alone")),
    }
}

/// With a journal, so that the next run goes on where this one is stopped; without one where another run has it.
async fn with_journal(context: &Context, transfer: Transfer) -> Result<Transfer, Failure> {
    match transfer.clone().with_journal(context.home.journal()).await {
        Ok(journalled) => Ok(journalled),
        Err(transfer::Error::Busy(_)) => {
            let told = "another run uploads: this one begins anew if it is stopped";
            context.output.note(told);
            Ok(transfer)
        }
        Err(error) => Err(error.into()),
    }
}

/// Does the work while bars show it, until it is done or ctrl-c stops it.
async fn with_bars<T>(
    context: &Context,
    progress: Progress,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let is_live = context.output.is_live();
    let shown = async {
        // Bars end when the last transfer is dropped, and with it the work.
        let (outcome, ()) = tokio::join!(work, bars::show(progress, is_live));
        outcome
    };
    tokio::select! {
        outcome = shown => outcome.map_err(|failure| failure.at(Vendor::Quatrix.name())),
        _ = tokio::signal::ctrl_c() => Err(Failure::interrupted("stopped")
            .hint("the same command goes on where this one stopped")),
    }
}

/// What became of a folder. A part that failed is told, and is no success.
fn told(context: &Context, report: &Report) -> Result<(), Failure> {
    let Report {
        files,
        bytes,
        skipped,
        ..
    } = report;
    let failed: Vec<_> = report
        .failed
        .iter()
        .map(|(path, error)| json!({"path": path, "reason": error.to_string()}))
        .collect();
    let shown = context.output.say(
        &format!("{files} files, {bytes} bytes, {skipped} left as they are"),
        &json!({
            "files": files,
            "bytes": bytes,
            "skipped": skipped,
            "folders": report.folders,
            "left_out": report.left_out,
            "failed": failed,
            "stopped": report.stopped,
        }),
    );
    for (path, error) in &report.failed {
        context.output.note(&format!("{}: {error}", path.display()));
    }
    match report.failed.len() {
        0 => shown,
        // Also where nobody reads the rest.
        count => Err(Failure::in_part(format!("{count} did not move"))
            .hint("the same command tries those again")),
    }
}
