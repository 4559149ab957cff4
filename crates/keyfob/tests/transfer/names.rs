//! Folders of odd names, and of what is neither a file nor a folder.

use std::fs;
use std::path::{Path, PathBuf};

use keyfob::quatrix::transfer::{Error, Existing, Names, Report};

use crate::probe::{names, session, settings, transfer};
use crate::proxy::{Asked, Proxy, Verdict};
use crate::server::Server;
use crate::store::Content;

fn add(server: &Server, parent: &str, name: &str, text: &str) {
    let content = Content::Bytes(text.as_bytes().to_vec());
    server.store().add(parent, name, "F", content);
}

/// The paths that failed, in order, with whether the name was taken.
fn failed(report: &Report) -> Vec<(&str, bool)> {
    let taken = |error: &Error| matches!(error, Error::Taken(_));
    let told = report.failed.iter();
    let mut told: Vec<_> = told
        .map(|(path, error)| (path.to_str().unwrap(), taken(error)))
        .collect();
    told.sort_unstable();
    told
}

async fn down(server: &Server, to: &Path, names: Names, existing: Existing) -> Report {
    let transfer = transfer(server).with_names(names);
    let report = transfer.download_folder("home", to, existing).await;
    report.unwrap()
}

#[tokio::test]
async fn the_second_of_two_clashing_names_is_told_and_not_written_over_the_first() {
    let server = Server::start().await;
    for (name, text) in [
        ("README", "first"),
        ("readme", "second"),
        ("\u{e9}", "composed"),
        ("e\u{301}", "decomposed"),
        ("other", "other"),
    ] {
        add(&server, "home", name, text);
    }
    let (docs, other) = {
        let mut store = server.store();
        let none = Content::Bytes(Vec::new());
        let docs = store.add("home", "Docs", "D", none.clone());
        (docs, store.add("home", "docs", "D", none))
    };
    add(&server, &docs, "a", "in the first");
    add(&server, &other, "A", "in the second");
    for existing in [
        Existing::Refuse,
        Existing::Replace,
        Existing::ReplaceIfOther,
    ] {
        let to = tempfile::tempdir().unwrap();
        let report = down(&server, to.path(), Names::Folded, existing).await;
        let clashes = [("docs", true), ("e\u{301}", true), ("readme", true)];
        assert_eq!(failed(&report), clashes);
        assert_eq!(names(to.path()), ["Docs", "README", "other", "\u{e9}"]);
        assert_eq!(names(&to.path().join("Docs")), ["a"]);
        assert_eq!(fs::read(to.path().join("README")).unwrap(), b"first");
        assert_eq!(fs::read(to.path().join("\u{e9}")).unwrap(), b"composed");
    }
}

#[tokio::test]
async fn the_file_system_says_which_names_clash() {
    let server = Server::start().await;
    for name in ["a", "A", "ß", "SS", "\u{e9}", "e\u{301}", "b. ", "b"] {
        add(&server, "home", name, name);
    }
    let to = tempfile::tempdir().unwrap();
    let report = down(&server, to.path(), Names::AsThere, Existing::Replace).await;
    // Whatever this one is: each name has its own content, or was told.
    let here = names(to.path());
    assert_eq!(here.len() + report.failed.len(), 8, "{report:?}");
    for name in here {
        assert_eq!(fs::read(to.path().join(&name)).unwrap(), name.as_bytes());
    }
    if cfg!(target_os = "linux") {
        assert_eq!(report.files, 8, "{report:?}");
    }
}

#[tokio::test]
async fn two_files_of_one_name_are_not_guessed_between() {
    let server = Server::start().await;
    add(&server, "home", "a", "one");
    add(&server, "home", "a", "other");
    let to = tempfile::tempdir().unwrap();
    let report = down(&server, to.path(), Names::Exact, Existing::Replace).await;
    assert_eq!((report.files, failed(&report)), (1, vec![("a", true)]));
    assert_eq!(fs::read(to.path().join("a")).unwrap(), b"one");
    let up = transfer(&server);
    let report = up.upload_folder(to.path(), "home", Existing::Replace).await;
    assert_eq!(failed(&report.unwrap()), [("a", true)]);
    assert_eq!(server.count("file/modify") + server.count("upload/link"), 0);
}

#[tokio::test]
async fn refused_names_are_told_under_their_paths() {
    let server = Server::start().await;
    let sub = {
        let mut store = server.store();
        store.add("home", "sub", "D", Content::Bytes(Vec::new()))
    };
    for name in ["../out", "/etc/x", "a\\b", "fine"] {
        add(&server, &sub, name, name);
    }
    add(&server, "home", "/top", "");
    let top = tempfile::tempdir().unwrap();
    let report = down(
        &server,
        &top.path().join("to"),
        Names::default(),
        Existing::Replace,
    )
    .await;
    let paths: Vec<&Path> = report
        .failed
        .iter()
        .map(|(path, _)| path.as_path())
        .collect();
    for name in ["../out", "/etc/x", "a\\b"] {
        assert!(
            paths.contains(&PathBuf::from(format!("sub/{name}")).as_path()),
            "{paths:?}"
        );
    }
    assert!(paths.iter().all(|path| path.is_relative()));
    assert_eq!((report.files, report.failed.len()), (1, 4));
    assert_eq!(names(top.path()), ["to"]);
}

