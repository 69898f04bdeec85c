//! Care plans, preventive plans and basic information of the kit's clients.
//!
//! One issue, one aim, one support per line, so that no software has to choose between repeating texts and leaving
//! them empty, which the standard leaves open.

use standard::{FileKind, Month};

use super::file_set::{FileSet, KitFile, record};
use super::scene::{certified, supplement};
use super::world::{CARE, CARE_MANAGER, CENTRE, CENTRE_PLANNER, Client, Party, near};

/// Texts of a care plan that patterns vary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    pub(super) intention: &'static str,
    pub(super) opinion: &'static str,
    pub(super) policy: &'static str,
    pub(super) support: &'static str,
}

/// Short texts without anything special.
pub(super) const PLAIN: Texts = Texts {
    intention: "住み慣れた家で、これまでどおり暮らしたい。",
    opinion: "特になし",
    policy: "転倒に気をつけながら、外出の機会を増やせるように支援します。",
    support: "掃除と買い物の支援",
};

/// Line breaks, quotes and commas, as people type them.
pub(super) const LONG: Texts = Texts {
    intention: "本人：「自分のことは自分でしたい」\r\n家族：無理をせず、\"できること\"を続けてほしい。\r\n\r\n課題：下肢の力が落ち,立ち上がり・歩行が不安定。買い物は週２回,長女と行っている。夜間のトイレは、手すりを使って一人で行けるが、ふらつきがある。服薬は自分で管理し、飲み忘れは月に１回ほど。",
    opinion: "\"訪問看護\"を検討,なお更新時に再評価\r\n以上",
    policy: "１）転倒を防ぐ\r\n２）\"外出\",\"交流\"の機会を増やす\r\n３）家族の負担を軽くする\r\n緊急時：主治医（神宮前クリニック,03-0123-4567）に連絡し、「長女」にも知らせる。",
    support: "買い物の同行,調理の見守り\r\n\"火の元\"の確認",
};

/// The date that links the tables of a plan.
pub(super) fn plan_date(month: Month) -> String {
    near(month, -11)
}

/// Set K1: the plan of each client, with its supplement.
pub(super) fn care_plan(
    month: Month,
    clients: &[(Client, Texts)],
    to: Party,
    week: &[(&str, &str, &str)],
) -> FileSet {
    let date = plan_date(month);
    let files = vec![
        KitFile::new(
            FileKind::Up1Kyo,
            None,
            clients
                .iter()
                .map(|(client, texts)| table01(month, client, texts))
                .collect(),
        ),
        KitFile::new(
            FileKind::Up2Kyo,
            None,
            clients
                .iter()
                .flat_map(|(client, texts)| table02(month, client, texts, to))
                .collect(),
        ),
        KitFile::new(
            FileKind::Up3Kyo,
            None,
            clients
                .iter()
                .flat_map(|(client, _)| table03(month, client, week))
                .collect(),
        ),
        KitFile::new(
            FileKind::UpHosoku,
            None,
            clients
                .iter()
                .map(|(client, _)| supplement(client, month, &date, "000000"))
                .collect(),
        ),
    ];
    FileSet::new(CARE, to, files)
}

fn table01(month: Month, client: &Client, texts: &Texts) -> Vec<String> {
    let (date, [decided, start, end]) = (plan_date(month), certified(month));
    record(
        FileKind::Up1Kyo,
        client,
        &[
            ("created_date", &date),
            ("user_postal_code", client.postal_code),
            ("user_address1", client.address1),
            ("user_address2", client.address2),
            ("care_manager_name", CARE_MANAGER),
            ("care_office_name", CARE.name),
            ("care_office_number", CARE.number),
            ("care_plan_date", &date),
            ("first_care_plan_date", &date),
            ("plan_category", "11"),
            ("certification_status", "2"),
            ("certification_date", &decided),
            ("certification_start_date", &start),
            ("certification_end_date", &end),
            ("care_level", client.level),
            ("intention_and_assessment", texts.intention),
            ("review_board_opinion", texts.opinion),
            ("support_policy", texts.policy),
            ("housework_reason", "1"),
        ],
    )
}

