//! What is found of a secret, and what is not.

use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::*;

const SECRET: &str = "S3cr/et+\"<k&y> 'ü'";

fn clean(text: &str) -> String {
    redact(text, &[Needle::new(SECRET.to_owned())])
}

#[test]
fn every_spelling_is_found() {
    let form = serde_urlencoded::to_string([("", SECRET)]).unwrap();
    let form = form.trim_start_matches('=').to_owned();
    let json = serde_json::to_string(SECRET).unwrap();
    let json = json.trim_matches('"').to_owned();
    let html = SECRET
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace('/', "&#x2F;");
    for spelt in [
        SECRET.to_owned(),
        SECRET.to_uppercase().replace('Ü', "ü"),
        form.clone(),
        form.to_lowercase(),
        form.replace('+', "%20"),
        form.replace('%', "%25"),
        json.replace('/', "\\/"),
        json.replace('<', "\\u003c"),
        html,
    ] {
        assert_eq!(clean(&format!("a {spelt}!")), "a [redacted]!", "{spelt}");
    }
}

#[test]
fn encoded_runs_are_found_wherever_the_secret_begins() {
    for before in ["", "u", "us", "user:"] {
        let pair = format!("{before}{SECRET}");
        let hexadecimal: String = pair.bytes().map(|b| format!("{b:02x}")).collect();
        for run in [
            STANDARD.encode(&pair),
            URL_SAFE_NO_PAD.encode(&pair),
            hexadecimal,
        ] {
            assert_eq!(
                clean(&format!("Basic {run}.")),
                "Basic [redacted].",
                "{run}"
            );
        }
    }
    let fine = "file 0b1e9a1c-77de-4c7a-9f1e-000000000001 was not found";
    assert_eq!(clean(fine), fine);
}

#[test]
fn a_path_is_shown_as_its_template() {
    let url = Url::parse("https://h.test/api/1.0/reset/S3CR%2FET-id/x?key=1&b=2").unwrap();
    for shown in [
        "/api/1.0/reset/S3CR%2fet-ID/x",
        "/api/1.0/reset/S3CR/ET-id/x",
    ] {
        assert_eq!(
            template(&format!("no route {shown}"), "/reset/{id}/x", &url),
            "no route /api/1.0/reset/{id}/x"
        );
    }
    assert_eq!(
        template("link S3CR/ET-id has expired", "/reset/{id}/x", &url),
        "link {id} has expired"
    );
}

/// The id of a mailed link may be letters that can be read, as a word is.
#[test]
fn what_fills_a_place_of_the_path_is_not_shown_though_it_reads_as_a_word() {
    for value in ["kobejusirato", "positions", "S3CR3T-id", "KOBEJUSI"] {
        let url = Url::parse(&format!("https://h.test/reset/{value}/x")).unwrap();
        for text in [
            "no route /reset/{id}/x",
            "no route /RESET/{id}",
            "no route %2Freset%2F{id}%2Fx",
            "no route \\/reset\\/{id}\\/x",
            "no route &#x2F;reset&#x2F;{id}",
            "link {id} has expired",
            "{id}",
        ] {
            let said = text.replace("{id}", value);
            assert_eq!(template(&said, "/reset/{id}/x", &url), text, "{value}");
        }
    }
    let url = Url::parse("https://h.test/books/position").unwrap();
    let prose = "repositioning of positions is no longer possible";
    assert_eq!(template(prose, "/books/{kind}", &url), prose);
}

#[test]
fn a_query_is_not_shown() {
    for (text, shown) in [
        (
            "no route /x?key=1&amp;b=a+b, sorry",
            "no route /x?[redacted] sorry",
        ),
        ("what? yes", "what? yes"),
        ("<a href='/x?sid=1'>x</a>", "<a href='/x?[redacted]'>x</a>"),
    ] {
        assert_eq!(without_queries(text), shown);
    }
}

#[test]
fn a_secret_with_a_percent_sign_is_found_as_it_was_sent() {
    let needles = [Needle::new("100%ab!x".to_owned())];
    for spelt in ["100%ab!x", "100%25ab%21x", "100%2525ab%2521x"] {
        assert_eq!(redact(spelt, &needles), REDACTED, "{spelt}");
    }
}

