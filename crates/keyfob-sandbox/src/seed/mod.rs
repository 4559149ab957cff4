//! What a sandbox begins with, from a file.

mod error;
mod files;
mod market;

use std::path::Path;

use serde::Deserialize;

pub use error::SeedError;

use crate::accounts::{Accounts, KotakNeoAccount, KotakTradeAccount, QuatrixAccount, demo};
use crate::{exchange, quatrix};

/// What a sandbox begins with: users, instruments, what the traders have, and files.
///
/// The file is TOML. Users of a vendor take the place of the demo's users of that vendor; all else is added to what the demo has.
/// `crates/keyfob-sandbox/seed.toml` shows everything that can be said.
///
/// ```
/// use keyfob_sandbox::{Sandbox, Seed};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let seed: Seed = r#"
///     [[instruments]]
///     token = 77
///     segment = "nse_cm"
///     name = "NEWCO"
///     last = "10.50"
///
///     [[files]]
///     owner = "plain@sandbox.example"
///     path = "reports/first.txt"
///     text = "hello"
/// "#.parse()?;
/// let sandbox = Sandbox::builder().seed(seed).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seed {
    kotak_trade: Vec<KotakTradeAccount>,
    kotak_neo: Vec<KotakNeoAccount>,
    quatrix: Vec<QuatrixAccount>,
    instruments: Vec<market::Listed>,
    indices: Vec<market::Index>,
    portfolios: Vec<market::Portfolio>,
    files: Vec<files::Placed>,
}

impl Seed {
    /// Reads a file. Contents that it names are read from beside it.
    ///
    /// # Errors
    /// If the file, or one that it names, cannot be read, or says something that is not known; with line and column.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, SeedError> {
        let path = path.as_ref();
        let text =
            std::fs::read_to_string(path).map_err(|error| SeedError::unreadable(path, &error))?;
        let mut seed: Self =
            toml::from_str(&text).map_err(|error| SeedError::wrong(path, &text, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in &mut seed.files {
            file.load(folder)?;
        }
        Ok(seed)
    }

    pub(crate) fn accounts(&self) -> Accounts {
        let mut accounts = demo();
        replace(&mut accounts.kotak_trade, &self.kotak_trade);
        replace(&mut accounts.kotak_neo, &self.kotak_neo);
        replace(&mut accounts.quatrix, &self.quatrix);
        accounts
    }

    pub(crate) fn apply(
        &self,
        exchange: &exchange::Controls<'_>,
        quatrix: &quatrix::Controls<'_>,
    ) -> Result<(), SeedError> {
        let mut instruments = self.instruments.iter();
        instruments.try_for_each(|one| one.list(exchange))?;
        self.indices.iter().for_each(|one| one.list(exchange));
        let mut portfolios = self.portfolios.iter();
        portfolios.try_for_each(|one| one.apply(exchange))?;
        self.files.iter().try_for_each(|one| one.put(quatrix))
    }
}

/// A text in which no file is named by `from`.
impl std::str::FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        toml::from_str(text).map_err(|error| SeedError::wrong(Path::new("the seed"), text, &error))
    }
}

fn replace<T: Clone>(demo: &mut Vec<T>, own: &[T]) {
    if !own.is_empty() {
        *demo = own.to_vec();
    }
}
