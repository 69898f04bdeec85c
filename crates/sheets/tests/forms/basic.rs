//! The basic information with its two sub-tables, and sub-tables without it.

use crate::build::{File, check_page, check_text, file};
use expect_test::expect;

const BASIC: &str = "UPKIHON_1300500046_46_1370300021_A2_20260925102500.CSV";
const DAY: &str = "UPKIHON_SUB1_1300500046_46_1370300021_A2_20260925102500.CSV";
const HISTORY: &str = "UPKIHON_SUB2_1300500046_46_1370300021_A2_20260925102500.CSV";

fn basic() -> File {
    file(
        BASIC,
        &[&[
            ("consultation_date", "20260901"),
            ("plan_type", "1"),
            ("outsourced", "2"),
            ("author_name", "包括 花子"),
            ("consultation_method", "03"),
            ("consultation_method_other", "訪問"),
            ("consultation_count", "02"),
            ("previous_consultation_date", "20260801"),
            ("user_current_state", "01"),
            ("user_name_kana", "サトウ ハナコ"),
            ("user_name", "佐藤 花子"),
            ("user_sex", "2"),
            ("user_birth_date", "19381224"),
            ("user_address", "東京都渋谷区神宮前１－２－３"),
            ("disability_independence", "12"),
            ("dementia_independence", "03"),
            ("care_level", "12"),
            ("disability_physical", "1"),
            ("disability_mental", "0"),
            ("housing_type", "05"),
            ("room_floor", "2"),
            ("income_national_pension", "1"),
            ("emergency_contact2_name", "佐藤 一郎"),
            ("emergency_contact2_relation", "長男"),
            ("emergency_contact2_phone", "03-0000-0000"),
            (
                "family_image_file_name",
                "UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0001.jpg",
            ),
            (
                "life_history",
                "教員として働いた。\r\n定年後は地域の会に出ていた。",
            ),
            ("consent_date", "20260901"),
            ("consenter_name", "佐藤 花子"),
        ]],
    )
}

fn sub_tables() -> [File; 2] {
    let day = file(
        DAY,
        &[
            &[
                ("consultation_date", "20260901"),
                ("time_text", "6:00"),
                ("user_life", "起床"),
                ("caregiver_life", "朝食の支度"),
            ],
            &[
                ("consultation_date", "20260901"),
                ("time_text", "22:00"),
                ("user_life", "就寝"),
            ],
        ],
    );
    let history = file(
        HISTORY,
        &[&[
            ("consultation_date", "20260901"),
            ("date_text", "H12年10月"),
            ("disease_name", "高血圧症"),
            ("medical_institution", "神宮前医院"),
            ("attending_doctor_flag", "1"),
            ("progress", "01"),
            ("treatment_content", "内服"),
        ]],
    );
    [day, history]
}

#[test]
fn the_sub_tables_stand_in_the_form() {
    let [day, history] = sub_tables();
    let files = [basic(), day, history];
    check_text(
        &files,
        expect![[r#"
            ====================================================================================================
            佐藤 花子 様　利用者基本情報
            介護予防
            ====================================================================================================
            相談日: 令和8年9月1日   方法: その他   その他の内容: 訪問   作成担当者: 包括 花子
            回数: 再来   前回相談日: 令和8年8月1日   計画種類: 介護予防支援   委託の有無: 委託
            本人の現況: 在宅
            本人氏名: サトウ ハナコ / 佐藤 花子   性別: 女性   生年月日: 昭和13年12月24日
            保険者番号: 131059   被保険者番号: 1913070797
            住所: 東京都渋谷区神宮前１－２－３
            障害高齢者の日常生活自立度: J2
            認知症高齢者の日常生活自立度: Ⅱａ
            要介護状態区分: 要支援１

            障害等認定: 身障
            本人の住居環境: 自宅・一戸建て   自室の階数: 2階
            経済状況: 国民年金
            家族構成の画像: UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0001.jpg

            [緊急連絡先]
            氏名       続柄  住所・連絡先  電話番号
            ---------  ----  ------------  ------------
            佐藤 一郎  長男                03-0000-0000

            今までの生活:
                教員として働いた。
                定年後は地域の会に出ていた。

            [1日の生活]
            時間   本人  介護者・家族
            -----  ----  ------------
            6:00   起床  朝食の支度
            22:00  就寝

            [現病歴・既往歴と経過]
            年月日     病名      医療機関・医師名  主治医  電話番号  経過    治療中の場合は内容
            ---------  --------  ----------------  ------  --------  ------  ------------------
            H12年10月  高血圧症  神宮前医院        主治医            治療中  内服

            同意   同意日: 令和8年9月1日   同意者氏名: 佐藤 花子

        "#]],
    );
    check_page(&files, "basic.html");
}

#[test]
fn sub_tables_without_their_form_are_drawn_alone() {
    let [day, _] = sub_tables();
    check_text(
        &[day],
        expect![[r#"
            ====================================================================================================
            被保険者番号 1913070797　利用者基本情報
            介護予防
            ====================================================================================================
            保険者番号: 131059   被保険者番号: 1913070797   相談日: 令和8年9月1日

            [1日の生活]
            時間   本人  介護者・家族
            -----  ----  ------------
            6:00   起床  朝食の支度
            22:00  就寝

        "#]],
    );
}
