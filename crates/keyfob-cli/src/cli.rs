//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::account::Generation;
use crate::commands::{call, check, completions, man, orders, transfer, watch};
use crate::exit;
use crate::vendor::Vendor;

/// Kotak Securities, Kotak Neo and Quatrix on the command line
///
/// `keyfob login VENDOR` asks for what it needs and keeps the session, encrypted, under KEYFOB_HOME or ~/.local/state/keyfob. Passwords,
/// keys and codes are typed unseen, or come from the environment (KEYFOB_KOTAK_NEO_MPIN and others, as in the library), from files, or from
/// the keyring; they are never arguments.
#[derive(Debug, Parser)]
#[command(name = "keyfob", version, after_help = exit::text(), disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// JSON for programs, on the standard output; of an error, an object on the standard error
    #[arg(long, global = true)]
    pub json: bool,
    /// Logs on the standard error: -v what goes on, -vv each call, -vvv everything; no secrets at any level
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Whose sessions: each profile has its own
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "KEYFOB_PROFILE",
        default_value = "default"
    )]
    pub profile: String,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Log in, and keep the session
    Login(Login),
    /// Show who is logged in
    Status(Status),
    /// Log out
    Logout(Logout),
    /// Call any operation by its operationId
    Call(call::Arguments),
    /// Compare the vendor's answers with its document, by calls that change nothing
    Check(check::Arguments),
    /// List the orders of the day
    Orders(orders::Which),
    /// List the positions
    Positions(orders::Which),
    /// Show quotes
    Quote(orders::Quote),
    /// Place an order
    Place(orders::Place),
    /// Cancel an order
    Cancel(orders::Cancel),
    /// Watch Kotak Neo's market and orders
    Watch(watch::Arguments),
    /// List a folder of Quatrix
    Ls(transfer::Ls),
    /// Upload files and folders to Quatrix
    Up(transfer::Up),
    /// Download a file or a folder from Quatrix
    Down(transfer::Down),
    /// Make a folder of Quatrix like one here, or one here like it
    Sync(transfer::Sync),
    /// Start a stand-in for the vendors on this machine
    #[cfg(feature = "sandbox")]
    Sandbox(keyfob_sandbox::program::Arguments),
    /// Write a shell's completions
    Completions(completions::Arguments),
    /// Write manual pages
    Man(man::Arguments),
}

#[derive(Debug, Args)]
pub struct Login {
    pub vendor: Vendor,
    /// Where the vendor is, in place of its own hosts: a sandbox or a gateway. It is kept with the session. Also KEYFOB_ORIGIN
    #[arg(long, value_name = "URL")]
    pub origin: Option<String>,
    /// Which of Kotak Neo's logins; g3, the newest, by default
    #[arg(long)]
    pub generation: Option<Generation>,
    /// Log in to Quatrix with an API key
    #[arg(long)]
    pub api_key: bool,
    /// Take a value from a file, such as PASSWORD=FILE
    #[arg(long, value_name = "NAME=FILE", value_parser = crate::secrets::named_file)]
    pub secret_file: Vec<(String, PathBuf)>,
    /// Take values from a file of lines NAME=value
    #[arg(long, value_name = "FILE")]
    pub env_file: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Status {
    pub vendor: Option<Vendor>,
    /// Ask the vendor whether the session still stands
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub struct Logout {
    pub vendor: Vendor,
    /// Only forget the session here, and tell the vendor nothing
    #[arg(long)]
    pub forget: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_hang_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_argument_takes_a_secret() {
        fn look(command: &clap::Command) {
            for argument in command.get_arguments() {
                let name = argument.get_id().as_str();
                let takes_a_value = argument.get_action().takes_values();
                let is_secret = ["password", "mpin", "otp", "token", "key"]
                    .iter()
                    .any(|word| name.contains(word));
                assert!(!(is_secret && takes_a_value), "{name}");
            }
            command.get_subcommands().for_each(look);
        }
        look(&Cli::command());
    }
}
