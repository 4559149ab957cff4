//! The table test: each case is covered, once.

use std::collections::BTreeMap;

use crate::flow::Flow;
use crate::recordings::cases::STEPS;
use crate::{kotak_neo_g1, kotak_neo_g2, kotak_neo_g3, kotak_trade, quatrix};

fn flows() -> impl Iterator<Item = &'static Flow> {
    let all = [
        kotak_trade::FLOWS,
        kotak_neo_g1::FLOWS,
        kotak_neo_g2::FLOWS,
        kotak_neo_g3::FLOWS,
        quatrix::FLOWS,
    ];
    all.into_iter().flatten()
}

#[test]
fn every_case_is_sent_by_exactly_one_flow() {
    let mut senders: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for file in STEPS.values() {
        assert_eq!(file.broken, Vec::<String>::new(), "{}", file.name);
        for case in &file.cases {
            let twice = senders.insert((&file.name, &case.name), Vec::new());
            assert!(
                twice.is_none(),
                "{}: `{}` is there twice",
                file.name,
                case.name
            );
        }
    }
    for flow in flows() {
        for step in flow.steps {
            let case = (flow.file_of(step), step.case);
            let known = senders.get_mut(&case);
            let known = known.unwrap_or_else(|| panic!("{}: there is no case {case:?}", flow.name));
            known.extend(step.own.then_some(flow.name));
        }
    }
    senders.retain(|_, flows| flows.len() != 1);
    assert!(
        senders.is_empty(),
        "cases without a flow, or with more than one: {senders:#?}"
    );
}
