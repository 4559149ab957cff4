//! Which names can be read: what looks cut short is a word of this list, or is refused.

use heck::ToSnakeCase;

/// Words of three letters or fewer, and such without a vowel. English ones, those of the field (`otp`, `lot`, `bid`, `nse`), and
/// those that are known by their letters alone (`url`, `csv`). What stands for a longer word (`qty`, `prc`, `amt`) has no place here.
const SHORT: &[&str] = &[
    "a", "add", "aes", "all", "an", "and", "any", "api", "app", "ask", "at", "bcc", "bid", "bse",
    "buy", "by", "can", "cc", "csv", "cut", "day", "end", "fee", "few", "for", "get", "gtc", "has",
    "html", "http", "https", "id", "ids", "if", "in", "ip", "ipo", "is", "it", "its", "job", "key",
    "kra", "kyc", "leg", "log", "lot", "low", "map", "max", "mcx", "mfa", "min", "neo", "net",
    "new", "no", "non", "not", "now", "nse", "of", "off", "old", "on", "one", "or", "otp", "out",
    "own", "pan", "pay", "pdf", "per", "pgp", "pin", "png", "pre", "put", "qr", "raw", "rms",
    "row", "rsa", "run", "set", "sftp", "sip", "six", "sms", "ssh", "ssl", "sso", "sub", "sum",
    "tag", "tax", "ten", "the", "tls", "to", "top", "try", "two", "ucc", "up", "uri", "url", "use",
    "utc", "via", "way", "web", "who", "xml", "yes", "zip",
];

/// What vendors send without a word of what it means. A guess would be worse than their letters.
const UNEXPLAINED: &[&str] = &["dtv", "rc", "stwt"];

/// The part of a name that is no word: one of three letters or fewer, or without a vowel, that this file does not know.
///
/// Parts are told apart as in `snake_case`; their digits do not count.
#[must_use]
pub fn cryptic(name: &str) -> Option<String> {
    let snake = name.replace("OAuth", "Oauth").to_snake_case();
    let mut parts = snake
        .split('_')
        .map(|part| part.replace(|c: char| c.is_ascii_digit(), ""));
    parts.find(|part| !part.is_empty() && !is_word(part))
}

/// The same for a name that is made of another one: its words count as words.
pub(super) fn cryptic_beside(name: &str, vendors: &str) -> Option<String> {
    let vendors = vendors.to_snake_case();
    let added = name.to_snake_case();
    let added = added
        .split('_')
        .filter(|part| !vendors.split('_').any(|known| known == *part));
    cryptic(&added.collect::<Vec<_>>().join("_"))
}

fn is_word(part: &str) -> bool {
    // Only of ASCII letters it is known which are vowels.
    let is_vowel = |c: char| !c.is_ascii() || "aeiouy".contains(c);
    SHORT.contains(&part)
        || UNEXPLAINED.contains(&part)
        || (part.chars().count() > 3 && part.contains(is_vowel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_is_told_and_words_are_not() {
        for (name, part) in [
            ("tt", "tt"),
            ("ts", "ts"),
            ("qty", "qty"),
            ("trd_sym", "trd"),
            ("order_tp", "tp"),
            ("tSLTks", "t"),
            ("stkPrc", "stk"),
            ("x2fa", "xfa"),
            ("NewQty", "qty"),
            ("prc", "prc"),
            ("prdct", "prdct"),
        ] {
            assert_eq!(cryptic(name).as_deref(), Some(part), "{name}");
        }
        for name in [
            "trading_symbol",
            "leg1_price",
            "isin",
            "order_id",
            "OAuthToken",
            "lot_size",
            "sync",
            "übersicht",
            "url_256",
            "rc_flag",
        ] {
            assert_eq!(cryptic(name), None, "{name}");
        }
    }

    #[test]
    fn the_words_are_sorted_and_each_needs_to_be_there() {
        for words in [SHORT, UNEXPLAINED] {
            assert!(words.is_sorted(), "{words:?}");
            for word in words {
                let is_long = word.len() > 3 && word.contains(|c| "aeiouy".contains(c));
                assert!(!is_long, "{word} is a word without this list");
            }
        }
    }
}
