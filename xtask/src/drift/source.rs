//! `x-source` of what was compared with the vendor's own answers.

use keyfob_codegen::edit::{Edits, Tree};
use keyfob_codegen::load::Node;

/// How the sentence begins that tells of a comparison, and how it tells what was known before.
const ANSWERS: &str = "the vendor's answers of ";
const BEFORE: &str = "; before: ";

/// Says that the vendor's answers agreed with what this node says.
pub fn confirm(edits: &mut Edits, node: &Node, date: &str) {
    set(edits, node, "live", &format!("{ANSWERS}{date}"));
}

/// Says that they did not.
pub fn contradict(edits: &mut Edits, node: &Node, date: &str, why: &str) {
    set(
        edits,
        node,
        "contradicted",
        &format!("{ANSWERS}{date}: {why}"),
    );
}

fn set(edits: &mut Edits, node: &Node, confidence: &str, from: &str) {
    let source = node.get("x-source");
    let before = source.map(before).filter(|before| !before.is_empty());
    let from = match before {
        Some(before) => format!("{from}{BEFORE}{before}"),
        None => from.to_owned(),
    };
    match source {
        Some(source) => {
            edits.set(source, "confidence", confidence);
            edits.set(source, "from", from);
        }
        None => {
            let source = Tree::map()
                .with("confidence", confidence)
                .with("from", from);
            edits.set(node, "x-source", source);
        }
    }
}

/// What was known before the first comparison.
fn before(source: &Node) -> String {
    let from = source.text_of("from").unwrap_or_default();
    if from.starts_with(ANSWERS) {
        let before = from.split_once(BEFORE).map(|(_, before)| before);
        return before.unwrap_or_default().to_owned();
    }
    let confidence = source.text_of("confidence").unwrap_or_default();
    format!("{confidence}, {from}")
}
