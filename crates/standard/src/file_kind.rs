//! The kinds of files of the standard 4.1 and what their names look like.
//!
//! The contents of a kind are its [`Layout`], in [`crate::tables`]. UPPLAN and
//! UPJSK share one layout: what differs is who sends them.

use crate::layout::Layout;
use crate::tables;

/// A kind of file, named as the prefix of its file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Client supplement (利用者補足情報).
    UpHosoku,
    /// Care plan, table 1.
    Up1Kyo,
    /// Deletion of a care plan.
    Dlt1Kyo,
    /// Care plan, table 2.
    Up2Kyo,
    /// Care plan, table 3.
    Up3Kyo,
    /// Service ticket, table 6, planned (予定).
    UpPlan,
    /// Service ticket, table 6, actual (実績).
    UpJsk,
    /// Deletion of planned services.
    DltPlan,
    /// Deletion of actual services.
    DltJsk,
    /// Service ticket statement, table 7.
    UpSikyu,
    /// Basic information on a client (prevention).
    UpKihon,
    /// Sub-table 1 of the basic information: one day of life.
    UpKihonSub1,
    /// Sub-table 2 of the basic information: illnesses.
    UpKihonSub2,
    /// Picture of the family in the basic information, a JPEG.
    UpKihonImage,
    /// Deletion of basic information.
    DltKihon,
    /// Prevention service plan.
    UpYobo,
    /// Sub-table of the prevention service plan.
    UpYoboSub,
    /// Deletion of a prevention service plan.
    DltYobo,
}

impl FileKind {
    /// Every kind, in the order of the standard's list of names.
    pub const ALL: [FileKind; 18] = [
        FileKind::UpHosoku,
        FileKind::Up1Kyo,
        FileKind::Dlt1Kyo,
        FileKind::Up2Kyo,
        FileKind::Up3Kyo,
        FileKind::UpPlan,
        FileKind::UpJsk,
        FileKind::DltPlan,
        FileKind::DltJsk,
        FileKind::UpSikyu,
        FileKind::UpKihon,
        FileKind::UpKihonSub1,
        FileKind::UpKihonSub2,
        FileKind::UpKihonImage,
        FileKind::DltKihon,
        FileKind::UpYobo,
        FileKind::UpYoboSub,
        FileKind::DltYobo,
    ];

