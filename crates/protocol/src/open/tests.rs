//! The envelope alone, without the digest in the header: what decryption itself guarantees, and what it does not.

use super::*;
use crate::{
    authority::Authority,
    certificate::{KeyPair, Role, parse},
    seal::encrypt,
};

const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

fn mailbox(authority: &Authority, office: &str) -> Identity {
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Mailbox, office).unwrap();
    let certificate = authority
        .issue_mailbox(&request, office.parse().unwrap(), NOW)
        .unwrap();
    key.into_identity(&certificate).unwrap()
}

/// Altered bits give an error or, in the parts of others, the same contents: never other contents, never a panic.
///
/// That some altered bits pass is the reason why the header binds the digest of the whole sealed part.
#[test]
fn an_altered_envelope_never_gives_other_contents() {
    let authority = Authority::create("test", NOW).unwrap();
    let own = mailbox(&authority, "1370300021");
    let other = mailbox(&authority, "1370200015");
    let certificates = [&own, &other].map(|identity| parse(identity.certificate_der()).unwrap());
    let content = b"\x93\x63\r\n".repeat(20);
    let sealed = encrypt(content.clone(), &[&certificates[0], &certificates[1]]).unwrap();
    assert_eq!(decrypt(&sealed, &own).unwrap(), content);
    assert_eq!(decrypt(&sealed, &other).unwrap(), content);

    let mut altered = sealed.clone();
    let mut passed = 0;
    for bit in 0..sealed.len() * 8 {
        altered[bit / 8] ^= 1 << (bit % 8);
        if let Ok(found) = decrypt(&altered, &own) {
            assert_eq!(found, content, "bit {bit}");
            passed += 1;
        }
        altered[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(
        passed > 0,
        "CMS does not protect the parts of other recipients"
    );
    for length in 0..sealed.len() {
        assert!(decrypt(&sealed[..length], &own).is_err(), "{length} bytes");
    }
}

#[test]
fn a_renewed_certificate_opens_what_was_sealed_for_the_one_before() {
    let authority = Authority::create("test", NOW).unwrap();
    let own = mailbox(&authority, "1370300021");
    let other = mailbox(&authority, "1370200015");
    let certificates = [&other, &own].map(|identity| parse(identity.certificate_der()).unwrap());
    let sealed = encrypt(b"plan".to_vec(), &[&certificates[0], &certificates[1]]).unwrap();
    let key = KeyPair::from_pem(&own.key_pem()).unwrap();
    let request = key.request_pem(Role::Mailbox, "office").unwrap();
    let later = UtcSeconds(NOW.0 + 1_000);
    let renewed = authority.issue_mailbox(&request, "1370300021".parse().unwrap(), later);
    let renewed = key.into_identity(&renewed.unwrap()).unwrap();
    assert_ne!(renewed.certificate_der(), own.certificate_der());
    assert_eq!(decrypt(&sealed, &renewed).unwrap(), b"plan");
    let stranger = mailbox(&authority, "1370300021");
    assert!(matches!(
        decrypt(&sealed, &stranger),
        Err(DecryptError::NotRecipient)
    ));
}

#[test]
fn the_texts_of_decryption_are_these() {
    let texts = [
        (DecryptError::NotDer, "not a CMS structure in DER"),
        (
            DecryptError::NotAuthEnvelopedData,
            "not a CMS AuthEnvelopedData",
        ),
        (
            DecryptError::Parts,
            "the envelope has parts that are not in the profile",
        ),
        (
            DecryptError::ContentAlgorithm,
            "the contents are not encrypted with AES-256-GCM",
        ),
        (
            DecryptError::RecipientCount,
            "the envelope does not have 1 to 8 recipients",
        ),
        (
            DecryptError::RecipientAlgorithm,
            "a recipient is not of the profile: ECDH on P-256, X9.63 with SHA-256, AES-256 key wrap",
        ),
        (
            DecryptError::NotRecipient,
            "the bundle is not sealed for this mailbox",
        ),
        (
            DecryptError::Key,
            "the key of the envelope cannot be unwrapped",
        ),
        (
            DecryptError::Contents,
            "the contents of the envelope were altered",
        ),
    ];
    for (err, text) in texts {
        assert_eq!(err.to_string(), text);
    }
}

#[test]
fn too_many_recipients_are_refused() {
    let authority = Authority::create("test", NOW).unwrap();
    let own = mailbox(&authority, "1370300021");
    let certificate = parse(own.certificate_der()).unwrap();
    let sealed = |count| encrypt(b"x".to_vec(), &vec![&certificate; count]).unwrap();
    assert!(decrypt(&sealed(RECIPIENTS_MAX), &own).is_ok());
    assert_eq!(
        decrypt(&sealed(RECIPIENTS_MAX + 1), &own),
        Err(DecryptError::RecipientCount)
    );
    assert_eq!(decrypt(&sealed(0), &own), Err(DecryptError::RecipientCount));
}
