//! Bytes as they come, cut into lines.

/// The longest line that is read; those of the vendor have some four hundred bytes.
const LONGEST: usize = 64 * 1024;

/// Holds what came and was not taken yet: a piece of the answer, and the beginning of a line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    held: Vec<u8>,
    /// How much of it was taken.
    taken: usize,
    /// Up to where there is no line break.
    searched: usize,
    /// Whether the rest of a line is to be thrown away.
    skipping: bool,
}

/// A line without its break.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    TooLong,
}

impl Lines {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.held.drain(..self.taken.min(self.held.len()));
        self.searched -= self.taken;
        self.taken = 0;
        self.held.extend_from_slice(bytes);
    }

    /// The next line that has come in whole.
    pub(super) fn next(&mut self) -> Option<Line<'_>> {
        loop {
            let rest = self.held.get(self.searched..)?;
            let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
                self.searched = self.held.len();
                return self.unfinished();
            };
            let (start, end) = (self.taken, self.searched + length);
            self.taken = end + 1;
            self.searched = self.taken;
            if !std::mem::take(&mut self.skipping) {
                return self.line(start, end);
            }
        }
    }

    /// What is left when nothing more comes, and all lines were taken. Of a line that was too long nothing is.
    pub(super) fn last(&mut self) -> Option<Line<'_>> {
        let (start, end) = (self.taken, self.held.len());
        self.taken = end;
        self.searched = end;
        (start < end).then(|| self.line(start, end)).flatten()
    }

    /// A line that is too long already is told before its end, and not kept.
    fn unfinished(&mut self) -> Option<Line<'_>> {
        if self.searched - self.taken <= LONGEST && !self.skipping {
            return None;
        }
        self.taken = self.searched;
        let told = std::mem::replace(&mut self.skipping, true);
        (!told).then_some(Line::TooLong)
    }

    fn line(&self, start: usize, end: usize) -> Option<Line<'_>> {
        let line = self.held.get(start..end)?;
        Some(match line.len() <= LONGEST {
            true => Line::Whole(line.strip_suffix(b"\r").unwrap_or(line)),
            false => Line::TooLong,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(line: Line<'_>) -> Option<String> {
        match line {
            Line::Whole(line) => Some(String::from_utf8_lossy(line).into_owned()),
            Line::TooLong => None,
        }
    }

    /// Every line of the text, fed in pieces of this size.
    fn cut(text: &[u8], size: usize) -> Vec<Option<String>> {
        let mut lines = Lines::default();
        let mut all = Vec::new();
        for piece in text.chunks(size) {
            lines.push(piece);
            while let Some(line) = lines.next() {
                all.push(owned(line));
            }
            assert!(lines.held.len() <= LONGEST + size, "{}", lines.held.len());
        }
        all.extend(lines.last().map(owned));
        all
    }

    #[test]
    fn lines_do_not_depend_on_how_the_bytes_come() {
        let text = b"a,b\r\n\nlong line\nlast";
        let expected = ["a,b", "", "long line", "last"].map(|line| Some(line.to_owned()));
        for size in 1..=text.len() {
            assert_eq!(cut(text, size), expected, "{size}");
        }
        assert_eq!(cut(b"a\n", 1), [Some("a".to_owned())]);
        assert!(cut(b"", 1).is_empty());
    }

    #[test]
    fn a_line_without_end_is_told_and_not_kept() {
        let mut text = b"first\n".to_vec();
        text.extend(vec![b'x'; 10 * LONGEST]);
        text.extend(b"\nlast\n");
        let expected = [Some("first".to_owned()), None, Some("last".to_owned())];
        for size in [1000, LONGEST, 20 * LONGEST] {
            assert_eq!(cut(&text, size), expected, "{size}");
        }
        text.truncate(5 * LONGEST);
        assert_eq!(cut(&text, 1000), [Some("first".to_owned()), None]);
    }
}
