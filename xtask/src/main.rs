//! The workspace's chores.

mod api;
mod bench;
mod ci;
mod codegen;
mod corpus;
mod coverage;
mod diff;
mod docs;
mod drift;
mod fix;
mod new_vendor;
mod process;
mod release;
mod remove_vendor;
mod rules;
mod skeleton;
mod soak;
mod update_vendor;
mod vendor_name;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use keyfob_codegen::Project;

/// The workspace's chores.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Writes the client crates from specs/, or compares them.
    Codegen {
        /// The vendors; all if none is named.
        vendors: Vec<String>,
        /// Writes nothing; shows the difference and fails if there is one.
        #[arg(long)]
        check: bool,
    },
    /// Makes the spec of a new vendor: from its own document, or one to begin with.
    NewVendor(new_vendor::NewVendor),
    /// Takes a vendor out of the workspace: its spec, its crate, and what was generated beside it.
    RemoveVendor {
        /// Which.
        name: String,
    },
    /// Checks the specs against the rules of specs/README.md.
    Lint {
        /// The vendors; all if none is named.
        vendors: Vec<String>,
        /// Lists the rules instead; those that `--fix` mends are marked.
        #[arg(long)]
        rules: bool,
        /// Writes the list to specs/RULES.md.
        #[arg(long, requires = "rules")]
        write: bool,
        /// Tells of one rule: why it is there, and how to mend what it finds.
        #[arg(long, value_name = "RULE", conflicts_with = "rules")]
        explain: Option<String>,
        /// Mends what a machine can mend, and shows what is left.
        #[arg(long)]
        fix: bool,
        /// Shows what would be mended, and writes nothing.
        #[arg(long, requires = "fix")]
        dry_run: bool,
        /// Shows no more than so many findings of a spec; all are counted.
        #[arg(long, value_name = "N")]
        max: Option<usize>,
    },
    /// Shows what is known, described, tested and played of each operation; fails if one that is listed is missing.
    Coverage,
    /// Tells what changed in the specs since a revision, and what of it breaks programs.
    Diff {
        /// Since when; the newest tag if none is named, or where the branch left `origin/main` or `main`.
        revision: Option<String>,
        /// Fails if something breaks and the crate's version does not say so.
        #[arg(long)]
        check: bool,
        /// Tells it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Tells what of a spec the report of a live check touches, and how sure its facts are since.
    Drift {
        /// The report, as `keyfob check` writes it.
        report: PathBuf,
        /// Writes into the spec which facts the vendor's answers confirm and contradict; else the difference is shown.
        #[arg(long)]
        write: bool,
    },
    /// Writes the lists of the public API in api/, or compares them.
    Api {
        /// Writes nothing; shows the difference and fails if there is one.
        #[arg(long)]
        check: bool,
    },
    /// Imports public API documents, compiles and tests what they generate, and writes docs/imports.md.
    Corpus(corpus::Corpus),
    /// Writes the guides and a reference page for each vendor as static pages.
    Docs(docs::Docs),
    /// Measures.
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Holds sessions for long: on a paused clock, and by many processes.
    Soak {
        /// Which; all if none is named.
        what: Option<soak::Soak>,
        /// How long the fleet runs on each store.
        #[arg(long, value_name = "N", default_value_t = 10.0)]
        minutes: f64,
    },
    /// Checks everything that a release needs, and prints the commands that publish it; it runs none of them.
    Release {
        /// Passes with what only a person can do left to do, and prints no commands.
        #[arg(long)]
        dry_run: bool,
    },
    /// Everything that must hold before a change lands.
    Ci {
        /// Also what takes long: for each night.
        #[arg(long)]
        all: bool,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// All that have a budget, one after another; fails if one is broken. Takes an hour, on a machine with nothing else to do.
    All,
    /// What `cargo check` of a client crate costs, its dependencies made before.
    Check,
    /// What a login, large files and many small ones cost, against the vendor's own client, curl and rclone. Needs valgrind.
    Programs,
    /// What calls, answers and lists of instruments cost, against the same by hand. Needs valgrind.
    Calls,
    /// What a program that logs in costs to compile, against one on reqwest alone. Linux only.
    Compile,
    /// What a message of Kotak Neo's feeds costs, against a cast by hand and the vendor's decoders. Needs valgrind.
    Feed,
    /// What generation costs, against openapi-generator's Rust generator and plain progenitor on the same specs. Needs Java.
    Generate(bench::generate::Asked),
    /// What 10 to 3,000 operations cost to lint, to generate and to compile. Needs Java.
    Scale(bench::scale::Asked),
    /// Runs plain progenitor.
    #[command(hide = true)]
    Progenitor { spec: PathBuf, output: PathBuf },
    /// What a market feed of 3,000 instruments costs its program: CPU, memory, time to the reader. Linux only.
    FeedLine {
        /// How long each row at the market's pace is measured.
        #[arg(long, value_name = "N", default_value_t = 5)]
        seconds: u64,
        /// How many hours of quotes are sent as fast as they are taken.
        #[arg(long, value_name = "N", default_value_t = 1.0)]
        hours: f64,
    },
}

/// To generate is to make and to drop trees of tokens: the system's allocator takes a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The manifest's folder is known at build time only; run from elsewhere or moved, cargo tells it.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    let root = here
        .parent()
        .map_or_else(|| PathBuf::from("."), PathBuf::from);
    let project = Project::at(&root);
    match Args::parse().chore {
        Chore::Codegen {
            vendors,
            check: false,
        } => codegen::write(&project, &vendors),
        Chore::Codegen {
            vendors,
            check: true,
        } => codegen::check(&project, &vendors),
        Chore::NewVendor(wanted) => new_vendor::run(&project, &wanted),
        Chore::RemoveVendor { name } => remove_vendor::run(&root, &project, &name),
        Chore::Lint {
            rules: true, write, ..
        } => rules::list(&project, write),
        Chore::Lint {
            explain: Some(rule),
            ..
        } => rules::explain(&rule),
        Chore::Lint {
            vendors,
            fix: true,
            dry_run,
            max,
            ..
        } => fix::run(&project, &vendors, dry_run, max),
        Chore::Lint { vendors, max, .. } => codegen::lint(&project, &vendors, max),
        Chore::Coverage => coverage::run(&root),
        Chore::Diff {
            revision,
            check,
            json,
        } => {
            let wanted = diff::Wanted {
                revision,
                check,
                json,
            };
            diff::run(&root, &project, &wanted)
        }
        Chore::Drift { report, write } => drift::run(&root, &project, &report, write),
        Chore::Corpus(asked) => corpus::run(&root, &asked),
        Chore::Docs(asked) => docs::run(&root, &project, &asked),
        Chore::Api { check } => api::run(&root, check),
        Chore::Bench { what: Bench::All } => bench::all(&root),
        Chore::Bench { what: Bench::Check } => bench::check(&root),
        Chore::Bench { what: Bench::Calls } => bench::calls(&root),
        Chore::Bench {
            what: Bench::Compile,
        } => bench::compile(&root),
        Chore::Bench {
            what: Bench::Generate(asked),
        } => bench::generate::run(&root, &asked),
        Chore::Bench {
            what: Bench::Scale(asked),
        } => bench::scale::run(&root, &asked),
        Chore::Bench {
            what: Bench::Progenitor { spec, output },
        } => bench::progenitor::run(&spec, &output),
        Chore::Bench { what: Bench::Feed } => bench::feed(&root),
        Chore::Bench {
            what: Bench::Programs,
        } => bench::programs(&root),
        Chore::Bench {
            what: Bench::FeedLine { seconds, hours },
        } => bench::feed_line(&root, seconds, hours),
        Chore::Soak { what, minutes } => soak::run(&root, what, minutes),
        Chore::Release { dry_run } => release::run(&root, &project, dry_run),
        Chore::Ci { all } => ci::run(&root, all),
    }
}
