//! What the rules of each form mean.

use super::{Clause, Entry};

const T01: Clause = Clause("別紙 第1表 レイアウト", "layout of table 1");
const T02: Clause = Clause("別紙 第2表 レイアウト", "layout of table 2");
const T03: Clause = Clause("別紙 第3表 レイアウト", "layout of table 3");
const T06: Clause = Clause("別紙 第6表 レイアウト", "layout of table 6");
const T07: Clause = Clause("別紙 第7表 レイアウト", "layout of table 7");
const HOS: Clause = Clause(
    "別紙 利用者補足情報 レイアウト",
    "layout of the client supplement",
);
const KIH: Clause = Clause(
    "別紙 利用者基本情報 レイアウト",
    "layout of the basic information",
);
const YOB: Clause = Clause(
    "別紙 介護予防サービス・支援計画書 レイアウト",
    "layout of the prevention service plan",
);
const YBS: Clause = Clause(
    "別紙 介護予防サービス・支援計画書 別表 レイアウト",
    "layout of the sub-table of the prevention service plan",
);

const FIX_JA: &str = "介護ソフトで正しい値に直し、出力し直してください";
const FIX_EN: &str = "correct it in the care software and export again";
const SUM_JA: &str = "介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しければ、そのままで構いません";
const SUM_EN: &str = "let the care software compute again and export again; nothing, if it is right by another way of computing";
const SAME_JA: &str = "第6表と第7表を、介護ソフトから一緒に出力し直してください";
const SAME_EN: &str = "export tables 6 and 7 again together";
const LIMIT_JA: &str = "認定と限度額が最新か確かめ、利用票の一式を出力し直してください";
const LIMIT_EN: &str =
    "look whether certification and limits are up to date, and export the ticket again";
const TOTAL_JA: &str = "介護ソフトから第7表を出力し直してください";
const TOTAL_EN: &str = "export table 7 again";

