//! Sealed parts that are encrypted in another way, for others, or hold what another device signed.

use cms::{authenveloped_data::AuthEnvelopedData, content_info::ContentInfo};
use der::{Any, Decode, Encode, Tag, asn1::OctetString};

use super::{Writer, header_for};
use crate::{
    archive::good,
    bench::{Bench, PROFILE_ENCRYPTION},
};

/// Envelopes of other profiles than ours. The header is in order for each: a hostile sender can do that.
pub(super) fn bad_envelopes(bench: &Bench, writer: &mut Writer<'_>) {
    let content = bench.sign(&good(), &bench.sender_device);
    let mut add = |name: &str, error: &str, why: &str, sealed: &[u8]| {
        let error = format!("the sealed part: {error}");
        writer.refused(
            name,
            "envelope",
            &error,
            why,
            &header_for(bench, sealed),
            sealed,
        );
    };
    let cbc = PROFILE_ENCRYPTION.replace("gcm", "cbc");
    add(
        "envelope-cbc",
        "not a CMS AuthEnvelopedData",
        "CBC without authentication leaks contents to whoever can alter and watch",
        &bench.encrypt_by_openssl(&content, &cbc),
    );
    let aes128 = PROFILE_ENCRYPTION.replace("-aes-256-gcm", "-aes-128-gcm");
    add(
        "envelope-aes-128",
        "the contents are not encrypted with AES-256-GCM",
        "one content algorithm",
        &bench.encrypt_by_openssl(&content, &aes128),
    );
    add(
        "envelope-ber",
        "not a CMS structure in DER",
        "BER can say the same in many ways",
        &bench.encrypt_by_openssl(&content, &format!("-stream -indef {PROFILE_ENCRYPTION}")),
    );
    add(
        "envelope-none",
        "not a CMS AuthEnvelopedData",
        "signed, but not encrypted",
        &content,
    );

    let short = short_tag(bench, &content);
    let good = bench.encrypt(&content);
    let mut altered = good.clone();
    *altered.last_mut().unwrap() ^= 1;
    add(
        "envelope-tag-altered",
        "the contents of the envelope were altered",
        "the tag does not fit",
        &altered,
    );
    let mut altered = good.clone();
    let middle = altered.len() * 3 / 4;
    altered[middle] ^= 1;
    add(
        "envelope-contents-altered",
        "the contents of the envelope were altered",
        "one bit of the ciphertext",
        &altered,
    );
    add(
        "envelope-short-tag",
        "the contents are not encrypted with AES-256-GCM",
        "a tag of 12 bytes is 4 billion times easier to guess than one of 16",
        &short,
    );
}

/// An envelope with its tag cut to 12 bytes, which CMS allows and AES-GCM defines.
///
/// The `cms` crate puts recipients in an order of its own (see `protocol::profile`), so that an envelope is taken whose
/// order it keeps: every second one.
fn short_tag(bench: &Bench, content: &[u8]) -> Vec<u8> {
    let write = |content_type, envelope: &AuthEnvelopedData| {
        let content = Any::encode_from(envelope).unwrap();
        ContentInfo {
            content_type,
            content,
        }
        .to_der()
        .unwrap()
    };
    loop {
        let sealed = bench.encrypt(content);
        let info = ContentInfo::from_der(&sealed).unwrap();
        let mut envelope: AuthEnvelopedData = info.content.decode_as().unwrap();
        if write(info.content_type, &envelope) != sealed {
            continue;
        }
        envelope.mac = OctetString::new(&envelope.mac.as_bytes()[..12]).unwrap();
        let parameters = &mut envelope
            .auth_encrypted_content_info
            .content_enc_alg
            .parameters;
        // SEQUENCE { OCTET STRING (12 bytes), INTEGER 16 }; 12 is the default and is left out.
        let nonce = parameters.as_ref().unwrap().value()[..14].to_vec();
        *parameters = Some(Any::new(Tag::Sequence, nonce).unwrap());
        return write(info.content_type, &envelope);
    }
}

pub(super) fn bad_recipients(bench: &Bench, writer: &mut Writer<'_>) {
    let content = bench.sign(&good(), &bench.sender_device);
    let not_profile =
        "a recipient is not of the profile: ECDH on P-256, X9.63 with SHA-256, AES-256 key wrap";
    bench.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=rsa -keyout rsa.key -out rsa.pem",
    );
    for (name, options, error, why) in [
        (
            "recipient-rsa",
            format!("{PROFILE_ENCRYPTION} -recip rsa.pem"),
            not_profile,
            "one weak recipient opens the whole, even if ours is in order",
        ),
        (
            "recipient-kdf-sha1",
            "-aes-256-gcm -recip receiver-mailbox.pem -aes256-wrap".into(),
            not_profile,
            "openssl derives with SHA-1 unless told otherwise",
        ),
        (
            "recipient-wrap-aes128",
            "-aes-256-gcm -recip receiver-mailbox.pem -keyopt ecdh_kdf_md:sha256 -aes128-wrap"
                .into(),
            not_profile,
            "a key of 256 bits wrapped with 128",
        ),
        (
            "recipient-shared-key",
            format!(
                "{PROFILE_ENCRYPTION} -secretkey 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f -secretkeyid 01"
            ),
            not_profile,
            "a key that somebody else knows as a second way in",
        ),
        (
            "recipient-other",
            "-aes-256-gcm -recip sender-mailbox.pem -keyopt ecdh_kdf_md:sha256 -aes256-wrap".into(),
            "the bundle is not sealed for this mailbox",
            "sealed for the sender only",
        ),
    ] {
        let sealed = bench.encrypt_by_openssl(&content, &options);
        let error = format!("the sealed part: {error}");
        writer.refused(
            name,
            "envelope",
            &error,
            why,
            &header_for(bench, &sealed),
            &sealed,
        );
    }
    // A bit of each wrapped key: 40 bytes in an OCTET STRING.
    let mut sealed = bench.encrypt(&content);
    let places: Vec<usize> = (0..sealed.len() - 2)
        .filter(|at| sealed[*at..].starts_with(&[4, 40]))
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        sealed[at + 10] ^= 1;
    }
    writer.refused(
        "recipient-altered",
        "envelope",
        "the sealed part: the key of the envelope cannot be unwrapped",
        "one bit of the wrapped keys",
        &header_for(bench, &sealed),
        &sealed,
    );
}

pub(super) fn bad_inner_signatures(bench: &Bench, writer: &mut Writer<'_>) {
    let mut add = |name: &str, error: &str, why: &str, content: &[u8]| {
        let sealed = bench.encrypt(content);
        writer.refused(
            name,
            "inner-signature",
            error,
            why,
            &header_for(bench, &sealed),
            &sealed,
        );
    };
    add(
        "inner-unsigned",
        "the signature inside the sealed part: not a CMS structure in DER",
        "the archive is not signed",
        &good(),
    );
    let mut altered = bench.sign(&good(), &bench.sender_device);
    *altered.last_mut().unwrap() ^= 1;
    add(
        "inner-signature-altered",
        "the signature inside the sealed part: the signature is not valid",
        "the last bit of the signature was changed",
        &altered,
    );
    for (name, signer, why) in [
        (
            "inner-other-device",
            &bench.sender_device_2,
            "header and contents are signed by one device",
        ),
        (
            "inner-other-office",
            &bench.other_device,
            "somebody else's signed archive under a header of one's own",
        ),
    ] {
        add(
            name,
            "header and contents were signed by different devices",
            why,
            &bench.sign(&good(), signer),
        );
    }
}
