//! The table of operations, and the names of the credentials.

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::limits;
use crate::model::{Faults, Meaning, Operation, Placement, Scheme, Server, Spec};

pub(super) fn table(spec: &Spec) -> TokenStream {
    let Spec { name, hosts, .. } = spec;
    let servers = servers(&spec.servers);
    let scheme_names = spec.schemes.iter().map(|scheme| constant(&scheme.name));
    let schemes = spec.schemes.iter().map(scheme);
    let operations = spec.operations.iter().map(operation);
    let faults = faults(&spec.faults);
    let limits = limits::table(&spec.limits);
    let uses = (!spec.schemes.is_empty()).then(|| {
        quote!(
            use keyfob_core::{Placement, Scheme};
        )
    });
    quote! {
        #[allow(unused_imports)]
        use keyfob_core::{Api, FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Proves, RateLimit, Repeat, Server};
        use reqwest::Method;

        /// Everything about the API that is not in the types.
        pub static API: Api = Api {
            name: #name,
            hosts: &[#(#hosts),*],
            servers: &[#(#servers),*],
            schemes: &[#(&credentials::#scheme_names),*],
            operations: &[#(#operations),*],
            faults: #faults,
            limits: #limits,
        };

        /// The credentials that the API knows, for [`Credentials`](crate::Credentials).
        pub mod credentials {
            #uses

            #(#schemes)*
        }
    }
}

/// What there is of one operation.
pub(super) fn alone(operation: &Operation) -> TokenStream {
    let row = self::operation(operation);
    quote!(static ROW: Operation = #row;)
}

pub(super) fn constant(scheme: &str) -> Ident {
    format_ident!("{}", scheme.to_shouty_snake_case())
}

fn servers(servers: &[Server]) -> Vec<TokenStream> {
    let each = servers.iter().map(|server| {
        let Server { variant, url, .. } = server;
        let variables = server
            .variables
            .iter()
            .map(|(name, default)| quote!((#name, #default)));
        let headers = server.headers.iter().map(|(name, value)| match value {
            Some(value) => quote!((#name, Some(#value))),
            None => quote!((#name, None)),
        });
        quote!(Server {
            variant: #variant,
            url: #url,
            variables: &[#(#variables),*],
            headers: &[#(#headers),*],
        })
    });
    each.collect()
}

fn scheme(
    Scheme {
        name,
        description,
        placement,
        ..
    }: &Scheme,
) -> TokenStream {
    let constant = constant(name);
    let description = match description.trim() {
        "" => format!("The credential `{name}`."),
        _ => description.clone(),
    };
    let placement = match placement {
        Placement::Bearer => quote!(Placement::Bearer),
        Placement::Basic => quote!(Placement::Basic),
        Placement::Header(header) => {
            let header = header.to_ascii_lowercase();
            quote!(Placement::Header(#header))
        }
        Placement::Query(query) => quote!(Placement::Query(#query)),
        Placement::Cookie(cookie) => quote!(Placement::Cookie(#cookie)),
    };
    quote! {
        #[doc = #description]
        pub static #constant: Scheme = Scheme { name: #name, placement: #placement };
    }
}

fn operation(operation: &Operation) -> TokenStream {
    let Operation {
        id,
        path,
        secrets,
        proof,
        ..
    } = operation;
    let method = format_ident!("{}", operation.method.to_uppercase());
    let servers = servers(&operation.servers);
    let security = operation.security.iter().map(|all| {
        let schemes = all.iter().map(|scheme| constant(scheme));
        quote!(&[#(&credentials::#schemes),*])
    });
    let repeat = variant(&operation.retry);
    let proves = match &operation.proves {
        None => quote!(None),
        Some(what) => {
            let what = variant(what);
            quote!(Some(Proves::#what))
        }
    };
    let headers = operation
        .headers
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let secrets = secrets.iter();
    let members = operation
        .members
        .iter()
        .map(|(name, variants)| quote!((#name, &[#(#variants),*])));
    let (optional_body, streams) = (operation.optional_body, operation.streams());
    quote! {
        Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            servers: &[#(#servers),*],
            security: &[#(#security),*],
            repeat: Repeat::#repeat,
            proves: #proves,
            headers: &[#(#headers),*],
            secrets: &[#(#secrets),*],
            members: &[#(#members),*],
            optional_body: #optional_body,
            streams: #streams,
            answer: &[#(#proof),*],
        }
    }
}

fn faults(faults: &Faults) -> TokenStream {
    let Faults {
        code,
        message,
        vague,
        in_success,
        kinds,
    } = faults;
    let marks = in_success.iter().map(|(at, equals)| {
        let equals = match equals {
            None => quote!(None),
            Some(text) => quote!(Some(#text)),
        };
        quote!(FaultMark { at: #at, equals: #equals })
    });
    let meanings = kinds.iter().map(
        |Meaning {
             kind,
             codes,
             says,
             statuses,
             without_code,
             proves,
             operations,
         }| {
            let kind = variant(kind);
            let proves = proves.iter().map(|what| variant(what));
            quote!(FaultMeaning {
                kind: FaultKind::#kind,
                codes: &[#(#codes),*],
                says: &[#(#says),*],
                statuses: &[#(#statuses),*],
                without_code: #without_code,
                proves: &[#(Proves::#proves),*],
                operations: &[#(#operations),*],
            })
        },
    );
    quote! {
        FaultShape {
            code: &[#(#code),*],
            message: &[#(#message),*],
            vague: &[#(#vague),*],
            in_success: &[#(#marks),*],
            meanings: &[#(#meanings),*],
        }
    }
}

/// `wrong-code` is `WrongCode`.
fn variant(name: &str) -> Ident {
    format_ident!("{}", name.to_upper_camel_case())
}
