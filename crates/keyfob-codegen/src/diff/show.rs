//! Changes as a changelog has them.

use std::fmt;

use super::{Change, Diff, Impact};

impl fmt::Display for Impact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source | Self::Calls => "breaking",
            Self::Behavior => "behavior",
            Self::Compatible => "compatible",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.subject, self.what)?;
        match (self.old, self.new) {
            (Some(old), Some(new)) => write!(f, " (line {old}, now {new})")?,
            (Some(old), None) => write!(f, " (was line {old})")?,
            (None, Some(new)) => write!(f, " (line {new})")?,
            (None, None) => {}
        }
        match &self.why {
            Some(why) => write!(f, ": {why}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.changes.len();
        let changes = if count == 1 { "change" } else { "changes" };
        let Self { vendor, texts, .. } = self;
        write!(
            f,
            "{vendor}: {count} {changes}, {} breaking",
            self.breaking()
        )?;
        if *texts > 0 {
            write!(f, "; {texts} descriptions, examples or sources")?;
        }
        for change in &self.changes {
            write!(f, "\n  {:<10} {change}", change.impact.to_string())?;
        }
        Ok(())
    }
}
