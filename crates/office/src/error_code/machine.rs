//! The codes about the machine that the office runs on: printing and starting, in the form of the table
//! in `error_code.rs`, which they follow.

/// Hands a table on, with the codes of this file behind it.
macro_rules! with_machine_codes {
    ($($table:tt)*) => { with_applying_codes! { $($table)*
    NoBrowserToPrint "OFF-891" {
        "この端末に、PDF を作れるブラウザーが見つかりません。" "Edge か Chrome を入れてください。ほかの場所にあるときは、環境変数 TSUNAGU_BROWSER にその場所を書いてください。画面の帳票は、ブラウザーの印刷で「PDF に保存」を選んでも PDF になります。"
        "There is no browser on this machine that can make a PDF." "Install Edge or Chrome, or name the browser in the variable TSUNAGU_BROWSER. Forms on a page also become a PDF by the browser's own print."
    }
    NotPrinted "OFF-892" {
        "ブラウザーが PDF を作れませんでした。" "ディスクの空きを確かめて、もう一度お試しください。帳票が多いときは分けてください。画面の帳票は、ブラウザーの印刷で「PDF に保存」を選んでも PDF になります。"
        "The browser made no PDF." "Check that the disk has room and try again, with fewer forms at once. Forms on a page also become a PDF by the browser's own print."
    }
    NoDataFolder "OFF-893" {
        "データを置く場所が分かりません。" "フォルダを指定してください（--dir）。"
        "It is not known where the data is to lie." "Name a folder (--dir)."
    }
    StillRuns "OFF-894" {
        "同じフォルダを使うプログラムが動いていますが、応えません。" "少し待って、もう一度お試しください。続くときは、パソコンを再起動してください。"
        "A program that uses the same folder runs, but does not answer." "Wait a moment and try again; if it goes on, restart the computer."
    }
    } };
}
