//! `up`, `down` and `sync`.

use std::fs;

use serde_json::json;

use crate::desk::Desk;

const USER: &str = "totp@sandbox.example";

fn photos(desk: &Desk) {
    fs::create_dir_all(desk.path("photos/2029/summer")).unwrap();
    fs::write(desk.path("photos/cover.jpg"), b"a cover").unwrap();
    fs::write(desk.path("photos/2029/summer/beach.jpg"), vec![7; 300_000]).unwrap();
    fs::write(desk.path("photos/2029/empty.txt"), b"").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_up_and_comes_down() {
    let desk = Desk::at(&["quatrix"]).await;
    fs::write(desk.path("report.pdf"), vec![3; 100_000]).unwrap();
    let up = desk.json(&["up", "report.pdf"]);
    assert_eq!(up["bytes"], 100_000);
    let id = up["file_id"].as_str().unwrap();
    let down = desk.json(&["down", id, "copy.pdf"]);
    assert_eq!(down["bytes"], 100_000);
    assert_eq!(fs::read(desk.path("copy.pdf")).unwrap(), vec![3; 100_000]);
    // Its own name is taken here.
    assert_eq!(desk.run(&["down", id]).code, 1);
    fs::remove_file(desk.path("report.pdf")).unwrap();
    assert_eq!(desk.run(&["down", id]).code, 0);
    assert!(desk.path("report.pdf").exists());
    // Its name is taken there.
    let ran = desk.run(&["up", "report.pdf"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let other = desk.json(&["up", "report.pdf", "--other-name"]);
    assert_ne!(other["name"], "report.pdf");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_there_is_listed_and_named_by_its_path() {
    let desk = Desk::at(&["quatrix"]).await;
    photos(&desk);
    desk.done(&["up", "photos"]);
    let names = |rows: &serde_json::Value| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let home = desk.json(&["ls"]);
    // Folders first.
    assert_eq!(names(&home), ["2029", "Trash", "cover.jpg"]);
    let beach = desk.json(&["ls", "/2029/summer/"]);
    assert_eq!(names(&beach), ["beach.jpg"]);
    assert_eq!(
        (&beach[0]["kind"], &beach[0]["size"]),
        (&json!("file"), &json!(300_000))
    );
    // A file is a list of itself, and an id is as good as a path.
    assert_eq!(desk.json(&["ls", "/2029/summer/beach.jpg"]), beach);
    assert_eq!(desk.json(&["ls", beach[0]["id"].as_str().unwrap()]), beach);
    desk.done(&["down", "/2029/summer/beach.jpg", "again.jpg"]);
    assert_eq!(fs::read(desk.path("again.jpg")).unwrap(), vec![7; 300_000]);
    desk.done(&["up", "again.jpg", "--to", "/2029/summer"]);
    desk.done(&["sync", "photos", "--with", "/2029"]);
    desk.done(&["sync", "copy", "--with", "/2029/2029", "--down"]);
    assert!(desk.path("copy/empty.txt").exists());
    let table = desk.done(&["ls", "/2029"]);
    let first: Vec<_> = table
        .lines()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(
        first,
        ["Name", "2029/", "summer/", "cover.jpg", "empty.txt"]
    );
    let ran = desk.run(&["down", "/2029/winter/snow.jpg"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err
            .contains("/2029/winter/snow.jpg: there is no `winter`"),
        "{ran:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_cannot_control_the_terminal() {
    let desk = Desk::at(&["quatrix"]).await;
    let ran = desk.run(&["ls", "/red\u{1b}[31m\u{9b}2J"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told = r"error: /red\u001b[31m\u009b2J: there is no `red\u001b[31m\u009b2J`";
    assert!(ran.err.starts_with(told), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_goes_up_comes_down_and_is_kept_the_same() {
    let desk = Desk::at(&["quatrix"]).await;
    photos(&desk);
    let home = desk.json(&["call", "quatrix", "file_metadata_home_get"]);
    let body = json!({"target": home["id"], "name": "album"}).to_string();
    let album = desk.json(&["call", "quatrix", "file_makedir", "-y", "-b", &body]);
    let album = album["id"].as_str().unwrap();
    let up = desk.json(&["up", "photos", "--to", album]);
    assert_eq!(
        (up["files"].as_u64(), up["skipped"].as_u64()),
        (Some(3), Some(0))
    );
    assert_eq!(desk.sandbox.quatrix().files(USER, "album").len(), 3);
    let again = desk.json(&["sync", "photos", "--with", album]);
    assert_eq!(
        (again["files"].as_u64(), again["skipped"].as_u64()),
        (Some(0), Some(3))
    );
    fs::write(desk.path("photos/cover.jpg"), b"another cover").unwrap();
    let again = desk.json(&["sync", "photos", "--with", album]);
    assert_eq!(
        (again["files"].as_u64(), again["skipped"].as_u64()),
        (Some(1), Some(2))
    );
    let down = desk.json(&["sync", "copy", "--with", album, "--down"]);
    assert_eq!(down["files"], 3);
    assert_eq!(
        fs::read(desk.path("copy/cover.jpg")).unwrap(),
        b"another cover"
    );
    let line = desk.done(&["down", album, "second"]);
    assert_eq!(line, "3 files, 300013 bytes, 0 left as they are\n");
    // What is there is refused where that is wanted, and a part that fails is no success.
    let ran = desk.run(&[
        "--json",
        "up",
        "photos",
        "--to",
        album,
        "--existing",
        "refuse",
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["failed"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_there_is_replaced_only_where_that_is_said() {
    let desk = Desk::at(&["quatrix"]).await;
    fs::write(desk.path("a.txt"), "first").unwrap();
    let first = desk.json(&["up", "a.txt"]);
    fs::write(desk.path("b.txt"), "mine").unwrap();
    for refuse in [&[][..], &["--existing", "refuse"]] {
        let ran = desk.run(&[&["down", "/a.txt", "b.txt"], refuse].concat());
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("b.txt is there already"), "{ran:?}");
        assert!(ran.err.contains("--existing replace"), "{ran:?}");
        assert_eq!(fs::read_to_string(desk.path("b.txt")).unwrap(), "mine");
    }
    desk.done(&["down", "/a.txt", "b.txt", "--existing", "replace"]);
    assert_eq!(fs::read_to_string(desk.path("b.txt")).unwrap(), "first");
    let same = ["down", "/a.txt", "b.txt", "--existing", "replace-if-other"];
    assert_eq!(desk.json(&same)["skipped"], true);
    // Into a folder, under its own name.
    fs::create_dir(desk.path("folder")).unwrap();
    desk.done(&["down", "/a.txt", "folder"]);
    assert_eq!(
        fs::read_to_string(desk.path("folder/a.txt")).unwrap(),
        "first"
    );
    // And up.
    let same = ["up", "a.txt", "--existing", "replace-if-other"];
    assert_eq!(desk.json(&same)["skipped"], true);
    fs::write(desk.path("a.txt"), "second").unwrap();
    let ran = desk.run(&["up", "a.txt"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("--existing replace"), "{ran:?}");
    let second = desk.json(&same);
    assert_eq!(
        (&second["skipped"], &second["bytes"]),
        (&json!(false), &json!(6))
    );
    assert_ne!(second["file_id"], first["file_id"]);
    desk.done(&["down", "/a.txt", "c.txt"]);
    assert_eq!(fs::read_to_string(desk.path("c.txt")).unwrap(), "second");
    let home = desk.json(&["ls"]);
    let named = home.as_array().unwrap().iter();
    assert_eq!(named.filter(|row| row["name"] == "a.txt").count(), 1);
}

/// Also where nobody reads, and where a program does.
#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_failed_is_no_success_whoever_reads() {
    let desk = Desk::at(&["quatrix"]).await;
    photos(&desk);
    desk.done(&["up", "photos"]);
    let again = ["--json", "up", "photos", "--existing", "refuse"];
    let ran = desk.run(&again);
    assert_eq!(ran.error()["kind"], "in_part", "{ran:?}");
    let mut command = desk.command(&again);
    let mut running = command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let ran = crate::desk::Ran::from(running.wait_with_output().unwrap());
    assert_eq!(ran.code, 1, "{ran:?}");
    // What the hint says: the same command goes on.
    desk.done(&["down", "/2029"]);
    desk.done(&["down", "/2029"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_told() {
    let desk = Desk::at(&["quatrix"]).await;
    assert_eq!(desk.run(&["up", "nothing.pdf"]).code, 7);
    assert_eq!(desk.run(&["sync", "nothing"]).code, 2);
    let ran = desk.run(&["down", "00000000-0000-4000-8000-000000000000", "x"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = desk.run(&["logout", "quatrix"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    fs::write(desk.path("a"), b"a").unwrap();
    assert_eq!(desk.run(&["up", "a"]).code, 3);
}

/// Ctrl-c leaves no half file, and the next run goes on.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_stopped_goes_on_with_the_next_run() {
    use std::process::Stdio;

    use keyfob_sandbox::{Failure, When};

    let desk = Desk::at(&["quatrix"]).await;
    fs::write(desk.path("large.bin"), vec![9; 1_000_000]).unwrap();
    let hour = std::time::Duration::from_secs(3_600);
    desk.sandbox.fail_next(
        When::operation("quatrix", "upload_finalize").unwrap(),
        Failure::Slow(hour),
    );
    let mut command = desk.command(&["up", "large.bin"]);
    let mut running = command.stderr(Stdio::piped()).spawn().unwrap();
    let is_sent = || {
        let sent = desk.sandbox.exchanges();
        sent.iter().any(|one| one.path.contains("/upload/finalize"))
    };
    for _ in 0..200 {
        if is_sent() || running.try_wait().unwrap().is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    crate::desk::interrupt(&running);
    let ran = crate::desk::Ran::from(running.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{ran:?}");
    assert!(
        ran.err.contains("goes on where this one stopped"),
        "{ran:?}"
    );
    let up = desk.json(&["up", "large.bin"]);
    assert_eq!(up["bytes"], 1_000_000);
    let there = desk.sandbox.quatrix().files(USER, "");
    let names: Vec<_> = there.keys().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}