    /// The prefix of file names.
    pub fn as_str(self) -> &'static str {
        match self {
            FileKind::UpHosoku => "UPHOSOKU",
            FileKind::Up1Kyo => "UP1KYO",
            FileKind::Dlt1Kyo => "DLT1KYO",
            FileKind::Up2Kyo => "UP2KYO",
            FileKind::Up3Kyo => "UP3KYO",
            FileKind::UpPlan => "UPPLAN",
            FileKind::UpJsk => "UPJSK",
            FileKind::DltPlan => "DLTPLAN",
            FileKind::DltJsk => "DLTJSK",
            FileKind::UpSikyu => "UPSIKYU",
            FileKind::UpKihon => "UPKIHON",
            FileKind::UpKihonSub1 => "UPKIHON_SUB1",
            FileKind::UpKihonSub2 => "UPKIHON_SUB2",
            FileKind::UpKihonImage => "UPKIHON_IMAGE",
            FileKind::DltKihon => "DLTKIHON",
            FileKind::UpYobo => "UPYOBO",
            FileKind::UpYoboSub => "UPYOBO_SUB",
            FileKind::DltYobo => "DLTYOBO",
        }
    }

    /// What the kind is called in Japanese.
    pub fn name_ja(self) -> &'static str {
        match self {
            FileKind::UpHosoku => "利用者補足情報",
            FileKind::Up1Kyo => "居宅サービス計画書（第1表）",
            FileKind::Dlt1Kyo => "居宅サービス計画書の削除",
            FileKind::Up2Kyo => "居宅サービス計画書（第2表）",
            FileKind::Up3Kyo => "週間サービス計画表（第3表）",
            FileKind::UpPlan => "サービス利用票（第6表）予定",
            FileKind::UpJsk => "サービス利用票（第6表）実績",
            FileKind::DltPlan => "サービス利用票 予定の削除",
            FileKind::DltJsk => "サービス利用票 実績の削除",
            FileKind::UpSikyu => "サービス利用票別表（第7表）",
            FileKind::UpKihon => "利用者基本情報",
            FileKind::UpKihonSub1 => "利用者基本情報 別表1（1日の生活）",
            FileKind::UpKihonSub2 => "利用者基本情報 別表2（現病歴・既往歴）",
            FileKind::UpKihonImage => "利用者基本情報 家族構成の画像",
            FileKind::DltKihon => "利用者基本情報の削除",
            FileKind::UpYobo => "介護予防サービス・支援計画書",
            FileKind::UpYoboSub => "介護予防サービス・支援計画書 別表（支援計画）",
            FileKind::DltYobo => "介護予防サービス・支援計画書の削除",
        }
    }

    /// What the kind is called in English.
    pub fn name_en(self) -> &'static str {
        match self {
            FileKind::UpHosoku => "client supplement",
            FileKind::Up1Kyo => "care plan, table 1",
            FileKind::Dlt1Kyo => "deletion of a care plan",
            FileKind::Up2Kyo => "care plan, table 2",
            FileKind::Up3Kyo => "weekly plan, table 3",
            FileKind::UpPlan => "planned services, table 6",
            FileKind::UpJsk => "actual services, table 6",
            FileKind::DltPlan => "deletion of planned services",
            FileKind::DltJsk => "deletion of actual services",
            FileKind::UpSikyu => "statement of services, table 7",
            FileKind::UpKihon => "basic information on clients",
            FileKind::UpKihonSub1 => "basic information, sub-table 1 (one day of life)",
            FileKind::UpKihonSub2 => "basic information, sub-table 2 (illnesses)",
            FileKind::UpKihonImage => "basic information, picture of the family",
            FileKind::DltKihon => "deletion of basic information",
            FileKind::UpYobo => "prevention service plan",
            FileKind::UpYoboSub => "prevention service plan, sub-table (support plan)",
            FileKind::DltYobo => "deletion of a prevention service plan",
        }
    }

    /// Whether the name has a month after the prefix.
    pub fn has_month(self) -> bool {
        match self {
            FileKind::UpHosoku
            | FileKind::UpPlan
            | FileKind::UpJsk
            | FileKind::DltPlan
            | FileKind::DltJsk
            | FileKind::UpSikyu => true,
            FileKind::Up1Kyo
            | FileKind::Dlt1Kyo
            | FileKind::Up2Kyo
            | FileKind::Up3Kyo
            | FileKind::UpKihon
            | FileKind::UpKihonSub1
            | FileKind::UpKihonSub2
            | FileKind::UpKihonImage
            | FileKind::DltKihon
            | FileKind::UpYobo
            | FileKind::UpYoboSub
            | FileKind::DltYobo => false,
        }
    }

    /// Whether it is a sub-table, whose lines belong to a record of another file.
    pub fn is_sub_table(self) -> bool {
        matches!(
            self,
            FileKind::UpKihonSub1 | FileKind::UpKihonSub2 | FileKind::UpYoboSub
        )
    }

    /// The layout of the records; `None` for the picture, which has no records.
    pub fn layout(self) -> Option<&'static Layout> {
        match self {
            FileKind::UpHosoku => Some(&tables::supplement::LAYOUT),
            FileKind::Up1Kyo => Some(&tables::table01::LAYOUT),
            FileKind::Dlt1Kyo => Some(&tables::delete_care_plan::LAYOUT),
            FileKind::Up2Kyo => Some(&tables::table02::LAYOUT),
            FileKind::Up3Kyo => Some(&tables::table03::LAYOUT),
            FileKind::UpPlan | FileKind::UpJsk => Some(&tables::table06::LAYOUT),
            FileKind::DltPlan => Some(&tables::delete_planned::LAYOUT),
            FileKind::DltJsk => Some(&tables::delete_actual::LAYOUT),
            FileKind::UpSikyu => Some(&tables::table07::LAYOUT),
            FileKind::UpKihon => Some(&tables::basic::LAYOUT),
            FileKind::UpKihonSub1 => Some(&tables::basic_day::LAYOUT),
            FileKind::UpKihonSub2 => Some(&tables::basic_history::LAYOUT),
            FileKind::UpKihonImage => None,
            FileKind::DltKihon => Some(&tables::delete_basic::LAYOUT),
            FileKind::UpYobo => Some(&tables::prevention::LAYOUT),
            FileKind::UpYoboSub => Some(&tables::prevention_plan::LAYOUT),
            FileKind::DltYobo => Some(&tables::delete_prevention::LAYOUT),
        }
    }

    /// The kind whose prefix begins `stem` (a name without its extension), in any case of letters.
    ///
    /// The longest prefix wins: `UPKIHON_SUB1_…` is not `UPKIHON_…`.
    pub fn of_stem(stem: &str) -> Option<FileKind> {
        let stem = stem.as_bytes();
        let begins = |kind: &FileKind| {
            let prefix = kind.as_str().as_bytes();
            stem.len() >= prefix.len()
                && stem[..prefix.len()].eq_ignore_ascii_case(prefix)
                && (stem.len() == prefix.len() || stem[prefix.len()] == b'_')
        };
        FileKind::ALL
            .into_iter()
            .filter(begins)
            .max_by_key(|kind| kind.as_str().len())
    }
}

impl std::fmt::Display for FileKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
