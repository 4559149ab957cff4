//! What must hold after each try.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keyfob::Settings;
use keyfob::quatrix::Login;
use keyfob::quatrix::transfer::Existing;
use keyfob_sandbox::Sandbox;

use super::{Told, shape};
use crate::plan::{Plan, Way};
use crate::tree::{self, Files};

/// What happened, so that the test can say that it did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub tries: u64,
    pub changes: u64,
    pub dropped: u64,
    pub children: u64,
    pub killed: u64,
    pub full: u64,
    pub finished: u64,
    pub failed: u64,
}

impl Tally {
    fn all(&mut self) -> [&mut u64; 8] {
        [
            &mut self.tries,
            &mut self.changes,
            &mut self.dropped,
            &mut self.children,
            &mut self.killed,
            &mut self.full,
            &mut self.finished,
            &mut self.failed,
        ]
    }

    pub fn add(&mut self, other: &Self) {
        let mut other = *other;
        for (sum, more) in self.all().into_iter().zip(other.all()) {
            *sum += *more;
        }
    }

    pub fn is_full(mut self) -> bool {
        self.all().into_iter().all(|count| *count > 0)
    }
}

/// Both sides of a run, and what may lie there.
pub struct World {
    pub sandbox: Arc<Sandbox>,
    pub email: String,
    pub key: String,
    /// The vendor's folder: its path and its id.
    pub top: String,
    pub folder: String,
    pub local: PathBuf,
    pub journal: PathBuf,
    pub plan: Plan,
    /// Everything that each source ever was, whole.
    pub versions: BTreeMap<String, Vec<Vec<u8>>>,
    /// What the sources are.
    pub now: Files,
    pub wrong: Vec<String>,
    pub tally: Tally,
}

