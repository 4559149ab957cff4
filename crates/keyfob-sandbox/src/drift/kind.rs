//! The ways to drift.

use std::fmt;
use std::str::FromStr;

/// A way in which a vendor's answers can drift away from its document. Each shows at one place of one operation a vendor, which
/// [`Drift::place`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Drift {
    /// A member is not there.
    MemberMissing,
    /// A member of an object within the answer is not there.
    NestedMissing,
    /// A member has another name: the old one with a `2` behind it.
    MemberRenamed,
    /// A member `note` is there that nobody knows.
    MemberAdded,
    /// A member `token` is there, with a secret in it, and a header with the same.
    SecretAdded,
    /// A member is there whose name is the number of an account.
    KeyedByAccount,
    /// What was inside of the answer's one member stands in its place.
    WrapperGone,
    /// A number comes as text.
    NumberAsText,
    /// A text comes as a number.
    TextAsNumber,
    /// A text comes as null.
    Null,
    /// A list comes as an object whose keys count its items.
    ListAsObject,
    /// A list comes as its first item.
    ItemForList,
    /// A text that has known values has another one.
    UnknownValue,
    /// A date is written in another order.
    DateFormat,
    /// The status is 418.
    Status,
    /// The content type is `text/plain`.
    ContentType,
    /// There is no content type.
    ContentTypeGone,
    /// There is no body.
    EmptyBody,
    /// The body is a page of HTML.
    Html,
    /// The call is refused, and the error has another shape.
    ErrorShape,
}

/// Where a [`Drift`] shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DriftPlace {
    /// The operation, by the `operationId` of the vendor's document.
    pub operation: &'static str,
    /// The member, as a JSON pointer with `*` for each item of a list; what it is in, where a member is added; empty for the answer
    /// as a whole.
    pub at: &'static str,
}

/// No drift has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDrift(());

impl Drift {
    /// Every one.
    pub const ALL: [Self; 20] = [
        Self::MemberMissing,
        Self::NestedMissing,
        Self::MemberRenamed,
        Self::MemberAdded,
        Self::SecretAdded,
        Self::KeyedByAccount,
        Self::WrapperGone,
        Self::NumberAsText,
        Self::TextAsNumber,
        Self::Null,
        Self::ListAsObject,
        Self::ItemForList,
        Self::UnknownValue,
        Self::DateFormat,
        Self::Status,
        Self::ContentType,
        Self::ContentTypeGone,
        Self::EmptyBody,
        Self::Html,
        Self::ErrorShape,
    ];

    /// The secret of [`Drift::SecretAdded`].
    pub const SECRET: &'static str =
        "eyJhbGciOiJub25lIn0.c2FuZGJveC1zZWNyZXQ.S3CR3T-of-the-sandbox";

    /// The number of the account in [`Drift::KeyedByAccount`].
    pub const ACCOUNT: &'static str = "9988776655";

    /// The name, as the program's `--drift` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MemberMissing => "member-missing",
            Self::NestedMissing => "nested-missing",
            Self::MemberRenamed => "member-renamed",
            Self::MemberAdded => "member-added",
            Self::SecretAdded => "secret-added",
            Self::KeyedByAccount => "keyed-by-account",
            Self::WrapperGone => "wrapper-gone",
            Self::NumberAsText => "number-as-text",
            Self::TextAsNumber => "text-as-number",
            Self::Null => "null",
            Self::ListAsObject => "list-as-object",
            Self::ItemForList => "item-for-list",
            Self::UnknownValue => "unknown-value",
            Self::DateFormat => "date-format",
            Self::Status => "status",
            Self::ContentType => "content-type",
            Self::ContentTypeGone => "content-type-gone",
            Self::EmptyBody => "empty-body",
            Self::Html => "html",
            Self::ErrorShape => "error-shape",
        }
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Drift {
    type Err = UnknownDrift;

    fn from_str(name: &str) -> Result<Self, UnknownDrift> {
        let mut all = Self::ALL.into_iter();
        all.find(|drift| drift.name() == name)
            .ok_or(UnknownDrift(()))
    }
}

impl fmt::Display for UnknownDrift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Drift::ALL.map(Drift::name).join(", ");
        write!(f, "no drift has this name; there are {names}")
    }
}

impl std::error::Error for UnknownDrift {}
