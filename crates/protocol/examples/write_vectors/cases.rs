//! The bundles: what is done to each, what must come of it, and why.

mod archives;
mod envelopes;
mod headers;

use std::{fs, path::Path};

use serde_json::{Value, json};
use tsunagu_protocol::Digest;

use crate::{
    archive::{good, list, with_list},
    bench::{Bench, CSV, CSV_BYTES, PNG, PNG_BYTES, header_json},
};

/// Writes one case.
struct Writer<'a> {
    folder: &'a Path,
    count: usize,
}

impl Writer<'_> {
    fn add(&mut self, name: &str, why: &str, header: &[u8], sealed: &[u8], more: Value) {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("header.p7s"), header).unwrap();
        fs::write(folder.join("sealed.p7m"), sealed).unwrap();
        let mut case =
            json!({ "why": why, "at": "2026-11-22T00:00:00Z", "mailbox": "receiver-mailbox" });
        for (key, value) in more.as_object().unwrap() {
            case[key] = value.clone();
        }
        let text = serde_json::to_string_pretty(&case).unwrap() + "\n";
        fs::write(folder.join("case.json"), text).unwrap();
        self.count += 1;
    }

    fn opens(&mut self, name: &str, why: &str, header: &[u8], sealed: &[u8]) {
        self.opens_for("receiver-mailbox", name, why, header, sealed);
    }

    fn opens_for(&mut self, mailbox: &str, name: &str, why: &str, header: &[u8], sealed: &[u8]) {
        let files = json!([
            { "name": CSV, "standard": true, "sha256": Digest::of(CSV_BYTES) },
            { "name": PNG, "standard": false, "sha256": Digest::of(PNG_BYTES) },
        ]);
        let more = json!({ "mailbox": mailbox, "expected": "opens", "message": "よろしくお願いします。", "files": files });
        self.add(name, why, header, sealed, more);
    }

    fn refused(
        &mut self,
        name: &str,
        check: &str,
        error: &str,
        why: &str,
        header: &[u8],
        sealed: &[u8],
    ) {
        self.add(
            name,
            why,
            header,
            sealed,
            json!({ "expected": "refused", "check": check, "error": error }),
        );
    }
}

/// Writes all bundles and gives their number.
pub(crate) fn write(bench: &Bench, folder: &Path) -> usize {
    let mut writer = Writer { folder, count: 0 };
    good_ones(bench, &mut writer);
    headers::bad_headers(bench, &mut writer);
    headers::bad_signers(bench, &mut writer);
    headers::bad_signatures(bench, &mut writer);
    envelopes::bad_envelopes(bench, &mut writer);
    envelopes::bad_recipients(bench, &mut writer);
    envelopes::bad_inner_signatures(bench, &mut writer);
    archives::bad_layouts(bench, &mut writer);
    archives::bad_names(bench, &mut writer);
    archives::bad_files(bench, &mut writer);
    archives::too_much(bench, &mut writer);
    archives::bad_bindings(bench, &mut writer);
    writer.count
}

/// A header in order for this sealed part.
fn header_for(bench: &Bench, sealed: &[u8]) -> Vec<u8> {
    bench.sign(header_json(sealed).as_bytes(), &bench.sender_device)
}

fn seal(bench: &Bench, archive: &[u8]) -> Vec<u8> {
    bench.encrypt(&bench.sign(archive, &bench.sender_device))
}

fn good_ones(bench: &Bench, writer: &mut Writer<'_>) {
    let sealed = seal(bench, &good());
    let header = header_for(bench, &sealed);
    writer.opens("good", "in order", &header, &sealed);
    writer.opens_for(
        "sender-mailbox",
        "good-for-the-sender",
        "the sender is a recipient too, for its own copy",
        &header,
        &sealed,
    );

    // Everything by strangers' programs, with the attribute smimeCapabilities that openssl adds.
    bench.write("bundle.json", list().as_bytes());
    bench.write(CSV, CSV_BYTES);
    bench.write(PNG, PNG_BYTES);
    bench.run(&format!("zip -X -q contents.zip bundle.json {CSV} {PNG}"));
    let signer = "-nodetach -signer sender-device.pem -inkey sender-device.key";
    let sealed = bench.encrypt(&bench.sign_by_openssl(&bench.read("contents.zip"), signer));
    let header = bench.sign_by_openssl(header_json(&sealed).as_bytes(), signer);
    writer.opens(
        "good-by-openssl-and-zip",
        "made by openssl and Info-ZIP only",
        &header,
        &sealed,
    );

    let sealed = seal(
        bench,
        &with_list(&list().replacen('{', r#"{"later":[{}],"#, 1)),
    );
    let json = header_json(&sealed).replacen('{', r#"{"later":{"id":1},"#, 1);
    let header = bench.sign(json.as_bytes(), &bench.sender_device);
    writer.opens(
        "good-unknown-fields",
        "fields of later versions are ignored",
        &header,
        &sealed,
    );
}
