//! Keys, and where they come from.

use keyfob_core::Secret;
use keyfob_session::{EncryptionKey, KeyError};

use crate::probe::{child, key, shown};

#[test]
fn a_key_goes_to_text_and_comes_back() {
    let key = key();
    let text = key.to_base64();
    assert_eq!(text.expose().len(), 44);
    assert_eq!(EncryptionKey::from_base64(&text).unwrap(), key);
    assert_ne!(EncryptionKey::generate().unwrap(), key);
    assert_eq!(
        format!("{key:?} {key:#?}"),
        "EncryptionKey([redacted]) EncryptionKey([redacted])"
    );
}

#[test]
fn only_32_bytes_of_strict_base64_are_a_key() {
    let good = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";
    assert!(EncryptionKey::from_base64(&Secret::new(good)).is_ok());
    let bad = [
        "",
        "S3CR3T",
        good.trim_end_matches('='),
        &format!(" {good}"),
        &format!("{good}\n"),
        &format!("q83v{good}"),
        &good.replace("Ej", "_j"),
        "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4",
        "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4kk",
        "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4l=",
    ];
    for text in bad {
        let error = EncryptionKey::from_base64(&Secret::new(text)).unwrap_err();
        assert!(matches!(error, KeyError::Malformed), "{text}");
        assert!(text.is_empty() || !shown(&error).contains(text.trim()));
    }
}

#[test]
fn a_key_is_read_from_the_environment() {
    let text = key().to_base64();
    let variables = [
        ("KEYFOB_TEST_KEY", text.expose()),
        ("KEYFOB_TEST_BAD_KEY", "S3CR3T"),
    ];
    let mut child = child("encryption::in_a_child_with_a_key", &variables);
    assert!(child.wait().unwrap().success());
}

#[test]
fn in_a_child_with_a_key() {
    for name in ["KEYFOB_TEST_NO_KEY", "", "A=B", "A\0B"] {
        let error = EncryptionKey::from_env(name).unwrap_err();
        assert!(matches!(error, KeyError::Missing { .. }), "{name}");
    }
    // Only in the child the variables are set.
    if let Ok(text) = std::env::var("KEYFOB_TEST_KEY") {
        let key = EncryptionKey::from_env("KEYFOB_TEST_KEY").unwrap();
        assert_eq!(key.to_base64().expose(), text);
        let error = EncryptionKey::from_env("KEYFOB_TEST_BAD_KEY").unwrap_err();
        assert!(matches!(error, KeyError::Malformed));
        assert!(!shown(&error).contains("S3CR3T"));
    }
}

#[cfg(unix)]
#[test]
fn a_key_is_read_from_a_file_that_nobody_else_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let key = key();
    for end in ["", "\n", "\r\n"] {
        std::fs::write(&path, format!("{}{end}", key.to_base64().expose())).unwrap();
        for (mode, is_fine) in [
            (0o600, true),
            (0o400, true),
            (0o640, false),
            (0o604, false),
            (0o620, false),
        ] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            match EncryptionKey::from_file(&path) {
                Ok(read) => assert!(is_fine && read == key, "{mode:o}"),
                Err(KeyError::Exposed { .. }) => assert!(!is_fine, "{mode:o}"),
                Err(error) => panic!("{error}"),
            }
        }
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    }
    for bad in ["", "\n", "S3CR3T", &"A".repeat(100_000)] {
        std::fs::write(&path, bad).unwrap();
        let error = EncryptionKey::from_file(&path).unwrap_err();
        assert!(matches!(error, KeyError::Malformed), "{error}");
        assert!(!shown(&error).contains("S3CR3T"));
    }
    let none = EncryptionKey::from_file(folder.path().join("none")).unwrap_err();
    assert!(matches!(none, KeyError::File { .. }));
    let no_file = EncryptionKey::from_file(folder.path()).unwrap_err();
    assert!(matches!(no_file, KeyError::File { .. }));
}

/// Here no keyring is running, or a person's: it must not be written to. So only a look for what nobody has.
#[cfg(feature = "keyring")]
#[test]
fn a_keyring_without_the_entry_is_an_error() {
    let error = EncryptionKey::from_keyring("keyfob-tests-none", "nobody").unwrap_err();
    assert!(
        matches!(error, KeyError::Missing { .. } | KeyError::Keyring { .. }),
        "{error}"
    );
}
