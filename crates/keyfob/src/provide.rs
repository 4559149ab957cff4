//! Where providers have the codes of second factors from.

#[cfg(all(feature = "totp", any(feature = "kotak-neo", feature = "quatrix")))]
mod authenticator;
#[cfg(any(feature = "kotak-neo", feature = "quatrix"))]
mod codes;
mod prompt;

#[cfg(any(feature = "kotak-neo", feature = "quatrix"))]
pub(crate) use codes::Codes;
pub(crate) use prompt::Prompt;
