//! Any bytes, and records that somebody changed.

use proptest::prelude::*;

use super::*;

fn id() -> SessionId {
    SessionId::new("quatrix", "acme/ann@example.com")
}

fn codecs() -> Vec<Codec> {
    let open = Codec::default();
    #[cfg(feature = "encryption")]
    return vec![open, Codec::with_key(EncryptionKey::generate().unwrap())];
    #[cfg(not(feature = "encryption"))]
    vec![open]
}

prop_compose! {
    fn records()(
        version: u64,
        contents: Vec<u8>,
        expiry in proptest::option::of((0..1u64 << 40, 0..1_000_000_000u32)),
    ) -> Record {
        let expires_at = expiry.map(|(secs, nanos)| SystemTime::UNIX_EPOCH + Duration::new(secs, nanos));
        Record { version, contents: contents.into(), expires_at }
    }
}

/// As if it had been saved so: the checksum is right.
fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let body = bytes.len().saturating_sub(4);
    bytes.truncate(body);
    let sum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&sum.to_be_bytes());
    bytes
}

proptest! {
    #[test]
    fn every_record_comes_back_as_it_was(
        record in records(), fence: u64, vendor: String, account: String,
    ) {
        let id = SessionId::new(vendor, account);
        for codec in codecs() {
            let bytes = codec.encode(&id, &record, fence).unwrap();
            let kept = codec.decode(&id, &bytes).unwrap();
            prop_assert_eq!(&kept, &Kept { record: record.clone(), fence });
        }
    }

    #[test]
    fn arbitrary_bytes_are_an_error(bytes: Vec<u8>, format in 0..3u32) {
        let headed = [&MAGIC[..], &format.to_be_bytes(), &bytes, &[0; 4]].concat();
        for codec in codecs() {
            prop_assert!(codec.decode(&id(), &bytes).is_err());
            prop_assert!(codec.decode(&id(), &headed).is_err());
            // What stands behind a right checksum may be read without a key, but never fails badly.
            let read = codec.decode(&id(), &resealed(headed.clone()));
            prop_assert!(read.is_err() || !codec.is_encrypting());
        }
    }

    #[test]
    fn a_record_that_a_disk_changed_is_never_taken(
        record in records(), at: proptest::sample::Index, to: u8, cut: proptest::sample::Index,
    ) {
        for codec in codecs() {
            let bytes = codec.encode(&id(), &record, 1).unwrap();
            let mut changed = bytes.to_vec();
            let at = at.index(changed.len());
            prop_assume!(changed[at] != to);
            changed[at] = to;
            prop_assert!(codec.decode(&id(), &changed).is_err());
            prop_assert!(codec.decode(&id(), &bytes[..cut.index(bytes.len())]).is_err());
        }
    }
}

#[cfg(feature = "encryption")]
proptest! {
    #[test]
    fn a_record_that_a_person_changed_is_never_taken_with_a_key(
        record in records(), at: proptest::sample::Index, to: u8, extra: Vec<u8>,
    ) {
        let codec = Codec::with_key(EncryptionKey::generate().unwrap());
        let bytes = codec.encode(&id(), &record, 1).unwrap();
        let mut changed = bytes.to_vec();
        let at = at.index(changed.len() - 4);
        prop_assume!(changed[at] != to);
        changed[at] = to;
        prop_assert!(codec.decode(&id(), &resealed(changed)).is_err());
        let longer = [&bytes[..], &extra, &[0; 4]].concat();
        prop_assert!(codec.decode(&id(), &resealed(longer)).is_err());
    }
}

#[cfg(feature = "encryption")]
#[test]
fn every_part_of_the_header_is_authenticated() {
    let key = EncryptionKey::generate().unwrap();
    let codec = Codec::with_key(key.clone());
    let record = Record {
        version: 7,
        contents: b"a session".to_vec().into(),
        expires_at: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(99)),
    };
    let bytes = codec.encode(&id(), &record, 5).unwrap();
    // Sealing, version, fence, expiry: each is taken as it stands, until the key is asked.
    for at in (12..13).chain(13..21).chain(21..29).chain(30..42) {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        let error = codec.decode(&id(), &resealed(changed)).unwrap_err();
        let expected = match at {
            12 => matches!(error, StoreError::NotEncrypted),
            _ => matches!(error, StoreError::WrongKey | StoreError::Unreadable { .. }),
        };
        assert!(expected, "{at}: {error:?}");
    }
    // Moved under another account, with the name changed, too.
    let bob = SessionId::new("quatrix", "acme/bob@example.com");
    let moved = bytes
        .windows(3)
        .position(|window| window == b"ann")
        .map(|at| {
            let mut moved = bytes.to_vec();
            moved[at..at + 3].copy_from_slice(b"bob");
            resealed(moved)
        });
    let error = codec.decode(&bob, &moved.unwrap()).unwrap_err();
    assert!(matches!(error, StoreError::WrongKey), "{error:?}");
}

/// So that what was saved yesterday is read tomorrow.
#[test]
fn the_format_is_what_it_was() {
    let record = Record {
        version: 258,
        contents: b"hello".to_vec().into(),
        expires_at: Some(SystemTime::UNIX_EPOCH + Duration::new(3, 4)),
    };
    let id = SessionId::new("q", "ann");
    let bytes = Codec::default().encode(&id, &record, 9).unwrap();
    let expected = b"\x89KEYFOB\n\0\0\0\x01\0\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x09\
        \x01\0\0\0\0\0\0\0\x03\0\0\0\x04\0\0\0\x01q\0\0\0\x03ann\0\0\0\x05hello";
    let (body, _) = bytes.split_last_chunk::<4>().unwrap();
    assert_eq!(body, expected);
}

#[cfg(feature = "encryption")]
#[test]
fn a_sealed_record_of_yesterday_is_read() {
    let key = keyfob_core::Secret::new("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    let codec = Codec::with_key(EncryptionKey::from_base64(&key).unwrap());
    let kept = codec.decode(&id(), include_bytes!("sealed.bin")).unwrap();
    assert_eq!(kept.record.contents.as_slice(), b"a session of yesterday");
    assert_eq!((kept.record.version, kept.fence), (3, 4));
}

/// A time before 1970 is over, as one of 1970 is.
#[test]
fn times_before_1970_are_over() {
    let record = Record {
        version: 1,
        contents: Vec::new().into(),
        expires_at: Some(SystemTime::UNIX_EPOCH - Duration::from_secs(1)),
    };
    let codec = Codec::default();
    let bytes = codec.encode(&id(), &record, 1).unwrap();
    let kept = codec.decode(&id(), &bytes).unwrap();
    assert_eq!(kept.record.expires_at, Some(SystemTime::UNIX_EPOCH));
}

/// Anybody can have written it: it must not move a terminal's cursor, begin a line of a log, or fill one.
#[test]
fn what_is_shown_of_somebody_elses_session_is_short_and_has_no_control_characters() {
    let theirs = SessionId::new("\x1b[2J\nfake", "x".repeat(1 << 20));
    let record = Record {
        version: 1,
        contents: Vec::new().into(),
        expires_at: None,
    };
    let bytes = Codec::default().encode(&theirs, &record, 1).unwrap();
    let shown = Codec::default().decode(&id(), &bytes).unwrap_err();
    let shown = format!("{shown} {shown:?}");
    assert!(
        shown.len() < 1000 && !shown.contains(char::is_control),
        "{shown}"
    );
    assert!(shown.contains("acme/ann@example.com") && shown.contains("xxx"));
}
