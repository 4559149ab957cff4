//! Where sessions are kept: a folder of the user's alone, and the key that encrypts what is in it.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use keyfob::session::{EncryptionKey, FileStore, SessionId, SessionStore};

use crate::failure::Failure;
use crate::vendor::Vendor;

/// The folder of one profile.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
    profile: PathBuf,
}

/// What is kept of a vendor.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    /// Who logged in, and by which application.
    Account,
    /// The session.
    Session,
}

impl Home {
    /// `KEYFOB_HOME`, or `keyfob` in the folder for states of programs.
    pub fn of(profile: &str) -> Result<Self, Failure> {
        let is_name = !profile.is_empty()
            && profile
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !is_name {
            return Err(Failure::usage(
                "a profile's name has letters, digits, `-` and `_`",
            ));
        }
        // The file of the key has that name, and some file systems know no case.
        if profile.eq_ignore_ascii_case("key") {
            return Err(Failure::usage(format!(
                "a profile cannot be named {profile}: the key is kept under that name"
            )));
        }
        let root = root().ok_or_else(|| {
            Failure::local("no folder for sessions is known").hint("set KEYFOB_HOME")
        })?;
        Ok(Self {
            profile: root.join(profile),
            root,
        })
    }

    /// The file of what is kept.
    pub fn path(&self, vendor: Vendor, kept: Kept) -> PathBuf {
        let kind = match kept {
            Kept::Account => "account",
            Kept::Session => "session",
        };
        self.profile.join(format!("{vendor}.{kind}"))
    }

    /// The store in that file, encrypted.
    pub async fn store(&self, vendor: Vendor, kept: Kept) -> Result<FileStore, Failure> {
        // Before the key: none is made in a folder where others could put theirs.
        let store = FileStore::new(self.path(vendor, kept))?;
        Ok(store.with_key(self.key().await?))
    }

    /// Makes sure that something can be kept of a vendor.
    pub async fn prepare(&self, vendor: Vendor) -> Result<(), Failure> {
        let id = SessionId::new(vendor.name(), "account");
        for kept in [Kept::Account, Kept::Session] {
            let store = self.store(vendor, kept).await?;
            drop(store.lease(&id).await?);
        }
        Ok(())
    }

    /// Where uploads that are not finished are noted.
    pub fn journal(&self) -> PathBuf {
        self.profile.join("uploads.journal")
    }

    /// The key, a new one if there is none.
    async fn key(&self) -> Result<EncryptionKey, Failure> {
        let root = self.root.clone();
        // It waits for the disk, and maybe for a person who unlocks a keyring.
        let key = tokio::task::spawn_blocking(move || key(&root)).await;
        key.unwrap_or_else(|_| Err(Failure::local("the key cannot be read")))
    }
}

fn root() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).filter(|path| !path.is_empty());
    if let Some(home) = folder("KEYFOB_HOME") {
        return Some(home.into());
    }
    let states = folder("XDG_STATE_HOME").map(PathBuf::from);
    let states = states.filter(|path| path.is_absolute());
    let local = || folder("HOME").map(|home| Path::new(&home).join(".local/state"));
    let windows = || folder("LOCALAPPDATA").map(PathBuf::from);
    let states = states.or_else(|| match cfg!(windows) {
        true => windows(),
        false => local(),
    })?;
    Some(states.join("keyfob"))
}

/// The key in the file, where there is one; else that of the keyring; else, where nothing is kept yet, a new one in the file.
fn key(root: &Path) -> Result<EncryptionKey, Failure> {
    let path = root.join("key");
    if !path.exists() {
        #[cfg(feature = "keyring")]
        match EncryptionKey::from_keyring_or_generate("keyfob", "sessions") {
            Ok(key) => return Ok(key),
            // Another key would not read it.
            Err(error) if keeps_something(root) => {
                return Err(Failure::from(error).hint(
                    "what is kept may be encrypted with a key of the keyring: unlock it, run this in your desktop's session, or forget what is kept with `keyfob logout VENDOR --forget`",
                ));
            }
            Err(_) => {}
        }
        make_folder(root)
            .and_then(|()| make_key(&path))
            .map_err(|error| {
                Failure::local(format!("{} cannot be made: {error}", path.display()))
            })?;
    }
    Ok(EncryptionKey::from_file(&path)?)
}

/// Whether a profile has something that a key has encrypted.
#[cfg(feature = "keyring")]
fn keeps_something(root: &Path) -> bool {
    let profiles = fs::read_dir(root).into_iter().flatten().flatten();
    let files = profiles.filter_map(|profile| fs::read_dir(profile.path()).ok());
    files.flatten().flatten().any(|file| {
        let path = file.path();
        matches!(path.extension(), Some(kind) if kind == "account" || kind == "session")
    })
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        folder.mode(0o700);
    }
    folder.create(path)
}

/// A new key, for its owner's eyes only. Of several processes that make one at the same moment, the first one's stays.
fn make_key(path: &Path) -> io::Result<()> {
    let key = EncryptionKey::generate().map_err(|error| io::Error::other(error.to_string()))?;
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&fresh).and_then(|mut file| {
        file.write_all(key.to_base64().expose().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    });
    let linked = written.and_then(|()| fs::hard_link(&fresh, path));
    let _ = fs::remove_file(&fresh);
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("a/b");
        let first = key(&root).unwrap();
        assert_eq!(key(&root).unwrap(), first);
        make_key(&root.join("key")).unwrap();
        assert_eq!(key(&root).unwrap(), first);
        let names: Vec<_> = fs::read_dir(&root).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&root.join("key")), 0o600);
            assert_eq!(mode(&root), 0o700);
            fs::set_permissions(root.join("key"), fs::Permissions::from_mode(0o644)).unwrap();
            assert!(key(&root).unwrap_err().message.contains("chmod 600"));
        }
    }

    #[test]
    fn a_profile_leads_nowhere_else() {
        for name in ["", "..", "a/b", "a b", "\u{e9}", "key", "Key"] {
            assert!(Home::of(name).is_err(), "{name}");
        }
        assert!(Home::of("work-2_b").is_ok());
    }
}
