//! Findings about the limits of the supplement, word for word.

use expect_test::{Expect, expect};
use tsunagu_standard::FileKind;

use super::{change, check, compare};
use crate::data::set_of;

#[test]
fn t07_r22_limit() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[2], 0, &[(19, "0")]);
    compare(
        &set,
        expect![[r#"
        warning T07-R22 line 4 item 22
          4行目 項目22「区分支給限度基準内単位数」: 「区分支給限度基準内単位数」の「1」が、利用者補足情報の限度額0を超えています
          = 限度額0以下。超える分は「区分支給限度基準超単位数」
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 4, item 22 (category limit within units): category limit within units "1" is above the limit 0 of the client supplement
          = at most the limit 0; the rest in category limit excess units
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
    let amounts = [(21, "1"), (22, "0")];
    for record in [0, 1] {
        change(&mut set[1], record, &amounts);
    }
    compare(&set, expect![]);
    change(&mut set[2], 0, &[(19, "1")]);
    compare(
        &set,
        expect![[r#"
        warning T07-R22 line 4 item 21
          4行目 項目21「区分支給限度基準超単位数」: 「区分支給限度基準超単位数」の「1」が、限度額1を超える分（0）と違います
          = 給付管理単位数のうち限度額を超える分（0）
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 4, item 21 (category limit excess units): category limit excess units is "1", but 0 units are above the limit 1
          = the benefit management units above the limit (0)
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
}

#[test]
fn hos_r07_total_of_a_kind() {
    check(
        FileKind::UpSikyu,
        &[(18, ""), (19, ""), (20, ""), (21, ""), (22, "")],
        expect![[r#"
            warning HOS-R07 line 6 item 22
              6行目 項目22「１合計単位数」: 種類17の「１合計単位数」の「1」が、別表（第7表）の合計0と違います
              = 第7表の同じ種類の給付管理単位数の合計（0）
              > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
              line 6, item 22 (total of limit 1): total of limit 1 of kind 17 is "1", in table 7 the kind comes to 0
              = the benefit management units of the kind in table 7 (0)
              > check whether certification and limit are up to date, and export the ticket again
        "#]],
    );
}

#[test]
fn hos_r08_and_r09_excess() {
    let supplement = |changes: &[(u16, &str)], expected: Expect| {
        let mut set = set_of(FileKind::Up1Kyo);
        change(&mut set[3], 1, changes);
        compare(&set, expected);
    };
    supplement(
        &[(22, "5"), (23, "3"), (56, "3")],
        expect![[r#"
        warning HOS-R08 line 6 item 23
          6行目 項目23「１限度超単位数」: 「１限度超単位数」の「3」が、合計と限度額の差（4）と違います
          = 合計単位数のうち限度額を超える分（4）
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 6, item 23 (excess of limit 1): excess of limit 1 is "3", but the total is 4 above the limit
          = the part of the total above the limit (4)
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
    supplement(
        &[(56, "3")],
        expect![[r#"
        warning HOS-R09 line 6 item 56
          6行目 項目56「合計限度超単位数」: 「合計限度超単位数」の「3」が、各枠の限度超単位数の合計0と違います
          = 各枠の限度超単位数の合計（0）
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 6, item 56 (excess of all limits): excess of all limits is "3", but the frames come to 0
          = the sum of the excess of all frames (0)
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
}

#[test]
fn t06_r11_outside_the_period() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[2], 0, &[(15, "20260930"), (16, "2")]);
    compare(
        &set,
        expect![[r#"
        warning T06-R11 line 1 item 10
          1行目 項目10「サービス利用日」: 「サービス利用日」の「20261005」が、利用者補足情報の限度額適用期間（20260915～20260930）の外です
          = 限度額適用期間の中の日付
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 1, item 10 (service date): service date "20261005" lies outside the period of the limit in the client supplement (20260915 to 20260930)
          = a date in the period of the limit
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
    // While the certification is being applied for, the period is not known.
    change(&mut set[2], 0, &[(16, "1")]);
    change(&mut set[2], 1, &[(14, "20261101"), (16, "2")]);
    compare(
        &set,
        expect![[r#"
        warning T06-R11 line 5 item 10
          5行目 項目10「サービス利用日」: 「サービス利用日」の「20261005」が、利用者補足情報の限度額適用期間（20261101～20270331）の外です
          = 限度額適用期間の中の日付
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 5, item 10 (service date): service date "20261005" lies outside the period of the limit in the client supplement (20261101 to 20270331)
          = a date in the period of the limit
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
}
