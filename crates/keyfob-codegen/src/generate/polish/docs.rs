//! Documentation that progenitor writes and nobody can run.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, Lit, Meta};

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
            && let Some((kept, _)) = text.value().split_once("```ignore")
        {
            *text = syn::LitStr::new(kept.trim_end(), text.span());
        }
    }
}
