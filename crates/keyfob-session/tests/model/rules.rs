//! The rules of the lease, each of them left out.

use crate::lease::{World, explore};
use crate::server::Rules;

/// A rule, and what leaves it out.
type Broken = (&'static str, fn(&mut Rules));

/// Each rule is there for a reason, and the model would find it missing.
#[test]
fn no_rule_can_be_left_out() {
    let broken: [Broken; 11] = [
        ("acquire: owner", |it| it.acquire_minds_the_owner = false),
        ("acquire: last fence", |it| {
            (it.acquire_counts_on, it.time_goes_on) = (false, false);
        }),
        ("acquire: time", |it| it.acquire_minds_the_time = false),
        ("extend: owner", |it| it.extend_minds_the_owner = false),
        ("extend: fence", |it| it.extend_minds_the_fence = false),
        ("extend: released", |it| it.extend_minds_the_release = false),
        ("release: owner", |it| it.release_minds_the_owner = false),
        ("release: late", |it| it.release_notes_late = false),
        ("save: fence", |it| it.save_minds_the_fence = false),
        ("save: version", |it| it.save_minds_the_version = false),
        ("save: own", |it| it.save_knows_its_own = false),
    ];
    for (name, breaks) in broken {
        let mut rules = Rules::default();
        breaks(&mut rules);
        let found = explore(World::new(2, 2, 2, rules));
        println!("{name}: {found:?}");
        assert!(found.is_err(), "{name} is not missed");
    }
}
