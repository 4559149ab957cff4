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

/// How an authenticator computes its codes (RFC 6238).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TotpAlgorithm {
    /// HMAC-SHA-1, which the vendors use.
    #[default]
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

impl Totp {
    /// An authenticator of six digits and 30 seconds by its secret in base 32, which the vendor shows as text beside the QR code.
    /// Blanks, line breaks and lower case are fine.
    ///
    /// # Errors
    /// [`Error::Settings`] if it is not base 32, or empty.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret: Secret = secret.into();
        let mut plain = String::with_capacity(secret.expose().len());
        let meant = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '=');
        let letters = secret.expose().chars().filter(meant);
        plain.extend(letters.map(|c| c.to_ascii_uppercase()));
        let plain = Secret::new(plain);
        let decoded = totp_rs::Secret::try_from_base32(plain.expose()).map_err(|_| {
            Error::settings("the authenticator's secret is not base 32: letters A-Z and digits 2-7")
        })?;
        if decoded.as_bytes().is_empty() {
            return Err(Error::settings("the authenticator's secret is empty"));
        }
        Ok(Self(
            totp_rs::Builder::new()
                .with_secret(decoded)
                .build_noncompliant(),
        ))
    }

    /// Another algorithm than SHA-1.
    pub fn with_algorithm(self, algorithm: TotpAlgorithm) -> Self {
        let digits = self.0.digits();
        let algorithm = match algorithm {
            TotpAlgorithm::Sha1 => totp_rs::Algorithm::SHA1,
            TotpAlgorithm::Sha256 => totp_rs::Algorithm::SHA256,
            TotpAlgorithm::Sha512 => totp_rs::Algorithm::SHA512,
        };
        self.rebuilt(algorithm, digits)
    }

    /// Another number of digits than six.
    ///
    /// # Errors
    /// [`Error::Settings`] if it is not 6, 7 or 8, the numbers that RFC 4226 has.
    pub fn with_digits(self, digits: u8) -> Result<Self, Error> {
        let algorithm = self.0.algorithm();
        match digits {
            6..=8 => Ok(self.rebuilt(algorithm, digits)),
            _ => Err(Error::settings(format!(
                "codes have 6 to 8 digits, and not {digits}"
            ))),
        }
    }

    fn rebuilt(self, algorithm: totp_rs::Algorithm, digits: u8) -> Self {
        let builder = totp_rs::Builder::new().with_secret(self.0.secret().clone());
        let builder = builder.with_algorithm(algorithm).with_digits(digits);
        Self(builder.build_noncompliant())
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(totp: &Totp, seconds: u64) -> String {
        let time = UNIX_EPOCH + Duration::from_secs(seconds);
        totp.code_at(time).expose().to_owned()
    }

    /// The digits 1 to 0 over and over, in base 32.
    fn seed(length: usize) -> Secret {
        const DIGITS: &str = "GEZDGNBVGY3TQOJQ";
        Secret::new(match length {
            20 => DIGITS.repeat(2),
            32 => format!("{}GEZA", DIGITS.repeat(3)),
            _ => format!("{}GEZDGNA", DIGITS.repeat(6)),
        })
    }

    /// RFC 6238, appendix B.
    #[test]
    fn codes_are_those_of_rfc_6238() {
        use TotpAlgorithm::{Sha1, Sha256, Sha512};
        for (seconds, sha1, sha256, sha512) in [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ] {
            for (algorithm, length, code) in
                [(Sha1, 20, sha1), (Sha256, 32, sha256), (Sha512, 64, sha512)]
            {
                let six = Totp::new(seed(length)).unwrap().with_algorithm(algorithm);
                let eight = six.clone().with_digits(8).unwrap();
                assert_eq!(at(&eight, seconds), code, "{algorithm:?} at {seconds}");
                assert_eq!(at(&six, seconds), code[2..], "{algorithm:?} at {seconds}");
                let seven = eight.with_digits(7).unwrap();
                assert_eq!(at(&seven, seconds), code[1..]);
            }
        }
    }

    #[test]
    fn a_secret_from_a_file_is_taken_and_none_is_refused() {
        let expected = at(&Totp::new(seed(20)).unwrap(), 59);
        let text = seed(20).expose().to_owned();
        for written in [
            format!("{text}\n"),
            format!("\t {}\r\n", text.to_lowercase()),
            format!("{} {}====", &text[..16], &text[16..]),
        ] {
            assert_eq!(at(&Totp::new(&*written).unwrap(), 59), expected);
        }
        for none in ["", " ", "\n", "====", "A", "1", "GEZDGNBV!"] {
            let refused = Totp::new(none);
            assert!(matches!(refused, Err(Error::Settings(_))), "{none:?}");
        }
        let totp = Totp::new(seed(20)).unwrap();
        assert!(totp.with_digits(5).is_err());
    }
}
