//! A record of data: its length, its kind, and what it has.

use crate::Problem;
use crate::reader::Reader;

const SNAPSHOT: u8 = b'S';
const UPDATE: u8 = b'U';

/// A record, not yet taken.
pub(super) enum Record<'a> {
    Snapshot {
        id: u32,
        name: &'a [u8],
        fields: &'a [[u8; 4]],
        /// A number, a length and a text each; whole.
        texts: Reader<'a>,
    },
    Update {
        id: u32,
        fields: &'a [[u8; 4]],
    },
}

impl<'a> Record<'a> {
    /// Reads a record, and gives what is left after it.
    #[inline]
    pub(super) fn read(mut body: Reader<'a>) -> Result<(Self, Reader<'a>), Problem> {
        let record = match body.u8() {
            Some(SNAPSHOT) => Self::snapshot(&mut body),
            Some(UPDATE) => Self::update(&mut body),
            Some(kind) => return Err(Problem::UnknownRecord { kind }),
            None => None,
        };
        Ok((record.ok_or(Problem::Truncated)?, body))
    }

    fn snapshot(body: &mut Reader<'a>) -> Option<Self> {
        let id = body.u32_be()?;
        let length = body.u8()?;
        let name = body.bytes(length.into())?;
        let fields = fields(body)?;
        let texts_count = body.u8()?;
        let texts = body.left();
        for _ in 0..texts_count {
            let _number = body.u8()?;
            let length = body.u8()?;
            body.bytes(length.into())?;
        }
        let texts = texts.get(..texts.len() - body.left().len())?;
        Some(Self::Snapshot {
            id,
            name,
            fields,
            texts: Reader::new(texts),
        })
    }

    #[inline]
    fn update(body: &mut Reader<'a>) -> Option<Self> {
        let id = body.u32_be()?;
        let fields = fields(body)?;
        Some(Self::Update { id, fields })
    }
}

#[inline]
fn fields<'a>(body: &mut Reader<'a>) -> Option<&'a [[u8; 4]]> {
    let count = body.u8()?;
    let (fields, _) = body.bytes(4 * usize::from(count))?.as_chunks();
    Some(fields)
}

/// Whether what is left can be right after a record: another one where there is to be one, else nothing.
pub(super) fn begins_record(left: Reader<'_>, more: bool) -> bool {
    match left.left() {
        [_, _, kind, ..] if more => matches!(*kind, SNAPSHOT | UPDATE),
        left => !more && left.is_empty(),
    }
}
