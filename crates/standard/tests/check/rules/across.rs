//! Findings about amounts, tables 6 and 7 and numbers of one client, word for word.

use expect_test::expect;
use tsunagu_standard::FileKind;

use super::{change, compare, set_with};
use crate::data::{TestFile, set_of};

/// The ticket with changes to lines of table 7: record, item, text.
fn ticket(changes: &[(usize, u16, &str)]) -> Vec<TestFile> {
    let mut set = set_of(FileKind::UpPlan);
    for &(record, item, text) in changes {
        change(&mut set[1], record, &[(item, text)]);
    }
    set
}

/// The lines of client 1 in table 7: two of one kind, their subtotals, the grand total.
fn two_lines(endings: &[&str]) -> Vec<TestFile> {
    let mut set = set_of(FileKind::UpPlan);
    set[2].records[1][19..55].fill(String::new());
    set[2].records[1][55] = String::new();
    set[2].records[1][18] = "100".to_string();
    let line = set[1].records[2].clone();
    let total = set[1].records.pop().unwrap();
    let mut second = line.clone();
    second[11] = "another".to_string();
    set[1].records.push(second);
    for ending in endings {
        let mut subtotal = total.clone();
        subtotal[6] = "1370300021".to_string();
        subtotal[8] = format!("17{ending}");
        set[1].records.push(subtotal);
    }
    set[1].records.push(total);
    set
}

/// Doubles the amounts of a line, as they are in the sum of two.
fn double(record: &mut [String]) {
    for item in [17, 18, 20, 22, 24, 26, 28, 29] {
        record[item - 1] = "2".to_string();
    }
}

#[test]
fn sums_may_stand_on_lines_subtotals_or_both() {
    let mut set = two_lines(&["AAAA"]);
    double(&mut set[1].records[4]);
    double(&mut set[1].records[5]);
    compare(&set, expect![]);
    for record in [2, 3] {
        for item in 19..=22 {
            set[1].records[record][item - 1] = String::new();
        }
    }
    compare(&set, expect![]);
}

