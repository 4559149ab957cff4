//! What was noted of an answer when it was looked through first, so that nobody looks again: where its lists and objects end, and where
//! the members stand that are written plainly, as most are.

use std::cell::RefCell;
use std::rc::Rc;

/// Shorter lists and objects are passed as quickly.
const SHORTEST: usize = 48;

/// Places in a text, in their order.
#[derive(Clone, Default)]
pub(crate) struct Spans {
    /// Where lists and objects begin and end.
    lists: Vec<(u32, u32)>,
    members: Vec<PlainMember>,
}

/// A member with neither white space nor escapes in it, whose value is neither a list nor an object.
#[derive(Clone, Copy)]
struct PlainMember {
    /// Where its name begins, behind the quotation mark.
    name: u32,
    name_end: u32,
    end: u32,
}

impl Spans {
    /// A list or an object begins here. It is the one of this number.
    pub(super) fn open(&mut self, at: usize) -> usize {
        self.lists.push((u32::try_from(at).unwrap_or(u32::MAX), 0));
        self.lists.len() - 1
    }

    /// The one of this number ends here.
    pub(super) fn close(&mut self, number: usize, end: usize) {
        let is_last = number + 1 == self.lists.len();
        let Some((start, place)) = self.lists.get_mut(number) else {
            return;
        };
        *place = u32::try_from(end).unwrap_or_default();
        if is_last && (*place).saturating_sub(*start) < SHORTEST as u32 {
            self.lists.pop();
        }
    }

    /// Notes a plain member of a text of this length.
    #[inline]
    pub(super) fn member(&mut self, name: usize, name_end: usize, end: usize, length: usize) {
        // Where the end has room, so have the places before it.
        let Ok(end) = u32::try_from(end) else { return };
        if self.members.capacity() == 0 {
            // For most texts that is enough.
            self.members.reserve((length / 14).min(4096));
        }
        self.members.push(PlainMember {
            name: name as u32,
            name_end: name_end as u32,
            end,
        });
    }

    /// Where the one ends that begins here.
    fn end(&self, start: u32) -> Option<u32> {
        let by_start = |(start, _): &(u32, u32)| *start;
        let found = self.lists.binary_search_by_key(&start, by_start).ok()?;
        let (_, end) = self.lists.get(found)?;
        Some(*end).filter(|end| *end > start)
    }
}

/// The text that is read now, by its place in memory, and its spans.
struct Known {
    start: usize,
    length: usize,
    spans: Rc<Spans>,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Reads a text whose spans are these.
pub(crate) fn knowing<T>(text: &str, spans: Spans, read: impl FnOnce() -> T) -> T {
    let known = Known {
        start: text.as_ptr() as usize,
        length: text.len(),
        spans: Rc::new(spans),
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

/// What is known of a part of the text that is read now.
pub(super) struct Part {
    spans: Rc<Spans>,
    /// Where the part begins in the text.
    start: usize,
    /// The number of the plain member that is likely to come next.
    next: usize,
}

impl Part {
    /// None of any other text.
    pub(super) fn of(part: &str) -> Option<Self> {
        KNOWN.with_borrow(|known| {
            let known = known.as_ref()?;
            let start = (part.as_ptr() as usize).checked_sub(known.start)?;
            // Another text may lie anywhere, but not within this one.
            (start + part.len() <= known.length).then(|| Self {
                spans: Rc::clone(&known.spans),
                start,
                next: usize::MAX,
            })
        })
    }

    /// The length of the list or object that begins here in the part.
    pub(super) fn length(&self, at: usize) -> Option<usize> {
        let start = u32::try_from(self.start + at).ok()?;
        usize::try_from(self.spans.end(start)? - start).ok()
    }

    /// Where the name ends that begins here in the part, and where its value does, if it is that of a plain member.
    #[inline]
    pub(super) fn member(&mut self, at: usize) -> Option<(usize, usize)> {
        let name = u32::try_from(self.start + at).ok()?;
        let members = self.spans.members.as_slice();
        // Mostly it is the one after that which came last, or stands behind one that is not plain.
        let member = match members.get(self.next) {
            Some(next) if next.name == name => next,
            Some(next) if next.name > name => return None,
            _ => self.search(name)?,
        };
        let after = |place: u32| at + (place - name) as usize;
        Some((after(member.name_end), after(member.end)))
    }

    /// The plain member that was asked for last has been passed.
    pub(super) fn pass(&mut self) {
        self.next += 1;
    }

    #[inline(never)]
    fn search(&mut self, name: u32) -> Option<&PlainMember> {
        let members = self.spans.members.as_slice();
        self.next = members.partition_point(|member| member.name < name);
        members.get(self.next).filter(|member| member.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_known_in_its_own_text_only() {
        let text = format!(
            r#"{{"a":[1,{{"b":"{}"}}],"c":[2],"d":"e"}}"#,
            "x".repeat(SHORTEST)
        );
        let (list_end, object_end) = (text.find(']').unwrap() + 1, text.find('}').unwrap() + 1);
        let mut spans = Spans::default();
        let list = spans.open(5);
        let object = spans.open(8);
        spans.member(10, 11, object_end - 1, text.len());
        spans.close(object, object_end);
        spans.close(list, list_end);
        let short = spans.open(text.rfind('[').unwrap());
        spans.close(short, text.rfind(']').unwrap() + 1);
        let last = text.rfind('d').unwrap();
        spans.member(last, last + 1, text.len() - 1, text.len());
        let other = text.clone();
        knowing(&text, spans, || {
            let part = |from: usize| Part::of(&text[from..]).unwrap();
            assert_eq!(part(0).length(5), Some(list_end - 5));
            assert_eq!(part(8).length(0), Some(object_end - 8));
            for (from, at) in [(0, 0), (0, 6), (0, text.rfind('[').unwrap())] {
                assert_eq!(part(from).length(at), None, "{at}");
            }
            let mut object = part(8);
            assert_eq!(object.member(1), None);
            assert_eq!(object.member(2), Some((3, object_end - 1 - 8)));
            let mut all = part(0);
            assert_eq!(all.member(9), None);
            let first = all.member(10);
            assert!(first.is_some() && all.member(10) == first);
            all.pass();
            assert_eq!(all.member(last), Some((last + 1, text.len() - 1)));
            let mut later = part(0);
            assert_eq!(later.member(last), Some((last + 1, text.len() - 1)));
            assert!(Part::of(&other).is_none());
        });
        assert!(Part::of(&text).is_none());
    }
}
