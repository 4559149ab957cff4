//! What is wrong with what was set, and what is missing.

use std::fmt::Display;

use super::IntoMember;
use crate::Error;

/// A member of a request, or a parameter: its name in Rust and its name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member(pub &'static str, pub &'static str);

impl Member {
    fn shown(self) -> String {
        match self {
            Self(name, wire) if name == wire => format!("`{name}`"),
            Self(name, wire) => format!("`{name}` (`{wire}`)"),
        }
    }
}

/// Everything that is wrong with one request.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<(&'static str, String)>,
}

impl Problems {
    /// What was set before does not count any more.
    pub fn forget(&mut self, member: Member) {
        self.found.retain(|(name, _)| *name != member.0);
    }

    /// A number for a member, exactly.
    pub fn convert_exactly<T>(&mut self, member: Member, value: impl IntoMember<T>) -> Option<T> {
        self.take(member, value.into_member())
    }

    /// A value for a member, as its type.
    pub fn convert<T, V>(&mut self, member: Member, value: V) -> Option<T>
    where
        V: TryInto<T>,
        V::Error: Display,
    {
        self.take(member, value.try_into())
    }

    /// Values for a list.
    pub fn convert_all<T, V>(
        &mut self,
        member: Member,
        values: impl IntoIterator<Item = V>,
    ) -> Option<Vec<T>>
    where
        V: TryInto<T>,
        V::Error: Display,
    {
        self.forget(member);
        let mut all = Vec::new();
        for value in values {
            match value.try_into() {
                Ok(value) => all.push(value),
                Err(why) => self.note(member, &why),
            }
        }
        Some(all)
    }

    /// Notes a member that has to be there.
    pub fn require<T>(&mut self, member: Member, value: &Option<T>) {
        let is_known = self.found.iter().any(|(name, _)| *name == member.0);
        if value.is_none() && !is_known {
            self.found
                .push((member.0, format!("{} is missing", member.shown())));
        }
    }

    /// Notes what is wrong with a member.
    pub fn refuse(&mut self, member: Member, why: &str) {
        self.found
            .push((member.0, format!("{} {why}", member.shown())));
    }

    /// All of them as one error, of this request.
    pub fn into_error(self, request: &str) -> Error {
        let found: Vec<_> = self.found.into_iter().map(|(_, what)| what).collect();
        Error::InvalidInput(format!("{request}: {}", found.join(", ")))
    }

    /// Whether nothing is wrong.
    ///
    /// # Errors
    /// All that is.
    pub fn check(self, request: &str) -> Result<(), Error> {
        match self.found.is_empty() {
            true => Ok(()),
            false => Err(self.into_error(request)),
        }
    }

    /// What came of a value, which is all that counts for the member now.
    fn take<T>(&mut self, member: Member, outcome: Result<T, impl Display>) -> Option<T> {
        self.forget(member);
        outcome.map_err(|why| self.note(member, &why)).ok()
    }

    fn note(&mut self, member: Member, why: &dyn Display) {
        self.found
            .push((member.0, format!("{}: {why}", member.shown())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: Member = Member("side", "tt");
    const QUANTITY: Member = Member("quantity", "quantity");

    #[test]
    fn all_that_is_missing_or_wrong_is_told_at_once() {
        let mut problems = Problems::default();
        let side: Option<u8> = problems.convert(SIDE, 300_u16);
        problems.require(SIDE, &side);
        problems.require(QUANTITY, &None::<u8>);
        let error = problems.check("PlaceOrder").unwrap_err().to_string();
        assert_eq!(
            error,
            "PlaceOrder: `side` (`tt`): out of range integral type conversion attempted, `quantity` is missing"
        );
    }

    #[test]
    fn what_is_set_last_counts() {
        let mut problems = Problems::default();
        let _: Option<u8> = problems.convert(SIDE, 300_u16);
        let side: Option<u8> = problems.convert(SIDE, 3_u16);
        problems.require(SIDE, &side);
        assert_eq!(side, Some(3));
        assert!(problems.check("PlaceOrder").is_ok());
    }

    #[test]
    fn each_wrong_element_of_a_list_is_told() {
        let mut problems = Problems::default();
        let all: Option<Vec<u8>> = problems.convert_all(SIDE, [1_u16, 300, 301]);
        assert_eq!(all, Some(vec![1]));
        let told = problems.check("X").unwrap_err().to_string();
        assert_eq!(told.matches("out of range").count(), 2, "{told}");
    }
}
