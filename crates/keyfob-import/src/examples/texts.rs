//! Which of the vendor's texts and numbers are shown.

use keyfob_codegen::edit::Tree;
use serde_json::Number;

use crate::schemas::clean;

/// No text of an example is longer.
const LONGEST: usize = 120;

/// The vendor's text, if it is short, and nothing that a scanner takes for a real secret.
pub(super) fn fit(text: &str) -> Option<Tree> {
    let text = clean(text);
    let secret = [
        "sk_",
        "pk_",
        "rk_",
        "whsec_",
        "AKIA",
        "ASIA",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "xox",
        "eyJ",
        "-----BEGIN",
        "AIza",
        "SG.",
        "glpat-",
        "npm_",
        "dop_v1_",
        "shpat_",
        "sq0",
        "Bearer ",
        "Basic ",
    ];
    let is_real = secret.iter().any(|start| text.contains(start));
    (text.len() <= LONGEST && !is_real).then_some(Tree::Text(text))
}

/// Whether a number is written without an exponent, and exactly.
pub(super) fn is_plain(number: &Number) -> bool {
    let text = number.to_string();
    text.len() <= 16 && !text.contains(['e', 'E'])
}
