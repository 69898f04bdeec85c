//! The codes about 予実突合 and 実績入力, in the form of the table in `error_code.rs`, which they
//! follow, and the one code between them and those of `staff.rs`.

/// Hands a table to `with_staff_codes`, with the codes of this file behind it.
macro_rules! with_reconcile_codes {
    ($then:ident! { $($table:tt)* }) => { with_staff_codes! { $then! { $($table)*
    ComparedDataChanged "OFF-714" {
        "くらべたデータが、その間に新しくなりました。" "新しい内容をもう一度見てから、確認済みにしてください。"
        "Meanwhile other data is compared." "Look at the new contents and confirm then."
    }
    ClientNotInMonth "OFF-715" {
        "この利用者の、この月の予定と実績は見つかりません。" "予実突合の一覧を開き直してください。取り下げや削除でなくなった可能性があります。"
        "There is no plan and no actual of this client and month." "Reload the list; the data may have been withdrawn or deleted."
    }
    NoteTooLong "OFF-716" {
        "メモが長すぎます。" "メモは500文字までです。短くしてください。"
        "The note is too long." "A note may have 500 characters. Shorten it."
    }
    NobodyToAsk "OFF-717" {
        "問い合わせる事業所が、この利用者の予定にも実績にもありません。" "利用者の画面を開き直してください。"
        "The office to be asked is neither in the plan nor in the actuals of this client." "Reload the page of the client."
    }
    OfficeGivenTwice "OFF-801" {
        "同じ事業所のフォルダが2つ指定されています。" "それぞれの事業所のフォルダを1回ずつ指定してください（--dir）。"
        "Two of the folders hold the same office." "Name the folder of each office once (--dir)."
    }
    } } };
}
