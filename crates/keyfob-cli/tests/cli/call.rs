//! `call`: any operation of a vendor's document.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn parameters_go_where_the_document_says() {
    let desk = Desk::at(&["kotak-neo", "quatrix"]).await;
    let quotes = desk.json(&[
        "call",
        "kotak-neo",
        "get_quotes",
        "-p",
        &format!("neo_symbols=nse_cm|{}", demo::SHARE),
        "--param",
        "quote_type=ltp",
    ]);
    assert_eq!(quotes[0]["display_symbol"], "SANDBOXCO-EQ");
    let home = desk.json(&["call", "quatrix", "file_metadata_home_get"]);
    let id = format!("id={}", home["id"].as_str().unwrap());
    let same = desk.json(&["call", "quatrix", "file_metadata_get", "-p", &id]);
    assert_eq!(same["id"], home["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_an_argument_a_file_or_the_standard_input() {
    let desk = Desk::at(&["quatrix"]).await;
    let home = desk.json(&["call", "quatrix", "file_metadata_home_get"]);
    let make = [
        "--json",
        "call",
        "quatrix",
        "file_makedir",
        "--yes",
        "--body",
    ];
    for (at, source) in ["argument", "file", "input"].into_iter().enumerate() {
        let body = json!({"target": home["id"], "name": source}).to_string();
        std::fs::write(desk.path("body.json"), &body).unwrap();
        let given = [&*body, "@body.json", "-"][at];
        let ran = desk.run_with(&[&make[..], &[given]].concat(), &body);
        assert_eq!(ran.code, 0, "{source}: {ran:?}");
        assert!(ran.out.contains(source), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_goes_into_the_form_that_the_vendor_wants() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let order = r#"{"am":"NO","dq":"0","es":"nse_cm","mp":"0","pc":"MIS","pr":"1500.50","pt":"L","qt":"1","rt":"DAY","tp":"0","ts":"SANDBOXCO-EQ","tt":"B","ig":"by-call"}"#;
    let placed = desk.json(&["call", "kotak-neo", "place_order", "-y", "-b", order]);
    assert_eq!(placed["stat"], "Ok");
    let sent = desk.sandbox.take_exchanges();
    let sent = sent
        .iter()
        .find(|one| one.path.ends_with("/place"))
        .unwrap();
    let kind = sent.request_header("content-type");
    assert_eq!(kind, Some("application/x-www-form-urlencoded"));
    let body = String::from_utf8(sent.request_body.to_vec()).unwrap();
    assert!(body.starts_with("jData=%7B%22am%22%3A%22NO%22"), "{body}");
    // The form as the vendor's documents write it is taken, too.
    let form = json!({"jData": order.replace("by-call", "by-form")}).to_string();
    let placed = desk.json(&["call", "kotak-neo", "place_order", "-y", "-b", &form]);
    assert_eq!(placed["stat"], "Ok");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_go_to_a_file_or_a_pipe() {
    let desk = Desk::at(&["quatrix"]).await;
    std::fs::write(desk.path("bytes.bin"), [0_u8, 159, 146, 150]).unwrap();
    desk.done(&["up", "bytes.bin"]);
    let home = desk.json(&["call", "quatrix", "file_metadata_home_get"]);
    let content = home["content"].as_array().unwrap();
    let file = content
        .iter()
        .find(|file| file["name"] == "bytes.bin")
        .unwrap();
    let body = json!({"ids": [file["id"]]}).to_string();
    let link = desk.json(&["call", "quatrix", "file_download_link", "-y", "-b", &body]);
    let id = format!("id={}", link["id"].as_str().unwrap());
    let call = ["call", "quatrix", "file_download", "-p", &id];
    // JSON has no place for them. It was called, so this is no matter of arguments.
    let ran = desk.run(&[&["--json"], &call[..]].concat());
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(
        ran.error()["hint"].as_str().unwrap().contains("--output"),
        "{ran:?}"
    );
    let link = desk.json(&["call", "quatrix", "file_download_link", "-y", "-b", &body]);
    let id = format!("id={}", link["id"].as_str().unwrap());
    let call = ["call", "quatrix", "file_download", "-p", &id];
    let output = desk.command(&call).output().unwrap();
    assert_eq!(output.stdout, [0, 159, 146, 150]);
    let link = desk.json(&["call", "quatrix", "file_download_link", "-y", "-b", &body]);
    let id = format!("id={}", link["id"].as_str().unwrap());
    let told = desk.json(&[
        "call",
        "quatrix",
        "file_download",
        "-p",
        &id,
        "-o",
        "copy.bin",
    ]);
    assert_eq!(told["bytes"], 4);
    assert_eq!(
        std::fs::read(desk.path("copy.bin")).unwrap(),
        [0, 159, 146, 150]
    );
}

/// With its secrets, so for its owner only; and nothing gives way to it.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_of_an_answer_takes_no_other_files_place() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::at(&["quatrix"]).await;
    let call = ["call", "quatrix", "profile_info_get", "-o"];
    desk.done(&[&call[..], &["answer.json"]].concat());
    let mode = |name: &str| {
        let found = std::fs::metadata(desk.path(name)).unwrap();
        found.permissions().mode() & 0o777
    };
    assert_eq!(mode("answer.json"), 0o600);
    std::fs::write(desk.path("mine.json"), "mine").unwrap();
    std::os::unix::fs::symlink("nowhere", desk.path("link.json")).unwrap();
    desk.sandbox.take_exchanges();
    for taken in ["mine.json", "link.json", ".", "no-folder/answer.json"] {
        let ran = desk.run(&[&call[..], &[taken]].concat());
        assert_eq!(ran.code, 7, "{taken}: {ran:?}");
        assert!(ran.err.contains("nothing was sent"), "{taken}: {ran:?}");
    }
    assert!(desk.sandbox.exchanges().is_empty());
    assert_eq!(
        std::fs::read_to_string(desk.path("mine.json")).unwrap(),
        "mine"
    );
    assert!(desk.path("link.json").is_symlink());
    // A pipe takes it, and stays one.
    let pipe = desk.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut reader = std::process::Command::new("cat");
    let reader = reader.arg(&pipe).stdout(std::process::Stdio::piped());
    let reader = reader.spawn().unwrap();
    desk.done(&[&call[..], &["pipe"]].concat());
    let read = reader.wait_with_output().unwrap().stdout;
    assert_eq!(read, std::fs::read(desk.path("answer.json")).unwrap());
    assert!(!pipe.is_file());
    let piped = desk.done(&[&call[..], &["-"]].concat());
    assert_eq!(piped.as_bytes(), read);
    let left: Vec<_> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().starts_with(".keyfob"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_must_not_be_repeated_is_not_called_by_accident() {
    let desk = Desk::at(&["quatrix"]).await;
    desk.sandbox.take_exchanges();
    let body = r#"{"target":"x","name":"y"}"#;
    let ran = desk.run(&["call", "quatrix", "file_makedir", "--body", body]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("--yes"), "{ran:?}");
    assert!(desk.sandbox.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_before_anything_is_sent() {
    let desk = Desk::at(&["kotak-neo"]).await;
    desk.sandbox.take_exchanges();
    let call = |arguments: &[&str]| {
        let ran = desk.run(&[&["call", "kotak-neo"], arguments].concat());
        assert_eq!(ran.code, 2, "{ran:?}");
        ran.err
    };
    for (arguments, told) in [
        (&["plac_order"][..], "did you mean place_order?"),
        (
            &["get_quotes"],
            "--param neo_symbols=.. and --param quote_type=..",
        ),
        (
            &["get_quotes", "-p", "symbols=x"],
            "did you mean neo_symbols?",
        ),
        (
            &["get_quotes", "-p", "neo_symbols=x", "-p", "quote_type=last"],
            "`quote_type` is one of",
        ),
        (&["place_order", "-y"], "place_order needs `--body`"),
        (&["place_order", "-y", "-b", "{"], "no JSON"),
        (&["get_positions", "-b", "{}"], "takes no body"),
    ] {
        let err = call(arguments);
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    assert!(desk.sandbox.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_are_listed_and_described() {
    let desk = Desk::new().await;
    let count = |vendor: &str| {
        let all = desk.json(&["call", vendor, "--list"]);
        all.as_array().unwrap().len()
    };
    let counts = ["kotak-trade", "kotak-neo", "quatrix"].map(count);
    assert_eq!(counts.iter().sum::<usize>(), 231);
    let found = desk.done(&["call", "kotak-neo", "--list", "ORDER"]);
    assert!(found.contains("place_order") && !found.contains("get_positions"));
    let page = desk.done(&["call", "kotak-neo", "place_order", "--describe"]);
    for told in [
        "Place an order",
        "may be repeated: never",
        "confidence: sdk",
        "\"ts\":\"ABCD-EQ\"",
        "dashboardToken and tradeSid and tradeToken",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let value = desk.json(&["call", "quatrix", "file_download", "--describe"]);
    assert_eq!(value["parameters"][0]["in"], "path");
    assert_eq!(value["repeat"], "safe");
}