/// In the order of the forms, then of the rules.
#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    Entry::new("T01-R01", T01, "認定の有効期間の終了日が開始日より前です", "the certified period ends before it begins", FIX_JA, FIX_EN, "20261001〜20260930", "20261001〜20270930"),
    Entry::new("T01-R02", T01, "初回の居宅サービス計画作成日が、この計画の作成日より後です", "the first plan is later than this one", FIX_JA, FIX_EN, "初回 20261001、作成 20260915", "初回 20250401、作成 20260915"),
    Entry::new("T02-R01", T02, "目標があるのに、課題の番号が空です。受け取る側は番号順に並べるので、行の場所が変わることがあります", "a goal has no number of its issue; receivers sort by the numbers, so the line moves", "課題の番号を入力し、出力し直してください", "enter the number of the issue and export again", "課題番号（空）、目標番号 1", "課題番号 1、目標番号 1"),
    Entry::new("T02-R02", T02, "援助内容があるのに、目標の番号が空です。受け取る側は番号順に並べるので、行の場所が変わることがあります", "a support has no number of its goal; receivers sort by the numbers, so the line moves", "目標の番号を入力し、出力し直してください", "enter the number of the goal and export again", "目標番号（空）、援助番号 1", "目標番号 1、援助番号 1"),
    Entry::new("T02-R03", T02, "課題・目標・援助内容の番号が、前の行より小さくなっています", "the numbers of issue, goal and support are smaller than on the line before", "受け取る側が番号順に並べるので、そのままで構いません", "nothing: receivers sort by the numbers", "2 → 1", "1 → 2"),
    Entry::new("T03-R01", T03, "週間サービスの内容・曜日・時刻がそろっていません", "a weekly service lacks its content, day or times", "足りない項目を入力し、出力し直してください", "enter what is missing and export again", "内容あり、曜日（空）", "内容・曜日・開始・終了あり"),
    Entry::new("T03-R02", T03, "日常生活上の活動の開始と終了がそろっていません", "an activity of the day lacks one of its times", "足りない時刻を入力し、出力し直してください", "enter the missing time and export again", "0700〜（空）", "0700〜0730"),
    Entry::new("T03-R03", T03, "週間サービスの終了時刻が開始時刻より前です", "a weekly service ends before it begins", "日をまたぐサービスなら、そのままで構いません。違えば直してください", "nothing, if the service runs over midnight; else correct it", "1000〜0900", "0900〜1000"),
    Entry::new("T03-R04", T03, "活動の終了時刻が開始時刻より前です", "an activity ends before it begins", "日をまたぐ活動なら、そのままで構いません。違えば直してください", "nothing, if the activity runs over midnight; else correct it", "0730〜0700", "0700〜0730"),
    Entry::new("T06-R01", T06, "開始と終了の片方だけが9999（時間なし）です", "only one of the two times is 9999 (no time)", FIX_JA, FIX_EN, "0900〜9999", "9999〜9999"),
    Entry::new("T06-R02", T06, "サービスの終了時刻が開始時刻より前です", "the service ends before it begins", "日をまたぐサービスなら、そのままで構いません。違えば直してください", "nothing, if the service runs over midnight; else correct it", "1000〜0900", "0900〜1000"),
    Entry::new("T06-R03", T06, "サービス利用日が対象年月の中にありません", "the service date lies outside the month", "日付を確かめてください。ほかの月の分なら、その月のファイルとして別に出力してください", "check the date; if it belongs to another month, export it in a file of that month", "対象年月 202610、利用日 20261101", "対象年月 202610、利用日 20261031"),
    Entry::new("T06-R04", T06, "福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードもありません", "equipment rental (17, 67) has neither a TAIS code nor the code of notified equipment", "用具のコードを入力し、出力し直してください", "enter the code of the equipment and export again", "171001,（空）,（空）", "171001,00000-000000,（空）"),
    Entry::new("T06-R05", T06, "福祉用具貸与ではない行に、用具の項目があります", "a line that is no equipment rental has an item of equipment", FIX_JA, FIX_EN, "111111,00000-000000", "111111,（空）"),
    Entry::new("T06-R06", T06, "TAISコードと福祉用具届出コードの両方があります。届出コードはTAISコードのない用具だけです", "both codes of equipment are given; the second is for equipment without a TAIS code", "TAISコードがあれば、届出コードを空にしてください", "leave the code of notified equipment empty", "00000-000000,00000-000000", "00000-000000,（空）"),
    Entry::new("T06-R07", T06, "日割対象日に、その月にない日（31日など）があります", "a proration day does not exist in the month", FIX_JA, FIX_EN, "2月の30日目が1", "2月は29日目から後が0"),
    Entry::new("T06-R08", T06, "福祉用具貸与ではない行に、明細判別コードがあります", "a line that is no equipment rental has a detail number", FIX_JA, FIX_EN, "111111 … 1", "111111 …（空）"),
    Entry::new("T06-R09", T06, "この利用者に、送信先のサービスの行がありません", "the client has no line of the receiving office", "送信先か利用者の選び方を確かめ、出力し直してください", "look at the receiver and the choice of clients, and export again", "送信先 1370300021、行は 1370400037 だけ", "1370300021 の行あり"),
    Entry::new("T06-R10", T06, "第6表のサービスが第7表にありません", "a service of table 6 is not in table 7", SAME_JA, SAME_EN, "6表 111111、7表 なし", "6表 111111、7表 111111"),
    Entry::new("T06-R11", T06, "サービスの日が、利用者補足情報の限度額適用期間の外です", "the service lies outside the period for which the limit of the supplement holds", LIMIT_JA, LIMIT_EN, "利用日 20261031、期間 20251001〜20260930", "利用日 20261031、期間 20261001〜20270930"),
    Entry::new("T06-R12", T06, "同じサービスコード・単位数の別の用具に、同じ明細判別コードがあります", "different equipment with the same code and units has the same detail number", "介護ソフトから出力し直してください。続く場合は、介護ソフトの会社に伝えてください", "export again; if it stays, tell the maker of the care software", "1、1", "1、2"),
    Entry::new("T07-R01", T07, "この利用者に全合計の行（999999）がありません", "the client has no grand total (999999)", TOTAL_JA, TOTAL_EN, "明細と小計だけ", "明細、小計、999999"),
    Entry::new("T07-R02", T07, "同じ種類の行が2行以上あるのに、小計の行がありません", "several lines of a service kind have no subtotal", TOTAL_JA, TOTAL_EN, "111111、111211、999999", "111111、111211、11AAAA、999999"),
    Entry::new("T07-R03", T07, "この利用者に全合計の行（999999）が2つあります", "the client has two grand totals (999999)", TOTAL_JA, TOTAL_EN, "999999 が2行", "999999 が1行"),
    Entry::new("T07-R04", T07, "全合計の行の事業所コードが9999999999ではありません", "the grand total has an office other than 9999999999", TOTAL_JA, TOTAL_EN, "1370300021,…,999999", "9999999999,…,999999"),
    Entry::new("T07-R05", T07, "全合計ではない行の事業所コードが9999999999です", "a line that is no grand total has the office 9999999999", FIX_JA, FIX_EN, "9999999999,…,111111", "1370300021,…,111111"),
    Entry::new("T07-R06", T07, "小計・全合計の行の単位数が0ではありません", "a total has units other than 0", TOTAL_JA, TOTAL_EN, "999999 … 245", "999999 … 0"),
    Entry::new("T07-R07", T07, "小計・全合計の行で、空にする項目に値があります", "a total has a value where it must be empty", TOTAL_JA, TOTAL_EN, "11AAAA,00000-000000", "11AAAA,（空）"),
    Entry::new("T07-R08", T07, "福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードもありません", "equipment rental (17, 67) has neither a TAIS code nor the code of notified equipment", "用具のコードを入力し、出力し直してください", "enter the code of the equipment and export again", "171001,（空）,（空）", "171001,00000-000000,（空）"),
    Entry::new("T07-R09", T07, "福祉用具貸与ではない行に、用具の項目があります", "a line that is no equipment rental has an item of equipment", FIX_JA, FIX_EN, "111111,00000-000000", "111111,（空）"),
    Entry::new("T07-R10", T07, "TAISコードと福祉用具届出コードの両方があります", "both codes of equipment are given", "TAISコードがあれば、届出コードを空にしてください", "leave the code of notified equipment empty", "00000-000000,00000-000000", "00000-000000,（空）"),
    Entry::new("T07-R11", T07, "小計が、同じ種類の行の合計と違います", "a subtotal is not the sum of its lines", SUM_JA, SUM_EN, "1000 + 500、小計 1400", "1000 + 500、小計 1500"),
    Entry::new("T07-R12", T07, "サービス単位金額が、単位数×回数と違います", "the units of a line are not units by count", SUM_JA, SUM_EN, "245 × 4 = 900", "245 × 4 = 980"),
    Entry::new("T07-R13", T07, "全合計が、この利用者の行の合計と違います", "the grand total is not the sum of the lines", SUM_JA, SUM_EN, "1500 + 800、全合計 2000", "1500 + 800、全合計 2300"),
    Entry::new("T07-R14", T07, "限度を超える分と限度内の分を足しても、元の単位数になりません", "units above and within a limit do not add up to the units that were divided", SUM_JA, SUM_EN, "100 + 800、元は 1000", "200 + 800、元は 1000"),
    Entry::new("T07-R15", T07, "短期入所の累積日数が、前月までと当月の合計と違います", "days until the previous month and of this month do not add up", SUM_JA, SUM_EN, "10 + 5 = 14", "10 + 5 = 15"),
    Entry::new("T07-R16", T07, "30日超過分の小計があるのに、30日超の行がありません", "there is a subtotal beyond 30 days and no line beyond 30 days", SUM_JA, SUM_EN, "21ZZZZ だけ", "21ZZZZ と 30日超区分 1 の行"),
    Entry::new("T07-R17", T07, "第7表のサービスが第6表にありません", "a service of table 7 is not in table 6", SAME_JA, SAME_EN, "7表 111111、6表 なし", "7表 111111、6表 111111"),
    Entry::new("T07-R18", T07, "第7表の回数が、第6表の合計と違います", "the count of table 7 is not that of table 6", SAME_JA, SAME_EN, "6表 4回、7表 5回", "6表 4回、7表 4回"),
    Entry::new("T07-R19", T07, "第7表の単位数が、第6表と違います", "the units of table 7 are not those of table 6", SAME_JA, SAME_EN, "6表 245、7表 250", "6表 245、7表 245"),
    Entry::new("T07-R20", T07, "第7表のサテライト枝番が、第6表と違います", "the satellite number of table 7 is not that of table 6", SAME_JA, SAME_EN, "6表 01、7表 02", "6表 01、7表 01"),
    Entry::new("T07-R21", T07, "第7表の30日超区分が、第6表と違います", "table 7 says otherwise than table 6 whether 30 days are exceeded", SAME_JA, SAME_EN, "6表 1、7表 0", "6表 1、7表 1"),
    Entry::new("T07-R22", T07, "第7表の単位数が、利用者補足情報の限度額と合いません", "units of table 7 do not keep the limit of the supplement", LIMIT_JA, LIMIT_EN, "限度内 37000、限度額 36217", "限度内 36217、限度額 36217"),
    Entry::new("HOS-R01", HOS, "作成（変更）日（項目4）と対象年月（項目63）の組み合わせが、計画書用とも利用票用とも違います", "items 4 and 63 are neither those of a care plan nor those of a ticket", "計画書と利用票のどちらに付けるか確かめ、出力し直してください", "look whether it belongs to a plan or a ticket, and export again", "20260915 と 202610", "20260915 と 000000、または 00000000 と 202610"),
    Entry::new("HOS-R02", HOS, "限度額適用期間の終了日が開始日より前です", "the period of the limit ends before it begins", FIX_JA, FIX_EN, "20261001〜20260930", "20261001〜20270930"),
    Entry::new("HOS-R03", HOS, "種類別の限度額の枠に、サービス種類がないのに単位数があります", "a frame of limits has units and no service kind", "足りない項目を入力し、出力し直してください", "enter what is missing and export again", "種類（空）、限度額 10000", "種類 11、限度額 10000"),
    Entry::new("HOS-R04", HOS, "種類別の限度額の枠に、サービス種類があるのに限度額がありません", "a frame of limits has a service kind and no limit", "足りない項目を入力し、出力し直してください", "enter what is missing and export again", "種類 11、限度額（空）", "種類 11、限度額 10000"),
    Entry::new("HOS-R05", HOS, "前の枠が空のまま、後の枠が使われています", "a frame is used while an earlier one is empty", "1枠から順に詰めて出力してください", "fill the frames from the first on", "1枠（空）、2枠 11", "1枠 11、2枠（空）"),
    Entry::new("HOS-R06", HOS, "種類別の限度額で、短期入所療養介護の種類が22ではありません", "a limit of short stays in medical facilities is not under 22", "種類を問わず22にしてください", "write 22, whatever the facility", "2A", "22"),
    Entry::new("HOS-R07", HOS, "種類別の限度額の合計が、第7表の合計と違います", "the total of a limit of a service kind is not the sum of its lines in table 7", LIMIT_JA, LIMIT_EN, "枠 8000、7表 9000", "枠 9000、7表 9000"),
    Entry::new("HOS-R08", HOS, "種類別の限度超単位数が、合計と限度額の差と違います", "the excess of a limit is not its total less its limit", LIMIT_JA, LIMIT_EN, "合計 11000、限度 10000、超過 500", "合計 11000、限度 10000、超過 1000"),
    Entry::new("HOS-R09", HOS, "限度超単位数の合計が、各枠の合計と違います", "the excess of all limits is not their sum", LIMIT_JA, LIMIT_EN, "500 + 300、合計 700", "500 + 300、合計 800"),
    Entry::new("KIH-R01", KIH, "認定の有効期間の終了日が開始日より前です", "the certified period ends before it begins", FIX_JA, FIX_EN, "20261001〜20260930", "20261001〜20270930"),
    Entry::new("KIH-R02", KIH, "前回の相談日が、今回の相談日より後です", "the previous consultation is later than this one", FIX_JA, FIX_EN, "前回 20261001、今回 20260915", "前回 20260401、今回 20260915"),
    Entry::new("YOB-R01", YOB, "認定の有効期間の終了日が開始日より前です", "the certified period ends before it begins", FIX_JA, FIX_EN, "20261001〜20260930", "20261001〜20270930"),
    Entry::new("YOB-R02", YOB, "初回の計画作成日が、この計画の作成日より後です", "the first plan is later than this one", FIX_JA, FIX_EN, "初回 20261001、作成 20260915", "初回 20250401、作成 20260915"),
    Entry::new("YBS-R01", YBS, "同じ課題番号の2行目以降に、課題の文章がもう一度あります", "a line after the first of an issue has the texts of the issue again", "同じ内容なら空に、別の内容なら別の番号にしてください", "leave it empty if it is the same, or give another issue another number", "課題 1「歩行」、課題 1「歩行」", "課題 1「歩行」、課題 1（空）"),
    Entry::new("YBS-R02", YBS, "同じ支援計画番号の2行目以降に、支援計画の文章がもう一度あります", "a line after the first of a support plan has its texts again", "同じ内容なら空に、別の内容なら別の番号にしてください", "leave it empty if it is the same, or give another plan another number", "計画 1「体操」、計画 1「体操」", "計画 1「体操」、計画 1（空）"),
];
