//! Names of clients and offices, and the order of sheets.

use crate::build::{Items, draw, draw_with, file};
use tsunagu_sheets::{Form, Language, OfficeNames};

const DELETION: &str = "DLTJSK_202610_1370300021_11_1370200015_43_20261101101500.CSV";
const ACTUALS: Items<'_> = &[
    ("target_month", "202610"),
    ("service_office_number", "1370300021"),
    ("service_kind", "11"),
];

#[test]
fn an_office_is_named_by_the_caller_where_no_file_names_it() {
    let mut offices = OfficeNames::new();
    offices.insert("1370300021".to_owned(), "ひだまり訪問介護".to_owned());
    let sheets = draw_with(&[file(DELETION, &[ACTUALS])], &offices);
    assert!(
        sheets[0]
            .to_text(Language::Japanese)
            .contains("ひだまり訪問介護")
    );
}

#[test]
fn a_client_without_a_name_is_called_by_the_number() {
    let sheets = draw(&[file(DELETION, &[ACTUALS])]);
    assert_eq!(
        sheets[0].heading(Language::Japanese),
        "被保険者番号 1913070797　サービス利用票 実績の削除"
    );
    assert_eq!(
        sheets[0].heading(Language::English),
        "insured number 1913070797: Deletion of actual services"
    );
}

#[test]
fn a_name_is_taken_from_another_set() {
    let basic = file(
        "UPKIHON_1300500046_46_1370300021_A2_20260925102500.CSV",
        &[&[
            ("consultation_date", "20260901"),
            ("user_name", "佐藤 花子"),
        ]],
    );
    let sheets = draw(&[file(DELETION, &[ACTUALS]), basic]);
    assert_eq!(sheets[0].client.as_ref().unwrap().name, "佐藤 花子");
}

#[test]
fn sheets_go_client_by_client_and_form_by_form() {
    let address = "1370200015_43_1370300021_11_20260925101500.CSV";
    let second = ("insured_number", "0000000002");
    let plan = ("care_plan_date", "20260922");
    let both: [Items<'_>; 2] = [&[plan], &[plan, second]];
    let files = [
        file(&format!("UP3KYO_{address}"), &both),
        file(&format!("UP1KYO_{address}"), &both),
        file(&format!("UPHOSOKU_000000_{address}"), &[both[1]]),
        file(&format!("UP2KYO_{address}"), &both),
    ];
    let order: Vec<(String, Form)> = draw(&files)
        .into_iter()
        .map(|sheet| (sheet.client.unwrap().insured, sheet.form))
        .collect();
    let expected = [
        ("1913070797", Form::Table1),
        ("1913070797", Form::Table2),
        ("1913070797", Form::Table3),
        ("0000000002", Form::Table1),
        ("0000000002", Form::Table2),
        ("0000000002", Form::Table3),
        ("0000000002", Form::Supplement),
    ];
    assert_eq!(
        order,
        expected.map(|(insured, form)| (insured.to_owned(), form))
    );
}
