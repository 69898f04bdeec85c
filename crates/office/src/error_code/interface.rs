//! The codes about the local interface and its access keys, in the form of the table in
//! `error_code.rs`. They come after those of `staff.rs` and before those of `machine.rs`.

/// Hands a table on with the codes of this file behind it.
macro_rules! with_interface_codes {
    ($($table:tt)*) => { with_practice_codes! { $($table)*
    AccessKeyRefused "OFF-841" {
        "接続キーがないか、使えないものです。" "設定の「介護ソフトとの接続」で接続キーを作り、介護ソフトに写してください。"
        "There is no access key, or it is not valid." "Make an access key in the settings and copy it into the care software."
    }
    AccessKeyScope "OFF-842" {
        "この接続キーでは、この操作はできません。" "必要なことができる接続キーを作り直してください。"
        "This access key does not allow what was asked." "Make an access key that allows it."
    }
    ApiRequestMalformed "OFF-843" {
        "介護ソフトからの求めを読み取れませんでした。" "介護ソフトの会社に、この番号を知らせてください。"
        "The request of the care software could not be read." "Tell this code to the maker of the care software."
    }
    ApiFromElsewhere "OFF-844" {
        "この端末のプログラム以外からの求めのため、答えません。" "介護ソフトを Tsunagu と同じ端末で動かし、接続先を確かめてください。"
        "The request did not come from a program on this machine." "Run the care software on the same machine and check the address."
    }
    ApiNotFound "OFF-845" {
        "求められたものはありません。" "介護ソフトの会社に、この番号を知らせてください。"
        "What was asked for does not exist." "Tell this code to the maker of the care software."
    }
    ApiTooLarge "OFF-846" {
        "一度に受け取れる量を超えています。" "128MBまでに分けて送ってください。"
        "This is more than can be taken at once." "Send at most 128 MiB at a time."
    }
    ApiBusy "OFF-847" {
        "ほかのファイルを処理しているため、いまは受け取れません。" "少し待って、もう一度送ってください。"
        "Other files are being worked on." "Wait a little and send again."
    }
    ApiMethodUnknown "OFF-848" {
        "この接続先では行えない操作です。" "介護ソフトの会社に、この番号を知らせてください。"
        "This cannot be done at this address." "Tell this code to the maker of the care software."
    }
    NothingBecameDraft "OFF-849" {
        "送れるデータがありませんでした。" "それぞれのファイルの指摘を確かめてください。"
        "None of the files can be sent." "See what is said about each file."
    }
    AccessKeyNotFound "OFF-850" {
        "接続キーが見つかりません。" "接続キーの一覧を開き直してください。"
        "There is no such access key." "Open the list of access keys again."
    }
    AccessKeyIncomplete "OFF-851" {
        "接続キーの名前か、できることが決まっていません。" "40文字までの名前を書き、できることを一つ以上選んでください。"
        "The access key lacks a name or something that it allows." "Give it a name of at most 40 characters and choose what it allows."
    }
    AccessKeysTooMany "OFF-852" {
        "使える接続キーがすでに20個あります。" "使っていない接続キーを無効にしてから作ってください。"
        "There are 20 access keys in use already." "Revoke one that is not used."
    }
    ApiFailed "OFF-853" {
        "この端末で記録を読み書きできませんでした。" "少し待って、もう一度行ってください。続くときは、管理する人へ知らせてください。"
        "This machine failed to read or write its records." "Try again a little later; if it goes on, tell whoever looks after it."
    }
    ApiMediaType "OFF-854" {
        "ファイルの渡し方が決まりと違います。" "介護ソフトの会社に、この番号を知らせてください。"
        "The files came in a form that is not known here." "Tell this code to the maker of the care software."
    }
    } };
}