fn table02(month: Month, client: &Client, texts: &Texts, to: Party) -> [Vec<String>; 2] {
    let date = plan_date(month);
    let line = |number: &str, issue: &str, support: &str, office: Option<Party>| {
        let mut items = vec![
            ("created_date", date.as_str()),
            ("care_plan_date", &date),
            ("issue_no", number),
            ("issue", issue),
            ("goal_no", "1"),
            ("long_term_goal", "安全に家事が続けられる"),
            ("short_term_goal", "一人で近所まで歩ける"),
            ("long_term_period", "１２か月"),
            ("short_term_period", "６か月"),
            ("support_no", "1"),
            ("service_content", support),
            ("frequency", "週１回"),
            ("period", "６か月"),
        ];
        match office {
            Some(office) => items.extend([
                ("insurance_covered", "Y"),
                ("service_type", "訪問介護"),
                ("service_office_number", office.number),
                ("service_office_name", office.name),
            ]),
            None => items.extend([("insurance_covered", "N"), ("service_type", "家族")]),
        }
        record(FileKind::Up2Kyo, client, &items)
    };
    [
        line("1", "掃除や買い物が一人では難しい", texts.support, Some(to)),
        line("2", "人と話す機会が少ない", "週末に長女が訪ねて話す", None),
    ]
}

fn table03(month: Month, client: &Client, week: &[(&str, &str, &str)]) -> Vec<Vec<String>> {
    let date = plan_date(month);
    let row = |items: &[(&str, &str)]| {
        let mut all = vec![("created_date", date.as_str()), ("care_plan_date", &date)];
        all.extend_from_slice(items);
        record(FileKind::Up3Kyo, client, &all)
    };
    let mut rows: Vec<Vec<String>> = week
        .iter()
        .map(|(weekday, start, end)| {
            row(&[
                ("service_content", "訪問介護"),
                ("weekday", weekday),
                ("service_start_time", start),
                ("service_end_time", end),
            ])
        })
        .collect();
    rows.push(row(&[
        ("daily_activity", "朝食"),
        ("activity_start_time", "0730"),
        ("activity_end_time", "0800"),
    ]));
    rows.push(row(&[("non_weekly_service", "福祉用具貸与（手すり）")]));
    rows
}

/// Set K3: takes plans back.
pub(super) fn plan_deletion(month: Month, clients: &[Client], to: Party) -> FileSet {
    let date = plan_date(month);
    let delete = |client| record(FileKind::Dlt1Kyo, client, &[("care_plan_date", &date)]);
    let records = clients.iter().map(delete).collect();
    FileSet::new(
        CARE,
        to,
        vec![KitFile::new(FileKind::Dlt1Kyo, None, records)],
    )
}

/// Basic information with its two sub-tables.
pub(super) fn basic_files(month: Month, clients: &[(Client, Texts)]) -> Vec<KitFile> {
    let date = near(month, -15);
    let day = |client: &Client, (time, own, family): (&str, &str, &str)| {
        let items = [
            ("consultation_date", date.as_str()),
            ("time_text", time),
            ("user_life", own),
            ("caregiver_life", family),
        ];
        record(FileKind::UpKihonSub1, client, &items)
    };
    let illness = |client: &Client, items: &[(&str, &str)]| {
        let mut all = vec![("consultation_date", date.as_str())];
        all.extend_from_slice(items);
        record(FileKind::UpKihonSub2, client, &all)
    };
    let days = clients.iter().flat_map(|(client, _)| {
        [
            day(client, ("6:00", "起床・洗面", "朝食の支度")),
            day(client, ("14:00", "散歩（雨の日は休む）", "")),
        ]
    });
    let illnesses = clients.iter().flat_map(|(client, _)| {
        [
            illness(
                client,
                &[
                    ("date_text", "H12年10月"),
                    ("disease_name", "高血圧症"),
                    ("medical_institution", "神宮前クリニック"),
                    ("attending_doctor_flag", "1"),
                    ("medical_institution_phone", "03-0123-4567"),
                    ("progress", "01"),
                    ("treatment_content", "服薬（朝１回）"),
                ],
            ),
            illness(
                client,
                &[
                    ("date_text", "2023/6"),
                    ("disease_name", "変形性膝関節症"),
                    ("attending_doctor_flag", "2"),
                    ("progress", "02"),
                ],
            ),
        ]
    });
    let basic = clients
        .iter()
        .map(|(client, texts)| basic(month, client, texts));
    vec![
        KitFile::new(FileKind::UpKihon, None, basic.collect()),
        KitFile::new(FileKind::UpKihonSub1, None, days.collect()),
        KitFile::new(FileKind::UpKihonSub2, None, illnesses.collect()),
    ]
}

