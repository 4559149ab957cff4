//! One run: tries in which things go wrong, and one in which nothing does.

mod check;

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use keyfob::quatrix::Login;
use keyfob::quatrix::transfer::{Chunks, Error, Event, Existing, Report, Transfer};
use keyfob::{Retry, Settings};
use keyfob_sandbox::Sandbox;
use tokio::sync::Notify;

use crate::child::{self, Work};
use crate::faults::Faults;
use crate::plan::{Change, Plan, Try, Way};
use crate::proxy::Proxy;
use crate::tree::{self, Files};

pub use check::{Tally, World};

/// What a transfer told.
#[derive(Debug, Default)]
pub struct Told {
    /// The names of the files that moved.
    pub finished: Vec<String>,
    /// How many files the report counts, if it came to that.
    pub files: Option<u64>,
    pub failed: Vec<String>,
}

/// The names of transfers.
#[derive(Default)]
pub struct Names(HashMap<u64, String>);

impl Names {
    /// The name of the file that moved, if one did.
    pub fn finished(&mut self, event: Event) -> Option<String> {
        match event {
            Event::Started { transfer, name, .. } => {
                self.0.insert(transfer, name);
                None
            }
            Event::Finished { transfer, .. } => self.0.get(&transfer).cloned(),
            _ => None,
        }
    }
}

pub fn transfer(origin: &str, key: &str, chunk: u64, files: usize) -> Transfer {
    let settings = Settings::default().with_origin(origin).with_retry(Retry {
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(2),
        ..Retry::default()
    });
    let session = Login::new("acme")
        .with_settings(settings)
        .api_key(key.to_owned());
    session
        .unwrap()
        .transfer()
        .with_chunks(Chunks::between(chunk, chunk))
        .with_files_at_a_time(files)
        .with_patience(Duration::from_millis(200))
        .with_finish_limit(Duration::from_millis(500))
}

pub async fn work(
    transfer: Transfer,
    way: Way,
    existing: Existing,
    folder: String,
    local: PathBuf,
) -> Result<Report, Error> {
    match way {
        Way::Up => transfer.upload_folder(local, folder, existing).await,
        Way::Down => transfer.download_folder(&folder, local, existing).await,
    }
}

/// Runs, and yields what was wrong.
pub async fn run(sandbox: &Arc<Sandbox>, seed: u64) -> (Vec<String>, Tally) {
    let mut rng = Rng::with_seed(seed);
    let plan = Plan::of(&mut rng);
    let memory = Path::new("/dev/shm");
    let disk = std::env::temp_dir();
    let place = if memory.is_dir() { memory } else { &disk };
    let scratch = tempfile::tempdir_in(place).unwrap();
    let mut world = World::new(sandbox, seed, plan, scratch.path()).await;
    let tries: VecDeque<Try> = world.plan.tries.clone().into();
    for (number, this) in tries.into_iter().chain([Try::clean()]).enumerate() {
        let told = one(&mut world, seed.wrapping_mul(31) + number as u64, &this).await;
        let clean = number == world.plan.tries.len();
        world.check(&told, clean);
        if !world.wrong.is_empty() {
            world
                .wrong
                .push(format!("try {number}: {this:?}, {told:?}"));
            world.wrong.push(world.describe());
            break;
        }
    }
    (world.wrong, world.tally)
}

/// Something that happens to a source.
type Deed = Arc<dyn Fn() + Send + Sync>;

async fn one(world: &mut World, seed: u64, this: &Try) -> Told {
    let faults = Faults::new(seed, this.faults);
    let (killed, count) = (Arc::new(Notify::new()), AtomicUsize::new(0));
    let kill = Arc::clone(&killed);
    let (kill_at, change_at) = (this.kill_at, this.change_at);
    let deed: Option<Deed> = change_at.and_then(|(_, change)| world.change(seed, change));
    let done = Arc::new(Mutex::new(false));
    let noted = Arc::clone(&done);
    let rule = move |asked: &crate::proxy::Asked<'_>| {
        let count = count.fetch_add(1, Ordering::SeqCst) + 1;
        if kill_at == Some(count) {
            kill.notify_one();
        }
        if let (Some(deed), Some((at, _))) = (&deed, change_at)
            && at == count
        {
            deed();
            *noted.lock().unwrap() = true;
        }
        faults.verdict(asked)
    };
    let proxy = Proxy::start(world.sandbox.url(), rule).await;
    let told = match this.child {
        true => in_child(world, &proxy, this, &killed).await,
        false => in_here(world, &proxy, this, &killed).await,
    };
    world.tally.tries += 1;
    world.tally.changes += u64::from(*done.lock().unwrap());
    told
}

