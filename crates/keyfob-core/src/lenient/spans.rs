//! Where the lists and objects within an answer end, noted when it was looked through first, so that nobody walks through them to pass
//! them.

use std::cell::RefCell;

/// Shorter ones are passed as quickly.
const SHORTEST: usize = 48;

/// The lists and objects of a text: where each begins and ends, in the order of their beginnings.
#[derive(Clone, Default)]
pub(crate) struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// One begins here. It is the one of this number.
    pub(super) fn open(&mut self, at: usize) -> usize {
        self.0.push((u32::try_from(at).unwrap_or(u32::MAX), 0));
        self.0.len() - 1
    }

    /// The one of this number ends here.
    pub(super) fn close(&mut self, number: usize, end: usize) {
        let is_last = number + 1 == self.0.len();
        let Some((start, place)) = self.0.get_mut(number) else {
            return;
        };
        *place = u32::try_from(end).unwrap_or_default();
        if is_last && (*place).saturating_sub(*start) < SHORTEST as u32 {
            self.0.pop();
        }
    }

    /// The one that begins here ends there.
    fn end(&self, start: u32) -> Option<u32> {
        let found = self
            .0
            .binary_search_by_key(&start, |(start, _)| *start)
            .ok()?;
        let (_, end) = self.0.get(found)?;
        Some(*end).filter(|end| *end > start)
    }
}

/// The text that is read now, by its place in memory, and its spans.
struct Known {
    start: usize,
    length: usize,
    spans: Spans,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Reads a text whose spans are these.
pub(crate) fn knowing<T>(text: &str, spans: Spans, read: impl FnOnce() -> T) -> T {
    let known = Known {
        start: text.as_ptr() as usize,
        length: text.len(),
        spans,
    };
    /// Restores what was known, also where reading panics: other texts may come to lie in the same place.
    struct Before(Option<Known>);
    impl Drop for Before {
        fn drop(&mut self) {
            KNOWN.set(self.0.take());
        }
    }
    let _before = Before(KNOWN.replace(Some(known)));
    read()
}

/// The length of the list or object with which this rest of the text begins, if it is known.
pub(super) fn length(rest: &str) -> Option<usize> {
    KNOWN.with_borrow(|known| {
        let known = known.as_ref()?;
        let at = (rest.as_ptr() as usize).checked_sub(known.start)?;
        // Another text may lie anywhere, but not within this one.
        if at + rest.len() > known.length {
            return None;
        }
        let start = u32::try_from(at).ok()?;
        usize::try_from(known.spans.end(start)? - start).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_known_in_its_own_text_only() {
        let text = format!(r#"{{"a":[1,{{"b":"{}"}}],"c":[2]}}"#, "x".repeat(SHORTEST));
        let mut spans = Spans::default();
        let list = spans.open(5);
        let object = spans.open(8);
        spans.close(object, text.find('}').unwrap() + 1);
        spans.close(list, text.find(']').unwrap() + 1);
        let short = spans.open(text.rfind('[').unwrap());
        spans.close(short, text.len() - 1);
        let other = text.clone();
        knowing(&text, spans, || {
            assert_eq!(length(&text[5..]), Some(text.find(']').unwrap() + 1 - 5));
            assert_eq!(length(&text[8..]), Some(text.find('}').unwrap() + 1 - 8));
            for rest in [
                &text[..],
                &text[6..],
                &text[text.rfind('[').unwrap()..],
                &other[5..],
            ] {
                assert_eq!(length(rest), None, "{rest}");
            }
        });
        assert_eq!(length(&text[5..]), None);
    }
}
