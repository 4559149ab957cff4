//! A folder that several users work in.

use uuid::Uuid;

use crate::quatrix::registry::Record;
use crate::quatrix::timestamp::Timestamp;

pub(in crate::quatrix) struct Project {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(in crate::quatrix) folder: Uuid,
    pub(super) owner: Uuid,
    pub(super) created: Timestamp,
    members: Vec<Member>,
}

#[derive(Clone)]
pub(super) struct Member {
    pub(super) user: Uuid,
    pub(super) operations: i64,
    pub(super) notify: bool,
}

impl Record for Project {
    const WHAT: &'static str = "project folder";

    fn id(&self) -> Uuid {
        self.id
    }
}

impl Project {
    pub(super) fn new(name: String, folder: Uuid, owner: Uuid, created: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            name,
            folder,
            owner,
            created,
            members: Vec::new(),
        }
    }

    /// What a member may do; `None` for everybody else.
    pub(in crate::quatrix) fn operations(&self, user: Uuid) -> Option<i64> {
        self.member(user).map(|member| member.operations)
    }

    pub(super) fn member(&self, user: Uuid) -> Option<&Member> {
        self.members.iter().find(|member| member.user == user)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// Takes a member in, or gives one other rights.
    pub(super) fn set(&mut self, member: Member) {
        match self.members.iter_mut().find(|old| old.user == member.user) {
            Some(old) => *old = member,
            None => self.members.push(member),
        }
    }

    /// Whether there was such a member.
    pub(in crate::quatrix) fn remove(&mut self, user: Uuid) -> bool {
        let before = self.members.len();
        self.members.retain(|member| member.user != user);
        self.members.len() < before
    }
}
