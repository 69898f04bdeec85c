//! The codes about 予実突合 and 実績入力, in the form of the table in `error_code.rs`, which they
//! follow. Those of `network.rs` come after them.

/// Hands a table to `with_network_codes`, with the codes of this file behind it.
macro_rules! with_reconcile_codes {
    ($then:ident! { $($table:tt)* }) => { with_network_codes! { with_staff_codes! $then! { $($table)*
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
    NoActualsReady "OFF-717" {
        "ファイルにする実績がありません。" "利用者ごとに実績を入力し、「入力済みにして次の人へ」を押してください。"
        "There are no actuals to make a file of." "Enter the actuals of each client and call them complete."
    }
    ActualsHaveErrors "OFF-718" {
        "エラーのある実績があるため、ファイルを作りませんでした。" "「エラー」の利用者を開き、指摘のある行を直してください。"
        "No file was made because some actuals have errors." "Open the clients with errors and correct the lines of the findings."
    }
    CountNotUsable "OFF-719" {
        "回数か単位数に、数字ではないものが入っています。" "回数は0から99、単位数は6けたまでの数字にしてください。"
        "A count or the units of a line are no number." "Write counts from 0 to 99, and units of at most 6 digits."
    }
    LineNotUsable "OFF-720" {
        "追加する行の内容が足りないか、行が多すぎます。" "サービスコード6けた、開始と終了の時刻（時刻のないサービスは空）、単位数を確かめてください。行は100までです。"
        "The line to be added is not complete, or there are too many lines." "Check the service code of 6 characters, the times (empty for a service without a time) and the units. A client may have 100 lines."
    }
    SheetChangedElsewhere "OFF-721" {
        "この利用者の実績は、ほかの画面で変わりました。" "画面を開き直し、いまの内容を見てから入力してください。"
        "The actuals of this client were changed in another window." "Reload the page and look at the present contents first."
    }
    NothingGiven "OFF-722" {
        "実施が1つも入っていません。" "予定どおりに行ったときは「すべて予定どおりにする」を押します。この月に1回も行っていないときだけ「実施なしで入力済みにする」を押してください。"
        "No service is entered." "If everything was as planned, press Take all as planned. Only if nothing was given this month, press Complete with nothing given."
    }
    } } };
}
