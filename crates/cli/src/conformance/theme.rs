//! What each pattern is about, and what to do: the words of the kit in both languages.
//!
//! Roles share themes; what they must produce differs and stands in `pattern`.

/// The words of a pattern.
#[derive(Debug)]
pub(super) struct Theme {
    pub(super) name_ja: &'static str,
    pub(super) name_en: &'static str,
    pub(super) task_ja: &'static str,
    pub(super) task_en: &'static str,
}

const fn theme(
    name_ja: &'static str,
    name_en: &'static str,
    task_ja: &'static str,
    task_en: &'static str,
) -> Theme {
    Theme {
        name_ja,
        name_en,
        task_ja,
        task_en,
    }
}

pub(super) const PLAN: Theme = theme(
    "居宅サービス計画書",
    "care plan",
    "第1表〜第3表と利用者補足情報を入力し、1組で出力します。",
    "Enter tables 1 to 3 and the supplement and write them as one set.",
);
pub(super) const TICKET: Theme = theme(
    "サービス利用票・別表",
    "ticket",
    "送信先以外の事業所の予定も含めて、利用者の全サービスを第6表・第7表に出力します。",
    "Write all services of the client into tables 6 and 7, those of other offices too.",
);
pub(super) const CHANGED_TICKET: Theme = theme(
    "利用票の変更と再送",
    "changed ticket, sent again",
    "利用票を出力した後、2回目の訪問を取りやめ、3回目を1時間後にして、同じ月を全体として出力し直します。削除は送りません。",
    "Write the ticket; then cancel the second visit, move the third by an hour, and write the whole month again. No deletion is sent.",
);
pub(super) const PLAN_DELETIONS: Theme = theme(
    "計画書と予定の削除",
    "deletions of plan and ticket",
    "計画書と利用票を出力した後、予定の削除、計画書の削除の順に出力します。",
    "Write plan and ticket, then the deletion of the planned services, then that of the plan.",
);
pub(super) const CLIENTS: Theme = theme(
    "複数の利用者",
    "several clients",
    "3人の利用者を1組のファイルにまとめます。同じ日の2回の訪問と、回数2の訪問があります。",
    "Put three clients into one set. One has two visits on a day, one a visit that counts twice.",
);
pub(super) const SATELLITES: Theme = theme(
    "複数のサテライト",
    "several satellites",
    "本体とサテライト2か所のサービスを1つのファイルにまとめ、枝番で分けます。",
    "Put the services of the main office and two satellites into one file, told apart by branch numbers.",
);
pub(super) const EQUIPMENT: Theme = theme(
    "福祉用具貸与",
    "welfare equipment",
    "TAISコードの品、届出コードの品、同じコードと単位数の品2つ（明細判別コード1、2）を出力します。",
    "Write a thing with a TAIS code, one with a notified code, and two of the same code and units (detail numbers 1 and 2).",
);
pub(super) const TEXTS: Theme = theme(
    "長い文章・改行・引用符・カンマ",
    "long texts, line breaks, quotes, commas",
    "文章を一字一句そのまま入力して出力します。引用符は2つ重ね、改行とカンマは残します。",
    "Enter the texts exactly and write them: quotes doubled, line breaks and commas kept.",
);
pub(super) const ASSISTANCE: Theme = theme(
    "生活保護単独（H番号）",
    "public-assistance number (H…)",
    "被保険者番号がHで始まる利用者です。",
    "The insured number of the client begins with H.",
);
pub(super) const CHARACTERS: Theme = theme(
    "文字",
    "characters",
    "髙﨑①㈱などはMS932の文字なのでそのまま出力します。MS932にない文字（𠮷）は、使える文字に置き換えて出力します（？は不可）。",
    "Write 髙﨑①㈱ and the like as they are: MS932 has them. Replace what it lacks (𠮷) by what it has, not by a question mark.",
);
pub(super) const MONTHS: Theme = theme(
    "うるう月・31日・30日の月と日割り",
    "leap, 31-day and 30-day months, proration",
    "3つの月について、月末までの日割りと月の最終日の訪問を、月ごとに1組ずつ出力します。日割対象日は常に31桁です。",
    "For three months, one set each: charges by days until the end of the month, and a visit on its last day. The flags are always 31.",
);
pub(super) const NO_TIME: Theme = theme(
    "時間表示のないサービス・30日超",
    "services without a time, over 30 days",
    "短期入所の開始・終了時刻は9999、前月までの利用日数は29日です。2日目から30日超になります。",
    "Short stay has 9999 for both times. 29 days were used before, so the second day is above thirty.",
);
pub(super) const ADDITIONS: Theme = theme(
    "加算",
    "additions",
    "初回加算は訪問と同じ時刻、月末の処遇改善加算は9999で出力します。",
    "The first-visit addition has the time of its visit, the percentage addition of the month 9999.",
);
pub(super) const PREVENTION_BY_CARE: Theme = theme(
    "介護予防（指定居宅）",
    "preventive care planned by a care office",
    "介護予防支援の指定を受けた居宅として、計画書と別表で1組、利用票で1組を出力します。",
    "As a care office that plans preventive care itself, write the plan with its sub-table as one set, then the ticket.",
);
pub(super) const READ_ACTUALS: Theme = theme(
    "取込：実績と訂正された実績",
    "import: actuals and corrected actuals",
    "予定・実績・訂正後の実績を連番の順に取り込み、画面を見て answers.txt に答えます。",
    "Import ticket, actuals and corrected actuals in the order of their stamps; answer in answers.txt from the screens.",
);
pub(super) const ACTUALS: Theme = theme(
    "実績",
    "actuals",
    "利用票を取り込み、2回目の訪問を取りやめ、3回目を1時間後に行った実績を出力します。",
    "Import the ticket; the second visit did not take place, the third an hour later. Write the actuals.",
);
pub(super) const CHANGED_ACTUALS: Theme = theme(
    "実績の訂正と再送",
    "corrected actuals, sent again",
    "予定どおりの実績を出力した後、訂正した実績を全体として出力し直します。削除は送りません。",
    "Write actuals as planned, then the corrected ones as a whole. No deletion is sent.",
);
pub(super) const ACTUAL_DELETION: Theme = theme(
    "実績の削除",
    "deletion of actuals",
    "実績を出力した後、その削除を出力します。",
    "Write the actuals, then their deletion.",
);
pub(super) const PREVENTIVE_ACTUALS: Theme = theme(
    "介護予防の実績",
    "preventive actuals",
    "介護予防の計画書・基本情報と利用票を取り込み、予定どおりの実績を地域包括支援センターに出力します。",
    "Import preventive plan, basic information and ticket; write actuals as planned for the support centre.",
);
pub(super) const READ_PLANS: Theme = theme(
    "取込：計画書・利用票・変更後の利用票",
    "import: plan, ticket, changed ticket",
    "3組を連番の順に取り込み、画面を見て answers.txt に答えます。",
    "Import the three sets in the order of their stamps; answer in answers.txt from the screens.",
);
pub(super) const BASIC: Theme = theme(
    "利用者基本情報と別表",
    "basic information with sub-tables",
    "利用者基本情報と別表1・別表2を1組で出力します。",
    "Write the basic information with sub-tables 1 and 2 as one set.",
);
pub(super) const PREVENTION_PLAN: Theme = theme(
    "介護予防サービス・支援計画書",
    "preventive plan",
    "計画書・別表と利用者基本情報・別表1・別表2を1組で出力します。",
    "Write plan, its sub-table, basic information and its sub-tables as one set.",
);
pub(super) const PREVENTION_DELETIONS: Theme = theme(
    "介護予防の削除",
    "deletions of prevention",
    "計画書と利用票を出力した後、予定・基本情報・計画書の削除を順に出力します。",
    "Write plan and ticket, then the deletions of planned services, basic information and plan.",
);
