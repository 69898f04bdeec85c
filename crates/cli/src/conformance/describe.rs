//! A pattern for people and for programs: README, forms, `pattern.json`.
//!
//! All three are made from the same sets that the check compares with, so they cannot say anything else.

use office::error_code::Language;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sheets::{OfficeNames, SetFile, Sheet};
use standard::{Document, Stamp, read_file};

use super::facts::facts;
use super::file_set::{FileSet, KitFile, stamp};
use super::pattern::{Case, Pattern};
use super::world::Kit;
use crate::message::choose;

/// `pattern.json`: what the software has to produce. Facts, not bytes; answers are not told.
#[derive(Serialize)]
pub(super) struct PatternJson {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'static str,
    role: super::world::Role,
    name_ja: &'static str,
    name_en: &'static str,
    month: String,
    input: Vec<SetJson>,
    produce: Vec<SetJson>,
    questions: Vec<Value>,
}

#[derive(Serialize)]
struct SetJson {
    from: String,
    to: String,
    files: Vec<FileJson>,
}

#[derive(Serialize)]
struct FileJson {
    kind: &'static str,
    month: Option<String>,
    records: Vec<Map<String, Value>>,
}

/// The facts of a pattern. Items not named are left to the software.
pub(super) fn pattern_json(kit: Kit, pattern: &Pattern, case: &Case) -> PatternJson {
    let questions = case.questions.iter();
    PatternJson {
        kind: "tsunagu.conformance.pattern.1",
        id: pattern.id,
        role: pattern.role,
        name_ja: pattern.theme.name_ja,
        name_en: pattern.theme.name_en,
        month: kit.month.to_string(),
        input: case.input.iter().map(set_json).collect(),
        produce: case.expected.iter().map(set_json).collect(),
        questions: questions
            .map(|one| json!({"id": one.id, "ja": one.ja, "en": one.en}))
            .collect(),
    }
}

fn set_json(set: &FileSet) -> SetJson {
    let record = |file: &KitFile, record: &Vec<String>| -> Map<String, Value> {
        facts(file.kind, record)
            .into_iter()
            .map(|fact| (fact.column.id.to_owned(), Value::String(fact.expected)))
            .collect()
    };
    SetJson {
        from: set.from.to_string(),
        to: set.to.to_string(),
        files: set
            .files
            .iter()
            .map(|file| FileJson {
                kind: file.kind.as_str(),
                month: file.month.map(|month| month.to_string()),
                records: file.records.iter().map(|one| record(file, one)).collect(),
            })
            .collect(),
    }
}

/// The page of a pattern in one language.
pub(super) fn readme(kit: Kit, pattern: &Pattern, case: &Case, language: Language) -> String {
    let theme = pattern.theme;
    let say = |ja, en| choose(language, ja, en);
    let mut text = format!(
        "# {} {}\n\n{}\n\n",
        pattern.id,
        say(theme.name_ja, theme.name_en),
        say(theme.task_ja, theme.task_en),
    );
    if !case.input.is_empty() {
        let head = say(
            "取り込むファイル（input/、この順に）",
            "Files to import (input/, in this order)",
        );
        text.push_str(&format!("## {head}\n\n"));
        for (index, set) in case.input.iter().enumerate() {
            for file in &set.files {
                let name = set.name(file, stamp(kit.month, index));
                text.push_str(&format!("- `{name}`\n"));
            }
        }
        text.push('\n');
    }
    for (index, set) in case.expected.iter().enumerate() {
        let head = say("出力する送信単位", "Set to produce");
        text.push_str(&format!(
            "## {head} {}: {} → {}\n\n",
            index + 1,
            set.from,
            set.to
        ));
        for file in &set.files {
            push_file(&mut text, file, language);
        }
    }
    if !case.questions.is_empty() {
        let head = say(
            "質問（produced のフォルダに answers.txt を置く。1行に「Q1: 答え」）",
            "Questions (put answers.txt into the produced folder, one line `Q1: answer` each)",
        );
        text.push_str(&format!("## {head}\n\n"));
        for question in &case.questions {
            let words = say(&question.ja, &question.en);
            text.push_str(&format!("- {}: {words}\n", question.id));
        }
        text.push('\n');
    }
    text.push_str(say(
        "帳票は sheets.ja.html（印刷可）と sheets.ja.txt、機械可読の内容は pattern.json にあります。書かれていない項目（金額・作成日・更新業者など）は判定しません。人名・事業所・番号は架空です。\n",
        "The forms are in sheets.en.html (ready to print) and sheets.en.txt, the facts for programs in pattern.json. Items that are not named (money, day of making, who updated) are not judged. People, offices and numbers are invented.\n",
    ));
    text
}

/// The facts of each record as a list of items.
fn push_file(text: &mut String, file: &KitFile, language: Language) {
    let name = choose(language, file.kind.name_ja(), file.kind.name_en());
    let month = file
        .month
        .map_or(String::new(), |month| format!(" {month}"));
    text.push_str(&format!("### {name} ({}{month})\n\n", file.kind));
    for (number, record) in (1..).zip(&file.records) {
        let items: Vec<String> = facts(file.kind, record)
            .into_iter()
            .filter(|fact| !fact.expected.is_empty())
            .map(|fact| {
                let item = choose(language, fact.column.name_ja, fact.column.name_en);
                format!("   - {item}: {}", fact.expected.replace("\r\n", "⏎"))
            })
            .collect();
        text.push_str(&format!("{number}.\n{}\n", items.join("\n")));
    }
    text.push('\n');
}

fn draw(sets: &[(FileSet, Stamp)]) -> Vec<Sheet> {
    let forms: Vec<(String, Document)> = sets
        .iter()
        .flat_map(|(set, stamp)| {
            set.files.iter().map(|file| {
                let document = read_file(&file.bytes(), file.kind);
                (set.name(file, *stamp), document)
            })
        })
        .collect();
    let files: Vec<SetFile<'_>> = forms
        .iter()
        .map(|(file_name, document)| SetFile {
            file_name,
            document,
        })
        .collect();
    sheets::draw_set(&files, &OfficeNames::new())
}

fn form_language(language: Language) -> sheets::Language {
    match language {
        Language::Japanese => sheets::Language::Japanese,
        Language::English => sheets::Language::English,
    }
}

/// The forms as text.
pub(super) fn sheets_text(sets: &[(FileSet, Stamp)], language: Language) -> String {
    let draw_text = |sheet: &Sheet| sheet.to_text(form_language(language));
    draw(sets).iter().map(draw_text).collect()
}

/// The forms as one page.
pub(super) fn sheets_page(title: &str, sets: &[(FileSet, Stamp)], language: Language) -> String {
    let draw_html = |sheet: &Sheet| sheet.to_html(form_language(language));
    let forms: String = draw(sets).iter().map(draw_html).collect();
    super::page::page(language, title, sheets::STYLE, "form-page", &forms)
}
