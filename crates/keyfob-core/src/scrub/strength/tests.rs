//! What is taken for a word, a number or neither.

use super::*;

#[test]
fn what_is_long_or_random_is_strong() {
    for secret in [
        "hunter2",
        "P@ssword",
        "not-the-password",
        "correcthorsebattery",
        "XKQZPWVB",
        "qwrtpsdf",
        "12345678",
        "12a4",
        "0a1b2c3d",
        "JBSWY3DPEHPK3PXP",
        "a.b.c",
    ] {
        assert_eq!(kind(secret), Kind::Strong, "{secret}");
    }
    for secret in [
        "wrong",
        "Wrong",
        "WRONG",
        "password",
        "strengths",
        "queue",
        "authentication",
        "WrOnG",
        "wrong password",
        "ungültig",
        "गलत",
        "rhythm",
    ] {
        assert_eq!(kind(secret), Kind::Word, "{secret}");
    }
    for secret in ["1234", "123456", "0000"] {
        assert_eq!(kind(secret), Kind::Number, "{secret}");
    }
}

#[test]
fn the_case_of_words() {
    for (text, is) in [
        ("wrong", true),
        ("Wrong", true),
        ("WRONG", true),
        ("Wrong PIN", true),
        ("WrOnG", false),
        ("wRONG", false),
        ("AbCdEf", false),
    ] {
        assert_eq!(has_case_of_words(text), is, "{text}");
    }
}
