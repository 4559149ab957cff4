//! Secrets: which texts are some, going by their names.

use keyfob_codegen::lint::SECRET_ENDS;

use crate::names;

/// What a text is whose name could be a secret's.
pub(super) enum Judgement {
    /// It is a secret.
    Secret,
    /// It is none, for this reason.
    Plain(&'static str),
}

/// Judges a name that looks like a secret's. What cannot be told is a secret.
pub(super) fn judge(name: &str) -> Judgement {
    use Judgement::{Plain, Secret};
    let snake = names::snake(name);
    let words: Vec<&str> = snake.split('_').collect();
    let last = words.last().copied().unwrap_or_default();
    let before = match words.as_slice() {
        [.., before, _] => *before,
        _ => "",
    };
    let single = last
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2)
        .unwrap_or(last);
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match single {
        "token" if says(&PAGES) => Plain("it tells where a list goes on"),
        "token"
            if says(&[
                "instrument",
                "device",
                "fcm",
                "apns",
                "idempotency",
                "client_request",
            ]) =>
        {
            Plain("it names a thing, and opens nothing")
        }
        "key" if KEYS.contains(&before) => Secret,
        "key" if says(&["secret", "private", "password"]) => Secret,
        "key" => Plain("it is the key of a thing, and opens nothing"),
        "code" if CODES.contains(&before) => Secret,
        "code" => Plain("it stands for a thing, and opens nothing"),
        "sid" if before != "session" => Plain("it is the identifier of a thing"),
        "id" if before == "session" => Secret,
        "pass" if words.len() > 1 => Plain("its name tells of no password"),
        "auth" if words.len() > 1 => Plain("its name tells how to log in, not with what"),
        word if SECRETS.contains(&word) || SECRET_ENDS.iter().any(|end| word.ends_with(end)) => {
            Secret
        }
        "authorization" => Secret,
        _ => Plain("its name tells of something about a secret, not of the secret itself"),
    }
}

const PAGES: [&str; 12] = [
    "page",
    "next",
    "previous",
    "prev",
    "continuation",
    "pagination",
    "paging",
    "cursor",
    "sync",
    "delta",
    "marker",
    "skip",
];

/// Words before `key` that make it one.
const KEYS: [&str; 14] = [
    "api",
    "app",
    "secret",
    "private",
    "access",
    "signing",
    "signature",
    "encryption",
    "auth",
    "master",
    "shared",
    "service",
    "license",
    "webhook",
];

/// Words before `code` that make it one.
const CODES: [&str; 14] = [
    "auth",
    "authorization",
    "verification",
    "otp",
    "totp",
    "mfa",
    "backup",
    "recovery",
    "security",
    "access",
    "login",
    "confirmation",
    "pin",
    "pass",
];

const SECRETS: [&str; 18] = [
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pass",
    "pwd",
    "secret",
    "token",
    "otp",
    "totp",
    "pin",
    "mpin",
    "ott",
    "cookie",
    "apikey",
    "auth",
    "jwt",
    "sid",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_what_only_sounds_like_one() {
        for name in [
            "password",
            "clientSecret",
            "access_token",
            "apiKey",
            "private_key",
            "tokens",
            "otp",
            "session_id",
            "authorization_code",
            "verificationCode",
            "authtoken",
            "sessionSid",
        ] {
            assert!(names::looks_secret(name), "{name}");
            assert!(matches!(judge(name), Judgement::Secret), "{name}");
        }
        for name in [
            "next_page_token",
            "country_code",
            "key",
            "token_type",
            "password_expires_at",
            "sid",
            "sort_keys",
            "auth_method",
            "tokenUrl",
            "code",
            "pageToken",
        ] {
            assert!(names::looks_secret(name), "{name}");
            assert!(matches!(judge(name), Judgement::Plain(_)), "{name}");
        }
    }
}
