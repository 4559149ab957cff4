//! Through the sandbox, by a client in a process of its own: what it costs in memory, and how it goes on after it was
//! killed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keyfob::quatrix::transfer::{Chunks, Existing, Report, Target, Transfer};
use keyfob_sandbox::{Exchange, Sandbox};
use tempfile::TempDir;

use crate::memory::{LIMIT, peak};
use crate::probe::{at_home, session_with, settings};

const SMALL: usize = 500;
const LARGE: u64 = 200 << 20;
const CHUNK: u64 = 4 << 20;

/// A sandbox, and a folder to work in.
struct Scene {
    sandbox: Sandbox,
    home: String,
    work: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let (_, home) = at_home(&sandbox).await;
        Self {
            home,
            work: tempfile::tempdir().unwrap(),
            sandbox,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    fn start(&self, way: &str, id: &str, path: &Path) -> Child {
        self.sandbox.take_exchanges();
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "sandbox::client", "--nocapture"])
            .env("SANDBOX_WAY", way)
            .env("SANDBOX_ORIGIN", self.sandbox.url())
            .env("SANDBOX_KEY", &self.sandbox.accounts().quatrix[0].api_key)
            .env("SANDBOX_ID", id)
            .env("SANDBOX_PATH", path)
            .env("SANDBOX_JOURNAL", self.path("journal"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Lets the client do its work, in little memory. What it said, and what it asked the sandbox.
    async fn run(&self, way: &str, id: &str, path: &Path) -> (String, Vec<Exchange>) {
        let child = self.start(way, id, path);
        let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap());
        let output = output.await.unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{way}: {text}");
        let peak: u64 = said(&text, "peak").parse().unwrap();
        println!("{way}: {} KiB", peak >> 10);
        assert!(peak < LIMIT, "{way}: {peak} bytes");
        (text, self.sandbox.take_exchanges())
    }

    /// Lets the client work until this holds of what it asked so far, and kills it. What it asked.
    async fn kill(&self, mut child: Child, until: impl Fn(&[Exchange]) -> bool) -> Vec<Exchange> {
        let (began, mut asked) = (Instant::now(), Vec::new());
        while !until(&asked) {
            assert!(
                child.try_wait().unwrap().is_none(),
                "through before it was killed"
            );
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "nothing to kill it at"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
            asked.extend(self.sandbox.take_exchanges());
        }
        child.kill().unwrap();
        assert!(
            child.wait().unwrap().code().is_none(),
            "through before it was killed"
        );
        // What was on the way may still arrive.
        tokio::time::sleep(Duration::from_millis(100)).await;
        asked.extend(self.sandbox.take_exchanges());
        asked
    }
}

/// The client process; on its own it has nothing to move.
#[tokio::test]
async fn client() {
    if std::env::var_os("SANDBOX_ORIGIN").is_none() {
        return;
    }
    let wanted = |name: &str| std::env::var(format!("SANDBOX_{name}")).unwrap();
    let session = session_with(settings(&wanted("ORIGIN")), &wanted("KEY"));
    let transfer = session
        .transfer()
        .with_chunks(Chunks::between(CHUNK, CHUNK));
    let transfer = transfer.with_journal(wanted("JOURNAL")).await.unwrap();
    let (id, path) = (wanted("ID"), wanted("PATH"));
    match wanted("WAY").as_str() {
        "up" => {
            let target = Target::new(id, "large");
            let uploaded = transfer.upload_file(path, target).await.unwrap();
            println!("id {} ", uploaded.file_id);
        }
        "down" => assert_eq!(transfer.download_file(&id, path).await.unwrap(), LARGE),
        way => tell(folder(&transfer, way, &id, &path).await),
    }
    println!("peak {} ", peak());
}

async fn folder(transfer: &Transfer, way: &str, id: &str, path: &str) -> Report {
    let existing = Existing::ReplaceIfOther;
    let report = match way {
        "up-tree" => transfer.upload_folder(path, id, existing).await,
        _ => transfer.download_folder(id, path, existing).await,
    };
    report.unwrap()
}

fn tell(report: Report) {
    assert!(report.failed.is_empty(), "{report:?}");
    println!("moved {} ", report.files);
}

/// What a client's line says.
fn said<'a>(text: &'a str, what: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("{what} ")).unwrap();
    rest.split_whitespace().next().unwrap()
}

/// A tree of small files in nested folders, some of them empty or with odd names, and a large one.
fn tree(top: &Path) {
    for number in 0..SMALL {
        let name = match number {
            0 => "a b".to_owned(),
            1 => "übung 日本".to_owned(),
            2 => ".100%#?&+'\"".to_owned(),
            _ => format!("file-{number}"),
        };
        let folder = top
            .join(format!("d{}", number % 7))
            .join(["", "deep/ü"][number % 2]);
        fs::create_dir_all(&folder).unwrap();
        let length = if number % 25 == 3 { 0 } else { number * 37 };
        fs::write(folder.join(name), vec![number as u8; length]).unwrap();
    }
    large(&top.join("large"));
}

/// Every MiB is another one.
fn large(path: &Path) {
    let mut file = fs::File::create(path).unwrap();
    let mut piece: Vec<u8> = (0..1 << 20).map(|at: u32| (at ^ (at >> 9)) as u8).collect();
    for number in 0..LARGE >> 20 {
        piece[..8].copy_from_slice(&number.to_le_bytes());
        file.write_all(&piece).unwrap();
    }
}

fn files(top: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let size = fs::metadata(&path).unwrap().len();
                found.insert(path.strip_prefix(top).unwrap().to_owned(), size);
            }
        }
    }
    found
}

