//! Programs that chores run, and what these cost.

use std::fs;
use std::io::{self, Error};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a program said and cost.
#[derive(Debug)]
pub struct Ran {
    /// Whether it succeeded.
    pub success: bool,
    /// What it wrote to its standard output.
    pub output: String,
    /// What it wrote to its standard error.
    pub errors: String,
    /// CPU seconds, user and system, of it and of what it started.
    pub cpu_seconds: f64,
    /// Those of them that the system did not take.
    pub user_seconds: f64,
    /// KiB of memory that it had at the most, by itself; nothing where the system does not tell.
    pub peak_kib: u64,
}

/// The cargo that runs this chore.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder that cargo builds a project in.
pub fn target(root: &Path) -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    root.join(named.unwrap_or_else(|| "target".into()))
}

/// Builds a program of a project as it is released; where it is. `arguments` are those of `cargo build`.
///
/// # Errors
/// It does not build.
pub fn released(root: &Path, arguments: &[&str], name: &str) -> io::Result<PathBuf> {
    let mut command = cargo();
    command
        .args(["build", "--quiet", "--release"])
        .args(arguments);
    succeed(command.current_dir(root), Duration::from_secs(3600))?;
    Ok(target(root).join("release").join(name))
}

/// Runs a program to its end, or for so long; then it and all that it started are killed.
///
/// CPU seconds are right as long as this process runs one program at a time.
///
/// # Errors
/// It cannot be started, or takes too long.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Ran> {
    let started = Instant::now();
    let before = children_seconds()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| Error::other(format!("{}: {error}", shown(command))))?;
    let output = reader(child.stdout.take());
    let errors = reader(child.stderr.take());
    let mut peak_kib = 0;
    let success = loop {
        peak_kib = peak_kib.max(resident_kib(child.id()));
        if let Some(status) = child.try_wait()? {
            break status.success();
        }
        if started.elapsed() > limit {
            kill_group(&mut child)?;
            let message = format!("{}: longer than {} s", shown(command), limit.as_secs());
            return Err(Error::new(io::ErrorKind::TimedOut, message));
        }
        // Short: what is measured by the clock ends up to so much later.
        thread::sleep(Duration::from_millis(5));
    };
    let (output, errors) = (output.join(), errors.join());
    let after = children_seconds()?;
    Ok(Ran {
        success,
        output: output.unwrap_or_default(),
        errors: errors.unwrap_or_default(),
        cpu_seconds: after.user + after.system - before.user - before.system,
        user_seconds: after.user - before.user,
        peak_kib,
    })
}

/// The same, where it has to succeed.
///
/// # Errors
/// It fails: then with the end of what it said.
pub fn succeed(command: &mut Command, limit: Duration) -> io::Result<Ran> {
    let ran = run(command, limit)?;
    match ran.success {
        true => Ok(ran),
        false => Err(Error::other(format!(
            "{}: {}",
            shown(command),
            last_lines(&ran.errors, 5)
        ))),
    }
}

/// The CPU seconds, user and system, of all processes that this one has waited for; Linux tells them in hundredths.
///
/// # Errors
/// There is no such file, as on other systems.
pub fn children_cpu_seconds() -> io::Result<f64> {
    children_seconds().map(|Seconds { user, system }| user + system)
}

/// CPU seconds, by who took them.
struct Seconds {
    user: f64,
    system: f64,
}

fn children_seconds() -> io::Result<Seconds> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // After the program's name, which may hold anything and ends with the last parenthesis.
    let fields = stat.rsplit_once(')').map(|(_, fields)| fields);
    let mut fields = fields.unwrap_or_default().split_whitespace().skip(13);
    let mut next = || {
        let ticks: Option<u64> = fields.next()?.parse().ok();
        ticks.map(|ticks| ticks as f64 / 100.0)
    };
    let seconds = next().zip(next());
    let (user, system) = seconds.ok_or_else(|| Error::other("/proc/self/stat"))?;
    Ok(Seconds { user, system })
}

/// The seconds that this thread was on a processor: what else the machine does weighs little on them. Linux tells them.
///
/// # Errors
/// There is no such file, as on other systems.
pub fn thread_cpu_seconds() -> io::Result<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = told.split_whitespace().next().unwrap_or_default();
    let nanoseconds: u64 = nanoseconds.parse().map_err(Error::other)?;
    Ok(nanoseconds as f64 / 1e9)
}

/// The last lines of a text.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    let skipped = lines.len().saturating_sub(count);
    lines.get(skipped..).unwrap_or_default().join("\n")
}

/// The most memory that a process has had so far, in KiB; Linux tells it.
fn resident_kib(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most = most.and_then(|most| most.trim().trim_end_matches(" kB").parse().ok());
    most.unwrap_or_default()
}

fn shown(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    let program = command.get_program().to_string_lossy();
    let words: Vec<_> = std::iter::once(program).chain(arguments).take(8).collect();
    words.join(" ")
}

fn reader(pipe: Option<impl io::Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before a fault is what there is to tell.
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn kill_group(child: &mut Child) -> io::Result<()> {
    let group = format!("-{}", child.id());
    Command::new("kill")
        .args(["-KILL", "--", &group])
        .status()?;
    child.wait().map(drop)
}
