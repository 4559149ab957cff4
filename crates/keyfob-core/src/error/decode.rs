//! Where an answer could not be read.

use std::error::Error as StdError;
use std::fmt;

/// Where a body could not be decoded. Values are not told: they may be secret.
#[derive(Debug)]
pub struct Decode(Box<Inner>);

#[derive(Debug)]
struct Inner {
    path: String,
    what: &'static str,
    line: usize,
    column: usize,
}

impl Decode {
    pub(crate) fn new(path: String, error: &serde_json::Error, body: &[u8]) -> Self {
        let what = match error.classify() {
            _ if body.iter().all(u8::is_ascii_whitespace) => "it is empty",
            _ if body.trim_ascii_start().starts_with(b"<") => "it is HTML or XML, not JSON",
            serde_json::error::Category::Eof => "it ends too early",
            serde_json::error::Category::Data => "a value is missing or has another type",
            _ => "it is not JSON",
        };
        Self(Box::new(Inner {
            path,
            what,
            line: error.line(),
            column: error.column(),
        }))
    }

    /// Of the body as a whole.
    pub(crate) fn plain(what: &'static str) -> Self {
        Self(Box::new(Inner {
            path: ".".to_owned(),
            what,
            line: 0,
            column: 0,
        }))
    }

    /// Of one member of the body.
    pub(super) fn member(path: String, what: &'static str) -> Self {
        Self(Box::new(Inner {
            path,
            what,
            line: 0,
            column: 0,
        }))
    }

    /// The member, such as `data.rows[3].price`; `.` is the whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for Decode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            path,
            what,
            line,
            column,
        } = &*self.0;
        if *line == 0 && path != "." {
            return write!(f, "`{}` {what}", path.escape_debug());
        }
        if *line == 0 {
            return f.write_str(what);
        }
        write!(
            f,
            "{what} (at `{}`, line {line}, column {column})",
            path.escape_debug()
        )
    }
}

impl StdError for Decode {}
