//! The codes about the pages on the office's network and about mail, in the form of the table in
//! `error_code.rs`, which they follow. Those of `staff.rs` come after them.

/// Hands a table to `next`, and by it to `then`, with the codes of this file behind it.
macro_rules! with_network_codes {
    ($next:ident! $then:ident! { $($table:tt)* }) => { $next! { $then! { $($table)*
    NetworkNeedsAdministrator "OFF-727" {
        "管理者が登録されていないため、ほかのパソコンからは使えません。" "設定の「担当者」で管理者を登録してから、もう一度行ってください。ネットワークにつながるだれもが使えてしまうのを防ぐためです。"
        "There is no administrator, so other computers cannot use the pages." "Add an administrator under staff in the settings first; otherwise anybody on the network could use them."
    }
    NetworkCannotListen "OFF-728" {
        "事務所のネットワークの番号（ポート）を使えません。" "ほかのプログラムが同じ番号を使っていないかを確かめるか、設定で別の番号にしてください。この端末での画面は、そのまま使えます。"
        "The port on the office's network cannot be used." "Check whether another program uses the same one, or choose another in the settings. The pages on this machine go on."
    }
    NetworkCertificateFailed "OFF-729" {
        "ほかのパソコンへ見せる証明書を、読むことも作ることもできません。" "ディスクの空きと、事業所のフォルダの権限を確かめてください。"
        "The certificate for other computers can be neither read nor made." "Check that the disk has room and that the office's folder can be written."
    }
    NetworkNameUnfit "OFF-730" {
        "パソコンの名前またはアドレスとして使えないものがあります。" "aoba-pc や 192.168.1.20 のように、1行に1つ、16個まで入力してください。"
        "One of the names is no name or address of a computer." "Write one on each line, such as aoba-pc or 192.168.1.20, up to 16."
    }
    MailSettingsUnfit "OFF-731" {
        "メールの設定に、足りないところか使えないところがあります。" "表示されたところを直してください。メールアドレスは kaigo@example.jp のように、サーバーは mail.example.jp のように入力します。"
        "Something in the settings for mail is missing or cannot be used." "Correct what is shown. An address looks like kaigo@example.jp, a server like mail.example.jp."
    }
    MailPasswordInClear "OFF-732" {
        "暗号化しない接続では、パスワードを送りません。" "暗号化の方法を選ぶか、ログイン名とパスワードを空にしてください。"
        "A password is not sent without encryption." "Choose a kind of encryption, or leave login name and password empty."
    }
    MailServerUnreachable "OFF-733" {
        "メールサーバーにつながりません。" "サーバーの名前とポート、インターネット接続を確かめてください。"
        "The mail server cannot be reached." "Check its name and port, and the connection."
    }
    MailServerNotTrusted "OFF-734" {
        "メールサーバーと安全につながることができません。" "サーバーの名前と暗号化の方法を確かめてください。名前は、証明書にあるとおりに入力します。"
        "There is no safe connection to the mail server." "Check its name, which must be that of its certificate, and the kind of encryption."
    }
    MailLoginRefused "OFF-735" {
        "メールサーバーが、ログイン名かパスワードを受け付けません。" "入力し直してください。二段階認証のあるメールでは、プログラム用のパスワードが必要なことがあります。"
        "The mail server does not accept login name or password." "Type them again. Accounts with two steps may need a password for programs."
    }
    MailRefused "OFF-736" {
        "メールサーバーが、このメールを受け取りません。" "差出人と宛先のメールアドレスを確かめてください。"
        "The mail server does not take this mail." "Check the addresses of sender and receivers."
    }
    MailServerUnclear "OFF-737" {
        "メールサーバーが、設定した方法に応じません。" "ポートと暗号化の方法、ログインが要るかどうかを、メールの会社の案内で確かめてください。"
        "The mail server does not do what the settings ask for." "Check port, encryption and login with the instructions of your mail provider."
    }
    MailPartlyRefused "OFF-738" {
        "メールサーバーが、宛先の一部を受け取りません。ほかの宛先には送りました。" "受け取らなかった宛先のメールアドレスを確かめて、直すか消してください。"
        "The mail server does not take one of the receivers. The others have the mail." "Check the address that was not taken. Correct it or remove it."
    }
    } } };
}
