//! What a user may do in a folder: a mask of bits, whose meaning is inferred from two tables of the vendor.

pub(super) const UPLOAD: i64 = 1;
pub(super) const DOWNLOAD: i64 = 2;
pub(super) const MAKE_FOLDER: i64 = 4;
pub(super) const DELETE: i64 = 8;
pub(super) const RENAME: i64 = 16;
pub(super) const SHARE: i64 = 32;
pub(super) const QUICKLINK: i64 = 128;
/// All but automation, as in the vendor's sample of a home folder.
pub(super) const OWNER: i64 = 191;
