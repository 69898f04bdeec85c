//! Every difference word for word, and the help of the commands.

use clap::CommandFactory;
use expect_test::{Expect, expect};
use standard::FileKind;

use crate::conformance::difference::{
    ContentProblem, DeliveryProblem, Described, Difference, Problem, Words,
};
use crate::conformance::facts::facts;
use crate::conformance::file_set::record;
use crate::conformance::pattern::Question;
use crate::conformance::tests::kit;
use crate::conformance::world::{CARE, HOME_HELP, Role};

const FILE: &str = "UPJSK_202611_1370300021_11_1370200015_43_20261201090000.CSV";

fn text(problem: impl Into<Problem>) -> String {
    let difference = Difference::in_file(FILE, Some(3), problem);
    let line = |words: Words| {
        let Words {
            place,
            found,
            expected,
            remedy,
        } = words;
        format!("{place} | {found} | {expected} | {remedy}\n").replace(FILE, "FILE")
    };
    format!(
        "{}\n{}{}",
        difference.problem.code(),
        line(difference.ja()),
        line(difference.en())
    )
}

#[test]
fn words_about_sets_and_files() {
    let (from, to) = (CARE.address(), HOME_HELP.address());
    let kind = FileKind::UpPlan;
    let pair = || ("202612".to_owned(), "202611".to_owned());
    let problems = [
        DeliveryProblem::SetMissing { kind, from, to },
        DeliveryProblem::SetForeign { from, to },
        DeliveryProblem::FileMissing { kind },
        DeliveryProblem::FileForeign,
        DeliveryProblem::WrongAddress {
            found: format!("{to} → {from}"),
            expected: format!("{from} → {to}"),
        },
        DeliveryProblem::WrongMonth {
            found: pair().0,
            expected: pair().1,
        },
        DeliveryProblem::Order {
            found: "20261201090000".to_owned(),
            before: "20261201090000".to_owned(),
        },
    ];
    let all: String = problems.into_iter().map(text).collect();
    let expected: Expect = expect![[r#"
        set_missing
        1370200015-43 → 1370300021-11 | ありません | サービス利用票（第6表）予定 を含む送信単位 | 入力例のとおり入力し、この送信先への出力を行ってください
        1370200015-43 to 1370300021-11 | missing | a set with planned services, table 6 | enter the situation and write the files for this receiver
        set_foreign
        1370200015-43 → 1370300021-11 FILE | このパターンにない送信単位です | パターンで求めた送信単位だけ | 出力する利用者・事業所の選択を確かめてください。1組にまとめる指示のときは1組で出力してください
        1370200015-43 to 1370300021-11 FILE | a set that the pattern does not ask for | only the sets of the pattern | look at the choice of clients and offices; write one set where the pattern says one
        file_missing
        FILE 3行目 | ありません | サービス利用票（第6表）予定（UPPLAN） | 同じ連番の1組として出力してください
        FILE line 3 | missing | planned services, table 6 (UPPLAN) | write it in one set with one stamp
        file_foreign
        FILE 3行目 | このパターンにないファイルです | パターンで求めたファイルだけ | フォルダから取り除くか、出力の設定を確かめてください
        FILE line 3 | a file that the pattern does not ask for | only the files of the pattern | take it out of the folder, or look at the settings of the output
        address
        FILE 3行目 | 1370300021-11 → 1370200015-43 | 1370200015-43 → 1370300021-11 | 送信元・送信先の事業所番号とサービス種類の登録を確かめてください
        FILE line 3 | 1370300021-11 → 1370200015-43 | 1370200015-43 → 1370300021-11 | look at the office numbers and service kinds of sender and receiver
        month
        FILE 3行目 対象年月 | 202612 | 202611 | 出力する月を確かめてください
        FILE line 3 month | 202612 | 202611 | look at the month that is written
        order
        FILE 3行目 連番 | 20261201090000 | 20261201090000 より後 | パターンの順に出力し、連番に出力時刻を入れてください
        FILE line 3 stamp | 20261201090000 | later than 20261201090000 | write the sets in the order of the pattern, with the time of writing as stamp
    "#]];
    expected.assert_eq(&all);
}

#[test]
fn words_about_records_and_answers() {
    let client = kit(Role::Kyotaku, 1, "202611").client(0, false);
    let record = record(
        FileKind::UpPlan,
        &client,
        &[("equipment_name", "杖\r\n（小）")],
    );
    let fact = facts(FileKind::UpPlan, &record)
        .into_iter()
        .find(|fact| fact.column.id == "equipment_name")
        .unwrap();
    let described = || Described {
        ja: "被保険者番号 0000000037".to_owned(),
        en: "insured number 0000000037".to_owned(),
    };
    let problems = [
        ContentProblem::Value {
            fact: Box::new(fact),
            found: String::new(),
            client: client.insured,
        },
        ContentProblem::RecordMissing {
            record: described(),
        },
        ContentProblem::RecordForeign {
            record: described(),
        },
        ContentProblem::Answer {
            question: Box::new(Question {
                id: "Q1",
                ja: "何回ですか".to_owned(),
                en: "how many".to_owned(),
                answer: "2".to_owned(),
            }),
            found: String::new(),
        },
        ContentProblem::More { count: 7 },
    ];
    let all: String = problems.into_iter().map(text).collect();
    let expected: Expect = expect![[r#"
        value
        FILE 3行目 被保険者番号0000000037 項目18「用具名称（機種名）」 | （空） | 杖↵（小） | 入力した値か、介護ソフトの出力処理を確かめてください
        FILE line 3 client 0000000037 item 18 (equipment name) | (empty) | 杖↵（小） | look at the value entered, or at how the software writes it
        record_missing
        FILE 3行目 | ありません | 被保険者番号 0000000037 | 入力漏れか、出力されない条件がないか確かめてください
        FILE line 3 | missing | insured number 0000000037 | look for what was not entered, or for a condition under which it is not written
        record_foreign
        FILE 3行目 | 被保険者番号 0000000037 | この内容の行はありません | パターンにない利用者やサービスが混ざっていないか確かめてください
        FILE line 3 | insured number 0000000037 | no such record | look for clients or services that do not belong to the pattern
        answer
        answers.txt Q1 何回ですか | （答えがありません） | 2 | 連番の順に取り込み、画面の値を answers.txt に書いてください。違うときは取込処理を確かめてください
        answers.txt Q1 how many | (no answer) | 2 | import in the order of the stamps and write what the screens show; if it differs, look at the import
        more
         | ほかに7件 |  | 上の違いを直してから、もう一度判定してください
         | 7 more |  | mend what stands above and judge again
    "#]];
    expected.assert_eq(&all);
}

#[track_caller]
fn check_help(name: &str, expected: Expect) {
    let mut command = super::commands::Program::command();
    let command = command.find_subcommand_mut(name).unwrap();
    let help = command.clone().term_width(100).render_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn help_of_the_commands() {
    check_help(
        "export",
        expect![[r#"
        Write the kit for a role. 適合キットの作成

        Usage: export [OPTIONS] --role <ROLE> --out <DIR>

        Options:
              --role <ROLE>     Whose software is tested; also 居宅, サービス, 包括 [possible values: kyotaku, service, hokatsu]
              --out <DIR>       Folder to write into; made if it is not there
              --seed <N>        Chooses clients and days; the same number gives the same kit [default: 1]
              --month <YYYYMM>  Month in which services are given [default: the month of today]
          -h, --help            Print help (see more with '--help')
    "#]],
    );
    check_help(
        "check",
        expect![[r#"
        Judge what the software made. 判定と報告書

        Usage: check [OPTIONS] <DIR>

        Arguments:
          <DIR>  Folder of the kit

        Options:
              --json                Print the report as JSON
              --out <DIR>           Folder for the report [default: DIR/report]
              --key <FILE>          Sign with this key, PEM
              --certificate <FILE>  The certificate of the key, PEM
              --office <DIR>        Sign as this terminal of an office: its folder
          -h, --help                Print help
    "#]],
    );
    check_help(
        "verify",
        expect![[r#"
        Verify a signed report. 報告書の検証

        Usage: verify [OPTIONS] --ca <FILE> <FILE>

        Arguments:
          <FILE>  The signed report, report.p7s

        Options:
              --json       Print one JSON document
              --ca <FILE>  The certificate of the CA that the judge's certificate came from, PEM
          -h, --help       Print help
    "#]],
    );
}
