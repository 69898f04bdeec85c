//! Signatures that are valid as CMS and not of the profile, and times at their edges.

use cms::content_info::ContentInfo;
use der::Decode;

use super::*;
use crate::authority::Authority;

const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

fn signer() -> Identity {
    let authority = Authority::create("test", NOW).unwrap();
    authority.issue_hub_signer("hub", NOW).unwrap()
}

#[test]
fn the_time_reads_back_in_both_forms() {
    let signer = signer();
    // The last second of UTCTime, the first of GeneralizedTime, and the edges of what a signature can hold.
    for seconds in [0, 2_524_607_999, 2_524_608_000, 253_402_300_799] {
        let signed = sign_content(b"x", &signer, UtcSeconds(seconds)).unwrap();
        assert_eq!(read_signed(&signed).unwrap().signed_at, UtcSeconds(seconds));
    }
    for seconds in [-1, 253_402_300_800, i64::MAX] {
        let err = sign_content(b"x", &signer, UtcSeconds(seconds)).unwrap_err();
        assert_eq!(err.to_string(), "the time does not fit into a signature");
    }
}

#[test]
fn attributes_must_be_those_of_the_profile() {
    let signer = signer();
    let good: Vec<Attribute> = signed_attributes(Digest::of(b"x"), NOW)
        .unwrap()
        .iter()
        .cloned()
        .collect();
    let attribute = |oid, values: Vec<Any>| Attribute {
        oid,
        values: SetOfVec::try_from(values).unwrap(),
    };
    let null = || Any::null();
    let read = |attributes: Vec<Attribute>| {
        let attributes = SetOfVec::try_from(attributes).unwrap();
        let signed = sign_with_attributes(b"x", &signer, attributes).unwrap();
        read_signed(&signed).map(|signed| signed.content)
    };
    assert_eq!(read(good.clone()), Ok(b"x".to_vec()));
    let with = |more: Attribute| [good.clone(), vec![more]].concat();
    assert_eq!(
        read(with(attribute(SMIME_CAPABILITIES, vec![null()]))),
        Ok(b"x".to_vec())
    );

    let refused = Err(SignedContentError::Attributes);
    for left_out in 0..3 {
        let mut attributes = good.clone();
        attributes.remove(left_out);
        assert_eq!(read(attributes), refused, "without attribute {left_out}");
        assert_eq!(
            read(with(good[left_out].clone())),
            refused,
            "attribute {left_out} twice"
        );
        let mut attributes = good.clone();
        attributes[left_out].values = SetOfVec::try_from(vec![null()]).unwrap();
        assert_eq!(
            read(attributes),
            refused,
            "attribute {left_out} of another kind"
        );
        let mut attributes = good.clone();
        attributes[left_out].values.insert(null()).unwrap();
        assert_eq!(
            read(attributes),
            refused,
            "attribute {left_out} with two values"
        );
    }
    // id-aa-signingCertificateV2: another program could take the signer from it.
    let unknown = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
    assert_eq!(read(with(attribute(unknown, vec![null()]))), refused);
    let twice = attribute(SMIME_CAPABILITIES, vec![null()]);
    assert_eq!(read([with(twice.clone()), vec![twice]].concat()), refused);
}

/// Changes a good signature of "x" and expects it to be refused with this text.
fn refused(signer: &Identity, change: &dyn Fn(&mut SignedData), expected: &str) {
    let good = sign_content(b"x", signer, NOW).unwrap();
    let info = ContentInfo::from_der(&good).unwrap();
    let mut signed: SignedData = info.content.decode_as().unwrap();
    change(&mut signed);
    let changed = write_content_info(SIGNED_DATA, &signed).unwrap();
    assert_eq!(read_signed(&changed).unwrap_err().to_string(), expected);
}

#[test]
fn there_is_one_certificate_and_it_is_the_signers() {
    let authority = Authority::create("test", NOW).unwrap();
    let signer = authority.issue_hub_signer("hub", NOW).unwrap();
    let other = authority.issue_hub_signer("other", NOW).unwrap();
    let set = |identities: &[&Identity]| {
        let choice = |one: &&Identity| CertificateChoices::Certificate(one.certificate().clone());
        let choices: Vec<_> = identities.iter().map(choice).collect();
        Some(CertificateSet::try_from(choices).unwrap())
    };
    let one = "the signature does not come with exactly one certificate";
    refused(&signer, &|signed| signed.certificates = None, one);
    refused(
        &signer,
        &|signed| signed.certificates = set(&[&signer, &other]),
        one,
    );
    let lists = || Some(cms::revocation::RevocationInfoChoices(Default::default()));
    refused(&signer, &|signed| signed.crls = lists(), one);
    let not_his = "the certificate is not that of the signer";
    refused(
        &signer,
        &|signed| signed.certificates = set(&[&other]),
        not_his,
    );
}

#[test]
fn there_is_one_signer_in_the_form_of_the_profile() {
    let signer = signer();
    let none = |signed: &mut SignedData| signed.signer_infos = SignerInfos(Default::default());
    refused(&signer, &none, "there is not exactly one signer");
    let change = |change: &dyn Fn(&mut SignerInfo), expected: &str| {
        let change = |signed: &mut SignedData| {
            let mut info = signed.signer_infos.0.as_slice()[0].clone();
            change(&mut info);
            signed.signer_infos = SignerInfos::try_from(vec![info]).unwrap();
        };
        refused(&signer, &change, expected);
    };
    let attributes = "the attributes of the signature are not those of the profile";
    change(&|info| info.signed_attrs = None, attributes);
    change(
        &|info| info.unsigned_attrs = info.signed_attrs.clone(),
        attributes,
    );
    change(
        &|info| info.version = CmsVersion::V3,
        "not version 1 of SignedData",
    );
    let algorithm = "the signature is not ECDSA with SHA-256";
    change(&|info| info.digest_alg = ecdsa_sha_256(), algorithm);
    change(&|info| info.signature_algorithm = sha_256(), algorithm);
    let empty = OctetString::new(b"".as_slice()).unwrap();
    change(
        &|info| info.signature = empty.clone(),
        "the signature is not valid",
    );
}

#[test]
fn the_content_stands_inside_and_is_data() {
    let signer = signer();
    let version = |signed: &mut SignedData| signed.version = CmsVersion::V3;
    refused(&signer, &version, "not version 1 of SignedData");
    let digests = |signed: &mut SignedData| signed.digest_algorithms = Default::default();
    refused(&signer, &digests, "the signature is not ECDSA with SHA-256");
    let other_type =
        |signed: &mut SignedData| signed.encap_content_info.econtent_type = SIGNED_DATA;
    refused(
        &signer,
        &other_type,
        "the signed content is not of type data",
    );
    let none = |signed: &mut SignedData| signed.encap_content_info.econtent = None;
    refused(&signer, &none, "the signed content is missing");
    let other = Any::new(Tag::OctetString, b"y".as_slice()).unwrap();
    let other = |signed: &mut SignedData| signed.encap_content_info.econtent = Some(other.clone());
    refused(&signer, &other, "the signed content was altered");

    let data = ContentInfo {
        content_type: DATA,
        content: Any::null(),
    };
    let err = read_signed(&data.to_der().unwrap()).unwrap_err();
    assert_eq!(err.to_string(), "not a CMS SignedData");
    assert_eq!(
        read_signed(b"").unwrap_err().to_string(),
        "not a CMS structure in DER"
    );
}
