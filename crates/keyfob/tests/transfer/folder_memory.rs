//! What a folder of many files costs in memory: measured in a process of its own, which is the client alone.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use keyfob::quatrix::transfer::Existing;

use crate::memory::peak;
use crate::probe::{session, settings};
use crate::proxy::{Asked, Proxy, Verdict};

/// The most for one file of a folder, in bytes: what the vendor says of it, while that is read, and what is kept.
const LIMIT: u64 = 900;
const FEW: u64 = 100;
const MANY: u64 = 20_000;

/// What the vendor says of so many empty files.
fn listing(count: u64) -> &'static str {
    let row = |number| {
        format!(
            r#"{{"id": "00000000-0000-4000-8000-{number:012}", "parent_id": "00000000-0000-4000-8000-ffffffffffff",
            "name": "file-{number}.txt", "type": "F", "sub_type": null, "size": 0, "operations": 191, "metadata": null,
            "created": 1571234567, "modified": 1571234567, "modified_ms": 1571234567.123456, "uid": null, "gid": null}}"#
        )
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    let rows = rows.join(",");
    format!(r#"{{"type": "D", "size": 0, "content": [{rows}]}}"#).leak()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_a_folder_takes_a_few_hundred_bytes() {
    for way in ["down", "up"] {
        let mut peaks = Vec::new();
        for count in [FEW, MANY] {
            let listing = listing(count);
            let rule = move |_: &Asked<'_>| Verdict::Answer(200, "", listing);
            let proxy = Proxy::start("http://127.0.0.1:9", rule).await;
            let folder = tempfile::tempdir().unwrap();
            for number in 0..count {
                let path = folder.path().join(format!("file-{number}.txt"));
                let file = fs::File::create_new(path).unwrap();
                let time = UNIX_EPOCH + Duration::from_micros(1_571_234_567_123_456);
                file.set_modified(time).unwrap();
            }
            let mut child = Command::new(std::env::current_exe().unwrap());
            child
                .args(["--exact", "folder_memory::child", "--nocapture"])
                .env("FOLDER_WAY", way)
                .env("FOLDER_ORIGIN", proxy.origin())
                .env("FOLDER_PATH", folder.path())
                .stderr(Stdio::inherit());
            let output = tokio::task::spawn_blocking(move || child.output().unwrap());
            let text = String::from_utf8(output.await.unwrap().stdout).unwrap();
            assert!(text.contains(&format!("skipped {count} ")), "{text}");
            let (_, peak) = text.split_once("peak ").expect("the child's report");
            let peak = peak.split_whitespace().next().unwrap();
            peaks.push(peak.parse::<u64>().unwrap());
        }
        let each = (peaks[1] - peaks[0]) / (MANY - FEW);
        println!("{way}: {} KiB, {each} bytes a file", peaks[1] >> 10);
        assert!(each < LIMIT, "{way}: {each} bytes a file");
    }
}

/// The client process of the test above; on its own it has nothing to move.
#[tokio::test]
async fn child() {
    if std::env::var_os("FOLDER_ORIGIN").is_none() {
        return;
    }
    let wanted = |name: &str| std::env::var(format!("FOLDER_{name}")).unwrap();
    let transfer = session(settings(&wanted("ORIGIN"))).transfer();
    let existing = Existing::ReplaceIfOther;
    let report = match wanted("WAY").as_str() {
        "up" => {
            transfer
                .upload_folder(wanted("PATH"), "home", existing)
                .await
        }
        _ => {
            transfer
                .download_folder("home", wanted("PATH"), existing)
                .await
        }
    };
    println!("skipped {} ", report.unwrap().skipped);
    println!("peak {} ", peak());
}
