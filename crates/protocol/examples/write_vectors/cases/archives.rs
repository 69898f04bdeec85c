//! Archives that try something, and archives that do not belong to their header.

use super::{Writer, header_for, seal};
use crate::{
    archive::{good, list, listed, overwrite, with_list, with_name, zip},
    bench::{Bench, CSV, CSV_BYTES, FROM, ID, PNG, PNG_BYTES, TO, header_json},
};

/// Packs, signs, encrypts and writes an archive that must be refused.
fn refused(
    bench: &Bench,
    writer: &mut Writer<'_>,
    (name, error, why): (&str, &str, &str),
    archive: &[u8],
) {
    let sealed = seal(bench, archive);
    let header = header_for(bench, &sealed);
    writer.refused(name, "contents", error, why, &header, &sealed);
}

/// Archives that are no plain ZIP with its list in front.
pub(super) fn bad_layouts(bench: &Bench, writer: &mut Writer<'_>) {
    let mut add = |case, archive: &[u8]| refused(bench, writer, case, archive);
    let not_zip = "the archive is not a plain ZIP";
    add(
        ("zip-not-a-zip", not_zip, "the sealed part must hold a ZIP"),
        b"PK",
    );
    add(
        (
            "zip-prefix",
            not_zip,
            "data before the first entry is another file to another program",
        ),
        &[b"x".as_slice(), &good()].concat(),
    );
    add(
        ("zip-suffix", not_zip, "data after the directory"),
        &[good().as_slice(), b"x"].concat(),
    );
    let files: &[(&str, &[u8])] = &[(CSV, CSV_BYTES), (PNG, PNG_BYTES)];
    let list_error = "the first entry of the archive is not a readable list of contents";
    add(
        ("zip-list-missing", list_error, "no bundle.json"),
        &zip(files),
    );
    let list = list();
    let entries = [files, &[("bundle.json", list.as_bytes())]].concat();
    add(
        ("zip-list-last", list_error, "bundle.json must come first"),
        &zip(&entries),
    );
    add(
        (
            "zip-list-of-other-type",
            list_error,
            "the type tells the list from a header",
        ),
        &with_list(&list.replace("contents.1", "header.1")),
    );
}

/// Names that mean another file than the one shown, or two files.
pub(super) fn bad_names(bench: &Bench, writer: &mut Writer<'_>) {
    let mut add = |case, archive: &[u8]| refused(bench, writer, case, archive);
    let list = list();
    for (name, file_name, error) in [
        ("zip-path-up", "../a.png", "a file name has a path part"),
        ("zip-path-down", "a/b.png", "a file name has a path part"),
        (
            "zip-path-windows",
            "..\\a.png",
            "a file name has a path part",
        ),
        ("zip-drive", "C:a.png", "a file name has a path part"),
        (
            "zip-device",
            "NUL.png",
            "a file name is reserved by Windows",
        ),
        (
            "zip-reading-direction",
            "a\u{202e}gnp.exe",
            "a file name has a forbidden character",
        ),
        (
            "zip-second-list",
            "BUNDLE.JSON",
            "a file may not be called bundle.json",
        ),
    ] {
        add(
            (
                name,
                error,
                "the name could mean another file than the one shown",
            ),
            &with_name(file_name),
        );
    }
    let two_cases = format!(
        r#"{},{}]}}"#,
        list.strip_suffix("]}").unwrap(),
        listed(&CSV.to_lowercase(), true, b"")
    );
    add(
        (
            "zip-name-in-two-cases",
            "two files have the same name",
            "one file on Windows and macOS",
        ),
        &zip(&[
            ("bundle.json", two_cases.as_bytes()),
            (CSV, CSV_BYTES),
            (PNG, PNG_BYTES),
            (&CSV.to_lowercase(), b""),
        ]),
    );
    let twice = zip(&[
        ("bundle.json", list.as_bytes()),
        (CSV, CSV_BYTES),
        (PNG, PNG_BYTES),
        ("a.png", b""),
        ("b.png", b""),
    ]);
    add(
        (
            "zip-entry-twice",
            "two files have the same name",
            "two entries of one name: programs take the first or the last",
        ),
        &overwrite(twice, b"b.png", b"a.png", false),
    );
    add(
        (
            "zip-local-name-differs",
            "an entry of the archive is not a plain file",
            "the entry's own header has another name than the directory",
        ),
        &overwrite(with_name("b.png"), b"b.png", b"a.png", true),
    );
}