/// The length of the part of a file whose name begins like this.
fn part_of(folder: &Path, name: &str) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_part = |text: &str| text.starts_with(name) && text.ends_with(".part");
    let mut parts = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_part));
    parts
        .next()
        .map_or(0, |entry| entry.metadata().map_or(0, |found| found.len()))
}

fn assert_same(one: &Path, other: &Path) {
    let (mut one, mut other) = (fs::File::open(one).unwrap(), fs::File::open(other).unwrap());
    let (mut here, mut there) = (vec![0; 1 << 20], vec![0; 1 << 20]);
    loop {
        let length = one.read(&mut here).unwrap();
        if length == 0 {
            assert_eq!(other.read(&mut there).unwrap(), 0);
            return;
        }
        other.read_exact(&mut there[..length]).unwrap();
        assert!(here[..length] == there[..length]);
    }
}

fn assert_same_tree(one: &Path, other: &Path) {
    assert_eq!(files(one), files(other));
    for name in files(one).keys() {
        assert_same(&one.join(name), &other.join(name));
    }
}

/// Where the chunks of the large file begin, in order.
fn chunks(asked: &[Exchange]) -> Vec<u64> {
    let ranges = asked
        .iter()
        .filter_map(|one| one.request_header("content-range"));
    let of_large = ranges.filter_map(|range| range.strip_suffix(&format!("/{LARGE}")));
    let firsts = of_large.filter_map(|range| range.strip_prefix("bytes ")?.split_once('-'));
    firsts.map(|(first, _)| first.parse().unwrap()).collect()
}

fn count(asked: &[Exchange], path: &str) -> usize {
    let good = |one: &&Exchange| one.path.contains(path) && one.status() == Some(200);
    asked.iter().filter(good).count()
}

/// The chunks that a killed upload left are sent once; the one that was under way then, perhaps twice.
fn assert_rest(before: &[Exchange], after: &[Exchange]) {
    let (before, after) = (chunks(before), chunks(after));
    let first = before.len() as u64 * CHUNK;
    let all: Vec<u64> = (0..LARGE / CHUNK).map(|number| number * CHUNK).collect();
    assert!(before == all[..before.len()], "{before:?}");
    let again = usize::from(after[0] + CHUNK == first);
    assert!(
        after == all[before.len() - again..],
        "{} sent, then {after:?}",
        before.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_upload_of_a_file_goes_on() {
    let scene = Scene::new().await;
    let (here, back) = (scene.path("here"), scene.path("back"));
    large(&here);
    let child = scene.start("up", &scene.home, &here);
    let before = scene.kill(child, |asked| chunks(asked).len() >= 10).await;
    let (text, after) = scene.run("up", &scene.home, &here).await;
    assert_rest(&before, &after);
    assert_eq!(count(&after, "/upload/link"), 0);
    assert_eq!(fs::read(scene.path("journal")).unwrap(), b"");
    scene.run("down", said(&text, "id"), &back).await;
    assert_same(&here, &back);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_download_of_a_file_goes_on() {
    let scene = Scene::new().await;
    let (here, back) = (scene.path("here"), scene.path("back"));
    large(&here);
    let (text, _) = scene.run("up", &scene.home, &here).await;
    let id = said(&text, "id");
    let length = || part_of(scene.work.path(), "back.");
    let child = scene.start("down", id, &back);
    scene.kill(child, |_| length() > LARGE / 10).await;
    let had = length();
    assert!(had < LARGE && !back.exists());
    let (_, after) = scene.run("down", id, &back).await;
    let ranges: Vec<_> = after
        .iter()
        .filter_map(|one| one.request_header("range"))
        .collect();
    assert_eq!(ranges, [format!("bytes={had}-")]);
    assert_same(&here, &back);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_upload_of_a_tree_goes_on() {
    let scene = Scene::new().await;
    let (here, back) = (scene.path("here"), scene.path("back"));
    tree(&here);
    let child = scene.start("up-tree", &scene.home, &here);
    let before = scene.kill(child, |asked| chunks(asked).len() >= 10).await;
    let (text, after) = scene.run("up-tree", &scene.home, &here).await;
    assert_rest(&before, &after);
    let whole = count(&before, "/upload/finalize/");
    assert_eq!(whole + count(&after, "/upload/finalize/"), SMALL + 1);
    // Those too that were whole, and whose client did not live to hear it.
    let moved: usize = said(&text, "moved").parse().unwrap();
    assert!(
        (0..=4).contains(&(moved + whole - SMALL - 1)),
        "{moved} and {whole}"
    );

    let (text, after) = scene.run("up-tree", &scene.home, &here).await;
    assert_eq!((said(&text, "moved"), count(&after, "/upload/")), ("0", 0));
    scene.run("down-tree", &scene.home, &back).await;
    assert_same_tree(&here, &back);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_download_of_a_tree_goes_on() {
    let scene = Scene::new().await;
    let (here, back) = (scene.path("here"), scene.path("back"));
    tree(&here);
    let (text, _) = scene.run("up-tree", &scene.home, &here).await;
    assert_eq!(said(&text, "moved"), (SMALL + 1).to_string());
    let length = || part_of(&back, "large.");
    let child = scene.start("down-tree", &scene.home, &back);
    scene.kill(child, |_| length() > LARGE / 10).await;
    let had = length();
    assert!(had < LARGE && !back.join("large").exists());
    let whole = files(&back);
    let whole = whole
        .keys()
        .filter(|path| !path.to_string_lossy().contains(".part"))
        .count();
    let (text, after) = scene.run("down-tree", &scene.home, &back).await;
    assert_eq!(said(&text, "moved"), (SMALL + 1 - whole).to_string());
    let ranges = after.iter().filter_map(|one| one.request_header("range"));
    assert!(
        ranges
            .into_iter()
            .any(|range| range == format!("bytes={had}-"))
    );
    assert_same_tree(&here, &back);
}