impl World {
    pub async fn new(sandbox: &Arc<Sandbox>, seed: u64, plan: Plan, scratch: &Path) -> Self {
        let user = &sandbox.accounts().quatrix[0];
        let (email, key) = (user.email.clone(), user.api_key.clone());
        let top = format!("run-{seed}");
        let local = scratch.join("local");
        std::fs::create_dir(&local).unwrap();
        let (here, there) = match plan.way {
            Way::Up => (&plan.sources, &plan.before),
            Way::Down => (&plan.before, &plan.sources),
        };
        tree::write(&local, here);
        let vendor = sandbox.quatrix();
        vendor.put_folder(&email, &top).unwrap();
        for (path, content) in there {
            let put = vendor.put_file(&email, &format!("{top}/{path}"), content.clone());
            put.unwrap();
        }
        if plan.oddities {
            let pipe = std::process::Command::new("mkfifo")
                .arg(local.join("pipe"))
                .status();
            assert!(pipe.unwrap().success());
            std::os::unix::fs::symlink("/etc/hostname", local.join("link")).unwrap();
            let odd = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"odd\xff");
            std::fs::write(local.join(odd), "odd").unwrap();
        }
        let settings = Settings::default().with_origin(sandbox.url());
        let session = Login::new("acme")
            .with_settings(settings)
            .api_key(key.clone())
            .unwrap();
        let wanted = keyfob_quatrix_id(&session, &top).await;
        let versions = plan.sources.iter();
        let versions = versions.map(|(path, content)| (path.clone(), vec![content.clone()]));
        Self {
            sandbox: Arc::clone(sandbox),
            email,
            key,
            top,
            folder: wanted,
            local,
            journal: scratch.join("journal"),
            versions: versions.collect(),
            now: plan.sources.clone(),
            plan,
            wrong: Vec::new(),
            tally: Tally::default(),
        }
    }

    pub fn vendor(&self) -> Files {
        let files = self.sandbox.quatrix().files(&self.email, &self.top);
        files
            .into_iter()
            .map(|(path, content)| (path, content.to_vec()))
            .collect()
    }

    fn is_version(&self, path: &str, content: &[u8]) -> bool {
        let versions = self.versions.get(path);
        versions.is_some_and(|all| all.iter().any(|one| one == content))
    }

    /// Looks at both sides.
    pub fn check(&mut self, told: &Told, clean: bool) {
        self.tally.finished += told.finished.len() as u64;
        self.tally.failed += told.failed.len() as u64;
        let (here, there) = (tree::read(&self.local), self.vendor());
        let (sources, reached) = match self.plan.way {
            Way::Up => (here, there),
            Way::Down => (there, here),
        };
        let mut wrong = Vec::new();
        for (path, content) in &sources {
            if !self.is_version(path, content) {
                wrong.push(format!("the source {path:?} is another one"));
            }
        }
        self.now = sources;
        for (path, content) in &reached {
            let old = self.plan.before.get(path);
            let known = old.is_some() || self.versions.contains_key(path);
            let fine = old == Some(content) || self.is_version(path, content);
            if known && !fine {
                wrong.push(format!("{path:?} is half-done: {} bytes", content.len()));
            }
            if !known && !is_ours(path) {
                wrong.push(format!("{path:?} is nobody's"));
            }
        }
        for (path, old) in &self.plan.before {
            let found = reached.get(path);
            let may_change = self.plan.existing != Existing::Refuse;
            let fine = found == Some(old)
                || (may_change && found.is_some_and(|found| self.is_version(path, found)));
            if !fine {
                wrong.push(format!("{path:?}, which was there, is lost"));
            }
        }
        for name in &told.finished {
            let mut paths = self.versions.keys();
            let path = paths.find(|path| path.rsplit('/').next() == Some(name));
            let moved = path.is_some_and(|path| {
                let found = reached.get(path);
                found.is_some_and(|found| self.is_version(path, found))
            });
            if !moved {
                wrong.push(format!("{name:?} was told as moved and is not there"));
            }
        }
        // What an earlier process finished, which did not live to hear it, is counted and was not under way now.
        let finished = told.finished.len() as u64;
        if let Some(files) = told.files
            && (files < finished || (files > finished && !self.plan.journal))
        {
            wrong.push(format!("{files} files counted"));
        }
        if clean {
            self.check_end(&reached, &mut wrong);
        }
        self.wrong = wrong;
    }

    /// Nothing went wrong: everything is there.
    fn check_end(&self, reached: &Files, wrong: &mut Vec<String>) {
        for (path, content) in &self.now {
            let found = reached.get(path);
            let old = self.plan.existing == Existing::Refuse
                && found.is_some_and(|found| {
                    self.plan.before.get(path) == Some(found) || self.is_version(path, found)
                });
            if found != Some(content) && !old {
                wrong.push(format!("{path:?} did not arrive in the end"));
            }
        }
    }

    pub fn describe(&self) -> String {
        let plan = &self.plan;
        format!(
            "{:?} {:?} journal {} chunk {} oddities {}\n  sources {}\n  before {}\n  vendor {}\n  local {}",
            plan.way,
            plan.existing,
            plan.journal,
            plan.chunk,
            plan.oddities,
            shape(&plan.sources),
            shape(&plan.before),
            shape(&self.vendor()),
            shape(&tree::read(&self.local)),
        )
    }
}

/// Whether it is a part of a transfer under way, by its name.
fn is_ours(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.starts_with(".keyfob-scratch-") || name.contains(".keyfob.part")
}

async fn keyfob_quatrix_id(session: &keyfob::quatrix::Session, path: &str) -> String {
    let home = session.client().files().home().send().await.unwrap();
    let home = home.into_inner().id.unwrap();
    let listed = session
        .client()
        .files()
        .metadata()
        .id(home)
        .content(1)
        .send()
        .await;
    let rows = listed.unwrap().into_inner().content;
    let row = rows
        .into_iter()
        .find(|row| row.name.as_deref() == Some(path));
    row.unwrap().id.unwrap()
}
