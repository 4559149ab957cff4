//! Code that is put together from parsed pieces. Tokens of a piece are gone before the next one is made: tokens of a whole client take
//! more memory than all that is made of them, and to touch so much costs as much as to parse it.

use proc_macro2::TokenStream;
use syn::{File, Item};

/// Pieces that are made one after the other.
pub(super) type Pieces<'a> = &'a mut dyn Iterator<Item = TokenStream>;

/// A file of this shell, whose modules of these names have the items of these pieces.
///
/// # Errors
/// What of it does not parse.
pub(super) fn file<'a>(
    shell: TokenStream,
    modules: impl IntoIterator<Item = (&'a str, Pieces<'a>)>,
) -> Result<File, String> {
    let mut file: File = syn::parse2(shell).map_err(words)?;
    for (name, pieces) in modules {
        let items = items(pieces)?;
        let module = file.items.iter_mut().find_map(|item| match item {
            Item::Mod(module) if module.ident == name => module.content.as_mut(),
            _ => None,
        });
        let (_, content) = module.ok_or_else(|| format!("there is no module `{name}`"))?;
        content.extend(items);
    }
    Ok(file)
}

/// The items of all pieces.
///
/// # Errors
/// What of it does not parse.
pub(super) fn items(pieces: impl Iterator<Item = TokenStream>) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    for piece in pieces {
        items.extend(syn::parse2::<File>(piece).map_err(words)?.items);
    }
    Ok(items)
}

fn words(error: syn::Error) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn pieces_come_into_their_modules() {
        let shell = quote!(
            struct A;
            mod b {
                use super::A;
            }
            mod c {}
        );
        let mut first = [
            quote!(
                struct D;
                struct E;
            ),
            quote!(
                struct F;
            ),
        ]
        .into_iter();
        let mut second = [quote!(
            struct G;
        )]
        .into_iter();
        let file = file(shell, [("b", &mut first as Pieces), ("c", &mut second)]);
        let whole = quote!(
            struct A;
            mod b {
                use super::A;
                struct D;
                struct E;
                struct F;
            }
            mod c {
                struct G;
            }
        );
        assert_eq!(
            prettyplease::unparse(&file.unwrap()),
            prettyplease::unparse(&syn::parse2(whole).unwrap())
        );
    }

    #[test]
    fn what_does_not_parse_is_told() {
        let mut broken = [quote!(struct;)].into_iter();
        assert!(
            file(
                quote!(
                    mod b {}
                ),
                [("b", &mut broken as Pieces)]
            )
            .is_err()
        );
        let mut none = std::iter::empty();
        let missing = file(
            quote!(
                mod b {}
            ),
            [("c", &mut none as Pieces)],
        );
        assert_eq!(missing.err().as_deref(), Some("there is no module `c`"));
    }
}
