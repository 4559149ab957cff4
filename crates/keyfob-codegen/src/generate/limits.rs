//! How often operations may be called.

use proc_macro2::TokenStream;
use quote::quote;

use super::table::constant;
use crate::model::RateLimit;

pub(super) fn table(limits: &[RateLimit]) -> TokenStream {
    let limits = limits.iter().map(limit);
    quote!(&[#(#limits),*])
}

fn limit(limit: &RateLimit) -> TokenStream {
    let RateLimit {
        name,
        calls,
        seconds,
        operations,
        variants,
        user,
    } = limit;
    let user = match user {
        None => quote!(None),
        Some(scheme) => {
            let scheme = constant(scheme);
            quote!(Some(&credentials::#scheme))
        }
    };
    quote!(RateLimit {
        name: #name,
        calls: #calls,
        per: std::time::Duration::from_secs(#seconds),
        operations: &[#(#operations),*],
        variants: &[#(#variants),*],
        user: #user,
    })
}
