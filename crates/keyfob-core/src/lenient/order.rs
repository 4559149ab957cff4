//! Whether the parts of a JSON text stand in an order that JSON allows.

/// What came last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Open,
    Name,
    Colon,
    Value,
    Comma,
}

/// Follows the parts of a text one by one.
pub(super) struct Order {
    last: Last,
    depth: usize,
    /// A bit for each level, the innermost last: whether it is an object.
    objects: u64,
    is_broken: bool,
}

impl Order {
    pub(super) fn new() -> Self {
        Self {
            last: Last::Nothing,
            depth: 0,
            objects: 0,
            is_broken: false,
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Whether one value came, in whole, and all of it in order.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_broken && self.depth == 0 && self.last == Last::Value
    }

    /// Whether a text that comes next is a name.
    pub(super) fn awaits_name(&self) -> bool {
        matches!(self.last, Last::Open | Last::Comma) && self.is_object()
    }

    /// A member came where a name may come.
    pub(super) fn member(&mut self) {
        self.last = Last::Value;
    }

    pub(super) fn broken(&mut self) {
        self.is_broken = true;
    }

    /// A text: a name, or a value.
    pub(super) fn text(&mut self) {
        match self.awaits_name() {
            true => self.last = Last::Name,
            false => self.word(),
        }
    }

    /// A value that is neither text, list nor object.
    pub(super) fn word(&mut self) {
        self.value();
        self.last = Last::Value;
    }

    pub(super) fn colon(&mut self) {
        self.is_broken |= self.last != Last::Name;
        self.last = Last::Colon;
    }

    pub(super) fn comma(&mut self) {
        self.is_broken |= self.last != Last::Value;
        self.last = Last::Comma;
    }

    pub(super) fn open(&mut self, is_object: bool) {
        self.value();
        // Deeper texts are not taken at all.
        self.is_broken |= self.depth >= 64;
        self.objects = (self.objects << 1) | u64::from(is_object);
        self.depth += 1;
        self.last = Last::Open;
    }

    /// A comma before it is taken away by who mends the text.
    pub(super) fn close(&mut self, is_object: bool) {
        let is_end = matches!(self.last, Last::Open | Last::Value | Last::Comma);
        self.is_broken |= !is_end || self.depth == 0 || self.is_object() != is_object;
        self.objects >>= 1;
        self.depth = self.depth.saturating_sub(1);
        self.last = Last::Value;
    }

    fn is_object(&self) -> bool {
        self.objects & 1 == 1
    }

    /// A value begins.
    fn value(&mut self) {
        let may_be = match self.last {
            Last::Nothing | Last::Colon => true,
            Last::Open | Last::Comma => self.depth > 0 && !self.is_object(),
            Last::Name | Last::Value => false,
        };
        self.is_broken |= !may_be;
    }
}
