//! The order in which crates are published: each after all that it needs.

use std::io::{self, Error};

use super::workspace::{Dependency, Package};

/// The published ones of these, each after what its package names; by name where nothing else decides.
///
/// # Errors
/// Some wait for each other, or for a package that is not published.
pub fn of(packages: &[Package]) -> io::Result<Vec<&Package>> {
    let mut left: Vec<_> = packages.iter().filter(|one| one.is_published()).collect();
    left.sort_by(|one, other| one.name.cmp(&other.name));
    let mut order: Vec<&Package> = Vec::new();
    while !left.is_empty() {
        let is_there = |needed: &&Dependency| order.iter().any(|one| one.name == needed.name);
        let is_ready = |one: &&Package| needs(one).all(|needed| is_there(&needed));
        match left.iter().position(is_ready) {
            Some(at) => {
                let next = left.remove(at);
                order.push(next);
            }
            None => return Err(Error::other(stuck(&left))),
        }
    }
    Ok(order)
}

/// The members that a package needs in the registry.
fn needs(package: &Package) -> impl Iterator<Item = &Dependency> {
    let members = package.dependencies.iter().filter(|one| one.path.is_some());
    members.filter(|one| one.is_packaged() && one.name != package.name)
}

fn stuck(left: &[&Package]) -> String {
    let each = left.iter().map(|one| {
        let needed: Vec<_> = needs(one).map(|needed| needed.name.as_str()).collect();
        format!("{} needs {}", one.name, needed.join(", "))
    });
    format!(
        "no order of publishing: {}. Publish what is needed, or give a dependency that only tests have no version",
        each.collect::<Vec<_>>().join("; ")
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::tests::{dependency, package};
    use super::*;

    fn names(packages: &[Package]) -> Vec<&str> {
        let order = of(packages).unwrap();
        order.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn what_is_needed_comes_first_also_for_examples() {
        let mut facade = package("a-facade");
        facade.dependencies = vec![
            dependency("client", "^0.1.0", None),
            dependency("sandbox", "^0.1.0", Some("dev")),
        ];
        let mut client = package("client");
        client.dependencies = vec![dependency("runtime", "^0.1.0", None)];
        let packages = [facade, client, package("runtime"), package("sandbox")];
        assert_eq!(
            names(&packages),
            ["runtime", "client", "sandbox", "a-facade"]
        );
    }

    #[test]
    fn what_is_taken_out_of_a_package_needs_no_order() {
        let (mut one, mut other) = (package("one"), package("other"));
        one.dependencies = vec![dependency("other", "*", Some("dev"))];
        other.dependencies = vec![
            dependency("one", "^0.1.0", None),
            // Its own features, for its tests.
            dependency("other", "^0.1.0", Some("dev")),
        ];
        assert_eq!(names(&[other, one]), ["one", "other"]);
    }

    #[test]
    fn a_circle_and_an_unpublished_need_are_told() {
        let (mut one, mut other) = (package("one"), package("other"));
        one.dependencies = vec![dependency("other", "^0.1.0", Some("dev"))];
        other.dependencies = vec![dependency("one", "^0.1.0", None)];
        let error = of(&[one, other.clone()]).unwrap_err().to_string();
        assert!(
            error.contains("one needs other; other needs one"),
            "{error}"
        );
        let mut tool = package("one");
        tool.publish = Some(Vec::new());
        let error = of(&[tool, other]).unwrap_err().to_string();
        assert!(error.contains("other needs one"), "{error}");
    }
}