async fn in_here(world: &mut World, proxy: &Proxy, this: &Try, killed: &Notify) -> Told {
    let plan = &world.plan;
    let made = transfer(
        &proxy.origin(),
        &world.key,
        plan.chunk,
        this.files_at_a_time,
    );
    let mut told = Told::default();
    let made = match plan.journal {
        true => match made.with_journal(&world.journal).await {
            Ok(made) => made,
            Err(error) => {
                told.failed.push(error.to_string());
                return told;
            }
        },
        false => made,
    };
    let (made, mut progress) = made.with_progress();
    let (folder, local) = (world.folder.clone(), world.local.clone());
    let work = work(made, plan.way, plan.existing, folder, local);
    let outcome = tokio::select! {
        outcome = work => Some(outcome),
        () = killed.notified() => None,
    };
    let mut names = Names::default();
    while let Some(event) = progress.next().await {
        told.finished.extend(names.finished(event));
    }
    match outcome {
        Some(Ok(report)) => {
            told.files = Some(report.files);
            let failed = report.failed.iter();
            let text = failed.map(|(path, error)| format!("{}: {error}", path.display()));
            told.failed = text.collect();
        }
        Some(Err(error)) => told.failed.push(error.to_string()),
        None => {
            world.tally.dropped += 1;
            // What was handed to the disk or the network may still be done.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    told
}

async fn in_child(world: &mut World, proxy: &Proxy, this: &Try, killed: &Notify) -> Told {
    world.tally.children += 1;
    let origin = proxy.origin();
    let work = Work {
        origin: &origin,
        key: &world.key,
        folder: &world.folder,
        local: &world.local,
        journal: world.plan.journal.then_some(&world.journal),
    };
    let mut child = child::start(&work, &world.plan, this);
    let process = child.id();
    let mut output = child.stdout.take().unwrap();
    let read = tokio::task::spawn_blocking(move || {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut output, &mut text).unwrap();
        child.wait().unwrap();
        String::from_utf8_lossy(&text).into_owned()
    });
    tokio::pin!(read);
    let text = tokio::select! {
        text = &mut read => text.unwrap(),
        () = killed.notified() => {
            world.tally.killed += 1;
            let status = std::process::Command::new("kill").args(["-9", &process.to_string()]).status();
            assert!(status.is_ok());
            let text = read.await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
            text
        }
    };
    let told = child::told(&text);
    let full = told.failed.iter().any(|text| text.contains("too large"));
    world.tally.full += u64::from(full);
    told
}

impl World {
    /// What changes a source, once it is wanted; the new content is known from now on.
    fn change(&mut self, seed: u64, change: Change) -> Option<Deed> {
        let mut rng = Rng::with_seed(seed);
        let path = rng.choice(self.now.keys())?.clone();
        let mut content = self.now[&path].clone();
        match change {
            Change::Replaced => content = tree::bytes(&mut rng),
            Change::Grown => content.extend(tree::bytes(&mut rng)),
            Change::Overwritten => content.iter_mut().for_each(|byte| *byte ^= 0x55),
            Change::Removed => {}
        }
        let versions = self.versions.entry(path.clone()).or_default();
        versions.push(content.clone());
        let (sandbox, email) = (Arc::clone(&self.sandbox), self.email.clone());
        let there = format!("{}/{path}", self.top);
        let here = self.local.join(&path);
        Some(match self.plan.way {
            Way::Down => Arc::new(move || {
                let put = sandbox.quatrix().put_file(&email, &there, content.clone());
                put.unwrap();
            }),
            Way::Up => Arc::new(move || match change {
                Change::Removed => fs::remove_file(&here).unwrap_or_default(),
                Change::Replaced => {
                    let beside = here.with_file_name(".beside");
                    fs::write(&beside, &content).unwrap();
                    fs::rename(&beside, &here).unwrap();
                }
                _ => fs::write(&here, &content).unwrap(),
            }),
        })
    }
}

/// All that could be told of a tree, for a message.
pub fn shape(files: &Files) -> String {
    let one = |(path, content): (&String, &Vec<u8>)| format!("{path:?}: {} bytes", content.len());
    files.iter().map(one).collect::<Vec<_>>().join(", ")
}
