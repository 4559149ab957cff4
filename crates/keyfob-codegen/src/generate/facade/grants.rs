//! The grants of OAuth 2.0 that a vendor has.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::table::constant;
use crate::model::{Flow, Scheme, Spec};

/// The grants, each with its scheme and its token URL. Of several schemes the first one that has a grant counts.
pub(super) struct Grants<'a> {
    pub(super) client_credentials: Option<Endpoint<'a>>,
    pub(super) refresh_token: Option<Endpoint<'a>>,
    pub(super) password: Option<Endpoint<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Endpoint<'a> {
    pub(super) scheme: &'a str,
    pub(super) url: &'a str,
}

impl<'a> Grants<'a> {
    pub(super) fn of(spec: &'a Spec) -> Self {
        let first = |url: fn(&'a Flow) -> Option<&'a str>| {
            let mut endpoints = spec
                .schemes
                .iter()
                .flat_map(|scheme| endpoints(scheme, url));
            endpoints.next()
        };
        Self {
            client_credentials: first(|flow| token_url(flow, "clientCredentials")),
            refresh_token: first(refresh_url),
            password: first(|flow| token_url(flow, "password")),
        }
    }

    pub(super) fn is_any(&self) -> bool {
        self.all().iter().any(|(_, endpoint)| endpoint.is_some())
    }

    /// The names of the grants, with where their tokens come from.
    fn all(&self) -> [(&'static str, Option<Endpoint<'a>>); 3] {
        [
            ("client_credentials", self.client_credentials),
            ("refresh_token", self.refresh_token),
            ("password", self.password),
        ]
    }

    /// `auth::Grants`.
    pub(super) fn table(&self) -> TokenStream {
        let members = self.all().map(|(name, endpoint)| {
            let name = quote::format_ident!("{name}");
            match endpoint {
                None => quote!(#name: None),
                Some(Endpoint { scheme, url }) => {
                    let scheme = constant(scheme);
                    quote! {
                        #name: Some(crate::auth::TokenEndpoint {
                            scheme: &credentials::#scheme,
                            url: #url,
                        })
                    }
                }
            }
        });
        quote!(crate::auth::Grants { #(#members),* })
    }

    /// The traits that say which logins there are.
    pub(super) fn marks(&self) -> TokenStream {
        let client = self
            .client_credentials
            .map(|_| quote!(impl crate::auth::ClientCredentialsGrant for Vendor {}));
        let refresh = self
            .refresh_token
            .map(|_| quote!(impl crate::auth::RefreshTokenGrant for Vendor {}));
        let password = self
            .password
            .map(|_| quote!(impl crate::auth::PasswordGrant for Vendor {}));
        quote!(#client #refresh #password)
    }

    /// What logs in for a manager.
    pub(super) fn providers(&self) -> TokenStream {
        let client = self.client_credentials.map(|_| {
            quote! {
                /// Logs in with the client's own credentials, anew each time that the token ends.
                #[cfg(feature = "manager")]
                pub type ClientCredentials = crate::auth::ClientCredentials<Vendor>;
            }
        });
        let refresh = self.refresh_token.map(|_| {
            quote! {
                /// Logs in with a refresh token, and from then on with the one that the session holds.
                #[cfg(feature = "manager")]
                pub type RefreshToken = crate::auth::RefreshToken<Vendor>;
            }
        });
        let password = self.password.map(|_| {
            quote! {
                /// Logs in with a user's name and password, and from then on with the session's refresh token, if there is one.
                #[cfg(feature = "manager")]
                pub type Password = crate::auth::Password<Vendor>;
            }
        });
        quote!(#client #refresh #password)
    }
}

fn endpoints<'a>(
    scheme: &'a Scheme,
    url: fn(&'a Flow) -> Option<&'a str>,
) -> impl Iterator<Item = Endpoint<'a>> {
    let urls = scheme.flows.iter().filter_map(url);
    urls.map(|url| Endpoint {
        scheme: &scheme.name,
        url,
    })
}

fn token_url<'a>(flow: &'a Flow, grant: &str) -> Option<&'a str> {
    let is_it = flow.grant == grant && !flow.token_url.is_empty();
    is_it.then_some(flow.token_url.as_str())
}

/// Where a refresh token is taken: at a URL of its own, or at the one that gave it. For the client's own credentials there is none: RFC 6749,
/// section 4.4.3.
fn refresh_url(flow: &Flow) -> Option<&str> {
    let gives = ["authorizationCode", "password"].contains(&flow.grant.as_str());
    let usual = (gives && !flow.token_url.is_empty()).then_some(flow.token_url.as_str());
    flow.refresh_url.as_deref().or(usual)
}
