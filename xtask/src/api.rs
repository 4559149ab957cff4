//! `api`: the public API of each crate that users take, as a list in `api/`, so that a change of it shows in a review.

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use similar::TextDiff;

use crate::process;

/// The crates.
const CRATES: [&str; 10] = [
    "keyfob-core",
    "keyfob-drift",
    "keyfob-feed",
    "keyfob-sandbox",
    "keyfob-session",
    "kotak-trade",
    "kotak-neo",
    "kotak-neo-feed",
    "quatrix",
    "keyfob",
];

/// The features that the lists are of. Those without a crate's name are the facade's: with it they would be features of what the facade's own
/// tests depend on, which is the facade, too.
const FEATURES: &str = "keyfob-core/decimal,keyfob-core/system-proxy,keyfob-core/time,keyfob-drift/run,\
    keyfob-sandbox/control,keyfob-sandbox/docs,keyfob-sandbox/examples,keyfob-sandbox/seed,keyfob-sandbox/tls,\
    keyfob-session/encryption,keyfob-session/file,keyfob-session/keyring,keyfob-session/redis,quatrix/all,\
    blocking,encryption,file-store,keyring,kotak-neo-feed,kotak-neo-instruments,kotak-trade-history,\
    quatrix-all,quatrix-transfer,redis-store,spec,standard-login,totp";

/// Writes the lists, or compares them.
pub fn run(root: &Path, check: bool) -> ExitCode {
    match lists(root, check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("the public API is not what api/ says; if that is meant: cargo xtask api");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("api: {error}");
            ExitCode::FAILURE
        }
    }
}

fn lists(root: &Path, check: bool) -> io::Result<bool> {
    let mut same = true;
    let documents = documents(root)?;
    for name in CRATES {
        let file = root.join("api").join(format!("{name}.txt"));
        let new = list(&documents, name)?;
        let old = fs::read_to_string(&file).unwrap_or_default();
        if new == old {
            continue;
        }
        if check {
            same = false;
            let shown = format!("api/{name}.txt");
            let diff = TextDiff::from_lines(&old, &new);
            print!(
                "{}",
                diff.unified_diff().context_radius(0).header(&shown, &shown)
            );
        } else {
            fs::create_dir_all(root.join("api"))?;
            fs::write(&file, new)?;
            println!("wrote {}", file.display());
        }
    }
    Ok(same)
}

/// What a crate offers, a line an item.
fn list(documents: &Path, name: &str) -> io::Result<String> {
    let json = documents.join(format!("{}.json", name.replace('-', "_")));
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| Error::other(format!("{name}: {error}")))?;
    let lines: Vec<String> = api.items().map(|item| format!("{item}\n")).collect();
    Ok(lines.concat())
}

/// The folder of rustdoc's JSON of the crates, of one run: one for each crate would compile their dependencies for each. It is there behind a
/// switch of the compiler, for which a toolchain that is no nightly is told to be one: rustdoc alone, for a build would begin anew.
fn documents(root: &Path) -> io::Result<PathBuf> {
    let mut command = Command::new("cargo");
    command
        .args(["doc", "--quiet", "--no-deps", "--lib"])
        .args(["--no-default-features", "--features", FEATURES])
        .env("RUSTDOC", root.join(".ci/rustdoc"))
        .env("RUSTDOCFLAGS", "-Z unstable-options --output-format json")
        .current_dir(root);
    for name in CRATES {
        command.args(["--package", name]);
    }
    match command.status()? {
        status if status.success() => Ok(process::target(root).join("doc")),
        status => Err(Error::other(format!("rustdoc ended with {status}"))),
    }
}
