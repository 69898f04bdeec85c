//! Findings about sets that a later one deletes or replaces, word for word.

use expect_test::expect;
use tsunagu_standard::FileKind;

use super::compare;
use crate::data::set_of;

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
