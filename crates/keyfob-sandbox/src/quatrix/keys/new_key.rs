//! A PGP key as it is handed in.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    pub(super) name: String,
    pub(super) public: String,
    pub(super) private: Option<String>,
}
