//! Kotak Neo's lists of instruments.
#![no_main]

use keyfob::kotak_neo::instruments::{Instruments, Search, Segment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [segment, csv @ ..] = data else {
        return;
    };
    let segment = Segment::ALL[usize::from(*segment) % Segment::ALL.len()];
    let Ok(index) = Instruments::parse(segment, csv) else {
        return;
    };
    let symbols: Vec<String> = index.symbols().map(str::to_owned).collect();
    for symbol in symbols {
        let found = index.search(&Search::symbol(&*symbol)).count();
        assert!(found <= index.all().len());
        for expiry in index.expiries(&symbol).collect::<Vec<_>>() {
            let _ = index.future(&symbol, expiry);
        }
    }
    for problem in index.problems() {
        let _ = problem.to_string();
    }
});
