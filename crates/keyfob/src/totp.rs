//! One-time codes, as an authenticator computes them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use keyfob_core::{Error, Secret};

/// An authenticator: it computes the code that is valid now.
///
/// ```
/// let authenticator = keyfob::Totp::new("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")?;
/// assert_eq!(authenticator.code().expose().len(), 6);
/// # Ok::<(), keyfob::Error>(())
/// ```
#[derive(Clone)]
pub struct Totp(totp_rs::Totp);

impl Totp {
    /// An authenticator of six digits and 30 seconds by its secret in base 32, which the vendor shows as text beside the QR code.
    /// Blanks and lower case are fine.
    ///
    /// # Errors
    /// [`Error::Settings`] if it is not base 32.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret: Secret = secret.into();
        let plain = Secret::new(
            secret
                .expose()
                .replace([' ', '-', '='], "")
                .to_ascii_uppercase(),
        );
        let decoded = totp_rs::Secret::try_from_base32(plain.expose()).map_err(|_| {
            Error::settings("the authenticator's secret is not base 32: letters A-Z and digits 2-7")
        })?;
        Ok(Self(
            totp_rs::Builder::new()
                .with_secret(decoded)
                .build_noncompliant(),
        ))
    }

    /// The code that is valid now.
    pub fn code(&self) -> Secret {
        self.code_at(SystemTime::now())
    }

    /// The code that is valid at a time.
    pub fn code_at(&self, time: SystemTime) -> Secret {
        let seconds = time
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        Secret::new(self.0.generate(seconds).to_string())
    }
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp([redacted])")
    }
}
