//! The examples read like sentences: names are words, values have types, and nothing is wrapped by hand.

/// What is shown to users, by name.
const EXAMPLES: [(&str, &str); 5] = [
    ("backup.rs", include_str!("../../examples/backup.rs")),
    ("bot.rs", include_str!("../../examples/bot.rs")),
    (
        "first_call.rs",
        include_str!("../../examples/first_call.rs"),
    ),
    (
        "kotak_trade_order.rs",
        include_str!("../../examples/kotak_trade_order.rs"),
    ),
    ("metrics.rs", include_str!("../../examples/metrics.rs")),
];

/// Members of two letters that are words.
const WORDS: [&str; 2] = ["id", "ok"];

/// Setters and arguments that have a type of their own.
const TYPED: [&str; 12] = [
    "side",
    "segment",
    "exchange",
    "exchange_segment",
    "order_type",
    "option_type",
    "product",
    "validity",
    "price",
    "trigger_price",
    "limit",
    "market",
];

/// How the vendors write what has a type here.
const CODES: [&str; 20] = [
    "B", "S", "BUY", "SELL", "L", "MKT", "SL", "SL-M", "NRML", "CNC", "MIS", "CO", "BO", "DAY",
    "IOC", "CE", "PE", "nse_cm", "nse_fo", "bse_cm",
];

/// The lines of code, without comments.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = |line: &&str| !line.trim_start().starts_with("//");
    let numbered = source.lines().enumerate().map(|(at, line)| (at + 1, line));
    numbered.filter(move |(_, line)| code(line))
}

/// What follows each dot, colon or blank in a line of code, as far as it is a name, and what follows the name.
fn names(line: &str) -> Vec<(char, &str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut before = ' ';
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if end > 0 {
            found.push((before, &rest[..end], &rest[end..]));
            rest = &rest[end..];
        } else {
            before = first;
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// What is not as users should write it.
fn faults(line: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let literal = |rest: &str| {
        let argument = rest.strip_prefix('(').unwrap_or_default();
        argument.starts_with(|c: char| c == '"' || c.is_ascii_digit())
    };
    // What texts say is looked at by itself.
    let blank: String = line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    for (before, name, rest) in names(&blank) {
        let is_letters = name.chars().all(|c| c.is_ascii_lowercase());
        if before == '.' && is_letters && name.len() < 3 && !WORDS.contains(&name) {
            faults.push(format!("the member `{name}` is no word"));
        }
        if TYPED.contains(&name) && rest.starts_with("(\"") {
            faults.push(format!("`{name}` is given a text"));
        }
        if name == "Some" && (literal(rest) || rest.starts_with("(dec!")) {
            faults.push("a literal is wrapped in `Some`".to_owned());
        }
        if ["unwrap", "expect", "panic", "todo"].contains(&name) {
            faults.push(format!("`{name}` in what users copy"));
        }
    }
    let texts = line.split('"').skip(1).step_by(2);
    faults.extend(
        texts
            .filter(|text| CODES.contains(text))
            .map(|text| format!("`{text}` is a text where there is a type")),
    );
    faults
}

#[test]
fn examples_have_words_for_names_and_types_for_values() {
    for (file, source) in EXAMPLES {
        for (number, line) in lines(source) {
            let faults = faults(line);
            assert!(faults.is_empty(), "{file}:{number}: {faults:?} in {line}");
        }
    }
}

#[test]
fn an_order_in_the_old_words_would_be_found() {
    for line in [
        r#"    .es("NSE")"#,
        "    order.qt = 1;",
        r#"    .side("Buy")"#,
        r#"    .price("10.50")"#,
        r#"let order = order("B");"#,
        r#"    .tag(Some("x"))"#,
        "    .price(Some(dec!(10.5)))",
        "let session = login.unwrap();",
    ] {
        assert_ne!(faults(line).len(), 0, "{line}");
    }
    for line in [
        "    .side(Side::Buy)",
        r#"    .tag("bot")"#,
        "let Some(call) = listed.option(&plan.underlying, expiry, OptionType::Call, plan.strike)",
        "made.send().await?.into_inner().id",
    ] {
        assert!(faults(line).is_empty(), "{line}: {:?}", faults(line));
    }
}

#[test]
fn mains_are_short_and_examples_fit_on_a_few_screens() {
    for (file, source) in EXAMPLES {
        assert!(source.lines().count() <= 150, "{file}");
        let main = source.split("async fn main()").nth(1).unwrap();
        let main = main.split("\n}").next().unwrap();
        assert!(main.lines().count() <= 20, "{file}: {main}");
    }
}

/// A logout that fails must not hide what became of the orders.
#[test]
fn no_example_forgets_its_outcome_for_a_logout_that_failed() {
    for (file, source) in EXAMPLES {
        assert!(source.contains(".logout().await;"), "{file}");
        assert!(!source.contains(".logout().await?"), "{file}");
    }
}
