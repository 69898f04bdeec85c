//! What may be sealed and what not: limits at their edges, and certificates that do not fit.

use tsunagu_protocol::{Draft, DraftFile, SealedBundle, UtcSeconds, open_bundle, seal_bundle};

use crate::world::{NOW, World, draft};

fn seal(world: &World, change: &dyn Fn(&mut Draft)) -> Result<SealedBundle, String> {
    let mut draft = draft();
    change(&mut draft);
    seal_bundle(
        &draft,
        &world.sender.device,
        world.receiver.mailbox.certificate_der(),
        world.sender.mailbox.certificate_der(),
        NOW,
    )
    .map_err(|err| err.to_string())
}

fn file(name: &str, bytes: Vec<u8>) -> DraftFile {
    DraftFile {
        name: name.into(),
        standard: false,
        bytes,
    }
}

fn small_files(count: u32) -> Vec<DraftFile> {
    (0..count)
        .map(|number| file(&format!("{number}.txt"), vec![1]))
        .collect()
}

/// Bytes that do not compress, the same in every run.
fn noise(size_bytes: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..size_bytes).map(|_| next()).collect()
}

#[test]
fn the_largest_bundles_open() {
    let world = World::new();
    let opens = |change: &dyn Fn(&mut Draft)| {
        let bundle = seal(&world, change).unwrap();
        let mailbox = &world.receiver.mailbox;
        open_bundle(
            &bundle.signed_header,
            &bundle.sealed,
            mailbox,
            &world.trust(),
            NOW,
        )
        .unwrap();
    };
    opens(&|draft| draft.files = small_files(30));
    opens(&|draft| draft.message = "\u{1f600}".repeat(4_000));
    opens(&|draft| draft.files = vec![file(&"あ".repeat(85), noise(10 * 1024 * 1024))]);
}

#[test]
fn more_is_refused() {
    let world = World::new();
    let refused = |change: &dyn Fn(&mut Draft), expected: &str| {
        assert_eq!(seal(&world, change).unwrap_err(), expected);
    };
    refused(
        &|draft| draft.files = small_files(31),
        "the archive has more than 30 files",
    );
    refused(&|draft| draft.files.clear(), "a bundle has 1 to 30 files");
    refused(
        &|draft| draft.files = vec![file("a.pdf", vec![0; 10 * 1024 * 1024 + 1])],
        "the files together have more than 10485760 bytes",
    );
    refused(
        &|draft| draft.message = "あ".repeat(4_001),
        "the message has more than 4000 characters",
    );
    refused(
        &|draft| draft.files[1].name = "a/b".into(),
        "a file name has a path part",
    );
    refused(
        &|draft| draft.files[1].name = draft.files[0].name.to_lowercase(),
        "two files have the same name",
    );
    refused(
        &|draft| draft.files[1].standard = true,
        "the name of a standard file has other characters than letters, digits, hyphen, underscore and dot",
    );
    refused(
        &|draft| draft.stamp = Some("x".into()),
        "the stamp is not 14 digits",
    );
}

#[test]
fn certificates_must_fit_the_addresses() {
    let world = World::new();
    let refused = |change: &dyn Fn(&mut Draft), expected: &str| {
        assert_eq!(seal(&world, change).unwrap_err(), expected);
    };
    refused(
        &|draft| draft.from = "1370300039-13".parse().unwrap(),
        "the sender address belongs to office 1370300039, this device to office 1370200015",
    );
    refused(
        &|draft| draft.to = "1370300039-13".parse().unwrap(),
        "the mailbox certificate given for office 1370300039 belongs to office 1370300021",
    );

    let device = &world.sender.device;
    let receiver = world.receiver.mailbox.certificate_der();
    let own = world.sender.mailbox.certificate_der();
    let with = |device, receiver: &[u8], own: &[u8], now, expected: &str| {
        let err = seal_bundle(&draft(), device, receiver, own, now).unwrap_err();
        assert_eq!(err.to_string(), expected);
    };
    with(
        &world.sender.mailbox,
        receiver,
        own,
        NOW,
        "the certificate of this device: the certificate is not one of a device",
    );
    with(
        device,
        world.receiver.device.certificate_der(),
        own,
        NOW,
        "the mailbox certificate of the receiver: the certificate is not one of a mailbox",
    );
    with(
        device,
        b"",
        own,
        NOW,
        "the mailbox certificate of the receiver: the certificate is not readable",
    );
    with(
        device,
        receiver,
        receiver,
        NOW,
        "the mailbox certificate given for office 1370200015 belongs to office 1370300021",
    );
    with(
        device,
        receiver,
        world.hub.certificate_der(),
        NOW,
        "the mailbox certificate of this office: the certificate is not one of a mailbox",
    );
    let four_years = UtcSeconds(NOW.0 + 4 * 365 * 24 * 60 * 60);
    with(
        device,
        receiver,
        own,
        four_years,
        "the certificate of this device: the certificate has expired",
    );
}
