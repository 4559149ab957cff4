//! A session as JSON. What a newer version writes beside it is not looked at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Contents, Kept};
use crate::members;

impl Serialize for Contents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = members::write(serializer);
        members.member("format", &self.format);
        members.member("vendor", &self.vendor);
        members.member("account", &self.account);
        members.member("environment", &self.environment);
        members.some("base", &self.base);
        members.member("variables", &self.variables);
        members.member("credentials", &self.credentials);
        members.some("info", &self.info);
        members.end()
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = members::write(serializer);
        members.member("value", &self.value);
        members.some("ends_at", &self.ends_at);
        members.end()
    }
}

/// The members of an object, not yet read: only their names are copied.
pub(super) struct Object<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Object<'a> {
    /// Reads an object; none if it is something else.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().map(Self)
    }

    /// A member that must be there.
    pub(super) fn member<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    /// A member that is the type's default where it is missing.
    fn spared<T: Deserialize<'a> + Default>(&self, name: &str) -> Option<T> {
        match self.0.contains_key(name) {
            true => self.member(name),
            false => Some(T::default()),
        }
    }
}

impl Contents {
    /// The contents; none if a member is missing or is something else.
    pub(super) fn read(object: &Object<'_>) -> Option<Self> {
        let credentials: BTreeMap<String, &RawValue> = object.member("credentials")?;
        let credentials = credentials.into_iter().map(|(name, kept)| {
            let kept = Object::read(kept.get().as_bytes())?;
            Some((name, Kept::read(&kept)?))
        });
        Some(Self {
            format: object.member("format")?,
            vendor: object.member("vendor")?,
            account: object.member("account")?,
            environment: object.member("environment")?,
            base: object.spared("base")?,
            variables: object.spared("variables")?,
            credentials: credentials.collect::<Option<_>>()?,
            info: object.spared("info")?,
        })
    }
}

impl Kept {
    fn read(object: &Object<'_>) -> Option<Self> {
        Some(Self {
            value: object.member("value")?,
            ends_at: object.spared("ends_at")?,
        })
    }
}
