//! A hub and two offices, with keys and certificates, and a draft to send.
//!
//! Easily got wrong: keys are drawn anew for each world; nothing in a test may depend on their bytes.

use tsunagu_protocol::{
    Address, Authority, BundleId, DeviceId, Draft, DraftFile, Identity, KeyPair, Role,
    SealedBundle, Trust, UtcMillis, UtcSeconds, header::CheckSummary, seal_bundle,
};

/// 2026-11-22T00:00:00Z.
pub(crate) const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

/// One office with one device and a mailbox.
pub(crate) struct Office {
    pub(crate) address: Address,
    pub(crate) device: Identity,
    pub(crate) mailbox: Identity,
}

/// A hub's CA and signer, and two offices.
pub(crate) struct World {
    pub(crate) authority: Authority,
    pub(crate) hub: Identity,
    pub(crate) sender: Office,
    pub(crate) receiver: Office,
}

impl World {
    pub(crate) fn new() -> World {
        let authority = Authority::create("つなぐ 試験", NOW).unwrap();
        World {
            hub: authority.issue_hub_signer("hub.example", NOW).unwrap(),
            sender: office(&authority, "1370200015-43"),
            receiver: office(&authority, "1370300021-11"),
            authority,
        }
    }

    pub(crate) fn trust(&self) -> Trust {
        self.authority.trust()
    }

    pub(crate) fn seal(&self, draft: &Draft) -> SealedBundle {
        seal_bundle(
            draft,
            &self.sender.device,
            self.receiver.mailbox.certificate_der(),
            self.sender.mailbox.certificate_der(),
            NOW,
        )
        .unwrap()
    }
}

/// An office with certificates of this CA.
pub(crate) fn office(authority: &Authority, address: &str) -> Office {
    let address: Address = address.parse().unwrap();
    Office {
        address,
        device: device(authority, address),
        mailbox: mailbox(authority, address),
    }
}

/// Another device of an office.
pub(crate) fn device(authority: &Authority, address: Address) -> Identity {
    let key = KeyPair::generate().unwrap();
    let request = key
        .request_pem(Role::Device, address.office.as_str())
        .unwrap();
    let id = DeviceId::new(UtcMillis(1_795_305_600_000), [7; 10]);
    key.into_identity(
        &authority
            .issue_device(&request, address.office, id, NOW)
            .unwrap(),
    )
    .unwrap()
}

/// Another mailbox of an office.
pub(crate) fn mailbox(authority: &Authority, address: Address) -> Identity {
    let key = KeyPair::generate().unwrap();
    let request = key
        .request_pem(Role::Mailbox, address.office.as_str())
        .unwrap();
    key.into_identity(
        &authority
            .issue_mailbox(&request, address.office, NOW)
            .unwrap(),
    )
    .unwrap()
}

/// Two standard files, a picture, and a message.
pub(crate) fn draft() -> Draft {
    let file = |name: &str, standard, bytes: &[u8]| DraftFile {
        name: name.into(),
        standard,
        bytes: bytes.to_vec(),
    };
    Draft {
        id: BundleId::new(UtcMillis(1_795_305_600_000), [9; 10]),
        from: "1370200015-43".parse().unwrap(),
        to: "1370300021-11".parse().unwrap(),
        set: Some("K2".into()),
        stamp: Some("20260925101800".into()),
        months: vec!["202610".into()],
        message: "10月分です。よろしくお願いします。\n".into(),
        files: vec![
            file(
                "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
                true,
                b"\"1\",\x8e\x52\x93\x63\r\n",
            ),
            file("訪問看護指示書.png", false, b"\x89PNG\r\n\x1a\n\0\0"),
            file(
                "UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101800.CSV",
                true,
                b"",
            ),
        ],
        check: CheckSummary {
            program: "tsunagu 0.1.0".into(),
            standard: "202407".into(),
            errors: 0,
            warnings: 2,
        },
    }
}
