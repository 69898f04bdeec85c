//! 利用者基本情報: basic information (UPKIHON).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{FieldProblem, Severity};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::RecordView;
use crate::rules::{dates_in_order, needed_when};

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "KIH",
    name_ja: "利用者基本情報",
    name_en: "basic information",
    columns: COLUMNS,
    rules,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 4,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, consultation_date, "相談日", "consultation date", Date, Required;
    5, plan_type, "計画種類", "plan type", Code(&codes::PLAN_TYPE), Required;
    // Required is empty and necessary is marked, without a word on the difference (A8).
    6, outsourced, "委託の有無", "outsourced", Code(&codes::OUTSOURCED), Expected;
    7, author_name, "作成担当者", "author name", FreeText, Optional;
    8, consultation_method, "相談方法", "consultation method", Code(&codes::CONSULTATION_METHOD), Optional;
    9, consultation_method_other, "相談方法(その他の内容)", "other consultation method", FreeText, Conditional;
    10, consultation_count, "相談回数", "consultation count", Code(&codes::CONSULTATION_COUNT), Optional;
    11, previous_consultation_date, "前回相談日", "previous consultation date", Date, Optional;
    12, user_current_state, "利用者の現況", "client's state", Code(&codes::CURRENT_STATE), Optional;
    13, user_current_state_note, "利用者の現況(状況補足)", "note on the client's state", FreeText, Conditional;
    14, user_name_kana, "利用者氏名ﾌﾘｶﾞﾅ", "client name kana", FreeText, Required;
    15, user_name, "利用者氏名", "client name", FreeText, Required;
    16, user_sex, "利用者性別", "client sex", Code(&codes::SEX), Required;
    17, user_birth_date, "利用者生年月日", "client birth date", BirthDate, Required;
    18, user_address, "利用者住所", "client address", FreeText, Optional;
    19, user_phone, "利用者電話番号", "client phone", Phone, Optional;
    20, user_fax, "利用者Fax番号", "client fax", Phone, Optional;
    21, disability_independence, "障害高齢者の日常生活自立度", "disability independence", Code(&codes::DISABILITY_INDEPENDENCE), Optional;
    22, dementia_independence, "認知症高齢者の日常生活自立度", "dementia independence", Code(&codes::DEMENTIA_INDEPENDENCE), Optional;
    23, care_level, "要介護状態区分", "care level", Code(&codes::CARE_LEVEL_BASIC), Optional;
    24, certification_start_date, "認定有効期限開始日", "certification start date", Date, Optional;
    25, certification_end_date, "認定有効期間終了日", "certification end date", Date, Optional;
    26, previous_care_level, "前回の介護度", "previous care level", Code(&codes::CARE_LEVEL_BASIC), Optional;
    27, checklist_result, "基本チェックリスト記入結果", "checklist result", Code(&codes::CHECKLIST_RESULT), Optional;
    28, checklist_date, "基本チェックリスト記入日", "checklist date", Date, Optional;
    29, disability_physical, "障害等認定(身障)", "disability physical", Code(&codes::APPLIES), Optional;
    30, disability_intellectual, "障害等認定(療育)", "disability intellectual", Code(&codes::APPLIES), Optional;
    31, disability_mental, "障害等認定(精神)", "disability mental", Code(&codes::APPLIES), Optional;
    32, intractable_disease, "障害等認定(難病)", "intractable disease", Code(&codes::APPLIES), Optional;
    33, disability_note, "障害等認定特記事項", "disability note", FreeText, Optional;
    34, housing_type, "居住形態", "housing type", Code(&codes::HOUSING), Optional;
    // The form is left open: a floor can be B1 or 地下 (A13).
    35, room_floor, "自室の階数", "room floor", Short(2), Optional;
    36, housing_renovation, "住宅改修の有無", "housing renovation", Code(&codes::PRESENT), Optional;
    37, income_national_pension, "経済状況(国民年金)", "income national pension", Code(&codes::APPLIES), Optional;
    38, income_employees_pension, "経済状況(厚生年金)", "income employees pension", Code(&codes::APPLIES), Optional;
    39, income_disability_pension, "経済状況(障害年金)", "income disability pension", Code(&codes::APPLIES), Optional;
    40, income_public_assistance, "経済状況(生活保護)", "income public assistance", Code(&codes::APPLIES), Optional;
    41, income_note, "経済状況詳細", "income note", FreeText, Optional;
    42, visitor_name, "来所者(相談者)氏名", "visitor name", FreeText, Optional;
    43, visitor_address, "来所者(相談者)住所", "visitor address", FreeText, Optional;
    44, visitor_phone, "来所者(相談者)電話番号", "visitor phone", Phone, Optional;
    45, visitor_relation, "来所者(相談者)続柄", "visitor relation", FreeText, Optional;
    46, emergency_contact1_name, "1 緊急連絡先(氏名)", "emergency contact 1 name", FreeText, Optional;
    47, emergency_contact1_relation, "1 緊急連絡先(続柄)", "emergency contact 1 relation", FreeText, Optional;
    48, emergency_contact1_address, "1 緊急連絡先(住所)", "emergency contact 1 address", FreeText, Optional;
    49, emergency_contact1_phone, "1 緊急連絡先(電話番号)", "emergency contact 1 phone", Phone, Optional;
    50, emergency_contact2_name, "2 緊急連絡先(氏名)", "emergency contact 2 name", FreeText, Optional;
    51, emergency_contact2_relation, "2 緊急連絡先(続柄)", "emergency contact 2 relation", FreeText, Optional;
    52, emergency_contact2_address, "2 緊急連絡先(住所)", "emergency contact 2 address", FreeText, Optional;
    53, emergency_contact2_phone, "2 緊急連絡先(電話番号)", "emergency contact 2 phone", Phone, Optional;
    54, emergency_contact3_name, "3 緊急連絡先(氏名)", "emergency contact 3 name", FreeText, Optional;
    55, emergency_contact3_relation, "3 緊急連絡先(続柄)", "emergency contact 3 relation", FreeText, Optional;
    56, emergency_contact3_address, "3 緊急連絡先(住所)", "emergency contact 3 address", FreeText, Optional;
    57, emergency_contact3_phone, "3 緊急連絡先(電話番号)", "emergency contact 3 phone", Phone, Optional;
    58, emergency_contact4_name, "4 緊急連絡先(氏名)", "emergency contact 4 name", FreeText, Optional;
    59, emergency_contact4_relation, "4 緊急連絡先(続柄)", "emergency contact 4 relation", FreeText, Optional;
    60, emergency_contact4_address, "4 緊急連絡先(住所)", "emergency contact 4 address", FreeText, Optional;
    61, emergency_contact4_phone, "4 緊急連絡先(電話番号)", "emergency contact 4 phone", Phone, Optional;
    62, family_image_file_name, "家族構成 画像ファイル名", "family image file name", FreeText, Optional;
    63, family_situation, "家族関係等の状況", "family situation", FreeText, Optional;
    64, life_history, "今までの生活", "life history", FreeText, Optional;
    65, daily_life, "１日の生活・すごし方(生活全般)", "daily life", FreeText, Optional;
    66, hobbies, "趣味・楽しみ・特技", "hobbies", FreeText, Optional;
    67, community_relations, "友人・地域との関係", "community relations", FreeText, Optional;
    68, public_services, "現在利用している公的サービス", "public services", FreeText, Optional;
    69, non_public_services, "現在利用している非公的サービス", "non public services", FreeText, Optional;
    70, consent_date, "同意日", "consent date", Date, Optional;
    71, consenter_name, "同意者氏名", "consenter name", FreeText, Optional;
};

/// R01: the certified period ends after it begins. R02: the previous consultation is not
/// later than this one. Items 9 and 13 explain a code of the item before.
fn rules(view: &mut RecordView<'_>) {
    dates_in_order(view, Severity::Error, 1, 24, 25);
    dates_in_order(view, Severity::Warning, 2, 11, 4);
    needed_when(view, Severity::Error, 9, 8, "03");
    needed_when(view, Severity::Error, 13, 12, "02");
    picture_name(view);
}

/// Item 62 names a picture that is sent beside the file.
fn picture_name(view: &mut RecordView<'_>) {
    if view.valid(62).is_none() {
        return;
    }
    let picture = FileName::parse(&view.shown_whole(62));
    if !picture.is_ok_and(|name| name.kind == FileKind::UpKihonImage) {
        // The item is free text, and a picture is only recommended (clause 3.4).
        view.push_field(Severity::Warning, 62, FieldProblem::NoPictureName);
    }
}