/// A password may be a word that any message has.
#[test]
fn an_ordinary_word_shreds_no_message_and_is_hidden_where_it_is_a_value() {
    for (secret, text, shown) in [
        ("wrong", "wrong password", "wrong password"),
        (
            "wrong",
            "Wrong user, WRONG password (wrong)",
            "Wrong user, WRONG password (wrong)",
        ),
        (
            "pass",
            "The password has passed its date",
            "The password has passed its date",
        ),
        ("password", "Invalid password.", "Invalid password."),
        (
            "invalid",
            "Invalid session, don't retry",
            "Invalid session, don't retry",
        ),
        ("wrong", "the password is wrong", "the password is wrong"),
        ("wrong password", "a wrong password", "a wrong password"),
        (
            "swordfish",
            r#"value "swordfish" of password"#,
            r#"value "[redacted]" of password"#,
        ),
        (
            "swordfish",
            r#"{\"password\":\"swordfish\"}"#,
            r#"{\"password\":\"[redacted]\"}"#,
        ),
        ("swordfish", "password='swordfish'", "password='[redacted]'"),
        (
            "swordfish",
            "user=me&password=Swordfish&x=1",
            "user=me&password=[redacted]&x=1",
        ),
        (
            "swordfish",
            "login me:swordfish failed",
            "login me:[redacted] failed",
        ),
        (
            "swordfish",
            "password%3Dswordfish%26",
            "password%3D[redacted]%26",
        ),
        ("swordfish", "%73wordfish is wrong", "[redacted] is wrong"),
        ("swordfish", "Basic bWU6c3dvcmRmaXNo", "Basic [redacted]"),
        ("wrong", "key=wrongly set", "key=wrongly set"),
        ("WrOnG", "wrong WrOnG", "wrong [redacted]"),
    ] {
        let needles = [Needle::new(secret.to_owned())];
        assert_eq!(redact(text, &needles), shown, "{secret}");
    }
}

/// A blank behind the name of a value, and brackets, make it no word of a sentence.
#[test]
fn an_ordinary_word_is_hidden_wherever_it_is_written_as_a_value() {
    for text in [
        "invalid password: {}",
        "invalid password: {}, try again",
        "password :  {} is wrong",
        "password = {}",
        "password =\n\t{}",
        "password => {}",
        "password：{}",
        "password%3A%20{}%0A",
        "password%3D+{}",
        "password\\u003d{}",
        "password:\\n{}",
        "password&#58;&nbsp;{}",
        "<password>{}</password>",
        "<password>\n  {}\n</password>",
        "&lt;password&gt;{}&lt;/password&gt;",
        "the user [{}] is unknown",
        "password%5B{}%5D",
        "password “{}” is wrong",
        "password ‘{}’ is wrong",
        "password „{}“ is wrong",
        "password «{}» is wrong",
        "password &ldquo;{}&rdquo; is wrong",
        "password \\u201C{}\\u201D is wrong",
        "password \\u0022{}\\u0022 is wrong",
        "password %E2%80%9C{}%E2%80%9D is wrong",
        "password &#34;{}&#34; is wrong",
        "password &#x27;{}&#x27; is wrong",
        "{}",
        " {}\n",
        "{}.",
        "({})",
    ] {
        for secret in ["swordfish", "correct horse", "गलत"] {
            let needles = [Needle::new(secret.to_owned())];
            let said = text.replace("{}", secret);
            assert_eq!(redact(&said, &needles), text.replace("{}", REDACTED));
        }
    }
}

#[test]
fn a_short_number_is_hidden_where_it_is_one() {
    for (text, shown) in [
        ("PIN 1234 is wrong", "PIN [redacted] is wrong"),
        ("otp:1234, try again.", "otp:[redacted], try again."),
        ("1234", "[redacted]"),
        ("login 77:1234", "login 77:[redacted]"),
        ("order 123456 and 991234", "order 123456 and 991234"),
        ("price 1234.50 or 99.1234", "price 1234.50 or 99.1234"),
        ("A1234 B", "A1234 B"),
        ("%31234", "[redacted]"),
        ("otp%3D1234%26", "otp%3D[redacted]%26"),
        ("otp:\\n1234", "otp:\\n[redacted]"),
        ("price%3D1234.50", "price%3D1234.50"),
        ("1234.", "[redacted]."),
    ] {
        let needles = [Needle::new("1234".to_owned())];
        assert_eq!(redact(text, &needles), shown);
    }
}

#[test]
fn what_is_long_or_random_is_hidden_everywhere() {
    for secret in ["hunter2", "XKQZPWVB", "correcthorsebattery", "12345678"] {
        let needles = [Needle::new(secret.to_owned())];
        for (before, after) in [("", ""), ("x", "y"), ("the ", " is wrong"), ("9", ".5")] {
            let text = format!("{before}{}{after}", secret.to_lowercase());
            let shown = format!("{before}[redacted]{after}");
            assert_eq!(redact(&text, &needles), shown, "{secret}");
        }
    }
}

proptest! {
    /// With a digit and a sign in it no secret is a word or a number.
    #[test]
    fn what_is_found_is_gone(before in "\\PC{0,20}", secret in "[!-~]{2,18}[0-9][!-/]", after in "\\PC{0,20}") {
        let needles = [Needle::new(secret.clone())];
        let clean = redact(&format!("{before}{secret}{after}"), &needles);
        prop_assert!(!clean.contains(&secret) || REDACTED.contains(&secret), "{clean}");
    }
}
