//! Programs that know nothing of us: `openssl` and `unzip` read what we write, and we read what they write.
//!
//! The commands of `docs/reference/envelope.md` are run as they stand there. Easily got wrong: a
//! missing program is a failure, not a reason to skip, for this is the proof that the format is not ours alone.

use std::{
    fs,
    io::{Cursor, Write},
    path::PathBuf,
    process::Command,
};

use tempfile::TempDir;
use tsunagu_protocol::{
    Digest, Identity, Receipt, ReceiptKind, open_bundle, sign_receipt, verify_bundle,
};

use crate::world::{NOW, World, draft};

/// A folder with the keys and certificates of a world, as the page calls them.
pub(crate) struct Workbench {
    folder: TempDir,
}

impl Workbench {
    pub(crate) fn new(world: &World) -> Workbench {
        let bench = Workbench {
            folder: TempDir::new().unwrap(),
        };
        bench.write("ca.pem", world.authority.certificate_pem().as_bytes());
        let identities: [(&str, &Identity); 5] = [
            ("device", &world.sender.device),
            ("sender-mailbox", &world.sender.mailbox),
            ("receiver-device", &world.receiver.device),
            ("receiver-mailbox", &world.receiver.mailbox),
            ("hub", &world.hub),
        ];
        for (name, identity) in identities {
            bench.write(
                &format!("{name}.pem"),
                identity.certificate_pem().as_bytes(),
            );
            bench.write(&format!("{name}.key"), identity.key_pem().as_bytes());
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs one command line of the page in the folder; a word in quotes keeps its spaces.
    pub(crate) fn run(&self, line: &str) -> Result<Vec<u8>, String> {
        let words: Vec<String> = split_words(line);
        let output = Command::new(&words[0])
            .args(&words[1..])
            .current_dir(self.folder.path())
            .output();
        let output = match output {
            Ok(output) => output,
            Err(err) => panic!(
                "this test needs the program `{0}` ({err}): install the Debian package `{0}` and run it again",
                words[0]
            ),
        };
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(output.stdout)
    }
}

impl Workbench {
    /// Runs commands of the page by the shell, stopping at the first that fails.
    fn try_script(&self, commands: &str) -> Result<String, String> {
        let output = Command::new("sh")
            .args(["-eu", "-c", commands])
            .env("AT", NOW.0.to_string())
            .current_dir(self.folder.path())
            .output()
            .expect("this test needs the program `sh`");
        match output.status.success() {
            true => Ok(String::from_utf8(output.stdout).unwrap()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }

    fn run_script(&self, commands: &str) -> String {
        for program in ["openssl version", "unzip -v"] {
            self.run(program).unwrap();
        }
        self.try_script(commands).unwrap()
    }
}

fn split_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// The seconds of [`NOW`], for `openssl -attime`.
fn at_time() -> String {
    NOW.0.to_string()
}

#[test]
fn openssl_and_unzip_open_what_we_sealed() {
    let world = World::new();
    let draft = draft();
    let bundle = world.seal(&draft);
    let bench = Workbench::new(&world);
    bench.write("header.p7s", &bundle.signed_header);
    bench.write("sealed.p7m", &bundle.sealed);

    let verify = format!(
        "openssl cms -verify -inform DER -CAfile ca.pem -purpose any -attime {}",
        at_time()
    );
    bench
        .run(&format!("{verify} -in header.p7s -out header.json"))
        .unwrap();
    let header = serde_json::from_slice(&bench.read("header.json")).unwrap();
    assert_eq!(bundle.header, header);

    for mailbox in ["receiver-mailbox", "sender-mailbox"] {
        bench
            .run(&format!(
                "openssl cms -decrypt -inform DER -in sealed.p7m -recip {mailbox}.pem -inkey {mailbox}.key -out contents.p7s"
            ))
            .unwrap();
        bench
            .run(&format!("{verify} -in contents.p7s -out contents.zip"))
            .unwrap();
        bench.run("unzip -t contents.zip").unwrap();
        let folder = format!("unpacked-{mailbox}");
        bench
            .run(&format!("unzip -d {folder} contents.zip"))
            .unwrap();
        for file in &draft.files {
            assert_eq!(
                bench.read(&format!("{folder}/{}", file.name)),
                file.bytes,
                "{}",
                file.name
            );
        }
        assert_eq!(
            fs::read_dir(bench.path(&folder)).unwrap().count(),
            draft.files.len() + 1
        );
        let list: serde_json::Value =
            serde_json::from_slice(&bench.read(&format!("{folder}/bundle.json"))).unwrap();
        assert_eq!(list["message"], draft.message);
        assert_eq!(
            list["files"][1]["sha256"],
            Digest::of(&draft.files[1].bytes).to_string()
        );
    }
    let line =
        "openssl cms -decrypt -inform DER -in sealed.p7m -recip hub.pem -inkey hub.key -out none";
    assert!(bench.run(line).is_err(), "the hub is no recipient");
}

/// OpenSSL reads a structure and writes it anew; if ours was DER, that gives the same bytes.
#[test]
fn what_we_write_is_der_in_the_eyes_of_openssl() {
    let world = World::new();
    let bench = Workbench::new(&world);
    // Several times, for the order of the recipients depends on random bytes.
    for _ in 0..12 {
        let bundle = world.seal(&draft());
        for bytes in [&bundle.signed_header, &bundle.sealed] {
            bench.write("ours", bytes);
            bench
                .run("openssl cms -cmsout -inform DER -outform DER -in ours -out theirs")
                .unwrap();
            assert_eq!(&bench.read("theirs"), bytes);
        }
    }
}

#[test]
fn openssl_reads_our_receipts_and_certificates() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let receipt = Receipt {
        kind: ReceiptKind::Accepted,
        bundle: bundle.header.id,
        from: bundle.header.from,
        to: bundle.header.to,
        header_sha256: Digest::of(&bundle.signed_header),
        sealed_sha256: Digest::of(&bundle.sealed),
        at: NOW,
    };
    let bench = Workbench::new(&world);
    bench.write("receipt.p7s", &sign_receipt(&receipt, &world.hub).unwrap());
    let line = format!(
        "openssl cms -verify -inform DER -CAfile ca.pem -purpose any -attime {} -in receipt.p7s -out receipt.json",
        at_time()
    );
    bench.run(&line).unwrap();
    assert_eq!(
        serde_json::from_slice::<Receipt>(&bench.read("receipt.json")).unwrap(),
        receipt
    );

    let verify = format!(
        "openssl verify -x509_strict -CAfile ca.pem -attime {}",
        at_time()
    );
    for (name, purpose) in [
        ("device", "sslclient"),
        ("hub", "any"),
        ("receiver-mailbox", "any"),
    ] {
        bench
            .run(&format!("{verify} -purpose {purpose} {name}.pem"))
            .unwrap();
    }
    let text = bench
        .run("openssl x509 -in device.pem -noout -subject -nameopt RFC2253,utf8")
        .unwrap();
    assert_eq!(
        String::from_utf8(text).unwrap(),
        "subject=serialNumber=01a2008d-7400-7707-8707-070707070707,CN=1370200015,OU=device,O=Tsunagu\n"
    );
}

#[test]
fn we_open_what_openssl_sealed() {
    let world = World::new();
    // Several times, for the order of the recipients in the DER depends on random bytes.
    for _ in 0..6 {
        let bench = Workbench::new(&world);
        bench.write(CSV, b"\"1\"\r\n");
        let [before_packing, after_packing] = page_commands("Sealing by hand").try_into().unwrap();
        bench.run_script(&before_packing);
        bench.write("contents.zip", &zip_stored(&bench, &["bundle.json", CSV]));
        bench.run_script(&format!("{before_packing}{after_packing}"));
        let (signed_header, sealed) = (bench.read("header.p7s"), bench.read("sealed.p7m"));

        let size_bytes = sealed.len() as u64;
        let trust = world.trust();
        let verified =
            verify_bundle(&signed_header, size_bytes, Digest::of(&sealed), &trust, NOW).unwrap();
        assert_eq!(verified.signer().office, world.sender.address.office);
        for mailbox in [&world.receiver.mailbox, &world.sender.mailbox] {
            let opened = open_bundle(&signed_header, &sealed, mailbox, &trust, NOW).unwrap();
            assert_eq!(opened.message(), "よろしく");
            assert_eq!(opened.files().len(), 1);
            assert_eq!(opened.files()[0].bytes, b"\"1\"\r\n");
        }
    }
}

#[test]
fn the_page_opens_what_we_sealed() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let bench = Workbench::new(&world);
    bench.write("header.p7s", &bundle.signed_header);
    bench.write("sealed.p7m", &bundle.sealed);
    let [commands] = page_commands("Opening by hand").try_into().unwrap();
    let output = bench.run_script(&commands);
    assert!(
        output.contains("CN=1370200015,OU=device,O=Tsunagu"),
        "{output}"
    );
    assert!(output.contains("TLS Web Client Authentication"), "{output}");
    for file in &draft().files {
        assert_eq!(bench.read(&format!("contents/{}", file.name)), file.bytes);
    }

    let mut other = bundle.sealed.clone();
    *other.last_mut().unwrap() ^= 1;
    bench.write("sealed.p7m", &other);
    assert!(
        bench.try_script(&commands).is_err(),
        "the commands of the page notice an altered part"
    );
}

const CSV: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";

/// The commands of a section of `docs/reference/envelope.md`, block by block.
fn page_commands(section: &str) -> Vec<String> {
    let page = include_str!("../../../../docs/reference/envelope.md");
    let section = page
        .split("\n## ")
        .find(|text| text.starts_with(section))
        .unwrap();
    let blocks = section.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// A ZIP without compression, as the simplest of programs would write it.
fn zip_stored(bench: &Workbench, names: &[&str]) -> Vec<u8> {
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        writer.start_file(*name, options).unwrap();
        writer.write_all(&bench.read(name)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
