//! What stores do with a key.

use chacha20poly1305::aead::{Aead, Generate, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use secrecy::zeroize::Zeroizing;

use super::{EncryptionKey, KeyError};

impl EncryptionKey {
    /// A random nonce, and the sealed bytes. The header is authenticated with them.
    pub(crate) fn seal(
        &self,
        header: &[u8],
        contents: &[u8],
    ) -> Result<([u8; 24], Vec<u8>), KeyError> {
        let nonce = XNonce::try_generate().map_err(|_| KeyError::NoRandomness)?;
        let payload = Payload {
            msg: contents,
            aad: header,
        };
        // Only fails for more than 256 GiB.
        let sealed = self.cipher().encrypt(&nonce, payload);
        Ok((nonce.into(), sealed.map_err(|_| KeyError::Malformed)?))
    }

    /// None if they were sealed with another key or another header, or have been changed.
    pub(crate) fn open(
        &self,
        header: &[u8],
        nonce: &[u8; 24],
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let payload = Payload {
            msg: sealed,
            aad: header,
        };
        let opened = self.cipher().decrypt(&(*nonce).into(), payload);
        opened.ok().map(Zeroizing::new)
    }

    /// It wipes its copy of the key when it is dropped.
    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.bytes().into())
    }
}
