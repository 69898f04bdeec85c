//! `--help` of every command, word for word.

use expect_test::{Expect, expect};

use super::tsunagu;

#[track_caller]
fn check(words: &str, expected: Expect) {
    let mut arguments: Vec<&str> = words.split_whitespace().collect();
    arguments.push("--help");
    let output = tsunagu(&arguments);
    assert_eq!(output.status.code(), Some(0));
    expected.assert_eq(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn tsunagu_help() {
    check(
        "",
        expect![[r#"
            Tsunagu: exchanges care plans between care offices. ケアプランデータをつなぐ。

            Usage: tsunagu [OPTIONS] [COMMAND]

            Commands:
              start        Start the office on this machine and open its pages. 起動
              stop         End what start started. 終了
              check        Check files against the standard. 標準仕様の検査
              conformance  Test care software against the standard. 適合キット
              convert      Convert files between versions, and to JSON and back. 版の変換と JSON
              repair       Repair files in copies, each step listed. 修復
              explain      Explain a code of a finding, or an item of a form. 指摘の説明
              sample       Write invented sample data. 見本データの作成
              show         Show files as the forms that people know. 帳票の表示
              reconcile    Compare what was planned with what was given. 予実突合
              office       Send, receive and everything else of one office. 事業所の送受信
              evidence     Export and verify signed evidence. 証跡の書き出しと検証
              help         Print this message or the help of the given subcommand(s)

            Options:
                  --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              -h, --help         Print help
              -V, --version      Print version
        "#]],
    );
}

#[test]
fn office_help() {
    check(
        "office",
        expect![[r#"
            Send, receive and everything else of one office. 事業所の送受信

            Usage: tsunagu office [OPTIONS] <COMMAND>

            Commands:
              apply      Apply to take part with a code from the operator. 利用申請
              init       Enrol this terminal with a code from the operator. 端末の登録
              join       Join an office that has terminals already. 端末の追加
              restore    Restore an office that lost all its terminals. 復旧
              send       Check, group and send files. 送信
              receive    Receive what is new. データ取得
              open       Open a received bundle as a person. 開封
              status     Show how the office stands. 状況
              run        Keep exchanging in the background and serve the pages. 常駐と画面
              network    The pages for other computers of the office. ほかのパソコンから使う
              drafts     List, send or discard drafts. 下書き
              withdraw   Withdraw a sent bundle that nobody opened. 取り下げ
              partner    Partners and their certificates. 連携先
              terminals  The terminals of the office, codes, recovery sheet. 端末
              folder     Folders shared with the care software. 連携フォルダ
              staff      Accounts of staff and their history. 担当者と操作の記録
              help       Print this message or the help of the given subcommand(s)

            Options:
                  --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              -h, --help         Print help
        "#]],
    );
}

#[test]
fn office_init_help() {
    check(
        "office init",
        expect![[r#"
        Enrol this terminal with a code from the operator. 端末の登録

        Usage: tsunagu office init [OPTIONS] --dir <DIR> --hub <URL> --code <CODE>

        Options:
              --dir <DIR>           Folder of the office; made if it is not there
              --lang <LANG>         Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --hub <URL>           Address of the hub, https://host:port
              --code <CODE>         Enrolment code from the operator or from another terminal, 7 groups of 5 characters
              --device-name <NAME>  What the office calls this terminal [default: "terminal 1"]
              --wait                Wait for the digits to compare, if the office has terminals already
          -h, --help                Print help
    "#]],
    );
}

#[test]
fn office_send_help() {
    check(
        "office send",
        expect![[r#"
        Check, group and send files. 送信

        Usage: tsunagu office send [OPTIONS] --dir <DIR> <PATH>...

        Arguments:
          <PATH>...  Files, or folders with all files below them

        Options:
              --dir <DIR>            Folder of the office
              --lang <LANG>          Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --message <TEXT>       Message to the receivers, at most 4,000 characters [default: ""]
              --to <OFFICE-KIND>     Receiver of the attachments, OFFICE-KIND such as 1370300021-11
              --from-service <KIND>  Service kind to send attachments as, where the office has several
              --again                Send again what was sent before
              --draft                Only make drafts
          -h, --help                 Print help
    "#]],
    );
}

#[test]
fn office_receive_help() {
    check(
        "office receive",
        expect![[r#"
        Receive what is new. データ取得

        Usage: tsunagu office receive [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --out <DIR>    Write the files that were never written out, as PARTNER/STAMP_ID/FILE
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_open_help() {
    check(
        "office open",
        expect![[r#"
        Open a received bundle as a person. 開封

        Usage: tsunagu office open [OPTIONS] --dir <DIR> <ID>

        Arguments:
          <ID>  The bundle: its id, or OFFICE-ID

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --out <DIR>    Write its files as PARTNER/STAMP_ID/FILE
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_status_help() {
    check(
        "office status",
        expect![[r#"
        Show how the office stands. 状況

        Usage: tsunagu office status [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --json         Print one JSON document
              --rows <N>     With --json: how many of the newest sent and received bundles [default: 1000]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_run_help() {
    check(
        "office run",
        expect![[r#"
            Keep exchanging in the background and serve the pages. 常駐と画面

            Usage: tsunagu office run [OPTIONS] --dir <DIR>

            Options:
                  --dir <DIR>                 Folder of the office; several offices, several times
                  --lang <LANG>               Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
                  --listen <ADDRESS:PORT>     Address of the pages, a loopback address; port 0 lets the system choose [default: 127.0.0.1 and the port of the first office's settings]
                  --network[=<ADDRESS:PORT>]  Serve the pages on the office's network too, over TLS, whatever the settings say; the office needs an administrator [default: all addresses and the port of the settings]
                  --network-name <NAME>       Name or address by which other computers call this one; several names, several times [default: those of the settings, or those that this machine has]
              -h, --help                      Print help
        "#]],
    );
}

#[test]
fn office_drafts_help() {
    check(
        "office drafts",
        expect![[r#"
        List, send or discard drafts. 下書き

        Usage: tsunagu office drafts [OPTIONS] <COMMAND>

        Commands:
          list     List the drafts, newest first. 下書き一覧
          send     Send drafts. 下書きの送信
          discard  Discard a draft with its files. 下書きの削除
          help     Print this message or the help of the given subcommand(s)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    check(
        "office drafts list",
        expect![[r#"
        List the drafts, newest first. 下書き一覧

        Usage: tsunagu office drafts list [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --json         Print one JSON document
          -h, --help         Print help
    "#]],
    );
    check(
        "office drafts send",
        expect![[r#"
        Send drafts. 下書きの送信

        Usage: tsunagu office drafts send [OPTIONS] --dir <DIR> [ID]...

        Arguments:
          [ID]...  The drafts

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --all          All drafts
          -h, --help         Print help
    "#]],
    );
    check(
        "office drafts discard",
        expect![[r#"
        Discard a draft with its files. 下書きの削除

        Usage: tsunagu office drafts discard [OPTIONS] --dir <DIR> <ID>

        Arguments:
          <ID>  The draft

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_withdraw_help() {
    check(
        "office withdraw",
        expect![[r#"
        Withdraw a sent bundle that nobody opened. 取り下げ

        Usage: tsunagu office withdraw [OPTIONS] --dir <DIR> <ID>

        Arguments:
          <ID>  The bundle

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_partner_help() {
    check(
        "office partner",
        expect![[r#"
        Partners and their certificates. 連携先

        Usage: tsunagu office partner [OPTIONS] <COMMAND>

        Commands:
          list    List the partners and the fingerprints of their certificates. 連携先一覧
          accept  Accept a partner's new certificate after comparing its fingerprint. 証明書の承認
          help    Print this message or the help of the given subcommand(s)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    check(
        "office partner list",
        expect![[r#"
        List the partners and the fingerprints of their certificates. 連携先一覧

        Usage: tsunagu office partner list [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    check(
        "office partner accept",
        expect![[r#"
        Accept a partner's new certificate after comparing its fingerprint. 証明書の承認

        Usage: tsunagu office partner accept [OPTIONS] --dir <DIR> --fingerprint <SHA256> <OFFICE>

        Arguments:
          <OFFICE>  The partner's office number

        Options:
              --dir <DIR>             Folder of the office
              --lang <LANG>           Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --fingerprint <SHA256>  The fingerprint that the partner told you, 64 hexadecimal digits
          -h, --help                  Print help
    "#]],
    );
}

#[test]
fn evidence_help() {
    check(
        "evidence",
        expect![[r#"
        Export and verify signed evidence. 証跡の書き出しと検証

        Usage: tsunagu evidence [OPTIONS] <COMMAND>

        Commands:
          export  Write the signed documents of bundles into a folder. 証跡の書き出し
          verify  Verify an evidence folder, without any office or hub. 証跡の検証
          help    Print this message or the help of the given subcommand(s)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    check(
        "evidence export",
        expect![[r#"
        Write the signed documents of bundles into a folder. 証跡の書き出し

        Usage: tsunagu evidence export [OPTIONS] --dir <DIR> --out <DIR> [ID]...

        Arguments:
          [ID]...  Bundles; without any, all

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --out <DIR>    Folder to write into; made if it is not there
          -h, --help         Print help
    "#]],
    );
    check(
        "evidence verify",
        expect![[r#"
        Verify an evidence folder, without any office or hub. 証跡の検証

        Usage: tsunagu evidence verify [OPTIONS] <PATH>...

        Arguments:
          <PATH>...  Evidence folders, or files in them

        Options:
              --json         Print one JSON document
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --ca <FILE>    The certificate of the hub's CA, PEM
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn sample_help() {
    check(
        "sample",
        expect![[r#"
        Write invented sample data. 見本データの作成

        Usage: tsunagu sample [OPTIONS] --out <DIR> --month <YYYYMM>

        Options:
              --lang <LANG>     Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --out <DIR>       Folder to write into; made if it is not there
              --seed <N>        Decides all that is left to chance; the same number gives the same files [default: 1]
              --offices <N>     Service offices beside the care-management office [default: 2]
              --clients <N>     Clients in all [default: 10]
              --month <YYYYMM>  Month in which services are given
          -h, --help            Print help
    "#]],
    );
}

#[test]
fn reconcile_help() {
    check(
        "reconcile",
        expect![[r#"
            Compare what was planned with what was given. 予実突合

            Usage: tsunagu reconcile [OPTIONS] --planned <PATH>... --actual <PATH>...

            Options:
                  --json               Print one JSON document
                  --lang <LANG>        Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
                  --planned <PATH>...  Files and folders of plans: UPPLAN, with UPHOSOKU and UPSIKYU for names and limits
                  --actual <PATH>...   Files and folders of actuals: UPJSK, DLTJSK
              -h, --help               Print help

            Exit status: 0 as planned or not come yet, 1 something differs, may be returned or cannot be read, 2 could not run
            終了コード: 0 予定どおりか未着、1 違い・返戻のおそれ・読めないものあり、2 実行できない
        "#]],
    );
}
