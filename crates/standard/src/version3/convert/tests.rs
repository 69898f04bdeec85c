//! Conversions by example; whole sample months are converted in `tests/convert`.

use super::*;

const PLAN: &str = "UPPLAN_202403_1370200015_1370300021_20240325101500.CSV";
const LINE: &str = "\"202208\",131059,0000000123,20240325,202403,1370200015,\"山田\",250,,20240301,,0900,1000,1,111111,,1370300021,\"\",,0,1370200015,";

fn convert(name: &str, text: &str, kinds: [&str; 2]) -> Result<Converted, ConvertProblem> {
    let bytes = encoding::encode(text).unwrap();
    let input = Input {
        path: name,
        bytes: &bytes,
    };
    let [from, to] = kinds.map(|kind| kind.parse().ok());
    to_version_41(&[input], Kinds { from, to }).remove(0)
}

#[test]
fn fields_keep_their_quotes_and_lines_their_ends() {
    let file = format!("{LINE}\n{LINE}");
    let converted = convert(PLAN, &file, ["43", ""]).unwrap();
    assert_eq!(
        converted.name.as_deref(),
        Some("UPPLAN_202403_1370200015_43_1370300021_11_20240325101500.CSV")
    );
    let line = "\"202407\",131059,0000000123,20240325,202403,1370200015,\"山田\",250,,20240301,,0900,1000,1,111111,,,,,1370300021,\"\",,0,1370200015,";
    assert_eq!(
        encoding::decode_lossy(&converted.bytes),
        format!("{line}\n{line}")
    );
    let words: Vec<String> = converted.changes.iter().map(Change::text_en).collect();
    assert_eq!(
        words,
        [
            "sender's service kind 43 added to the file name (given)",
            "receiver's service kind 11 added to the file name (read from the lines)",
            "CSV version changed to 202407 (records: 2)",
            "item 16 (TAIS code) added, empty",
            "item 17 (equipment notification code) added, empty",
            "item 18 (equipment name) added, empty",
        ]
    );
    assert_eq!(
        converted.changes[1].text_ja(),
        "ファイル名に送信先のサービス種類コード11を加えました（明細から判断）"
    );
}

#[test]
fn a_service_kind_must_be_known() {
    let problem = convert(PLAN, LINE, ["", ""]).unwrap_err();
    assert_eq!(
        problem.text_en(),
        "the sender's service kind is not known, give it with --from-kind"
    );
    // Two kinds of the receiving office: neither is more likely.
    let two = format!("{LINE}\r\n{}", LINE.replace("111111", "151111"));
    let problem = convert(PLAN, &two, ["43", ""]).unwrap_err();
    assert_eq!(
        problem,
        ConvertProblem::ServiceKindUnknown { sender: false }
    );
    assert_eq!(
        problem.text_ja(),
        "送信先のサービス種類が分かりません。--to-kind で指定してください"
    );
}

#[test]
fn what_is_no_file_of_standard_3_is_refused() {
    let cases = [
        (
            "memo.CSV",
            LINE.to_string(),
            "not a file name of a standard that can be converted",
        ),
        (
            "UPPLAN_202403_1370200015_43_1370300021_11_20240325101500.CSV",
            LINE.to_string(),
            "a file of that version already",
        ),
        (
            PLAN,
            LINE.replace("202208", "202407"),
            "line 1: CSV version \"202407\" is not that of the file name",
        ),
        (
            PLAN,
            format!("{LINE}\r\n{LINE},,,"),
            "line 2: 25 fields, expected 22",
        ),
        (
            PLAN,
            LINE.replace("\"山田\"", "\"山\"田"),
            "line 1: quotes out of place",
        ),
    ];
    for (name, text, words) in cases {
        let problem = convert(name, &text, ["43", "11"]).unwrap_err();
        assert_eq!(problem.text_en(), words);
    }
}

#[test]
fn rented_equipment_needs_a_code_and_a_plan_needs_table_3() {
    let converted = convert(PLAN, &LINE.replace("111111", "171001"), ["43", "17"]).unwrap();
    let last = converted.changes.last().unwrap();
    assert!(last.needs_correction() && !last.is_loss());
    assert_eq!(
        last.text_en(),
        "line 1: equipment rental (171001) needs a TAIS code or the code of notified equipment; standard 3 has none, enter it in the care software"
    );
    let plan = "UP1KYO_1370200015_1370300021_20240325101500.CSV";
    let line = format!("202208{}", ",".repeat(27));
    let converted = convert(plan, &line, ["43", "11"]).unwrap();
    assert!(converted.changes.contains(&Change::NoTable3));
}

fn back(name: &str, text: &str) -> Result<Converted, ConvertProblem> {
    let bytes = encoding::encode(text).unwrap();
    to_version_3(&Input {
        path: name,
        bytes: &bytes,
    })
}

#[test]
fn what_standard_3_has_no_place_for_is_listed() {
    let name = "UPSIKYU_202610_1370200015_43_1370300021_17_20260925101800.CSV";
    let line = "202407,131059,0000000123,20260925,202610,\"店\",1370300021,,171001,00001-000010,,\"ベッド\",500,,,120,,,,,,,,,,,,,,,,,0,,,,";
    let converted = back(name, line).unwrap();
    assert_eq!(
        converted.name.as_deref(),
        Some("UPSIKYU_202610_1370200015_1370300021_20260925101800.CSV")
    );
    assert_eq!(
        encoding::decode_lossy(&converted.bytes),
        "202208,131059,0000000123,20260925,202610,\"店\",1370300021,,171001,500,,,120,,,,,,,,,,,,,,,,,0,,,,"
    );
    let words: Vec<String> = converted.changes.iter().map(Change::text_en).collect();
    assert_eq!(
        words,
        [
            "service kinds lost from the file name (sender 43, receiver 17)",
            "CSV version changed to 202208 (records: 1)",
            "line 1: item 10 (TAIS code) \"00001-000010\" is lost, standard 3 has no such item",
            "line 1: item 12 (equipment name) \"ベッド\" is lost, standard 3 has no such item",
            "line 1: count \"120\" does not fit into the 2 digits of standard 3; it was left as it is, and the receiver may refuse it",
        ]
    );
    let losses = converted.changes.iter().filter(|change| change.is_loss());
    assert_eq!(losses.count(), 4);
}

#[test]
fn files_that_standard_3_does_not_have_are_left_out_or_refused() {
    let table3 = back("UP3KYO_1370200015_43_1370300021_11_20260925101800.CSV", "").unwrap();
    assert_eq!((table3.name, table3.bytes), (None, Vec::new()));
    assert_eq!(
        table3.changes[0].text_en(),
        "UP3KYO (weekly plan, table 3) not written, standard 3 has no such file"
    );
    let basic = back("UPKIHON_1370200015_43_1370300021_46_20260925101800.CSV", "");
    assert_eq!(
        basic.unwrap_err().text_en(),
        "standard 3 has no UPKIHON (basic information on clients)"
    );
    let actual = back(
        "UPJSK_202610_1370300021_A2_1370200015_43_20260925101800.CSV",
        "",
    );
    assert_eq!(
        actual.unwrap_err().text_en(),
        "service kind A2 is of prevention, which standard 3 does not exchange"
    );
}
