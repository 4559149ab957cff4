//! What a large file costs in memory: measured in a process of its own, which is the client alone.

use std::process::{Command, Stdio};

use keyfob::quatrix::transfer::Target;

use crate::probe::{session, settings};
use crate::server::Server;
use crate::store::{Content, pattern};

const SIZE: u64 = 200 << 20;
pub const LIMIT: u64 = 64 << 20;

#[tokio::test]
async fn a_large_file_takes_little_memory() {
    let server = Server::start().await;
    server.store().patterns = true;
    let id = server
        .store()
        .add("home", "down", "F", Content::Pattern(SIZE));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    let origin = server.origin();
    for way in ["down", "up", "reader", "readers"] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", "memory::child", "--nocapture"])
            .env("TRANSFER_WAY", way)
            .env("TRANSFER_ORIGIN", &origin)
            .env("TRANSFER_FILE", &id)
            .env("TRANSFER_PATH", &path)
            .stderr(Stdio::inherit());
        let output = tokio::task::spawn_blocking(move || child.output().unwrap());
        let output = output.await.unwrap();
        assert!(output.status.success(), "{way}");
        let text = String::from_utf8(output.stdout).unwrap();
        let (_, peak) = text.split_once("peak ").expect("the child's report");
        let peak: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
        println!("{way}: {} KiB", peak >> 10);
        assert!(peak < LIMIT, "{way}: {peak} bytes");
        if way == "down" {
            // What the others send.
            assert_eq!(std::fs::metadata(&path).unwrap().len(), SIZE);
        }
    }
    let store = server.store();
    for (name, size) in [("up", SIZE), ("reader", SIZE), ("readers-3", SIZE / 4)] {
        assert_eq!(store.find("home", name).unwrap().1.content.size(), size);
    }
}

/// The client process of the test above; on its own it has nothing to move.
#[tokio::test]
async fn child() {
    if std::env::var_os("TRANSFER_ORIGIN").is_none() {
        return;
    }
    let wanted = |name: &str| std::env::var(format!("TRANSFER_{name}")).unwrap();
    let transfer = session(settings(&wanted("ORIGIN"))).transfer();
    let (way, path) = (wanted("WAY"), wanted("PATH"));
    let target = Target::new("home", &way);
    let size = match way.as_str() {
        "down" => {
            let size = transfer
                .download_file(&wanted("FILE"), &path)
                .await
                .unwrap();
            same(&path);
            size
        }
        "up" => transfer.upload_file(&path, target).await.unwrap().size,
        "reader" => {
            let file = tokio::fs::File::open(&path).await.unwrap();
            transfer.upload(file, SIZE, target).await.unwrap().size
        }
        _ => {
            // As many at a time as there may be, each with a chunk in memory.
            let one = async |n: u32| {
                let file = tokio::fs::File::open(&path).await.unwrap();
                let target = Target::new("home", format!("{way}-{n}"));
                transfer.upload(file, SIZE / 4, target).await.unwrap().size
            };
            let (a, b, c, d) = tokio::join!(one(0), one(1), one(2), one(3));
            a + b + c + d
        }
    };
    assert_eq!(size, SIZE);
    println!("peak {}", peak());
}

fn same(path: &str) {
    use std::io::{BufRead, BufReader};
    let mut file = BufReader::new(std::fs::File::open(path).unwrap());
    let mut at = 0;
    loop {
        let bytes = file.fill_buf().unwrap();
        let length = bytes.len();
        if length == 0 {
            break;
        }
        assert!((at..).zip(bytes).all(|(at, byte)| pattern(at) == *byte));
        at += length as u64;
        file.consume(length);
    }
}

/// The most memory that this process ever had, in bytes.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().split_whitespace().next().unwrap();
    kilobytes.parse::<u64>().unwrap() << 10
}
