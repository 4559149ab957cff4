//! Documentation that progenitor writes and nobody can run.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, Lit, Meta};

use crate::generate::markdown::inert;

/// How each of them begins; a description may have code of its own.
const EXAMPLE: &str = "```ignore\nlet response =";

/// Cuts the ```` ```ignore ```` examples, which name variables that do not exist.
pub(super) struct Docs;

impl VisitMut for Docs {
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        let Meta::NameValue(pair) = &mut attribute.meta else {
            return;
        };
        if !pair.path.is_ident("doc") {
            return;
        }
        if let Expr::Lit(literal) = &mut pair.value
            && let Lit::Str(text) = &mut literal.lit
        {
            let value = text.value();
            let kept = match value.rsplit_once(EXAMPLE) {
                Some((kept, _)) => kept.trim_end(),
                None => &value,
            };
            *text = syn::LitStr::new(&inert(kept), text.span());
        }
    }
}
