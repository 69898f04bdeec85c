//! The keys of the vectors, and the tools that make good and bad pieces with them.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;
use tsunagu_protocol::{
    Address, Authority, DeviceId, Digest, Identity, KeyPair, Role, UtcMillis, UtcSeconds,
    signed::sign_content,
};

/// 2026-11-22T00:00:00Z, the time at which all vectors are judged unless they say otherwise.
pub(crate) const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

pub(crate) struct Bench {
    authority: Authority,
    pub(crate) hub: Identity,
    pub(crate) sender_device: Identity,
    pub(crate) sender_device_2: Identity,
    pub(crate) sender_mailbox: Identity,
    pub(crate) receiver_device: Identity,
    pub(crate) receiver_mailbox: Identity,
    pub(crate) other_device: Identity,
    pub(crate) other_mailbox: Identity,
    /// A device of the sender's number, certified by another CA of the same name.
    pub(crate) foreign_device: Identity,
    folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Bench {
        let authority = Authority::create("Tsunagu vectors", NOW).unwrap();
        let foreign = Authority::create("Tsunagu vectors", NOW).unwrap();
        let bench = Bench {
            hub: authority.issue_hub_signer("hub.example", NOW).unwrap(),
            sender_device: device(&authority, "1370200015", 1),
            sender_device_2: device(&authority, "1370200015", 2),
            sender_mailbox: mailbox(&authority, "1370200015"),
            receiver_device: device(&authority, "1370300021", 3),
            receiver_mailbox: mailbox(&authority, "1370300021"),
            other_device: device(&authority, "1370300039", 4),
            other_mailbox: mailbox(&authority, "1370300039"),
            foreign_device: device(&foreign, "1370200015", 1),
            authority,
            folder: TempDir::new().unwrap(),
        };
        for (name, identity) in [
            ("sender-device", &bench.sender_device),
            ("sender-device-2", &bench.sender_device_2),
            ("sender-mailbox", &bench.sender_mailbox),
            ("receiver-mailbox", &bench.receiver_mailbox),
        ] {
            write_identity(bench.folder.path(), name, identity);
        }
        bench
    }

    /// What a second implementation needs: the CA's certificate and the mailbox keys.
    pub(crate) fn write_keys(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("ca.pem"), self.authority.certificate_pem()).unwrap();
        write_identity(folder, "sender-mailbox", &self.sender_mailbox);
        write_identity(folder, "receiver-mailbox", &self.receiver_mailbox);
        write_identity(folder, "other-mailbox", &self.other_mailbox);
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// Runs a command line in the folder.
    pub(crate) fn run(&self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let output = Command::new(words[0])
            .args(&words[1..])
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|err| panic!("{} is needed: {err}", words[0]));
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {complaint}");
    }

    /// Signs by openssl, with other options than the profile's.
    pub(crate) fn sign_by_openssl(&self, content: &[u8], options: &str) -> Vec<u8> {
        self.write("content", content);
        self.run(&format!(
            "openssl cms -sign -binary -outform DER {options} -in content -out signed"
        ));
        self.read("signed")
    }

    /// Encrypts by openssl for both mailboxes, with other options than the profile's.
    pub(crate) fn encrypt_by_openssl(&self, content: &[u8], options: &str) -> Vec<u8> {
        self.write("plain", content);
        self.run(&format!(
            "openssl cms -encrypt -binary -outform DER -in plain -out sealed {options}"
        ));
        self.read("sealed")
    }

    /// Encrypts as the profile wants.
    pub(crate) fn encrypt(&self, content: &[u8]) -> Vec<u8> {
        self.encrypt_by_openssl(content, PROFILE_ENCRYPTION)
    }

    /// Signs as the profile wants.
    pub(crate) fn sign(&self, content: &[u8], signer: &Identity) -> Vec<u8> {
        sign_content(content, signer, NOW).unwrap()
    }
}

/// The options of `openssl cms -encrypt` that give the profile.
pub(crate) const PROFILE_ENCRYPTION: &str = "-aes-256-gcm \
     -recip receiver-mailbox.pem -keyopt ecdh_kdf_md:sha256 \
     -recip sender-mailbox.pem -keyopt ecdh_kdf_md:sha256 -aes256-wrap";

fn write_identity(folder: &Path, name: &str, identity: &Identity) {
    fs::write(
        folder.join(format!("{name}.pem")),
        identity.certificate_pem(),
    )
    .unwrap();
    fs::write(folder.join(format!("{name}.key")), identity.key_pem()).unwrap();
}

fn device(authority: &Authority, office: &str, number: u8) -> Identity {
    let address: Address = format!("{office}-43").parse().unwrap();
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, office).unwrap();
    let id = DeviceId::new(UtcMillis(1_795_305_600_000), [number; 10]);
    let certificate = authority
        .issue_device(&request, address.office, id, NOW)
        .unwrap();
    key.into_identity(&certificate).unwrap()
}

fn mailbox(authority: &Authority, office: &str) -> Identity {
    let address: Address = format!("{office}-43").parse().unwrap();
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Mailbox, office).unwrap();
    let certificate = authority
        .issue_mailbox(&request, address.office, NOW)
        .unwrap();
    key.into_identity(&certificate).unwrap()
}

/// The JSON of a header for a sealed part, with the files of [`crate::archive::list`].
pub(crate) fn header_json(sealed: &[u8]) -> String {
    format!(
        r#"{{"type":"tsunagu.header.1","id":"{ID}","from":{FROM},"to":{TO},"sent_at":"2026-11-22T00:00:00Z","set":"K2","stamp":"20260925101800","months":["202610"],"files":[{{"name":"{CSV}","size_bytes":12}}],"others":{{"count":1,"size_bytes":10}},"check":{{"program":"write_vectors","standard":"202407","errors":0,"warnings":0}},"sealed":{{"size_bytes":{},"sha256":"{}"}}}}"#,
        sealed.len(),
        Digest::of(sealed)
    )
}

pub(crate) const ID: &str = "01a2008d-7400-7909-8909-090909090909";
pub(crate) const FROM: &str = r#"{"office":"1370200015","service":"43"}"#;
pub(crate) const TO: &str = r#"{"office":"1370300021","service":"11"}"#;
pub(crate) const CSV: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
pub(crate) const CSV_BYTES: &[u8] = b"\"1\",\x8e\x52\x93\x63\"\"\r\n";
pub(crate) const PNG: &str = "訪問看護指示書.png";
pub(crate) const PNG_BYTES: &[u8] = b"\x89PNG\r\n\x1a\n\0\0";
