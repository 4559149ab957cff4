//! Texts that are dates or times of day, by their pattern.

/// Longer texts are none.
const LONGEST: usize = 40;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The pattern of a date, a time of day or both: `YYYY` for a year, `00` for any other number, `Mon` or `Month` for a month's name.
/// `None` for any other text.
pub(crate) fn date_pattern(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let mut pattern = Pattern::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = run(rest, first);
        let (token, behind) = rest.split_at_checked(same)?;
        pattern.push(token, first)?;
        rest = behind;
    }
    pattern.is_date().then_some(pattern.text)
}

/// How many bytes belong to the token that begins here.
fn run(text: &str, first: char) -> usize {
    let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    if kind(first) == (false, false) {
        return 1;
    }
    let other = text.find(|c| kind(c) != kind(first));
    other.unwrap_or(text.len())
}

#[derive(Default)]
struct Pattern {
    text: String,
    years: usize,
    /// Numbers of one or two digits, and names of months.
    parts: usize,
    colons: usize,
    months: usize,
    is_behind_point: bool,
}

impl Pattern {
    /// Takes a token, or refuses it: then the text is no date.
    fn push(&mut self, token: &str, first: char) -> Option<()> {
        if first.is_ascii_digit() {
            self.digits(token.len())?;
        } else if first.is_ascii_alphabetic() {
            self.word(token)?;
        } else {
            if !"-/:., +".contains(first) {
                return None;
            }
            self.colons += usize::from(first == ':');
            if first != ' ' || !self.text.ends_with(' ') {
                self.text.push(first);
            }
        }
        self.is_behind_point = first == '.';
        Some(())
    }

    fn digits(&mut self, count: usize) -> Option<()> {
        match count {
            // A zone: +0530.
            4 if self.text.ends_with('+') => self.text.push_str("0000"),
            4 if !self.is_behind_point => {
                self.years += 1;
                self.text.push_str("YYYY");
            }
            1 | 2 => {
                self.parts += 1;
                self.text.push_str("00");
            }
            // Parts of a second.
            3..=9 if self.is_behind_point || self.colons >= 2 => self.text.push_str("000"),
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let small = word.to_ascii_lowercase();
        let is_month = MONTHS.contains(&small.as_str());
        let is_short = word.len() == 3 && MONTHS.iter().any(|month| month.starts_with(&small));
        if is_month || is_short {
            self.parts += 1;
            self.months += 1;
            self.text.push_str(if is_short { "Mon" } else { "Month" });
            return Some(());
        }
        match small.as_str() {
            "t" | "z" => self.text.push_str(word),
            "am" | "pm" => self.text.push_str("AM"),
            "utc" | "gmt" | "ist" => self.text.push_str("Zone"),
            _ => return None,
        }
        Some(())
    }

    fn is_date(&self) -> bool {
        let is_day = self.parts >= 2 && (self.years == 1 || self.months == 1);
        let is_time = self.parts >= 2 && self.years == 0 && self.colons >= 1;
        self.years <= 1 && (is_day || is_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_patterns() {
        for (text, pattern) in [
            ("2026-01-05", "YYYY-00-00"),
            ("05/01/2026", "00/00/YYYY"),
            ("05-Jan-2026 10:15:00", "00-Mon-YYYY 00:00:00"),
            ("5 January, 2026", "00 Month, YYYY"),
            ("Jan  2 2023 10:15:00:123AM", "Mon 00 YYYY 00:00:00:000AM"),
            ("2026-01-05T09:15:00+0530", "YYYY-00-00T00:00:00+0000"),
            ("2026-01-05 10:00:00.000", "YYYY-00-00 00:00:00.000"),
            ("2026-01-05T10:00:00Z", "YYYY-00-00T00:00:00Z"),
            ("10:15:00", "00:00:00"),
        ] {
            assert_eq!(date_pattern(text).as_deref(), Some(pattern), "{text}");
        }
    }

    #[test]
    fn other_texts_have_none() {
        for text in [
            "",
            "1000000000001",
            "203.0.113.7",
            "12.50",
            "nse_cm|10001",
            "+91 98765 43210",
            "3f:9a:10:5c",
            "may",
            "AB123",
            "127.0.0.1:8080",
            "ABCD26JAN100CE",
        ] {
            assert_eq!(date_pattern(text), None, "{text}");
        }
    }
}
