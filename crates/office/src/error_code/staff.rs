//! The codes about accounts of staff and the history, in the form of the table in
//! `error_code.rs`, which they follow after those of `network.rs`.

/// Hands a table to `then`, with the codes of this file behind it.
macro_rules! with_staff_codes {
    ($then:ident! { $($table:tt)* }) => { $then! { $($table)*
    OfficeGivenTwice "OFF-801" {
        "この事業所は、もうこの端末にあります。" "画面では、左上の「事業所」で切り替えて使ってください。フォルダを指定して起動するときは、それぞれの事業所を1回ずつ指定してください（--dir）。"
        "This office is on this terminal already." "On the pages, change to it at the upper left. To start for given folders, name the folder of each office once (--dir)."
    }
    LoginWrong "OFF-802" {
        "ログイン名、パスワード、確認コードのどれかが違います。" "もう一度入力してください。忘れたときは、管理者にパスワードの出し直しを頼んでください。"
        "Login name, password or code is wrong." "Try again. If you forgot it, ask an administrator for a new start password."
    }
    LoginLocked "OFF-803" {
        "続けて間違えたため、このログイン名はしばらく使えません。" "表示された時刻のあとでもう一度行うか、管理者に停止の解除を頼んでください。"
        "This login name is locked after several failed attempts." "Try again after the time that is shown, or ask an administrator to remove the lock."
    }
    LoginTooMany "OFF-804" {
        "間違いが続いたため、この事業所のログインを少しのあいだ受け付けません。" "1分ほど待ってから、もう一度行ってください。覚えのないときは、管理者へ知らせてください。"
        "There were too many failed attempts at this office." "Wait a minute and try again. If none of you did this, tell an administrator."
    }
    StartPasswordLapsed "OFF-805" {
        "最初のパスワードの期限が過ぎています。" "管理者にパスワードの出し直しを頼んでください。"
        "The start password has lapsed." "Ask an administrator for a new one."
    }
    PasswordTooShort "OFF-806" {
        "パスワードが短すぎます。" "13文字以上にしてください。言葉をいくつか並べた文でもかまいません。"
        "The password is too short." "Use 13 characters or more. A few words in a row will do."
    }
    PasswordTooShortWithCode "OFF-807" {
        "パスワードが短すぎます。" "確認コードを使っているときも、8文字以上にしてください。"
        "The password is too short." "Use 8 characters or more, also beside a second factor."
    }
    PasswordTooLong "OFF-808" {
        "パスワードが長すぎます。" "200文字までにしてください。"
        "The password is too long." "Use up to 200 characters."
    }
    PasswordGuessable "OFF-809" {
        "人に思いつかれやすいパスワードです。" "名前や事業所番号、並びの数字、よくある言葉だけでできたものは避け、ほかの言葉を足してください。"
        "The password is easy to guess." "Avoid names, the office number, rows of digits and common words; add words of your own."
    }
    PasswordUsedBefore "OFF-810" {
        "前に使ったパスワードです。" "これまでに使っていないものにしてください。"
        "The password was used before." "Choose one that you have not used yet."
    }
    LoginNameTaken "OFF-811" {
        "このログイン名は、ほかの担当者が使っています。" "別のログイン名にしてください。"
        "Somebody else has this login name." "Choose another one."
    }
    LoginNameUnfit "OFF-812" {
        "ログイン名として使えません。" "空白のない1文字から40文字までにしてください。"
        "This cannot be a login name." "Use 1 to 40 characters without spaces."
    }
    StaffNameUnfit "OFF-813" {
        "氏名として使えません。" "1文字から40文字までにしてください。"
        "This cannot be a name." "Use 1 to 40 characters."
    }
    StaffNotFound "OFF-814" {
        "その担当者は登録されていません。" "担当者の一覧を開き直してください。ほかの画面で変更された可能性があります。"
        "There is no such member of staff." "Reload the list; the account may have been changed elsewhere."
    }
    LastAdministrator "OFF-815" {
        "最後の管理者のため、変更も削除もできません。" "先に、ほかの担当者を管理者にしてください。"
        "This is the last administrator and cannot be removed or changed." "Make somebody else an administrator first."
    }
    NoAdministratorYet "OFF-816" {
        "まだ管理者が登録されていません。" "最初に管理者を登録してください。"
        "There is no administrator yet." "Add an administrator first."
    }
    AccountsThere "OFF-817" {
        "担当者がすでに登録されています。" "管理者としてログインし、「担当者」から追加してください。"
        "There are accounts already." "Log in as an administrator and add the person there."
    }
    CodeWrong "OFF-818" {
        "確認コードが違います。" "認証アプリに出ている6桁の数字を、時間内に入力してください。端末と電話の時刻も確かめてください。"
        "The code is wrong." "Type the six digits of the authenticator before they change. Check the clocks of both machines."
    }
    SecondFactorNeeded "OFF-819" {
        "いまのパスワードは、確認コードなしで使うには短すぎます。" "先に13文字以上のパスワードへ変えてください。"
        "The password is too short to be used without the second factor." "Change to a password of 13 characters or more first."
    }
    HistoryAltered "OFF-820" {
        "操作の記録に、あとから変えられたところがあります。" "この端末とバックアップを残したまま、管理する人と運用センターへ知らせてください。"
        "The history was changed after it was written." "Keep this machine and its backups as they are, and tell whoever is responsible and the operator."
    }
    } };
}
