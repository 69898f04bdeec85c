//! `tsunagu check --json` of files of standard 3: what the document says that their names do not.

use serde_json::{Value, json};

use crate::{run, write};

const DELETION: &str = "DLT1KYO_1370200015_1370300021_20260925101500.CSV";

fn check(folder: &std::path::Path, status: i32) -> Value {
    let output = run(folder, &["check", "--json", "."]);
    assert_eq!(output.status.code(), Some(status));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_file_of_standard_3_is_a_warning_and_has_no_service_kinds() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        DELETION,
        b"202208,131059,0000000123,20260915\r\n",
    );
    let document = check(folder.path(), 0);
    assert_eq!(
        (&document["errors"], &document["warnings"]),
        (&json!(0), &json!(1))
    );
    let file = &document["files"][0];
    let facts = json!({
        "kind": file["kind"], "version": file["version"], "month": file["month"], "from": file["from"],
        "to": file["to"], "stamp": file["stamp"], "records": file["records"],
    });
    assert_eq!(
        facts,
        json!({
            "kind": "DLT1KYO", "version": "202208", "month": null,
            "from": {"office": "1370200015", "service": null},
            "to": {"office": "1370300021", "service": null},
            "stamp": "20260925101500", "records": 1,
        })
    );
    let finding = &file["findings"][0];
    assert_eq!(finding["code"], "NAM-05");
    assert_eq!(
        (&finding["line"], &finding["item"]),
        (&Value::Null, &Value::Null)
    );
    // Nothing of standard 3 can be exchanged, so there is no bundle.
    assert_eq!(document["bundles"], json!([]));
}

#[test]
fn items_have_the_numbers_of_standard_3() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let made = run(path, &["sample", "--out", "sample", "--month", "202610"]);
    assert_eq!(made.status.code(), Some(0));
    let converted = run(
        path,
        &[
            "convert",
            "--to",
            "3",
            "--out",
            "old",
            "sample/1370200015/ticket",
        ],
    );
    let words = String::from_utf8_lossy(&converted.stderr).into_owned();
    assert_eq!(converted.status.code(), Some(0), "{words}");
    let document = check(&path.join("old"), 0);
    let files = document["files"].as_array().unwrap();
    assert!(files.len() >= 3);
    let plan = files.iter().find(|file| file["kind"] == "UPPLAN").unwrap();
    let name = plan["name"].as_str().unwrap();
    // The service office is item 20 of 4.1 and item 17 of standard 3, which has no items of equipment.
    let bytes = std::fs::read(path.join("old").join(name)).unwrap();
    let mut fields: Vec<Vec<u8>> = bytes
        .split(|&byte| byte == b',')
        .map(<[u8]>::to_vec)
        .collect();
    fields[16] = b"137030002".to_vec();
    write(&path.join("old"), name, &fields.join(&b','));
    let document = check(&path.join("old"), 1);
    let files = document["files"].as_array().unwrap();
    let plan = files.iter().find(|file| file["name"] == name).unwrap();
    let errors = plan["findings"].as_array().unwrap().iter();
    let errors: Vec<&Value> = errors.filter(|one| one["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (&errors[0]["line"], &errors[0]["item"]),
        (&json!(1), &json!(17))
    );
    assert_eq!(errors[0]["found"], "137030002");
}

#[test]
fn the_page_says_that_standard_3_cannot_be_sent() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        DELETION,
        b"202208,131059,0000000123,20260915\r\n",
    );
    let page = |language: &str| {
        let arguments = ["--lang", language, "check", "--html", "page.html", DELETION];
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
        std::fs::read_to_string(folder.path().join("page.html")).unwrap()
    };
    assert!(page("ja").contains("旧版（第3版）のファイルは送れません。"));
    assert!(page("en").contains("Files of standard 3 cannot be sent"));
}
