//! Random steps through the scripts on a real server, and through the model of them: each gives the same, and leaves the same.

#[path = "../../../../tests/model/server.rs"]
mod server;

use super::tests::redis_server::RedisServer;
use super::{ACQUIRE, EXTEND, RELEASE, SAVE};
use server::Server;

const TRACES: u64 = 150;
const STEPS: usize = 60;

/// Longer than the test takes: what runs out is removed.
const TTL: &str = "600000";

/// Both, and how one's values are called in the other.
struct Both<'a> {
    real: &'a RedisServer,
    model: Server,
    /// Fencing tokens that were given, in the model and in the server, with their owners.
    fences: Vec<(u8, String, u8)>,
}

impl Both<'_> {
    /// What the script answers; none for nothing.
    fn run(&self, script: &str, arguments: &[&str]) -> Option<String> {
        let words = [&["EVAL", script, "2", "session", "lease"], arguments].concat();
        let answer = self.real.command(&words);
        assert!(!answer.starts_with('-'), "{answer}");
        let last = answer.trim_end().rsplit("\r\n").next().unwrap();
        (last != "$-1").then(|| last.trim_start_matches(':').to_owned())
    }

    fn is_done(&self, script: &str, arguments: &[&str]) -> bool {
        self.run(script, arguments).unwrap() == "1"
    }

    fn acquire(&mut self, owner: u8) {
        let real = self.run(ACQUIRE, &[&owner.to_string(), TTL, TTL]);
        let model = self.model.acquire(owner);
        assert_eq!(real.is_some(), model.is_some(), "{real:?} {model:?}");
        let (Some(real), Some(model)) = (real, model) else {
            return;
        };
        let known = self.fences.iter().find(|(known, ..)| *known == model);
        match known {
            Some((_, known, _)) => assert_eq!(*known, real),
            None => {
                let number = |text: &str| text.parse::<u64>().unwrap();
                let is_newest = |(before, fence, _): &(u8, String, u8)| {
                    *before < model && number(fence) < number(&real)
                };
                assert!(self.fences.iter().all(is_newest));
                self.fences.push((model, real, owner));
            }
        }
    }

    /// One that was given at some time, mostly of late.
    fn some_fence(&self, random: &mut fastrand::Rng) -> Option<(u8, String, u8)> {
        let back = random.usize(..2.max(self.fences.len()));
        let back = if random.bool() { 0 } else { back };
        self.fences.iter().nth_back(back).cloned()
    }

    fn step(&mut self, random: &mut fastrand::Rng) -> String {
        let owner = random.u8(1..4);
        let Some((fence, real, its_owner)) = self.some_fence(random) else {
            self.acquire(owner);
            return format!("acquire {owner}");
        };
        let owner = if random.u8(..4) > 0 { its_owner } else { owner };
        let name = owner.to_string();
        match random.u8(..16) {
            0..4 => {
                let owner = random.u8(1..4);
                self.acquire(owner);
                format!("acquire {owner}")
            }
            4..7 => {
                let done = self.is_done(EXTEND, &[&name, TTL, TTL, &real]);
                assert_eq!(done, self.model.extend(owner, fence), "extend");
                format!("extend {owner} {fence}: {done}")
            }
            7..10 => {
                let known = (random.u8(..4) > 0).then_some(fence);
                let argument = known.map(|_| real.as_str()).unwrap_or_default();
                let done = self.is_done(RELEASE, &[&name, argument]);
                assert_eq!(done, self.model.release(owner, known), "release");
                format!("release {owner} {known:?}: {done}")
            }
            10..14 => {
                let kept = self.model.version.unwrap_or(0);
                let version = (kept + random.u8(..3)).max(1);
                let record = random.u8(..2);
                let [now, before, contents] =
                    [version, version - 1, record].map(|number| number.to_string());
                let done = self.is_done(SAVE, &[&real, &now, &before, &contents, TTL]);
                assert_eq!(done, self.model.save(fence, version, record), "save");
                format!("save {fence} {version} {record}: {done}")
            }
            14 => {
                self.real.command(&["DEL", "lease"]);
                self.model.run_out();
                "run out".into()
            }
            _ if random.bool() => {
                self.real.command(&["FLUSHALL"]);
                self.model.lose_all();
                "lose all".into()
            }
            _ => {
                self.real.command(&["DEL", "session"]);
                self.model.lose_the_session();
                "lose the session".into()
            }
        }
    }

    /// Each value that there is, in the model's words.
    fn check(&self, trace: &[String]) {
        let script = "local s = redis.call('HMGET', KEYS[1], 'fence', 'released', 'version', 'record') \
            local l = redis.call('GET', KEYS[2]) \
            return table.concat({s[1] or '', s[2] or '', s[3] or '', s[4] or '', l or ''}, '/')";
        let real = self.run(script, &[]).unwrap();
        let number = |found: Option<u8>| found.map(|it| it.to_string()).unwrap_or_default();
        let fence = |found: Option<u8>| {
            let mut all = self.fences.iter();
            found
                .map(|it| all.find(|(known, ..)| *known == it).unwrap().1.clone())
                .unwrap_or_default()
        };
        let model = &self.model;
        let expected = [
            fence(model.fence),
            fence(model.released),
            number(model.version),
            number(model.record),
            number(model.lease),
        ]
        .join("/");
        assert_eq!(real, expected, "after {trace:#?}");
    }
}

#[test]
fn the_scripts_do_what_the_model_does() {
    let Some(real) = RedisServer::start("the_scripts_do_what_the_model_does") else {
        return;
    };
    for seed in 0..TRACES {
        real.command(&["FLUSHALL"]);
        let mut random = fastrand::Rng::with_seed(seed);
        let mut both = Both {
            real: &real,
            model: Server::default(),
            fences: Vec::new(),
        };
        let mut trace = vec![format!("seed {seed}")];
        for _ in 0..STEPS {
            trace.push(both.step(&mut random));
            both.check(&trace);
        }
    }
}
