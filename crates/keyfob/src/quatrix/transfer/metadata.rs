//! A file or a folder as the vendor tells it.

use keyfob_core::lenient::object;
use keyfob_core::{Decimal, OpenEnum};
use quatrix::types::FileType;
use serde::{Deserialize, Deserializer};

/// What a transfer needs of a file or a folder. The typed client has its times as times; here they stay numbers, of which the size
/// tells the unit and the digits tell how exact they are.
#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) parent_id: Option<String>,
    pub(super) file_type: Option<OpenEnum<FileType>>,
    pub(super) size: Option<i64>,
    pub(super) created: Option<Decimal>,
    pub(super) modified: Option<Decimal>,
    pub(super) modified_precise: Option<Decimal>,
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(
            deserializer,
            &[
                &["id"],
                &["name"],
                &["parent_id"],
                &["type"],
                &["size"],
                &["created"],
                &["modified"],
                &["modified_ms"],
            ],
            |members| Self {
                id: members.field("id"),
                name: members.field("name"),
                parent_id: members.field("parent_id"),
                file_type: members.field("type"),
                size: members.field("size"),
                created: members.decimal("created"),
                modified: members.decimal("modified"),
                modified_precise: members.decimal("modified_ms"),
            },
        )
    }
}
