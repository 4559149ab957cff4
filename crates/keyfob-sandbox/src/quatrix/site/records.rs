//! The settings and the branding, as they are kept.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::quatrix::shares::share::Type;
use crate::quatrix::timestamp::Timestamp;

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::quatrix) struct Branding {
    pub(in crate::quatrix) banner_text: Option<String>,
    pub(in crate::quatrix) sender_name: Option<String>,
    pub(in crate::quatrix) sender_email: Option<String>,
    pub(in crate::quatrix) email_title_prefix: Option<String>,
    pub(in crate::quatrix) body_header: Option<String>,
    pub(in crate::quatrix) body_footer: Option<String>,
}

pub(in crate::quatrix) struct Settings {
    pub(in crate::quatrix) title: String,
    pub(in crate::quatrix) bcc: Vec<String>,
    pub(in crate::quatrix) billing_emails: Vec<String>,
    pub(in crate::quatrix) email_footer: String,
    pub(in crate::quatrix) modified: Option<Timestamp>,
    pub(in crate::quatrix) language: String,
    pub(in crate::quatrix) pgp_enabled: bool,
    pub(in crate::quatrix) share_types: ShareTypes,
}

#[derive(Clone, Copy)]
pub(in crate::quatrix) struct ShareTypes {
    pub(in crate::quatrix) public: bool,
    pub(in crate::quatrix) tracked: bool,
    pub(in crate::quatrix) restricted: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Keyfob sandbox".into(),
            bcc: Vec::new(),
            billing_emails: Vec::new(),
            email_footer: String::new(),
            modified: None,
            language: "en_GB".into(),
            pgp_enabled: true,
            share_types: ShareTypes {
                public: true,
                tracked: true,
                restricted: true,
            },
        }
    }
}

impl ShareTypes {
    pub(in crate::quatrix) fn allow(self, kind: Type) -> bool {
        match kind {
            Type::Public => self.public,
            Type::Tracked => self.tracked,
            Type::Restricted => self.restricted,
        }
    }

    pub(in crate::quatrix) fn to_json(self) -> Value {
        json!({
            "public_share": self.public,
            "tracked_share": self.tracked,
            "restricted_share": self.restricted,
        })
    }
}
