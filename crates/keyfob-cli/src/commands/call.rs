//! `keyfob call`: any operation of a vendor's document.

mod answer;
mod describe;
mod request;

use std::path::PathBuf;

use clap::Args;
use keyfob_core::Repeat;

use super::Context;
use crate::document::Document;
use crate::failure::Failure;
use crate::prompt::confirm;
use crate::session;
use crate::vendor::Vendor;

#[derive(Debug, Args)]
pub struct Arguments {
    pub vendor: Vendor,
    /// The operationId, such as get_positions
    #[arg(required_unless_present = "list")]
    operation: Option<String>,
    /// List the operations, or those whose name or summary has this text
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "", conflicts_with = "operation")]
    list: Option<String>,
    /// Show what the operation needs, where its facts are from and whether it may be repeated; nothing is sent
    #[arg(long, requires = "operation")]
    describe: bool,
    /// A parameter of path, query or header, by its name in the document
    #[arg(short, long = "param", value_name = "NAME=VALUE", value_parser = request::pair)]
    parameters: Vec<(String, String)>,
    /// The same from a file (`-`: the standard input): for what is secret
    #[arg(long = "param-file", value_name = "NAME=FILE", value_parser = crate::secrets::named_file)]
    parameter_files: Vec<(String, PathBuf)>,
    /// The body: JSON, `@FILE`, or `-` for the standard input
    #[arg(short, long, value_name = "JSON")]
    body: Option<String>,
    /// Where the answer goes, as it came, with its secrets: a file that is not there yet, which only you can read; `-`: the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show secrets in the answer, such as tokens
    #[arg(long)]
    reveal: bool,
    /// Call also what must not be repeated without asking
    #[arg(short, long)]
    yes: bool,
}

pub async fn run(context: &Context, arguments: Arguments) -> Result<(), Failure> {
    let vendor = arguments.vendor;
    let document = Document::of(vendor)?;
    if let Some(pattern) = &arguments.list {
        return describe::list(context.output, &document, pattern);
    }
    let described = document.operation(arguments.operation.as_deref().unwrap_or_default())?;
    if arguments.describe {
        return describe::describe(context.output, vendor, &described);
    }
    let operation = described.operation;
    let parts = request::Parts::read(&described, &arguments)?;
    let session = session::open(&context.home, vendor).await?;
    let request = parts.request(session.handle(), &described)?;
    let is_final = operation.repeat == Repeat::Never;
    if is_final {
        let question = format!("{} of {vendor} changes something. Call it?", operation.id);
        confirm(&question, arguments.yes)?;
    }
    let place = answer::Place::of(arguments.output.as_deref())?;
    let answer = tokio::select! {
        sent = request.send() => sent.map_err(|error| {
            let failure = match is_final {
                true => Failure::of_unrepeatable(error),
                false => error.into(),
            };
            failure.of_operation(operation.id).at(vendor.name())
        })?,
        _ = tokio::signal::ctrl_c() => return Err(stopped(operation.id, is_final)),
    };
    let is_answer = match is_final {
        true => described.is_acknowledged_by(&answer),
        false => described.is_answered_by(&answer),
    };
    let shown = answer::show(context.output, place, arguments.reveal, &described, &answer);
    match (is_answer, is_final) {
        (true, false) => shown,
        (true, true) => {
            shown.map_err(|failure| failure.although(&format!("{} was carried out", operation.id)))
        }
        (false, false) => Err(other(operation.id)),
        (false, true) => Err(other(operation.id).doubted()),
    }
}

/// An answer of another kind than the document has.
fn other(id: &str) -> Failure {
    Failure::drifted(format!("{id}: the answer is not what the document says"))
}

fn stopped(id: &str, is_final: bool) -> Failure {
    match is_final {
        true => Failure::interrupted(format!("stopped while {id} was sent")).doubted(),
        false => Failure::interrupted("stopped"),
    }
}