fn basic(month: Month, client: &Client, texts: &Texts) -> Vec<String> {
    let (date, [_, start, end]) = (near(month, -15), certified(month));
    record(
        FileKind::UpKihon,
        client,
        &[
            ("consultation_date", &date),
            ("plan_type", "1"),
            ("outsourced", "1"),
            ("author_name", CENTRE_PLANNER),
            ("consultation_method", "03"),
            ("consultation_method_other", "自宅を訪問"),
            ("consultation_count", "01"),
            ("user_current_state", "01"),
            ("user_name_kana", client.kana),
            ("user_name", client.name),
            ("user_sex", client.sex),
            ("user_birth_date", client.birth),
            ("user_address", client.address1),
            ("user_phone", client.phone),
            ("disability_independence", "11"),
            ("dementia_independence", "02"),
            ("care_level", client.level),
            ("certification_start_date", &start),
            ("certification_end_date", &end),
            ("checklist_result", "2"),
            ("housing_type", "05"),
            ("housing_renovation", "2"),
            ("income_national_pension", "1"),
            ("emergency_contact1_name", "高橋　ゆり"),
            ("emergency_contact1_relation", "長女"),
            ("emergency_contact1_phone", "090-0000-0000"),
            ("life_history", texts.intention),
            ("daily_life", texts.policy),
            ("hobbies", "園芸、カラオケ"),
            ("consent_date", &date),
            ("consenter_name", client.name),
        ],
    )
}

/// A preventive plan with its sub-table.
pub(super) fn prevention_files(
    month: Month,
    clients: &[(Client, Texts)],
    planner: Party,
    to: Party,
) -> Vec<KitFile> {
    let date = plan_date(month);
    let plan = |(client, texts): &(Client, Texts)| {
        let [decided, start, end] = certified(month);
        let author = match planner == CENTRE {
            true => "planner_name_center",
            false => "planner_name_care_manager",
        };
        record(
            FileKind::UpYobo,
            client,
            &[
                ("plan_date", &date),
                ("plan_type", "1"),
                ("outsourced", "1"),
                ("user_name", client.name),
                ("certification_date", &decided),
                ("certification_start_date", &start),
                ("certification_end_date", &end),
                ("plan_category", "11"),
                ("certification_status", "2"),
                ("support_level", "2"),
                (author, CENTRE_PLANNER),
                ("planner_office_name", planner.name),
                ("first_plan_date", &date),
                ("goal_life_day", "毎日３０分、近所を散歩する。"),
                ("goal_life_year", texts.support),
                ("mobility_current_state", "杖で屋外を歩ける"),
                ("mobility_has_issue", "1"),
                ("mobility_issue", texts.opinion),
                ("support_policy", texts.intention),
                ("overall_policy", texts.policy),
                ("checklist_count_exercise", "3"),
                ("program_needed_exercise", "1"),
                ("consent_date", &date),
                ("consenter_name", client.name),
            ],
        )
    };
    let support = |(client, texts): &(Client, Texts)| {
        record(
            FileKind::UpYoboSub,
            client,
            &[
                ("plan_date", &date),
                ("issue_no", "1"),
                ("overall_issue", "下肢の力が落ち、外出が減っている"),
                ("goal_proposal", "週に２回外出する"),
                ("proposal_intention", "本人：やってみたい"),
                ("goal", "一人で買い物に行ける"),
                ("support_plan_no", "1"),
                ("support_point", "無理のない距離から始める"),
                ("self_care_and_informal", texts.support),
                ("insured_service", "訪問型サービス"),
                ("service_no", "1"),
                ("service_type", "訪問型サービス（独自）"),
                ("service_provider", to.name),
                ("service_period", "６か月"),
            ],
        )
    };
    vec![
        KitFile::new(FileKind::UpYobo, None, clients.iter().map(plan).collect()),
        KitFile::new(
            FileKind::UpYoboSub,
            None,
            clients.iter().map(support).collect(),
        ),
    ]
}

/// Sets Y5 and Y6: take basic information and plan back.
pub(super) fn prevention_deletions(
    month: Month,
    clients: &[Client],
    (from, to): (Party, Party),
) -> [FileSet; 2] {
    let (consulted, planned) = (near(month, -15), plan_date(month));
    let set = |kind, id, date: &str| {
        let delete = |client| record(kind, client, &[(id, date)]);
        let records = clients.iter().map(delete).collect();
        FileSet::new(from, to, vec![KitFile::new(kind, None, records)])
    };
    [
        set(FileKind::DltKihon, "consultation_date", &consulted),
        set(FileKind::DltYobo, "plan_date", &planned),
    ]
}
