//! A process of the fleet, as its parent sees it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::child;

/// How long a process may take to end once it is asked to.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a process told.
#[derive(Default)]
pub struct Told {
    /// Whether a login had begun and was not kept yet.
    pub is_logging_in: bool,
    pub calls: u64,
    /// Orders that were acknowledged, and those whose answer was lost: how often they were sent, and their tags.
    pub placed: Vec<(u64, String)>,
    pub unknown: Vec<(u64, String)>,
    pub failures: Vec<String>,
}

impl Told {
    fn hear(&mut self, line: &str) {
        let after = |start| line.strip_prefix(start).map(str::to_owned);
        match line {
            child::LOGGING_IN => self.is_logging_in = true,
            child::NOT_LOGGED_IN | child::KEPT => self.is_logging_in = false,
            _ => {}
        }
        if let Some(calls) = after(child::CALLS).and_then(|calls| calls.parse().ok()) {
            self.calls = calls;
        }
        self.placed.extend(after(child::PLACED).map(order));
        self.unknown.extend(after(child::UNKNOWN).map(order));
        self.failures.extend(after(child::FAILED));
    }
}

pub struct Process {
    child: Child,
    reader: JoinHandle<Told>,
}

/// What all processes are started with.
pub struct Orders<'a> {
    pub origin: &'a str,
    pub place: &'a str,
    pub tasks: u64,
    pub one_order_in: u64,
    /// Whether a login takes long after the vendor has answered it.
    pub stalls: bool,
}

impl Process {
    pub fn start(orders: &Orders<'_>, number: usize) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        if orders.stalls {
            command.env(child::STALL, "1");
        }
        let mut child = command
            .args(["--exact", "child::member", "--nocapture"])
            .env(child::ORIGIN, orders.origin)
            .env(child::PLACE, orders.place)
            .env(child::NUMBER, number.to_string())
            .env(child::TASKS, orders.tasks.to_string())
            .env(child::ORDERS, orders.one_order_in.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || listen(output));
        Self { child, reader }
    }

    /// Ends it at once. What it told.
    pub fn kill(mut self) -> Told {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.reader.join().unwrap()
    }

    /// Asks it to come to its end, and waits. What it told.
    pub fn stop(mut self) -> Told {
        let mut input = self.child.stdin.take().unwrap();
        let _ = input.flush();
        drop(input);
        let asked = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if asked.elapsed() > PATIENCE => {
                    let _ = self.child.kill();
                    panic!("a process hangs");
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let mut told = self.reader.join().unwrap();
        if !status.success() {
            told.failures.push(format!("a process ended with {status}"));
        }
        told
    }
}

fn order(words: String) -> (u64, String) {
    let (sent, tag) = words.split_once(' ').unwrap();
    (sent.parse().unwrap(), tag.to_owned())
}

fn listen(output: ChildStdout) -> Told {
    let mut told = Told::default();
    let mut output = BufReader::new(output);
    let mut line = String::new();
    // A line that a kill cut short is none.
    while output.read_line(&mut line).is_ok() && line.ends_with('\n') {
        told.hear(line.trim_end());
        line.clear();
    }
    told
}
