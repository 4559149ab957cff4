//! Where passwords, keys and codes come from: files, the environment, the keyring, or a person; never from arguments, which every user of
//! the machine can see.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use keyfob::Secret;
use zeroize::Zeroizing;

use crate::env_file;
use crate::failure::Failure;
use crate::output::note;
use crate::prompt;
use crate::vendor::Vendor;

/// So often a person is asked who types nothing.
const MOST_BLANKS: u32 = 3;

/// What is known without asking anybody.
#[derive(Debug)]
pub struct Secrets {
    vendor: Vendor,
    /// By the names of environment variables.
    given: BTreeMap<String, Secret>,
}

/// Something to ask for.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// The variable, without the vendor's prefix.
    pub name: &'static str,
    /// What a person is asked.
    pub words: &'static str,
    /// Whether nobody may see what is typed.
    pub is_hidden: bool,
}

/// Something that is asked for in the open.
pub const fn open(name: &'static str, words: &'static str) -> Question {
    Question {
        name,
        words,
        is_hidden: false,
    }
}

/// Something that is typed unseen.
pub const fn hidden(name: &'static str, words: &'static str) -> Question {
    Question {
        name,
        words,
        is_hidden: true,
    }
}

impl Secrets {
    /// From files of variables, and from files that hold one value each.
    pub fn read(
        vendor: Vendor,
        env_files: &[PathBuf],
        secret_files: &[(String, PathBuf)],
    ) -> Result<Self, Failure> {
        let mut given = BTreeMap::new();
        for path in env_files {
            let text = text_of(path)?;
            let variables = env_file::parse(&text)
                .map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
            given.extend(variables);
        }
        for (name, path) in secret_files {
            let text = text_of(path)?;
            let line = text.strip_suffix('\n').unwrap_or(&text);
            let value = Secret::new(line.strip_suffix('\r').unwrap_or(line));
            given.insert(full_name(vendor, name), value);
        }
        Ok(Self { vendor, given })
    }

    /// A value that may be missing; a blank one is.
    pub fn find(&self, name: &str) -> Result<Option<Secret>, Failure> {
        let full = full_name(self.vendor, name);
        if let Some(value) = self.given.get(&full).filter(|value| is_there(value)) {
            return Ok(Some(value.clone()));
        }
        let value = std::env::var(&full).ok().map(Secret::new);
        if let Some(value) = value.filter(is_there) {
            return Ok(Some(value));
        }
        kept(&full)
    }

    /// The same of what is no secret, without blanks around it.
    pub fn find_text(&self, name: &str) -> Result<Option<String>, Failure> {
        let value = self.find(name)?;
        Ok(value.map(|value| value.expose().trim().to_owned()))
    }

    /// A value that must be there: a person is asked for it.
    pub async fn need(&self, question: Question) -> Result<Secret, Failure> {
        match self.find(question.name)? {
            Some(value) => Ok(value),
            None => self.ask(question).await,
        }
    }

    /// The same of what is no secret.
    pub async fn need_text(&self, question: Question) -> Result<String, Failure> {
        Ok(self.need(question).await?.expose().trim().to_owned())
    }

    /// What is known for a step, or nothing where a person can be asked once its turn comes. Where nobody can, this is the error, before an
    /// earlier step uses up a code in vain.
    pub fn known_or_askable(
        &self,
        known: Option<Secret>,
        question: Question,
    ) -> Result<Option<Secret>, Failure> {
        match known {
            None if !prompt::can_ask() => Err(self.not_set(question)),
            known => Ok(known),
        }
    }

    /// Asks a person. A line with nothing on it is no answer: at the vendor it would be a wrong one, and use up a try.
    pub async fn ask(&self, question: Question) -> Result<Secret, Failure> {
        for left in (0..MOST_BLANKS).rev() {
            if let Some(typed) = self.ask_or_nothing(question).await? {
                return Ok(typed);
            }
            if left > 0 {
                note("nothing was typed; try again");
            }
        }
        let name = full_name(self.vendor, question.name);
        Err(Failure::usage(format!("nothing was typed for {name}")).hint(how_to_give(question)))
    }

    /// Asks a person for what may be left out.
    pub async fn ask_or_nothing(&self, question: Question) -> Result<Option<Secret>, Failure> {
        if !prompt::can_ask() {
            return Err(self.not_set(question));
        }
        let typed = match question.is_hidden {
            true => prompt::ask_hidden(question.words).await?,
            false => prompt::ask(question.words).await.map(Secret::new)?,
        };
        Ok(Some(typed).filter(is_there))
    }

    fn not_set(&self, question: Question) -> Failure {
        let name = full_name(self.vendor, question.name);
        Failure::usage(format!("{name} is not set")).hint(how_to_give(question))
    }
}

fn how_to_give(question: Question) -> String {
    let short = question.name;
    format!(
        "set it, or give `--secret-file {short}=FILE` or `--env-file FILE`; on a terminal you are asked"
    )
}

/// Whether it is more than blanks.
fn is_there(value: &Secret) -> bool {
    !value.expose().trim().is_empty()
}

/// `PASSWORD` or `KEYFOB_QUATRIX_PASSWORD`.
fn full_name(vendor: Vendor, name: &str) -> String {
    let name = name.to_ascii_uppercase().replace('-', "_");
    match name.starts_with("KEYFOB_") {
        true => name,
        false => format!("{}{name}", vendor.prefix()),
    }
}

fn text_of(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(path);
    text.map(Zeroizing::new)
        .map_err(|error| Failure::local(format!("{} cannot be read: {error}", path.display())))
}

/// What the operating system keeps under the name of a variable.
#[cfg(feature = "keyring")]
fn kept(name: &str) -> Result<Option<Secret>, Failure> {
    // A system without a keyring has nothing in it.
    let entry = keyring::Entry::new("keyfob", name).ok();
    let text = entry.and_then(|entry| entry.get_password().ok());
    Ok(text.map(|text| Secret::new(Zeroizing::new(text).as_str())))
}

#[cfg(not(feature = "keyring"))]
fn kept(_: &str) -> Result<Option<Secret>, Failure> {
    Ok(None)
}

/// `NAME=PATH` of an argument.
pub fn named_file(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !path.is_empty() => {
            Ok((name.to_owned(), path.into()))
        }
        _ => Err("write NAME=PATH".to_owned()),
    }
}
