//! What one operation needs.

use keyfob_codegen::edit::Tree;

use super::{Made, Needed, Security, Target, place};
use crate::api::{Call, Parts, Requirement};
use crate::notes::Notes;

/// Schemes that are sent together, with their scopes.
type Set = Vec<(usize, Vec<String>)>;

impl Security {
    /// What an operation needs: what it says, and the credentials among its parameters.
    pub fn needed(&mut self, call: &Call<'_>, parts: &Parts<'_>, notes: &mut Notes) -> Needed {
        let mut sets = self.said(call, parts, notes);
        let mut carried = Vec::new();
        // None of what the document says can be had.
        let is_lost = sets.is_empty()
            && parts
                .security
                .as_ref()
                .is_some_and(|said| !said.is_empty() && !said.iter().any(|one| self.is_known(one)));
        let mut is_guessed = !self.is_told || is_lost;
        for (at, parameter) in parts.parameters.iter().enumerate() {
            let Some(scheme) = self.of_parameter(parameter) else {
                continue;
            };
            carried.push(at);
            let before = sets.clone();
            self.add(&mut sets, scheme, parameter.required);
            if sets != before {
                is_guessed = true;
                let name = self
                    .schemes
                    .get(scheme)
                    .map_or("", |scheme| scheme.name.as_str());
                let what = format!(
                    "the parameter `{}` is the credential `{name}`: it is no argument of the call",
                    parameter.name
                );
                notes.guessed(parameter.at, what);
            }
        }
        Needed {
            yaml: Tree::List(sets.iter().map(|set| self.written(set)).collect()),
            carried,
            is_guessed,
        }
    }

    /// The alternatives that the document says.
    fn said(&self, call: &Call<'_>, parts: &Parts<'_>, notes: &mut Notes) -> Vec<Set> {
        let mut sets: Vec<Set> = Vec::new();
        let said = parts.security.as_deref().unwrap_or_default();
        for requirement in said {
            let mut set = Set::new();
            let mut is_complete = true;
            for (name, scopes) in requirement {
                let known = self
                    .schemes
                    .iter()
                    .position(|one| one.vendors.as_ref() == Some(name));
                match known {
                    Some(scheme) if self.target(scheme) != Some(&Target::Connection) => {
                        set.push((scheme, scopes.clone()));
                    }
                    Some(_) => {}
                    None => {
                        is_complete = false;
                        let what = format!(
                            "an alternative is left out, as there is no security scheme `{name}`"
                        );
                        notes.left_out(place(call.at), what);
                    }
                }
            }
            if is_complete {
                let alternatives = self.apart(set);
                if alternatives.len() > 1 {
                    let what = "schemes that go into the same header are alternatives here";
                    notes.loosened(place(call.at), what);
                }
                sets.extend(alternatives);
            }
        }
        let mut unique: Vec<Set> = Vec::new();
        for set in sets {
            if !unique.contains(&set) {
                unique.push(set);
            }
        }
        // What needs nothing comes last: the first that the session holds is used.
        unique.sort_by_key(Vec::is_empty);
        match unique.as_slice() {
            [only] if only.is_empty() => Vec::new(),
            _ => unique,
        }
    }

    /// A set once for each of several schemes that go into one place.
    fn apart(&self, set: Set) -> Vec<Set> {
        let mut sets: Vec<Set> = vec![Set::new()];
        for member in set {
            let clashes = |set: &Set| {
                let mut others = set.iter();
                others.any(|(other, _)| self.target(*other) == self.target(member.0))
            };
            if sets.iter().any(clashes) {
                let swapped: Vec<Set> = sets
                    .iter()
                    .map(|set| {
                        let kept = set
                            .iter()
                            .filter(|(other, _)| self.target(*other) != self.target(member.0));
                        kept.cloned().chain([member.clone()]).collect()
                    })
                    .collect();
                for set in swapped {
                    if !sets.contains(&set) {
                        sets.push(set);
                    }
                }
            } else {
                sets.iter_mut().for_each(|set| set.push(member.clone()));
            }
        }
        sets
    }

    /// Adds a credential to all alternatives in which nothing goes to its place; if it is optional, beside them.
    fn add(&self, sets: &mut Vec<Set>, scheme: usize, required: bool) {
        if sets.is_empty() {
            sets.push(Set::new());
        }
        let target = self.target(scheme);
        let mut all = Vec::new();
        for set in sets.drain(..) {
            if set.iter().any(|(other, _)| self.target(*other) == target) {
                all.push(set);
                continue;
            }
            let mut with = set.clone();
            with.push((scheme, Vec::new()));
            all.push(with);
            if !required {
                all.push(set);
            }
        }
        all.sort_by_key(Vec::is_empty);
        *sets = all;
        if let [only] = sets.as_slice()
            && only.is_empty()
        {
            sets.clear();
        }
    }

    /// Whether all schemes of a requirement are there.
    fn is_known(&self, requirement: &Requirement) -> bool {
        requirement.iter().all(|(name, _)| {
            let mut known = self.schemes.iter();
            known.any(|one| one.vendors.as_ref() == Some(name))
        })
    }

    fn target(&self, scheme: usize) -> Option<&Target> {
        self.schemes.get(scheme).map(|made| &made.target)
    }

    fn written(&self, set: &Set) -> Tree {
        let mut yaml = Tree::map();
        for (scheme, scopes) in set {
            if let Some(Made { name, .. }) = self.schemes.get(*scheme) {
                let scopes = scopes.iter().map(|scope| scope.as_str().into());
                yaml.set(name, Tree::List(scopes.collect()));
            }
        }
        yaml
    }
}
