//! 利用者基本情報: basic information on a client (UPKIHON), as a typed record.
//!
//! The fields are the items of [`crate::tables::basic`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UPKIHON: basic information on a client (standard 4.1, layout of 利用者基本情報).
    BasicRecord, BasicRequired, crate::tables::basic::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
        /// Item 5, 計画種類 (plan type): a code of 1 character.
        plan_type: codes::PlanType,
        /// Item 6, 委託の有無 (outsourced): a code of 1 character.
        outsourced: Option<codes::Outsourced>,
        /// Item 7, 作成担当者 (author name): free text.
        author_name: Option<String>,
        /// Item 8, 相談方法 (consultation method): a code of 2 characters.
        consultation_method: Option<codes::ConsultationMethod>,
        /// Item 9, 相談方法(その他の内容) (other consultation method): free text.
        consultation_method_other: Option<String>,
        /// Item 10, 相談回数 (consultation count): a code of 2 characters.
        consultation_count: Option<codes::ConsultationCount>,
        /// Item 11, 前回相談日 (previous consultation date): `YYYYMMDD`.
        previous_consultation_date: Option<Day>,
        /// Item 12, 利用者の現況 (client's state): a code of 2 characters.
        user_current_state: Option<codes::CurrentState>,
        /// Item 13, 利用者の現況(状況補足) (note on the client's state): free text.
        user_current_state_note: Option<String>,
        /// Item 14, 利用者氏名ﾌﾘｶﾞﾅ (client name kana): free text.
        user_name_kana: String,
        /// Item 15, 利用者氏名 (client name): free text.
        user_name: String,
        /// Item 16, 利用者性別 (client sex): a code of 1 character.
        user_sex: codes::Sex,
        /// Item 17, 利用者生年月日 (client birth date): `YYYYMMDD`.
        user_birth_date: Day,
        /// Item 18, 利用者住所 (client address): free text.
        user_address: Option<String>,
        /// Item 19, 利用者電話番号 (client phone): at most 15 characters.
        user_phone: Option<String>,
        /// Item 20, 利用者Fax番号 (client fax): at most 15 characters.
        user_fax: Option<String>,
        /// Item 21, 障害高齢者の日常生活自立度 (disability independence): a code of 2 characters.
        disability_independence: Option<codes::DisabilityIndependence>,
        /// Item 22, 認知症高齢者の日常生活自立度 (dementia independence): a code of 2 characters.
        dementia_independence: Option<codes::DementiaIndependence>,
        /// Item 23, 要介護状態区分 (care level): a code of 2 characters.
        care_level: Option<codes::CareLevelBasic>,
        /// Item 24, 認定有効期限開始日 (certification start date): `YYYYMMDD`.
        certification_start_date: Option<Day>,
        /// Item 25, 認定有効期間終了日 (certification end date): `YYYYMMDD`.
        certification_end_date: Option<Day>,
        /// Item 26, 前回の介護度 (previous care level): a code of 2 characters.
        previous_care_level: Option<codes::CareLevelBasic>,
        /// Item 27, 基本チェックリスト記入結果 (checklist result): a code of 1 character.
        checklist_result: Option<codes::ChecklistResult>,
        /// Item 28, 基本チェックリスト記入日 (checklist date): `YYYYMMDD`.
        checklist_date: Option<Day>,
        /// Item 29, 障害等認定(身障) (disability physical): a code of 1 character.
        disability_physical: Option<codes::Applies>,
        /// Item 30, 障害等認定(療育) (disability intellectual): a code of 1 character.
        disability_intellectual: Option<codes::Applies>,
        /// Item 31, 障害等認定(精神) (disability mental): a code of 1 character.
        disability_mental: Option<codes::Applies>,
        /// Item 32, 障害等認定(難病) (intractable disease): a code of 1 character.
        intractable_disease: Option<codes::Applies>,
        /// Item 33, 障害等認定特記事項 (disability note): free text.
        disability_note: Option<String>,
        /// Item 34, 居住形態 (housing type): a code of 2 characters.
        housing_type: Option<codes::Housing>,
        /// Item 35, 自室の階数 (room floor): at most 2 characters.
        room_floor: Option<String>,
        /// Item 36, 住宅改修の有無 (housing renovation): a code of 1 character.
        housing_renovation: Option<codes::Present>,
        /// Item 37, 経済状況(国民年金) (income national pension): a code of 1 character.
        income_national_pension: Option<codes::Applies>,
        /// Item 38, 経済状況(厚生年金) (income employees pension): a code of 1 character.
        income_employees_pension: Option<codes::Applies>,
        /// Item 39, 経済状況(障害年金) (income disability pension): a code of 1 character.
        income_disability_pension: Option<codes::Applies>,
        /// Item 40, 経済状況(生活保護) (income public assistance): a code of 1 character.
        income_public_assistance: Option<codes::Applies>,
        /// Item 41, 経済状況詳細 (income note): free text.
        income_note: Option<String>,
        /// Item 42, 来所者(相談者)氏名 (visitor name): free text.
        visitor_name: Option<String>,
        /// Item 43, 来所者(相談者)住所 (visitor address): free text.
        visitor_address: Option<String>,
        /// Item 44, 来所者(相談者)電話番号 (visitor phone): at most 15 characters.
        visitor_phone: Option<String>,
        /// Item 45, 来所者(相談者)続柄 (visitor relation): free text.
        visitor_relation: Option<String>,
        /// Item 46, 1 緊急連絡先(氏名) (emergency contact 1 name): free text.
        emergency_contact1_name: Option<String>,
        /// Item 47, 1 緊急連絡先(続柄) (emergency contact 1 relation): free text.
        emergency_contact1_relation: Option<String>,
        /// Item 48, 1 緊急連絡先(住所) (emergency contact 1 address): free text.
        emergency_contact1_address: Option<String>,
        /// Item 49, 1 緊急連絡先(電話番号) (emergency contact 1 phone): at most 15 characters.
        emergency_contact1_phone: Option<String>,
        /// Item 50, 2 緊急連絡先(氏名) (emergency contact 2 name): free text.
        emergency_contact2_name: Option<String>,
        /// Item 51, 2 緊急連絡先(続柄) (emergency contact 2 relation): free text.
        emergency_contact2_relation: Option<String>,
        /// Item 52, 2 緊急連絡先(住所) (emergency contact 2 address): free text.
        emergency_contact2_address: Option<String>,
        /// Item 53, 2 緊急連絡先(電話番号) (emergency contact 2 phone): at most 15 characters.
        emergency_contact2_phone: Option<String>,
        /// Item 54, 3 緊急連絡先(氏名) (emergency contact 3 name): free text.
        emergency_contact3_name: Option<String>,
        /// Item 55, 3 緊急連絡先(続柄) (emergency contact 3 relation): free text.
        emergency_contact3_relation: Option<String>,
        /// Item 56, 3 緊急連絡先(住所) (emergency contact 3 address): free text.
        emergency_contact3_address: Option<String>,
        /// Item 57, 3 緊急連絡先(電話番号) (emergency contact 3 phone): at most 15 characters.
        emergency_contact3_phone: Option<String>,
        /// Item 58, 4 緊急連絡先(氏名) (emergency contact 4 name): free text.
        emergency_contact4_name: Option<String>,
        /// Item 59, 4 緊急連絡先(続柄) (emergency contact 4 relation): free text.
        emergency_contact4_relation: Option<String>,
        /// Item 60, 4 緊急連絡先(住所) (emergency contact 4 address): free text.
        emergency_contact4_address: Option<String>,
        /// Item 61, 4 緊急連絡先(電話番号) (emergency contact 4 phone): at most 15 characters.
        emergency_contact4_phone: Option<String>,
        /// Item 62, 家族構成 画像ファイル名 (family image file name): free text.
        family_image_file_name: Option<String>,
        /// Item 63, 家族関係等の状況 (family situation): free text.
        family_situation: Option<String>,
        /// Item 64, 今までの生活 (life history): free text.
        life_history: Option<String>,
        /// Item 65, １日の生活・すごし方(生活全般) (daily life): free text.
        daily_life: Option<String>,
        /// Item 66, 趣味・楽しみ・特技 (hobbies): free text.
        hobbies: Option<String>,
        /// Item 67, 友人・地域との関係 (community relations): free text.
        community_relations: Option<String>,
        /// Item 68, 現在利用している公的サービス (public services): free text.
        public_services: Option<String>,
        /// Item 69, 現在利用している非公的サービス (non public services): free text.
        non_public_services: Option<String>,
        /// Item 70, 同意日 (consent date): `YYYYMMDD`.
        consent_date: Option<Day>,
        /// Item 71, 同意者氏名 (consenter name): free text.
        consenter_name: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
        /// Item 5, 計画種類 (plan type): a code of 1 character.
        plan_type: codes::PlanType,
        /// Item 14, 利用者氏名ﾌﾘｶﾞﾅ (client name kana): free text.
        user_name_kana: String,
        /// Item 15, 利用者氏名 (client name): free text.
        user_name: String,
        /// Item 16, 利用者性別 (client sex): a code of 1 character.
        user_sex: codes::Sex,
        /// Item 17, 利用者生年月日 (client birth date): `YYYYMMDD`.
        user_birth_date: Day,
    }
    empty {
        outsourced,
        author_name,
        consultation_method,
        consultation_method_other,
        consultation_count,
        previous_consultation_date,
        user_current_state,
        user_current_state_note,
        user_address,
        user_phone,
        user_fax,
        disability_independence,
        dementia_independence,
        care_level,
        certification_start_date,
        certification_end_date,
        previous_care_level,
        checklist_result,
        checklist_date,
        disability_physical,
        disability_intellectual,
        disability_mental,
        intractable_disease,
        disability_note,
        housing_type,
        room_floor,
        housing_renovation,
        income_national_pension,
        income_employees_pension,
        income_disability_pension,
        income_public_assistance,
        income_note,
        visitor_name,
        visitor_address,
        visitor_phone,
        visitor_relation,
        emergency_contact1_name,
        emergency_contact1_relation,
        emergency_contact1_address,
        emergency_contact1_phone,
        emergency_contact2_name,
        emergency_contact2_relation,
        emergency_contact2_address,
        emergency_contact2_phone,
        emergency_contact3_name,
        emergency_contact3_relation,
        emergency_contact3_address,
        emergency_contact3_phone,
        emergency_contact4_name,
        emergency_contact4_relation,
        emergency_contact4_address,
        emergency_contact4_phone,
        family_image_file_name,
        family_situation,
        life_history,
        daily_life,
        hobbies,
        community_relations,
        public_services,
        non_public_services,
        consent_date,
        consenter_name,
    }
}
