//! `tsunagu explain`: what a code of a finding means, what to do, where the standard says it.
//!
//! The words come from `standard::finding::explain`, which also makes `docs/reference/findings.md`; only their order
//! on the screen is decided here.

use std::process::ExitCode;

use office::error_code::Language;
use standard::FileKind;
use standard::finding::explain::{Entry, Explanation, ItemWords, explain, near};
use standard::layout::{Column, Kind, Layout};

use crate::message::{COULD_NOT_RUN, choose, say};

/// Explains codes such as T06-C15, T06-R03 or NAM-01.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// Codes of findings: of an item (T06-C15), a rule (T06-R03) or a file (NAM-01).
    #[arg(value_name = "CODE", required = true)]
    codes: Vec<String>,
}

/// Explains every code; ends with 2 if one of them does not exist.
pub(crate) fn run(args: &ExplainArgs, language: Language) -> ExitCode {
    let mut exit = ExitCode::SUCCESS;
    for code in &args.codes {
        match explain(code) {
            Some(Explanation::Entry(entry)) => print_entry(entry, language),
            Some(Explanation::Item {
                kinds,
                layout,
                column,
            }) => print_item(kinds, layout, column, language),
            None => {
                refuse(code, language);
                exit = ExitCode::from(COULD_NOT_RUN);
            }
        }
    }
    exit
}

fn print_entry(entry: &Entry, language: Language) {
    let pick = |words: standard::finding::explain::Words| choose(language, words.ja, words.en);
    say!("{}", entry.code);
    line(language, "原因", "cause", pick(entry.cause));
    line(language, "対処", "remedy", pick(entry.remedy));
    line(language, "標準仕様", "clause", pick(entry.clause));
    line(language, "誤りの例", "wrong", entry.wrong);
    line(language, "正しい例", "right", entry.right);
}

fn print_item(
    kinds: &[FileKind],
    layout: &'static Layout,
    column: &'static Column,
    language: Language,
) {
    let (words, form) = match language {
        Language::Japanese => (ItemWords::ja(layout, column), layout.name_ja),
        Language::English => (ItemWords::en(layout, column), layout.name_en),
    };
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let number = column.number;
    say!("{}-C{number:02}", layout.prefix);
    line(
        language,
        "帳票",
        "form",
        &format!("{form} ({})", kinds.join(", ")),
    );
    let item = match language {
        Language::Japanese => format!("項目{number}「{}」", words.name),
        Language::English => format!("item {number} ({})", words.name),
    };
    line(language, "項目", "item", &item);
    line(language, "要否", "needed", words.need);
    if let Kind::Code(table) = column.kind {
        say!("  {}:", choose(language, "コード", "codes"));
        for value in table.codes {
            say!(
                "    {}  {}",
                value.code,
                choose(language, value.ja, value.en)
            );
        }
    } else {
        line(language, "形", "form of the value", &words.form);
    }
    let cause = choose(
        language,
        "値が空か、上の形と違います。くわしくは tsunagu check の指摘に書かれています",
        "the value is missing or of another form; the finding of tsunagu check says which",
    );
    line(language, "原因", "cause", cause);
    let remedy = choose(
        language,
        "介護ソフトでこの項目を直し、出力し直してください。半角・全角や先頭の0は tsunagu repair で直せることがあります",
        "correct the item in the care software and export again; tsunagu repair knows width of digits and lost zeros",
    );
    line(language, "対処", "remedy", remedy);
    let clause = match language {
        Language::Japanese => format!("別紙 {form} レイアウト 項目{number}"),
        Language::English => format!("layout of {form}, item {number}"),
    };
    line(language, "標準仕様", "clause", &clause);
    let empty = choose(language, "（空）", "(empty)");
    line(language, "誤りの例", "wrong", words.wrong.unwrap_or(empty));
    line(language, "正しい例", "right", words.right.unwrap_or(empty));
}

fn line(language: Language, japanese: &str, english: &str, text: &str) {
    say!("  {}: {text}", choose(language, japanese, english));
}

fn refuse(code: &str, language: Language) {
    let near = near(code);
    match language {
        Language::Japanese => eprintln!("「{code}」という番号はありません"),
        Language::English => eprintln!("there is no code {code}"),
    }
    let list = near.join(", ");
    match (near.is_empty(), language) {
        (false, Language::Japanese) => eprintln!("  近い番号: {list}"),
        (false, Language::English) => eprintln!("  near it: {list}"),
        (true, Language::Japanese) => {
            eprintln!(
                "  tsunagu check の指摘にある番号（例: T06-C15、T06-R03、NAM-01）を指定してください"
            );
        }
        (true, Language::English) => {
            eprintln!("  give a code from tsunagu check, such as T06-C15, T06-R03 or NAM-01");
        }
    }
}
