//! The page `docs/reference/findings.md`, made from what [`super::explain`] says.

use std::fmt::Write;

use super::item::code_table;
use super::{Entry, ItemWords, entries, layouts};
use crate::layout::Layout;

const HEAD: &str = "<!-- Made from crates/standard/src/finding/explain by `UPDATE_EXPECT=1 cargo nextest run -p tsunagu-standard explain`; do not edit. -->

# 指摘の一覧 Findings

`tsunagu check` の指摘の番号ごとに、原因・対応・標準仕様の箇所・誤りと正しい例を示します。`tsunagu explain 番号` でも見られます。
One entry for each code of `tsunagu check`: cause, remedy, clause of the standard, a wrong and a right example. `tsunagu explain CODE` prints the same.

- `NAM` ファイル名 names · `ENC` 文字 characters · `CSV` 形 shape · `FIL` ファイル files · `SET` 送信単位 sets
- `T06-R01` 帳票の決まり a rule of a form · `T06-C15` 帳票の項目 an item of a form, whatever is wrong with its value
- `V06-C17`・`V07-C17` 第3版の第6表・第7表の項目（番号が4.1版と違うもの） items of tables 6 and 7 of standard 3, numbered otherwise than in 4.1
";

/// The whole page.
pub fn findings_page() -> String {
    let mut page = HEAD.to_string();
    let is_rule = |entry: &&Entry| entry.code.contains("-R");
    page += "\n## ファイルと送信単位 Files and sets\n\n";
    page += &rows(entries().filter(|entry| !is_rule(entry)));
    page += "\n## 帳票の決まり Rules of the forms\n\n";
    page += &rows(entries().filter(is_rule));
    page += "\n## 帳票の項目 Items of the forms\n";
    for (kinds, layout) in layouts() {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let _ = write!(
            page,
            "\n### {} {} ({})\n\n{}",
            layout.name_ja,
            layout.name_en,
            kinds.join(", "),
            items(layout)
        );
    }
    page
}

fn rows<'a>(entries: impl Iterator<Item = &'a Entry>) -> String {
    let mut table = "| 番号 Code | 原因 Cause | 対応 Remedy | 標準仕様 Clause | 誤 Wrong | 正 Right |\n|---|---|---|---|---|---|\n".to_string();
    for entry in entries {
        let _ = writeln!(
            table,
            "| {} | {}<br>{} | {}<br>{} | {}<br>{} | {} | {} |",
            entry.code,
            cell(entry.cause.ja),
            cell(entry.cause.en),
            cell(entry.remedy.ja),
            cell(entry.remedy.en),
            entry.clause.ja,
            entry.clause.en,
            cell(entry.wrong),
            cell(entry.right)
        );
    }
    table
}

fn items(layout: &'static Layout) -> String {
    let mut table = "| 番号 Code | 項目 Item | 形 Form | 要否 Need | 誤 Wrong | 正 Right |\n|---|---|---|---|---|---|\n".to_string();
    for column in layout.columns {
        let (ja, en) = (ItemWords::ja(layout, column), ItemWords::en(layout, column));
        // A table of codes says the same in both languages, code for code.
        let form = match code_table(column) {
            Some(codes) => codes
                .codes
                .iter()
                .map(|value| format!("{} {} ({})", value.code, value.ja, value.en))
                .collect::<Vec<_>>()
                .join("<br>"),
            None => format!("{}<br>{}", ja.form, en.form),
        };
        let _ = writeln!(
            table,
            "| {}-C{:02} | {}<br>{} | {form} | {}<br>{} | {} | {} |",
            layout.prefix,
            column.number,
            ja.name,
            en.name,
            ja.need,
            en.need,
            cell(ja.wrong.unwrap_or_default()),
            cell(ja.right.unwrap_or_default())
        );
    }
    table
}

/// Text inside a table: a bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