#[test]
fn t07_r11_subtotal() {
    let mut set = two_lines(&["AAAA"]);
    double(&mut set[1].records[5]);
    compare(
        &set,
        expect![[r#"
        warning T07-R11 line 8 item 17
          8行目 項目17「サービス単位金額」: 小計（17AAAA）の「サービス単位金額」の「1」が、同じ種類の行の合計2と違います
          = 小計は同じ種類の行の合計（2）
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 8, item 17 (service units): service units of the subtotal (17AAAA) is "1", but the lines of the kind come to 2
          = the sum of the lines of the kind (2)
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t07_r12_product() {
    compare(
        &ticket(&[(2, 17, "3"), (3, 17, "3")]),
        expect![[r#"
        warning T07-R12 line 6 item 17
          6行目 項目17「サービス単位金額」: 「サービス単位金額」の「3」が、単位数1×回数1と違います
          = 単位数×回数（1）
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 6, item 17 (service units): service units is "3", but units 1 by count 1 is another number
          = units by count (1)
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t07_r13_grand_total() {
    compare(
        &ticket(&[(3, 24, "9")]),
        expect![[r#"
        warning T07-R13 line 7 item 24
          7行目 項目24「費用総額保険／事業対象分」: 全合計の「費用総額保険／事業対象分」の「9」が、この利用者の行の合計1と違います
          = 全合計は行の合計（1）
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 7, item 24 (total cost (insured)): total cost (insured) of the grand total is "9", but the lines of the client come to 1
          = the sum of the lines (1)
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t07_r14_division() {
    compare(
        &ticket(&[(2, 19, "5"), (3, 19, "5")]),
        expect![[r#"
        warning T07-R14 line 6 item 20
          6行目 項目20「種類支給限度基準内単位数」: 「種類支給限度基準超単位数」と「種類支給限度基準内単位数」の「1」を足しても1になりません
          = 「種類支給限度基準超単位数」と「種類支給限度基準内単位数」の合計が1
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 6, item 20 (kind limit within units): kind limit excess units and kind limit within units "1" do not add up to 1
          = kind limit excess units and kind limit within units 1 together
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
        warning T07-R14 line 7 item 20
          7行目 項目20「種類支給限度基準内単位数」: 「種類支給限度基準超単位数」と「種類支給限度基準内単位数」の「1」を足しても1になりません
          = 「種類支給限度基準超単位数」と「種類支給限度基準内単位数」の合計が1
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 7, item 20 (kind limit within units): kind limit excess units and kind limit within units "1" do not add up to 1
          = kind limit excess units and kind limit within units 1 together
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
    compare(
        &ticket(&[(2, 21, "5"), (3, 21, "5")]),
        expect![[r#"
        warning T07-R14 line 6 item 22
          6行目 項目22「区分支給限度基準内単位数」: 「区分支給限度基準超単位数」と「区分支給限度基準内単位数」の「1」を足しても1になりません
          = 「区分支給限度基準超単位数」と「区分支給限度基準内単位数」の合計が1
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 6, item 22 (category limit within units): category limit excess units and category limit within units "1" do not add up to 1
          = category limit excess units and category limit within units 1 together
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
        warning T07-R22 line 7 item 21
          7行目 項目21「区分支給限度基準超単位数」: 「区分支給限度基準超単位数」の「5」が、限度額1を超える分（0）と違います
          = 給付管理単位数のうち限度額を超える分（0）
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 7, item 21 (category limit excess units): category limit excess units is "5", but 0 units are above the limit 1
          = the benefit management units above the limit (0)
          > check whether certification and limit are up to date, and export the ticket again
        warning T07-R14 line 7 item 22
          7行目 項目22「区分支給限度基準内単位数」: 「区分支給限度基準超単位数」と「区分支給限度基準内単位数」の「1」を足しても1になりません
          = 「区分支給限度基準超単位数」と「区分支給限度基準内単位数」の合計が1
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 7, item 22 (category limit within units): category limit excess units and category limit within units "1" do not add up to 1
          = category limit excess units and category limit within units 1 together
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t07_r15_days() {
    compare(
        &ticket(&[(2, 32, "5")]),
        expect![[r#"
        warning T07-R15 line 6 item 32
          6行目 項目32「累積利用日数」: 「累積利用日数」の「5」が、前月までと当月の日数の合計2と違います
          = 前月までの利用日数＋当月の計画利用日数（2）
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 6, item 32 (days cumulative): days cumulative is "5", but days until the previous month and of this month are 2
          = days until the previous month and of this month (2)
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t07_r16_no_line_over_30() {
    let mut set = two_lines(&["AAAA", "ZZZZ"]);
    double(&mut set[1].records[4]);
    double(&mut set[1].records[6]);
    for record in [2, 3] {
        set[1].records[record][32] = "0".to_string();
    }
    set[0].records[2][22] = "0".to_string();
    for item in 17..=29 {
        set[1].records[5][item - 1] = String::new();
    }
    compare(
        &set,
        expect![[r#"
        warning T07-R16 line 9 item 9
          9行目 項目9「サービスコード」: 30日超過分の小計（17ZZZZ）があるのに、30日超の行がありません
          = 30日超過分の小計は、30日超区分が1の行があるときだけ
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 9, item 9 (service code): there is a subtotal of days beyond 30 (17ZZZZ) but no line beyond 30 days
          = such a subtotal only with a line whose item 33 is 1
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
    "#]],
    );
}

#[test]
fn t06_r10_and_t07_r17_service_missing() {
    let mut set = ticket(&[(0, 9, "111112"), (0, 9, "111112")]);
    compare(
        &set,
        expect![[r#"
        warning T06-R10 line 1 item 15
          1行目 項目15「サービスコード」: 事業所1370300021のサービス「111111」が、別表（第7表）にありません
          = 第6表と第7表には、同じ利用者の同じサービス
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 1, item 15 (service code): service "111111" of office 1370300021 is not in table 7
          = the same services of a client in tables 6 and 7
          > export tables 6 and 7 again together from the care software
        warning T07-R17 line 1 item 9
          1行目 項目9「サービスコード」: 事業所1370300021のサービス「111112」が、利用票（第6表）にありません
          = 第6表と第7表には、同じ利用者の同じサービス
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 1, item 9 (service code): service "111112" of office 1370300021 is not in table 6
          = the same services of a client in tables 6 and 7
          > export tables 6 and 7 again together from the care software
    "#]],
    );
    set = set_of(FileKind::UpPlan);
    change(&mut set[0], 1, &[(8, "250")]);
    compare(
        &set,
        expect![[r#"
        warning T06-R10 line 5 item 15
          5行目 項目15「サービスコード」: 事業所1370300021のサービス「111111」が、別表（第7表）にありません
          = 第6表と第7表には、同じ利用者の同じサービス
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 5, item 15 (service code): service "111111" of office 1370300021 is not in table 7
          = the same services of a client in tables 6 and 7
          > export tables 6 and 7 again together from the care software
    "#]],
    );
}

#[test]
fn t07_r18_count() {
    compare(
        &ticket(&[(0, 16, "3"), (0, 17, "3"), (1, 17, "3")]),
        expect![[r#"
            warning T07-R18 line 1 item 16
              1行目 項目16「回数／日数」: 回数「3」が、利用票（第6表）の合計1回と違います
              = 第6表と同じ回数（1）
              > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
              line 1, item 16 (count or days): the count is "3", in table 6 1
              = the count of table 6 (1)
              > export tables 6 and 7 again together from the care software
        "#]],
    );
    // Rented equipment is paid by the month, however many days table 6 has.
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 2, &[(14, "5")]);
    compare(&set, expect![]);
}

#[test]
fn t07_r19_units() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 0, &[(8, "250")]);
    compare(
        &set,
        expect![[r#"
        warning T07-R19 line 1 item 13
          1行目 項目13「単位数」: 単位数「1」が、利用票（第6表）の250と違います
          = 第6表と同じ単位数（250）
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 1, item 13 (units): the units are "1", in table 6 250
          = the units of table 6 (250)
          > export tables 6 and 7 again together from the care software
    "#]],
    );
}

#[test]
fn t07_r20_satellite() {
    compare(
        &ticket(&[(0, 8, "02")]),
        expect![[r#"
        warning T07-R20 line 1 item 8
          1行目 項目8「サテライト枝番」: サテライト枝番「02」が、利用票（第6表）の「01」と違います
          = 枝番の付け方は第6表と同じ
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 1, item 8 (satellite number): the satellite number is "02", in table 6 "01"
          = satellite numbers as in table 6
          > export tables 6 and 7 again together from the care software
    "#]],
    );
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 0, &[(22, "")]);
    compare(
        &set,
        expect![[r#"
        warning T07-R20 line 1 item 8
          1行目 項目8「サテライト枝番」: サテライト枝番「01」が、利用票（第6表）にはありません
          = 枝番の付け方は第6表と同じ
          > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
          line 1, item 8 (satellite number): the satellite number is "01", in table 6 there is none
          = satellite numbers as in table 6
          > export tables 6 and 7 again together from the care software
    "#]],
    );
}

#[test]
fn t07_r21_over_30() {
    compare(
        &ticket(&[(0, 33, "0")]),
        expect![[r#"
            warning T07-R21 line 1 item 33
              1行目 項目33「３０日超区分」: 利用票（第6表）には30日超の行があるのに、この行は非該当です
              = 30日超区分は第6表と同じ
              > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
              line 1, item 33 (over 30 days): table 6 has a line beyond 30 days, but this line says that it is not
              = over 30 days as in table 6
              > export tables 6 and 7 again together from the care software
        "#]],
    );
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 0, &[(23, "0")]);
    compare(
        &set,
        expect![[r#"
            warning T07-R21 line 1 item 33
              1行目 項目33「３０日超区分」: この行は30日超に該当するのに、利用票（第6表）に30日超の行がありません
              = 30日超区分は第6表と同じ
              > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
              line 1, item 33 (over 30 days): this line is beyond 30 days, but table 6 has no such line
              = over 30 days as in table 6
              > export tables 6 and 7 again together from the care software
        "#]],
    );
}

#[test]
fn t06_r12_detail_number() {
    let mut set = set_of(FileKind::UpPlan);
    let mut other = set[0].records[2].clone();
    other[15] = "00002-000020".to_string();
    set[0].records.push(other);
    compare(
        &set,
        expect![[r#"
        warning T06-R12 line 7 item 19
          7行目 項目19「明細判別コード」: 6行目と同じサービスコード・単位数の別の用具なのに、「明細判別コード」が同じ「1」です
          = 同じサービスコード・同じ単位数の用具が複数あるときは、1からの連番
          > 介護ソフトから出力し直してください。続く場合は、介護ソフトの会社に伝えてください
          line 7, item 19 (detail number): another piece of equipment on line 6 has the same service code and units, and detail number is "1" in both
          = numbers from 1 on for several pieces of the same service code and units
          > export again from the care software; if it stays so, tell its maker
    "#]],
    );
    change(&mut set[0], 3, &[(19, "2")]);
    change(&mut set[1], 2, &[(16, "2"), (17, "2")]);
    change(&mut set[1], 3, &[(17, "2")]);
    compare(&set, expect![]);
}

#[test]
fn t06_r09_no_service_of_the_receiver_at_all() {
    let mut set = set_of(FileKind::UpPlan);
    for record in [1, 2] {
        change(&mut set[0], record, &[(20, "1370400037")]);
    }
    change(&mut set[1], 2, &[(7, "1370400037")]);
    compare(
        &set,
        expect![[r#"
        error T06-R09 line 5 item 20
          5行目 項目20「サービス事業者コード」: この利用者に送信先（1370300021-11）のサービスの行がありません
          = 送信先に関係する利用者だけを送る
          > 送信先か利用者の選び方を確かめ、出力し直してください
          line 5, item 20 (service office number): this client has no line of the receiver (1370300021-11)
          = only clients who have a service of the receiver
          > check the receiver and the selection of clients, and export again
    "#]],
    );
}

#[test]
fn t02_r03_order() {
    let mut set = set_with(FileKind::Up2Kyo);
    let line = set[1].records[1].clone();
    for numbers in [["2", "1", "1"], ["1", "1", "2"], ["", "", "1"]] {
        let mut other = line.clone();
        for (item, number) in [6, 8, 13].into_iter().zip(numbers) {
            other[item - 1] = number.to_string();
        }
        set[1].records.push(other);
    }
    set[1].records.truncate(4);
    compare(
        &set,
        expect![[r#"
        info T02-R03 line 14 item 6
          14行目 項目6「課題ＮＯ」: 「課題ＮＯ」の「1」が、前の行より小さい番号です
          = 課題・援助目標・援助内容の番号の順
          > 受け取る側が番号順に並べるので、そのままで構いません
          line 14, item 6 (issue number): issue number "1" is smaller than on the line before
          = the order of issue, goal and support numbers
          > receivers sort by the numbers, so leave it as it is
    "#]],
    );
}

#[test]
fn ybs_r01_and_r02_repeated_text() {
    let mut set = set_with(FileKind::UpYoboSub);
    let mut line = set[1].records[1].clone();
    line[13] = "2".to_string();
    set[1].records.push(line);
    compare(
        &set,
        expect![[r#"
        warning YBS-R01 line 13 item 6
          13行目 項目6「総合的課題」: 同じ「課題ＮＯ」の12行目にある「総合的課題」を、もう一度書いています
          = 同じ「課題ＮＯ」の2行目以降は、番号以外は空
          > そのまま送れますが、介護ソフトの会社に伝えてください
          line 13, item 6 (overall issue): overall issue is written again, as on line 12 with the same issue number
          = nothing but numbers after the first line of the same issue number
          > it can be sent as it is, but tell the maker of the care software
        warning YBS-R02 line 13 item 11
          13行目 項目11「【支援計画】目標についての支援のポイント」: 同じ「支援計画ＮＯ」の12行目にある「【支援計画】目標についての支援のポイント」を、もう一度書いています
          = 同じ「支援計画ＮＯ」の2行目以降は、番号以外は空
          > そのまま送れますが、介護ソフトの会社に伝えてください
          line 13, item 11 (support point): support point is written again, as on line 12 with the same support plan number
          = nothing but numbers after the first line of the same support plan number
          > it can be sent as it is, but tell the maker of the care software
    "#]],
    );
    change(&mut set[1], 2, &[(7, "another"), (11, "another")]);
    compare(
        &set,
        expect![[r#"
        error YBS-R01 line 13 item 7
          13行目 項目7「課題に対する目標と具体策の提案」: 同じ「課題ＮＯ」の12行目と違う「課題に対する目標と具体策の提案」があります
          = 同じ「課題ＮＯ」の2行目以降は、番号以外は空
          > 別の内容なら別の番号を付けてください。同じ内容なら空にし、出力し直してください
          line 13, item 7 (goal proposal): goal proposal differs from that on line 12 with the same issue number
          = nothing but numbers after the first line of the same issue number
          > give other contents another number; leave the same contents empty, and export again
        error YBS-R02 line 13 item 11
          13行目 項目11「【支援計画】目標についての支援のポイント」: 同じ「支援計画ＮＯ」の12行目と違う「【支援計画】目標についての支援のポイント」があります
          = 同じ「支援計画ＮＯ」の2行目以降は、番号以外は空
          > 別の内容なら別の番号を付けてください。同じ内容なら空にし、出力し直してください
          line 13, item 11 (support point): support point differs from that on line 12 with the same support plan number
          = nothing but numbers after the first line of the same support plan number
          > give other contents another number; leave the same contents empty, and export again
    "#]],
    );
    for item in [6, 7, 8, 9, 11, 12, 13] {
        change(&mut set[1], 2, &[(item, "")]);
    }
    compare(&set, expect![]);
}
