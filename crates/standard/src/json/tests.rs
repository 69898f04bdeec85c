//! Bytes to JSON and back are the same bytes; the schemas are those of the reference.

use proptest::prelude::*;

use super::*;
use crate::encoding;

const DELETION: &str = "DLTPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const WEEK: &str = "UP3KYO_1370200015_43_1370300021_11_20260925101500.CSV";
const OLD: &str = "UPPLAN_202403_1370200015_1370300021_20240325101500.CSV";

#[track_caller]
fn there_and_back(name: &str, bytes: &[u8]) -> String {
    let json = to_json(name, bytes).unwrap();
    let file = from_json(&json).unwrap();
    assert_eq!((file.name.as_str(), file.bytes.as_slice()), (name, bytes));
    json
}

#[test]
fn a_usual_record_is_its_values() {
    let json = there_and_back(DELETION, b"202407,131059,0000000123,202610\r\n");
    expect_test::expect![[r#"
        {
          "format": "tsunagu.file.1",
          "name": "DLTPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
          "kind": "DLTPLAN",
          "standard": "4.1",
          "records": [
            {
              "values": {
                "csv_version": "202407",
                "insurer_number": "131059",
                "insured_number": "0000000123",
                "target_month": "202610"
              }
            }
          ]
        }
    "#]]
    .assert_eq(&json);
}

#[test]
fn what_values_do_not_tell_stands_beside_them() {
    // ED 40 is a second code of a character, which is usually written as FA 5C.
    let line = b"\xef\xbb\xbf\"202407\",131059,0000000123,20261005,20261001,\xed\x40,1,0900,1000,\"\"\"a\"\"\",,,\n";
    let json = there_and_back(WEEK, line);
    assert!(json.contains("\"byte_order_mark\": true"));
    assert!(json.contains("\"line_end\": \"lf\""));
    assert!(json.contains("\"csv_version\": true"), "{json}");
    assert!(json.contains("\"service_content\": \"ed40\""), "{json}");
    assert!(json.contains(r#""daily_activity": "\"a\"""#), "{json}");
    assert!(!json.contains("raw"));
}

#[test]
fn records_of_a_wrong_shape_are_kept_as_bytes() {
    let json = there_and_back(DELETION, b"1,\"2\"3\r\n\r\n202407,131059,0000000123,202610");
    assert!(json.contains("\"raw\": \"312c22322233\"") && json.contains("\"raw\": \"\""));
    assert!(json.contains("\"line_end\": \"none\""));
    there_and_back(DELETION, b"");
}

#[test]
fn every_code_of_ms932_comes_back() {
    let mut second_codes = 0;
    for lead in (0x81..=0x9f).chain(0xe0..=0xfc) {
        for trail in 0x40..=0xfc_u8 {
            let pair = [lead, trail];
            let Ok(text) = encoding::decode(&pair) else {
                continue;
            };
            second_codes += usize::from(encoding::encode(&text).unwrap() != pair);
            let mut line = b"202407,131059,0000000123,20261005,20261001,\"".to_vec();
            line.extend(pair);
            line.extend(b"\",,,,,,,\r\n");
            there_and_back(WEEK, &line);
        }
    }
    assert_eq!(second_codes, 398);
}

#[test]
fn files_of_standard_3_have_their_own_form() {
    let line = format!("202208{}\r\n", ",".repeat(21));
    let json = there_and_back(OLD, line.as_bytes());
    assert!(json.contains("\"standard\": \"3\"") && !json.contains("tais_code"));
}

proptest! {
    #[test]
    fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        there_and_back(DELETION, &bytes);
    }

    /// Commas, quotes, line breaks and text, so that many records have the right shape.
    #[test]
    fn anything_like_csv_comes_back(
        parts in proptest::collection::vec(
            prop_oneof![
                Just(b",".to_vec()), Just(b"\"".to_vec()), Just(b"\r\n".to_vec()), Just(b"\n".to_vec()),
                Just(b"\"a\"\"b\"".to_vec()), Just(b"202407".to_vec()), Just(b"\x8d\x82".to_vec()),
                Just(b"\xfb\xfc".to_vec()), Just(b"\xf0\x40".to_vec()), Just(b",,,\r\n".to_vec()),
            ],
            0..60,
        ),
    ) {
        there_and_back(DELETION, &parts.concat());
    }
}

#[track_caller]
fn refused(json: &str, english: &str) {
    let error = from_json(json).unwrap_err();
    assert_eq!(error.to_string(), english);
    assert!(!error.text_ja().is_empty() && error.text_ja() != english);
}

#[test]
fn contradictions_are_refused() {
    let right = to_json(DELETION, b"202407,131059,0000000123,202610\r\n").unwrap();
    let with = |from: &str, to: &str| {
        assert!(right.contains(from));
        right.replace(from, to)
    };
    refused(
        &with("tsunagu.file.1", "tsunagu.file.2"),
        "format \"tsunagu.file.2\" is not tsunagu.file.1",
    );
    refused(
        &with("\"DLTPLAN\"", "\"UPPLAN\""),
        "kind and standard are not those of the file name (DLTPLAN, 4.1)",
    );
    refused(
        &with(DELETION, "../memo.CSV"),
        "not a file name of the standard",
    );
    refused(
        &with("target_month", "month"),
        "record 1: the form has no item month",
    );
    refused(
        &with(",\n        \"target_month\": \"202610\"", ""),
        "record 1: item target_month is missing (an empty item is \"\")",
    );
    refused(
        &with("\"202610\"", "\"😀\""),
        "record 1: item target_month: MS932 has no U+1F600",
    );
}

#[test]
fn members_that_contradict_each_other_are_refused() {
    let right = to_json(DELETION, b"202407,131059,0000000123,202610\r\n").unwrap();
    let with = |from: &str, to: &str| {
        assert!(right.contains(from));
        right.replace(from, to)
    };
    let member = |member: &str| with("\"values\": {", &format!("{member}, \"values\": {{"));
    refused(
        &member("\"bytes\": {\"target_month\": \"30\"}"),
        "record 1: item target_month: bytes is not the value; remove bytes when you change a value",
    );
    refused(
        &with("\"202610\"", "\"a,b\"").replace(
            "\"values\": {",
            "\"quotes\": {\"target_month\": false}, \"values\": {",
        ),
        "record 1: item target_month has a comma, quote or line break and needs quotes",
    );
    refused(
        &member("\"raw\": \"00\""),
        "record 1: either values or raw is needed, and raw alone",
    );
    refused(
        &with(
            "\"records\": [",
            "\"records\": [{\"raw\": \"\", \"line_end\": \"none\"},",
        ),
        "record 1: only the last record can be without a line end",
    );
    refused(
        &with("\"records\": [", "\"records\": [{\"raw\": \"0\"},"),
        "record 1: raw is not hexadecimal",
    );
    refused(
        &with("\"values\": {", "\"values\": {\"target_month\": \"\","),
        "not JSON of this form: target_month is given twice at line 13 column 7",
    );
    assert_eq!(
        to_json(
            "UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0001.jpg",
            b""
        )
        .unwrap_err()
        .to_string(),
        "UPKIHON_IMAGE is a picture and has no JSON"
    );
}

/// The schemas of the reference are those that the forms make; `UPDATE_EXPECT=1` writes them.
#[test]
fn published_schemas_are_those_of_the_forms() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/schema");
    let mut written = 0;
    for standard in SCHEMAS {
        for kind in FileKind::ALL {
            let Some(schema) = schema(standard, kind) else {
                continue;
            };
            let path = folder.join(standard.as_str()).join(format!("{kind}.json"));
            expect_test::expect_file![path].assert_eq(&schema);
            written += 1;
        }
    }
    assert_eq!(written, 17 + 9);
}
