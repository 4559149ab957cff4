//! Reads one value after the other, and never behind the end.

use super::unreadable;
use crate::StoreError;

pub(super) struct Reader<'a> {
    all: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(all: &'a [u8]) -> Self {
        Self { all, rest: all }
    }

    /// What was read.
    pub(super) fn before(&self) -> &'a [u8] {
        let read = self.all.len() - self.rest.len();
        self.all.get(..read).unwrap_or_default()
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], StoreError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(cut_off)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], StoreError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or_else(cut_off)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, StoreError> {
        self.array().map(|&[byte]| byte)
    }

    pub(super) fn u32(&mut self) -> Result<u32, StoreError> {
        self.array().copied().map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, StoreError> {
        self.array().copied().map(u64::from_be_bytes)
    }

    /// A length and as many bytes.
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], StoreError> {
        let length = usize::try_from(self.u32()?).map_err(|_| cut_off())?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, StoreError> {
        std::str::from_utf8(self.bytes()?)
            .map_err(|_| unreadable("its vendor or account is no text"))
    }

    pub(super) fn end(&self) -> Result<(), StoreError> {
        match self.rest {
            [] => Ok(()),
            _ => Err(unreadable("there is more in it than a session")),
        }
    }
}

fn cut_off() -> StoreError {
    unreadable("it is only a part")
}
