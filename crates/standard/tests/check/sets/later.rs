//! Findings about sets that a later one deletes or replaces, word for word.

use expect_test::expect;
use tsunagu_standard::FileKind;
use tsunagu_standard::nothing_to_delete::{deleted_kind, nothing_to_delete, record_keys};

use super::compare;
use crate::data::{TestFile, set_of, sets};
use crate::shown;

#[test]
fn set_12_later_sets() {
    let mut files = set_of(FileKind::UpJsk);
    let mut deletion = set_of(FileKind::DltJsk);
    deletion[0].name = deletion[0].name.replace("083000", "090000");
    files.extend(deletion);
    compare(
        &files,
        expect![[r#"
        info SET-12 file UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV
          このデータは、後のファイル連番20261101090000の削除データで消されます
          = 受け取る側は、ファイル連番の順に取り込む
          > 両方とも送るつもりなら、そのままで構いません
          the deletion with the later stamp 20261101090000 deletes these data
          = sets are imported in the order of their stamps
          > leave it as it is if both are meant to be sent
    "#]],
    );
    let mut files = set_of(FileKind::Dlt1Kyo);
    for mut file in set_of(FileKind::Up1Kyo) {
        file.name = file.name.replace("101500", "101600");
        files.push(file.clone());
        file.name = file.name.replace("101600", "101700");
        files.push(file);
    }
    compare(
        &files,
        expect![[r#"
        info SET-12 file UP1KYO_1370200015_43_1370300021_11_20260925101600.CSV
          このデータは、後のファイル連番20260925101700のデータで置き換えられます
          = 受け取る側は、ファイル連番の順に取り込む
          > 両方とも送るつもりなら、そのままで構いません
          the data with the later stamp 20260925101700 replace these data
          = sets are imported in the order of their stamps
          > leave it as it is if both are meant to be sent
    "#]],
    );
}

/// The file of this kind in the sets of the tests.
fn bytes_of(kind: FileKind) -> Vec<u8> {
    let files: Vec<TestFile> = sets().into_iter().flatten().collect();
    let file = files.iter().find(|file| file.kind == kind).unwrap();
    file.to_bytes()
}

#[test]
fn set_13_nothing_to_delete() {
    let mut text = String::new();
    for kind in FileKind::ALL {
        let keys = record_keys(&bytes_of(kind), kind);
        let Some(deleted) = deleted_kind(kind) else {
            let finding = keys
                .first()
                .map(|(key, line)| nothing_to_delete(kind, key, *line));
            assert!(finding.flatten().is_none(), "{kind}");
            continue;
        };
        let sent = record_keys(&bytes_of(deleted), deleted);
        let was_sent = |key| sent.iter().any(|(sent, _)| sent == key);
        assert!(keys.iter().all(|(key, _)| was_sent(key)), "{kind}");
        let (key, line) = &keys[0];
        text += &shown::full(&nothing_to_delete(kind, key, *line).unwrap());
    }
    expect![[r#"
        info SET-13 line 1 item 3
          1行目 項目3「被保険者番号」: この利用者の居宅サービス計画書（第1表）を、この送信先へ送った記録がありません
          = 同じ利用者・同じ日付（年月）で、先に送ったデータを削除する
          > 利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません
          line 1, item 3 (insured number): there is no record of having sent this client's care plan, table 1 to this receiver
          = a deletion of what was sent before, of the same client and date (month)
          > check the client and the date (month); leave it as it is if the data were sent in another way
        info SET-13 line 1 item 3
          1行目 項目3「被保険者番号」: この利用者のサービス利用票（第6表）予定を、この送信先へ送った記録がありません
          = 同じ利用者・同じ日付（年月）で、先に送ったデータを削除する
          > 利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません
          line 1, item 3 (insured number): there is no record of having sent this client's planned services, table 6 to this receiver
          = a deletion of what was sent before, of the same client and date (month)
          > check the client and the date (month); leave it as it is if the data were sent in another way
        info SET-13 line 1 item 3
          1行目 項目3「被保険者番号」: この利用者のサービス利用票（第6表）実績を、この送信先へ送った記録がありません
          = 同じ利用者・同じ日付（年月）で、先に送ったデータを削除する
          > 利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません
          line 1, item 3 (insured number): there is no record of having sent this client's actual services, table 6 to this receiver
          = a deletion of what was sent before, of the same client and date (month)
          > check the client and the date (month); leave it as it is if the data were sent in another way
        info SET-13 line 1 item 3
          1行目 項目3「被保険者番号」: この利用者の利用者基本情報を、この送信先へ送った記録がありません
          = 同じ利用者・同じ日付（年月）で、先に送ったデータを削除する
          > 利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません
          line 1, item 3 (insured number): there is no record of having sent this client's basic information on clients to this receiver
          = a deletion of what was sent before, of the same client and date (month)
          > check the client and the date (month); leave it as it is if the data were sent in another way
        info SET-13 line 1 item 3
          1行目 項目3「被保険者番号」: この利用者の介護予防サービス・支援計画書を、この送信先へ送った記録がありません
          = 同じ利用者・同じ日付（年月）で、先に送ったデータを削除する
          > 利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません
          line 1, item 3 (insured number): there is no record of having sent this client's prevention service plan to this receiver
          = a deletion of what was sent before, of the same client and date (month)
          > check the client and the date (month); leave it as it is if the data were sent in another way
    "#]].assert_eq(&text);
}
