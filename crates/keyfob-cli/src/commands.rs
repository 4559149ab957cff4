//! The commands, a file each.

pub mod call;
pub mod check;
pub mod completions;
mod log_in;
mod log_out;
pub mod man;
pub mod orders;
mod status;
pub mod transfer;
pub mod watch;

use crate::cli::{Cli, Command, Global};
use crate::failure::Failure;
use crate::home::{Home, Kept};
use crate::output::Output;
use crate::vendor::{Broker, Vendor};

/// What every command has at hand.
pub struct Context {
    pub home: Home,
    pub output: Output,
}

/// Does what the arguments say.
pub async fn run(cli: Cli, output: &Output) -> Result<(), Failure> {
    let Cli { global, command } = cli;
    let context = || context(&global, *output);
    match command {
        Command::Login(arguments) => log_in::run(&context()?, arguments).await,
        Command::Status(arguments) => status::run(&context()?, arguments).await,
        Command::Logout(arguments) => log_out::run(&context()?, arguments).await,
        Command::Call(arguments) => call::run(&context()?, arguments).await,
        Command::Check(arguments) => check::run(&context()?, arguments).await,
        Command::Orders(which) => orders::list(&context()?, which).await,
        Command::Positions(which) => orders::positions(&context()?, which).await,
        Command::Quote(arguments) => orders::quote(&context()?, arguments).await,
        Command::Place(arguments) => orders::place(&context()?, arguments).await,
        Command::Cancel(arguments) => orders::cancel(&context()?, arguments).await,
        Command::Watch(arguments) => watch::run(&context()?, arguments).await,
        Command::Ls(arguments) => transfer::ls(&context()?, arguments).await,
        Command::Up(arguments) => transfer::up(&context()?, arguments).await,
        Command::Down(arguments) => transfer::down(&context()?, arguments).await,
        Command::Sync(arguments) => transfer::sync(&context()?, arguments).await,
        #[cfg(feature = "sandbox")]
        Command::Sandbox(arguments) => {
            let run = keyfob_sandbox::program::run(arguments, output.is_json());
            run.await.map_err(of_the_sandbox)
        }
        Command::Completions(arguments) => completions::run(*output, arguments),
        Command::Man(arguments) => man::run(*output, arguments),
    }
}

#[cfg(feature = "sandbox")]
fn of_the_sandbox(error: std::io::Error) -> Failure {
    use std::io::ErrorKind;

    let failure = Failure::local(format!("the sandbox: {error}"));
    match error.kind() {
        ErrorKind::BrokenPipe => error.into(),
        ErrorKind::AddrInUse => failure.hint("`--port 0` takes a free one"),
        _ => failure,
    }
}

fn context(global: &Global, output: Output) -> Result<Context, Failure> {
    Ok(Context {
        home: Home::of(&global.profile)?,
        output,
    })
}

impl Context {
    /// The broker that was named, or the one where somebody is logged in.
    pub fn broker(&self, named: Option<Broker>) -> Result<Vendor, Failure> {
        if let Some(broker) = named {
            return Ok(broker.into());
        }
        let brokers = [Vendor::KotakTrade, Vendor::KotakNeo];
        let is_there = |vendor: &Vendor| self.home.path(*vendor, Kept::Account).exists();
        let there: Vec<_> = brokers.into_iter().filter(is_there).collect();
        match there[..] {
            [vendor] => Ok(vendor),
            [] => Err(Failure::not_logged_in("Kotak").hint("run `keyfob login kotak-neo`")),
            _ => Err(Failure::usage(
                "there are sessions of kotak-trade and of kotak-neo: name one of them",
            )),
        }
    }
}