/// Files that are not those of the list.
pub(super) fn bad_files(bench: &Bench, writer: &mut Writer<'_>) {
    let mut add = |case, archive: &[u8]| refused(bench, writer, case, archive);
    let list = list();
    add(
        (
            "zip-file-missing",
            "a listed file is missing from the archive",
            "listed, but not there",
        ),
        &zip(&[("bundle.json", list.as_bytes()), (CSV, CSV_BYTES)]),
    );
    add(
        (
            "zip-file-not-listed",
            "the archive has a file that is not listed",
            "there, but not listed",
        ),
        &zip(&[
            ("bundle.json", list.as_bytes()),
            (CSV, CSV_BYTES),
            (PNG, PNG_BYTES),
            ("a.txt", b""),
        ]),
    );
    let altered = "a file is not the one that was listed";
    add(
        (
            "zip-file-digest",
            altered,
            "another content of the same size",
        ),
        &zip(&[
            ("bundle.json", list.as_bytes()),
            (CSV, b"\"1\",\"\"\"\"\"\r\n"),
            (PNG, PNG_BYTES),
        ]),
    );
    add(
        (
            "zip-file-size",
            altered,
            "12 MB of zeros behind a listed size of 12 bytes: unpacking must stop in time",
        ),
        &zip(&[
            ("bundle.json", list.as_bytes()),
            (CSV, &vec![0; 12_000_000]),
            (PNG, PNG_BYTES),
        ]),
    );
}

/// More than the limits allow.
pub(super) fn too_much(bench: &Bench, writer: &mut Writer<'_>) {
    let mut add = |case, archive: &[u8]| refused(bench, writer, case, archive);
    let list = list();
    let large = list.replace("\"size_bytes\":12,", "\"size_bytes\":10485760,");
    add(
        (
            "zip-files-too-large",
            "the files together have more than 10485760 bytes",
            "10 MiB and 10 bytes are listed",
        ),
        &with_list(&large),
    );
    let long = list.replace("よろしくお願いします。", &"あ".repeat(4_001));
    add(
        (
            "zip-message-too-long",
            "the message has more than 4000 characters",
            "4,001 characters",
        ),
        &with_list(&long),
    );
    let many: Vec<String> = (0..31).map(|number| format!("{number}.txt")).collect();
    let mut entries = vec![("bundle.json", list.as_bytes())];
    entries.extend(many.iter().map(|name| (name.as_str(), b"".as_slice())));
    add(
        (
            "zip-too-many-files",
            "the archive has more than 30 files",
            "31 files and the list",
        ),
        &zip(&entries),
    );
}

/// Archives in order under headers in order, which do not belong together.
pub(super) fn bad_bindings(bench: &Bench, writer: &mut Writer<'_>) {
    let other_files = "the header lists other files than the contents";
    for (name, from, to, error, why) in [
        (
            "binding-other-id",
            ID,
            "01a2008d-7400-7909-8909-09090909090a",
            "the contents belong to another bundle",
            "an old archive of the same device sent again under a new id",
        ),
        (
            "binding-other-receiver",
            TO,
            r#"{"office":"1370300039","service":"13"}"#,
            "the contents were sealed for other addresses",
            "an archive that was meant for another receiver",
        ),
        (
            "binding-other-sender",
            FROM,
            r#"{"office":"1370200015","service":"46"}"#,
            "the contents were sealed for other addresses",
            "another service of the same office",
        ),
        (
            "binding-standard-hidden",
            r#""standard":true"#,
            r#""standard":false"#,
            other_files,
            "a standard file that the header lists is none in the contents",
        ),
        (
            "binding-other-shown",
            r#""standard":false"#,
            r#""standard":true"#,
            other_files,
            "more standard files inside than the hub was told",
        ),
    ] {
        let changed = list().replacen(from, to, 1);
        let sealed = seal(bench, &with_list(&changed));
        writer.refused(
            name,
            "binding",
            error,
            why,
            &header_for(bench, &sealed),
            &sealed,
        );
    }
    let sealed = seal(bench, &good());
    for (name, from, to, why) in [
        (
            "binding-header-size",
            r#""size_bytes":12"#,
            r#""size_bytes":11"#,
            "the header gives another size of a standard file",
        ),
        (
            "binding-header-others",
            r#""count":1"#,
            r#""count":2"#,
            "the header counts one more of the other files",
        ),
        (
            "binding-header-others-size",
            r#""size_bytes":10"#,
            r#""size_bytes":9"#,
            "the header gives another size of the other files",
        ),
    ] {
        let changed = header_json(&sealed).replacen(from, to, 1);
        let header = bench.sign(changed.as_bytes(), &bench.sender_device);
        writer.refused(name, "binding", other_files, why, &header, &sealed);
    }
}
