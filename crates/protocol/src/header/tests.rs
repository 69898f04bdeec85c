//! What a header may say, and that its JSON is read strictly where it counts and generously where it must grow.

use super::*;

fn example() -> Header {
    Header {
        id: "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap(),
        from: "1370200015-43".parse().unwrap(),
        to: "1370300021-11".parse().unwrap(),
        sent_at: UtcSeconds(1_795_306_288),
        set: Some("K2".into()),
        stamp: Some("20260925101800".into()),
        months: vec!["202610".into()],
        files: vec![FileEntry {
            name: "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV".into(),
            size_bytes: 9,
        }],
        others: Others {
            count: 1,
            size_bytes: 5,
        },
        check: CheckSummary {
            program: "tsunagu 0.1.0".into(),
            standard: "202407".into(),
            errors: 0,
            warnings: 0,
        },
        sealed: SealedPart {
            size_bytes: 100,
            sha256: Digest::of(b""),
        },
    }
}

const EXAMPLE_JSON: &str = r#"{"type":"tsunagu.header.1","id":"01a20040-1cc0-7fff-bfff-ffffffffffff","from":{"office":"1370200015","service":"43"},"to":{"office":"1370300021","service":"11"},"sent_at":"2026-11-22T00:11:28Z","set":"K2","stamp":"20260925101800","months":["202610"],"files":[{"name":"UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV","size_bytes":9}],"others":{"count":1,"size_bytes":5},"check":{"program":"tsunagu 0.1.0","standard":"202407","errors":0,"warnings":0},"sealed":{"size_bytes":100,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}"#;

#[test]
fn the_json_of_a_header_is_this() {
    assert_eq!(serde_json::to_string(&example()).unwrap(), EXAMPLE_JSON);
    assert_eq!(
        serde_json::from_str::<Header>(EXAMPLE_JSON).unwrap(),
        example()
    );
}

#[test]
fn unknown_fields_are_ignored() {
    let json = EXAMPLE_JSON.replacen('{', r#"{"later":{"a":[1]},"#, 1);
    assert_eq!(serde_json::from_str::<Header>(&json).unwrap(), example());
}

#[test]
fn missing_doubled_and_foreign_fields_are_refused() {
    for (from, to, expected) in [
        (r#""type":"tsunagu.header.1","#, "", "missing field `type`"),
        (
            "tsunagu.header.1",
            "tsunagu.receipt.1",
            "unknown variant `tsunagu.receipt.1`",
        ),
        (r#""set":"K2","#, "", "missing field `set`"),
        (r#""stamp":"20260925101800","#, "", "missing field `stamp`"),
        (
            r#""set":"K2","#,
            r#""set":"K2","set":"K2","#,
            "duplicate field `set`",
        ),
        (
            r#""count":1"#,
            r#""count":1,"count":1"#,
            "duplicate field `count`",
        ),
        (
            r#""count":1"#,
            r#""count":-1"#,
            "invalid value: integer `-1`",
        ),
        (
            r#""months":["202610"]"#,
            r#""months":["202613"]"#,
            "the months are not a list",
        ),
        ("}}", "}}x", "trailing characters"),
    ] {
        assert!(EXAMPLE_JSON.contains(from), "{from}");
        let json = EXAMPLE_JSON.replacen(from, to, 1);
        let err = serde_json::from_str::<Header>(&json)
            .unwrap_err()
            .to_string();
        assert!(err.starts_with(expected), "{json}: {err}");
    }
    let json = EXAMPLE_JSON.replacen(r#""set":"K2""#, r#""set":null"#, 1);
    assert_eq!(serde_json::from_str::<Header>(&json).unwrap().set, None);
}

fn refused(change: &dyn Fn(&mut Header), expected: &str) {
    let mut header = example();
    change(&mut header);
    assert_eq!(header.check().unwrap_err().to_string(), expected);
}

#[test]
fn texts_of_a_header_are_checked() {
    let short = "a short text is empty, longer than 64 bytes, or has control characters";
    refused(&|h| h.set = Some(String::new()), short);
    refused(&|h| h.check.program = "x".repeat(65), short);
    refused(&|h| h.check.standard = "a\n".into(), short);
    let stamp = "the stamp is not 14 digits";
    refused(&|h| h.stamp = Some("2026092510180".into()), stamp);
    let months = "the months are not a list of at most 30 different YYYYMM";
    refused(&|h| h.months = vec!["202610".into(); 2], months);
    refused(&|h| h.months = vec!["2026年".into()], months);
}

#[test]
fn files_of_a_header_are_checked() {
    let add = |header: &mut Header, name: &str| {
        let name = name.into();
        header.files.push(FileEntry {
            name,
            size_bytes: 1,
        });
    };
    let count = "a bundle has 1 to 30 files";
    refused(
        &|h| {
            h.files.clear();
            h.others.count = 0;
        },
        count,
    );
    refused(&|h| h.others.count = 30, count);
    refused(&|h| h.others.count = u32::MAX, count);
    refused(
        &|h| add(h, "山田花子.pdf"),
        "the name of a standard file has other characters than letters, digits, hyphen, underscore and dot",
    );
    refused(&|h| add(h, ".."), "a file name has a path part");
    refused(
        &|h| {
            let name = h.files[0].name.to_lowercase();
            add(h, &name);
        },
        "two files have the same name",
    );
    let large = "the files together have more than 10485760 bytes";
    refused(&|h| h.others.size_bytes = FILES_SIZE_BYTES_MAX - 8, large);
    refused(&|h| h.files[0].size_bytes = u64::MAX, large);
    refused(
        &|h| h.sealed.size_bytes = SEALED_SIZE_BYTES_MAX + 1,
        "the sealed part has more than 16777216 bytes",
    );
    let mut header = example();
    header.others.size_bytes = FILES_SIZE_BYTES_MAX - 9;
    assert_eq!(header.check(), Ok(()));
}
