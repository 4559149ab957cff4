//! A transfer in a process of its own, which can be killed and whose disk can be full.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use keyfob::quatrix::transfer::Existing;

use crate::plan::{Plan, Try, Way};
use crate::run::{self, Told};

const EXISTING: [Existing; 3] = [
    Existing::Refuse,
    Existing::Replace,
    Existing::ReplaceIfOther,
];

pub struct Work<'a> {
    pub origin: &'a str,
    pub key: &'a str,
    pub folder: &'a str,
    pub local: &'a Path,
    pub journal: Option<&'a Path>,
}

/// Starts the process.
pub fn start(work: &Work<'_>, plan: &Plan, this: &Try) -> Child {
    // A write beyond the limit fails then, as one to a full disk does.
    let limit = this
        .blocks
        .map_or(String::new(), |blocks| format!("ulimit -f {blocks}; "));
    let script = format!("trap '' XFSZ; {limit}exec \"$0\" \"$@\"");
    let existing = EXISTING
        .iter()
        .position(|one| *one == plan.existing)
        .unwrap();
    let way = if plan.way == Way::Up { "up" } else { "down" };
    let mut command = Command::new("sh");
    command
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "child::client", "--nocapture"])
        .env("RANDOM_WAY", way)
        .env("RANDOM_EXISTING", existing.to_string())
        .env("RANDOM_ORIGIN", work.origin)
        .env("RANDOM_KEY", work.key)
        .env("RANDOM_FOLDER", work.folder)
        .env("RANDOM_LOCAL", work.local)
        .env("RANDOM_CHUNK", plan.chunk.to_string())
        .env("RANDOM_FILES", this.files_at_a_time.to_string())
        .stdout(Stdio::piped());
    if let Some(journal) = work.journal {
        command.env("RANDOM_JOURNAL", journal);
    }
    command.spawn().unwrap()
}

/// What a process told until its end.
pub fn told(text: &str) -> Told {
    let mut told = Told::default();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("finished ") {
            told.finished.push(serde_json::from_str(name).unwrap());
        }
        if let Some(count) = line.strip_prefix("report ") {
            told.files = count.parse().ok();
        }
        if let Some(failed) = line.strip_prefix("failed ") {
            told.failed.push(failed.to_owned());
        }
    }
    told
}

/// The process; on its own it has nothing to move.
#[tokio::test]
async fn client() {
    if std::env::var_os("RANDOM_ORIGIN").is_none() {
        return;
    }
    let wanted = |name: &str| std::env::var(format!("RANDOM_{name}")).unwrap();
    let number = |name: &str| wanted(name).parse::<u64>().unwrap();
    let way = if wanted("WAY") == "up" {
        Way::Up
    } else {
        Way::Down
    };
    let (key, origin) = (wanted("KEY"), wanted("ORIGIN"));
    let transfer = run::transfer(&origin, &key, number("CHUNK"), number("FILES") as usize);
    let transfer = match std::env::var_os("RANDOM_JOURNAL") {
        Some(path) => match transfer.with_journal(path).await {
            Ok(transfer) => transfer,
            Err(error) => return println!("\nfailed {error}"),
        },
        None => transfer,
    };
    let (transfer, mut progress) = transfer.with_progress();
    let existing = EXISTING[number("EXISTING") as usize];
    let (folder, local) = (wanted("FOLDER"), wanted("LOCAL"));
    let work = run::work(transfer, way, existing, folder, local.into());
    let listen = async {
        let mut names = run::Names::default();
        while let Some(event) = progress.next().await {
            if let Some(name) = names.finished(event) {
                // On a line of its own: the test harness has begun one.
                println!("\nfinished {}", serde_json::to_string(&name).unwrap());
            }
        }
    };
    let (outcome, ()) = tokio::join!(work, listen);
    match outcome {
        Ok(report) => {
            for (path, error) in &report.failed {
                println!("\nfailed {}: {error}", path.display());
            }
            println!("\nreport {}", report.files);
        }
        Err(error) => println!("\nfailed {error}"),
    }
}