/// A vendor whose every listing is this one.
async fn always(server: &Server, listing: &'static str) -> Proxy {
    let rule = move |asked: &Asked<'_>| match asked.what {
        "file/metadata" => Verdict::Answer(200, "", listing),
        _ => Verdict::Pass,
    };
    Proxy::start(&server.origin(), rule).await
}

#[tokio::test]
async fn a_nameless_row_costs_only_itself() {
    let server = Server::start().await;
    let rule = |asked: &Asked<'_>| match (asked.what, asked.query) {
        ("file/metadata", "content=1") => Verdict::Answer(
            200,
            "",
            r#"{"id": "home", "type": "D", "content": [{"id": "nameless", "type": "F"}, {"name": "no id"},
                null, "text", {"id": "file-1", "name": "good", "type": "F", "size": 3, "modified": 7}]}"#,
        ),
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    add(&server, "elsewhere", "good", "yes");
    let to = tempfile::tempdir().unwrap();
    let transfer = session(settings(&proxy.origin())).transfer();
    let report = transfer.download_folder("home", to.path(), Existing::Refuse);
    let report = report.await.unwrap();
    let told = [
        ("?", false),
        ("?", false),
        ("nameless", false),
        ("no id", false),
    ];
    assert_eq!((report.files, failed(&report)), (1, told.to_vec()));
    assert_eq!(names(to.path()), ["good"]);
}

#[tokio::test]
async fn a_folder_that_lies_in_itself_ends_and_is_told() {
    let server = Server::start().await;
    for listing in [
        r#"{"type": "D", "content": [{"id": "home", "name": "again", "type": "D"}]}"#,
        r#"{"type": "D", "content": [{"id": "a", "name": "a", "type": "D"}, {"id": "b", "name": "b", "type": "S"}]}"#,
    ] {
        let proxy = always(&server, listing).await;
        let to = tempfile::tempdir().unwrap();
        let transfer = session(settings(&proxy.origin())).transfer();
        let report = transfer.download_folder("home", to.path(), Existing::Refuse);
        let report = report.await.unwrap();
        let loops = report
            .failed
            .iter()
            .all(|(_, error)| matches!(error, Error::Loop(_)));
        assert!(
            loops && (1..=4).contains(&report.failed.len()),
            "{report:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_no_listing_is_no_empty_folder() {
    let server = Server::start().await;
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("a"), "a").unwrap();
    for listing in [
        "{}",
        r#"{"msg": "Unauthorized"}"#,
        r#"{"type": "F", "content": []}"#,
    ] {
        let proxy = always(&server, listing).await;
        let transfer = session(settings(&proxy.origin())).transfer();
        let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
        assert!(up.await.is_err(), "{listing}");
        let to = here.path().join("to");
        let down = transfer.download_folder("home", &to, Existing::Refuse);
        assert!(down.await.is_err() && !to.exists(), "{listing}");
    }
    assert_eq!(server.count("upload/link"), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_neither_a_file_nor_a_folder_is_counted_and_not_read() {
    let server = Server::start().await;
    let here = tempfile::tempdir().unwrap();
    let path = |name: &str| here.path().join(name);
    fs::write(path("file"), "a").unwrap();
    std::os::unix::fs::symlink(path("file"), path("link")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(path("pipe"))
        .status();
    assert!(pipe.unwrap().success());
    let mut before = names(here.path());
    let up = transfer(&server);
    let report = up
        .upload_folder(here.path(), "home", Existing::Refuse)
        .await;
    let report = report.unwrap();
    assert_eq!((report.files, report.left_out), (1, 1));
    assert_eq!(failed(&report), [("pipe", false), ("socket", false)]);
    let odd = report
        .failed
        .iter()
        .all(|(_, error)| matches!(error, Error::NotAFile(_)));
    assert!(odd, "{report:?}");
    before.dedup();
    assert_eq!(names(here.path()), before);
}

#[tokio::test]
async fn an_odd_time_of_the_vendors_does_not_move_files_on_each_run() {
    for time in [
        "1571234567123",
        "1571234567.123",
        "1571234567.1234559059",
        "1571234567",
        "-1.5",
        // Later than most file systems can keep.
        "99999999999",
        "7999999999.5",
    ] {
        let server = Server::start().await;
        add(&server, "home", "a", "abc");
        for item in server.store().items.values_mut() {
            item.mtime = time.to_owned();
        }
        let to = tempfile::tempdir().unwrap();
        for moved in [1, 0, 0] {
            let report = down(
                &server,
                to.path(),
                Names::default(),
                Existing::ReplaceIfOther,
            )
            .await;
            assert_eq!((report.files, report.skipped), (moved, 1 - moved), "{time}");
            assert_eq!(names(to.path()), ["a"]);
        }
        // And up again: the same file.
        let up = transfer(&server);
        let report = up
            .upload_folder(to.path(), "home", Existing::ReplaceIfOther)
            .await;
        let skipped = report.unwrap().skipped;
        assert!(
            skipped == 1 || time.starts_with('9') || time.starts_with("79"),
            "{time}"
        );
    }
}
