//! `login`, `status` and `logout`.

use crate::desk::Desk;

const VENDORS: [&str; 3] = ["kotak-trade", "kotak-neo", "quatrix"];

#[tokio::test(flavor = "multi_thread")]
async fn each_vendor_is_logged_in_to_kept_and_logged_out_of() {
    let desk = Desk::new().await;
    for vendor in VENDORS {
        let ran = desk.log_in(vendor);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.out.starts_with(&format!("logged in to {vendor} as ")),
            "{ran:?}"
        );
    }
    let rows = desk.json(&["status", "--check"]);
    let rows = rows.as_array().unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["vendor"].as_str().unwrap(),
                row["user"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("kotak-trade", &*desk.trade().user_id),
        ("kotak-neo", &*desk.neo().ucc),
        ("quatrix", "sandbox/totp@sandbox.example"),
    ];
    assert_eq!(told, expected);
    for row in rows {
        assert_eq!(row["state"], "standing", "{row}");
        assert_eq!(row["origin"], desk.sandbox.url());
        assert!(
            row["logged_in_at"].as_str().unwrap().ends_with('Z'),
            "{row}"
        );
    }
    // The flag and the variables are needed once.
    assert_eq!(
        desk.json(&["positions", "kotak-neo"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for vendor in VENDORS {
        let ran = desk.run(&["logout", vendor]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(desk.run(&["logout", vendor]).code, 3);
        assert_eq!(desk.run(&["status", vendor]).code, 3);
    }
    assert_eq!(desk.json(&["status"]), serde_json::json!([]));
    assert_eq!(desk.sandbox.kotak_trade().open_sessions(), 0);
    assert_eq!(desk.sandbox.quatrix().open_sessions(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_generations_of_kotak_neo() {
    let desk = Desk::new().await;
    desk.sandbox.kotak_neo().allow_used_codes(true);
    let mut variables = desk.variables("kotak-neo");
    variables.insert("CONSUMER_KEY", desk.neo().consumer_key.clone());
    variables.insert("CONSUMER_SECRET", desk.neo().consumer_secret.clone());
    variables.insert("PASSWORD", desk.neo().password.clone());
    for generation in ["g1", "g2", "g3"] {
        let ran = desk.log_in_with("kotak-neo", &variables, &["--generation", generation]);
        assert_eq!(ran.code, 0, "{generation}: {ran:?}");
        let rows = desk.json(&["positions"]);
        assert_eq!(rows.as_array().unwrap().len(), 1, "{generation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_second_factor_and_the_api_key_of_quatrix() {
    let desk = Desk::new().await;
    for user in 0..3 {
        let mut variables: std::collections::BTreeMap<_, _> =
            desk.quatrix(user).into_iter().collect();
        variables.insert("ORIGIN", desk.sandbox.url().to_owned());
        let ran = desk.log_in_with("quatrix", &variables, &[]);
        assert_eq!(ran.code, 0, "{user}: {ran:?}");
        let rows = desk.json(&["status", "--check"]);
        assert_eq!(rows[0]["state"], "standing", "{user}");
    }
    let key = desk.sandbox.accounts().quatrix[0].api_key.clone();
    std::fs::write(desk.path("key"), format!("{key}\n")).unwrap();
    let arguments = [
        "login",
        "quatrix",
        "--api-key",
        "--origin",
        desk.sandbox.url(),
    ];
    let mut command = desk.command(&arguments);
    command
        .args(["--secret-file", "API_KEY=key"])
        .env("KEYFOB_QUATRIX_ACCOUNT", "sandbox");
    assert_eq!(crate::desk::Ran::of(&mut command).code, 0);
    assert_eq!(desk.json(&["status"])[0]["user"], "sandbox/api-key");
    // A key that is wrong is not kept.
    std::fs::write(desk.path("key"), "wrong-key-0000-0000").unwrap();
    let ran = crate::desk::Ran::of(&mut command);
    assert_eq!(ran.code, 3, "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_from_files_and_those_come_first() {
    let desk = Desk::new().await;
    let file = desk.env_file("kotak-trade");
    let file = file.to_str().unwrap();
    let mut command = desk.command(&["login", "kotak-trade", "--env-file", file]);
    command.env("KEYFOB_KOTAK_TRADE_USER_ID", "somebody-else");
    let ran = crate::desk::Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains(&desk.trade().user_id), "{ran:?}");
    std::fs::write(desk.path("wrong"), "not-the-password\r\n").unwrap();
    let wrong = ["--secret-file", "PASSWORD=wrong"];
    let arguments = [&["login", "kotak-trade", "--env-file", file], &wrong[..]].concat();
    let ran = desk.run(&arguments);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(!ran.err.contains("not-the-password"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_be_asked_the_missing_variable_is_named_and_nothing_was_sent() {
    let desk = Desk::new().await;
    let logins: [(&str, &[&str], &[&str]); 5] = [
        (
            "kotak-trade",
            &[],
            &["USER_ID", "ACCESS_TOKEN", "CONSUMER_KEY", "PASSWORD"],
        ),
        (
            "kotak-neo",
            &["--generation", "g1"],
            &[
                "MOBILE",
                "CONSUMER_KEY",
                "CONSUMER_SECRET",
                "PASSWORD",
                "MPIN",
            ],
        ),
        (
            "kotak-neo",
            &["--generation", "g2"],
            &[
                "MOBILE",
                "UCC",
                "CONSUMER_KEY",
                "CONSUMER_SECRET",
                "TOTP",
                "MPIN",
            ],
        ),
        (
            "kotak-neo",
            &[],
            &["MOBILE", "UCC", "DASHBOARD_TOKEN", "TOTP", "MPIN"],
        ),
        ("quatrix", &[], &["ACCOUNT", "EMAIL", "PASSWORD"]),
    ];
    for (vendor, arguments, needed) in logins {
        for missing in needed {
            let given = needed.iter().filter(|name| *name != missing);
            let mut variables: std::collections::BTreeMap<_, _> =
                given.map(|name| (*name, "123456".to_owned())).collect();
            variables.insert("ORIGIN", desk.sandbox.url().to_owned());
            let ran = desk.log_in_with(vendor, &variables, arguments);
            assert_eq!(ran.code, 2, "{vendor} {arguments:?} {missing}: {ran:?}");
            let name = crate::desk::full_name(vendor, missing);
            assert!(ran.err.contains(&format!("{name} is not set")), "{ran:?}");
            assert!(
                ran.err.contains(&format!("--secret-file {missing}=FILE")),
                "{ran:?}"
            );
            assert!(
                desk.sandbox.exchanges().is_empty(),
                "{vendor} {arguments:?} {missing}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_do_not_see_each_other() {
    let desk = Desk::at(&["kotak-trade"]).await;
    let rows = desk.json(&["--profile", "other", "status"]);
    assert_eq!(rows, serde_json::json!([]));
    let mut command = desk.command(&["status", "kotak-trade"]);
    command.env("KEYFOB_PROFILE", "other");
    assert_eq!(crate::desk::Ran::of(&mut command).code, 3);
    assert_eq!(desk.run(&["--profile", "../up", "status"]).code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_origin_may_be_said_for_all_vendors() {
    let desk = Desk::new().await;
    let mut variables = desk.variables("quatrix");
    variables.remove("ORIGIN");
    let mut command = desk.command(&["login", "quatrix"]);
    command.env("KEYFOB_ORIGIN", desk.sandbox.url());
    for (name, value) in &variables {
        command.env(crate::desk::full_name("quatrix", name), value);
    }
    assert_eq!(crate::desk::Ran::of(&mut command).code, 0);
    assert_eq!(desk.json(&["status"])[0]["origin"], desk.sandbox.url());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_user_takes_the_place_of_the_one_before() {
    let desk = Desk::new().await;
    for user in 0..2 {
        let mut variables: std::collections::BTreeMap<_, _> =
            desk.quatrix(user).into_iter().collect();
        variables.insert("ORIGIN", desk.sandbox.url().to_owned());
        assert_eq!(desk.log_in_with("quatrix", &variables, &[]).code, 0);
        let shown = desk.json(&["call", "quatrix", "profile_info_get"]);
        assert!(shown.is_object());
        let email = &desk.sandbox.accounts().quatrix[user].email;
        let rows = desk.json(&["status"]);
        assert_eq!(rows[0]["user"], format!("sandbox/{email}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_the_vendor_ended_says_what_to_do() {
    let desk = Desk::at(&["kotak-trade"]).await;
    desk.sandbox.kotak_trade().end_sessions();
    let ran = desk.run(&["positions"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.err.contains("run `keyfob login kotak-trade`"),
        "{ran:?}"
    );
    let ran = desk.run(&["--json", "positions"]);
    assert_eq!(ran.error()["kind"], "session_ended");
    let ran = desk.run(&["status", "--check"]);
    assert_eq!((ran.code, ran.out.contains("ended")), (3, true), "{ran:?}");
    // It can be logged out of all the same, and in to again.
    assert_eq!(desk.run(&["logout", "kotak-trade"]).code, 0);
    assert_eq!(desk.log_in("kotak-trade").code, 0);
    assert_eq!(desk.run(&["positions"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_forgotten_without_the_vendor_where_that_is_asked_for() {
    let desk = Desk::at(&["quatrix"]).await;
    let ran = desk.run(&["logout", "quatrix", "--forget"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.run(&["status", "quatrix"]).code, 3);
    assert_eq!(desk.sandbox.quatrix().open_sessions(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_of_a_code_of_an_authenticator_it_is_said_that_it_is_good_for_half_a_minute() {
    let desk = Desk::new().await;
    for (vendor, name, is_of_half_a_minute) in [
        ("kotak-neo", "TOTP", true),
        ("kotak-neo", "MPIN", false),
        ("kotak-trade", "ACCESS_CODE", false),
        ("kotak-trade", "MPIN", false),
        ("quatrix", "TOTP", true),
    ] {
        let mut variables = desk.variables(vendor);
        variables.retain(|known, _| {
            let is_instead = (name == "TOTP" && *known == "TOTP_SECRET")
                || (vendor == "kotak-trade" && *known == "ACCESS_CODE");
            !is_instead
        });
        variables.insert(name, "000000".to_owned());
        let ran = desk.log_in_with(vendor, &variables, &["--json"]);
        assert_eq!(ran.code, 4, "{vendor} {name}: {ran:?}");
        let error = ran.error();
        assert_eq!(error["kind"], "wrong_code", "{vendor} {name}: {ran:?}");
        let hint = error["hint"].as_str().unwrap();
        assert_eq!(
            hint.contains("half a minute"),
            is_of_half_a_minute,
            "{vendor} {name}: {hint}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_of_variables_cannot_mean_is_told_by_file_and_line() {
    let desk = Desk::new().await;
    for line in [
        "PASSWORD=S3CR3T S3CR3T",
        "export EMAIL=S3CR3T ACCOUNT=S3CR3T",
    ] {
        std::fs::write(desk.path("some.env"), format!("# a comment\n{line}\n")).unwrap();
        let ran = desk.run(&["login", "quatrix", "--env-file", "some.env"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("some.env: line 2"), "{ran:?}");
        assert!(ran.err.contains("quotation marks"), "{ran:?}");
        assert!(!ran.err.contains("S3CR3T"), "{ran:?}");
    }
    assert!(desk.sandbox.exchanges().is_empty());
}
