//! The office's error codes with their texts and remedies, Japanese and English.
//!
//! All words of the office about errors are in this file. The hub's own codes
//! (`HUB-…`) and their words are in `protocol`; [`text_of`] finds both. Findings of
//! the check (`T06-C15`) belong to `standard`.
//!
//! A code keeps its meaning for good: people write it down and ring somebody.

use serde::{Serialize, Serializer};

mod language;
#[macro_use]
mod applying;
#[macro_use]
mod interface;
#[macro_use]
mod machine;
#[macro_use]
mod network;
#[macro_use]
mod practice;
#[macro_use]
mod reconcile;
#[macro_use]
mod staff;
#[cfg(test)]
mod tests;

pub use language::Language;

/// What happened and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// What happened, one sentence.
    pub title: String,
    /// What to do, one or two sentences.
    pub remedy: String,
}

macro_rules! error_codes {
    ($($variant:ident $code:literal { $title_ja:literal $remedy_ja:literal $title_en:literal $remedy_en:literal })*) => {
        /// One situation in which the office needs a person's attention.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $(#[doc = $title_en] $variant,)*
        }

        impl ErrorCode {
            /// Every code, rising.
            pub const ALL: &[ErrorCode] = &[$(ErrorCode::$variant,)*];

            /// The code as people see it.
            pub fn code(self) -> &'static str {
                match self { $(ErrorCode::$variant => $code,)* }
            }

            /// What happened.
            pub fn title(self, language: Language) -> &'static str {
                match (self, language) {
                    $((ErrorCode::$variant, Language::Japanese) => $title_ja,
                      (ErrorCode::$variant, Language::English) => $title_en,)*
                }
            }

            /// What to do about it.
            pub fn remedy(self, language: Language) -> &'static str {
                match (self, language) {
                    $((ErrorCode::$variant, Language::Japanese) => $remedy_ja,
                      (ErrorCode::$variant, Language::English) => $remedy_en,)*
                }
            }
        }
    };
}

with_reconcile_codes!(with_interface_codes! {
    NothingToSend "OFF-101" {
        "送信するファイルがありません。" "標準仕様のCSVファイル、またはPDF・画像・テキストを指定してください。"
        "There is no file to send." "Name files of the standard, or PDF, image or text files."
    }
    FileHasErrors "OFF-102" {
        "標準仕様の検査でエラーがあるため、このファイルは送信しません。" "指摘の行と項目を介護ソフトで直し、ファイルを出力し直してください。"
        "This file is not sent because the check found errors in it." "Correct the lines and items of the findings in the care software and write the file again."
    }
    SetHasErrors "OFF-103" {
        "同じ連番のファイルに誤りがあるため、この組は送信しません。" "足りないファイルや誤りのあるファイルを直し、同じ連番でそろえてください。"
        "This file set is not sent because it is incomplete or has errors." "Add or correct the files of the set so that all carry the same stamp."
    }
    SenderIsNotThisOffice "OFF-104" {
        "送信元がこの事業所ではありません。" "ファイル名の送信元事業所番号を確かめてください。ほかの事業所のファイルは、その事業所から送ります。"
        "The sender in the file name is not this office." "Check the sender's office number in the file name. Files of another office are sent by that office."
    }
    ServiceNotRegistered "OFF-105" {
        "この事業所が利用申請していないサービス種類が送信元になっています。" "ファイル名の送信元サービス種類コードを確かめるか、運用センターにサービスの追加を申請してください。"
        "The sender's service kind is not registered for this office." "Check the service kind in the file name, or apply to the operator for that service."
    }
    AttachmentNotAllowed "OFF-106" {
        "この種類のファイルは添付できません。" "添付できるのはPDF、jpg、png、gif、txtです。PDFなどに変換してください。"
        "A file of this kind cannot be attached." "PDF, jpg, png, gif and txt can be attached. Convert the file to one of these."
    }
    AttachmentNameMisleads "OFF-107" {
        "ファイル名の末尾が内容の種類と合っていません。" "内容に合う拡張子（.pdf、.jpgなど）に名前を変えてください。"
        "The ending of the file name does not fit the contents." "Rename the file so that its ending (.pdf, .jpg …) fits."
    }
    AttachmentReceiverUnclear "OFF-108" {
        "添付ファイルの宛先が決まりません。" "宛先を指定してください（--to 事業所番号-サービス種類コード）。"
        "It is not clear to whom the attachment goes." "Name the receiver (--to OFFICE-KIND)."
    }
    SenderServiceUnclear "OFF-109" {
        "この事業所には複数のサービスがあり、どのサービスとして送るか決まりません。" "送信元のサービス種類コードを指定してください（--from-service）。"
        "This office has several services, and it is not clear as which one to send." "Name the sending service kind (--from-service)."
    }
    FileTooLarge "OFF-110" {
        "ファイルが大きすぎます。" "1ファイルは10MBまでです。分けるか、小さくしてください。"
        "The file is too large." "One file may have up to 10 MiB. Split it or make it smaller."
    }
    SetTooLarge "OFF-111" {
        "同じ連番のファイルの合計が、1回に送れる量を超えています。" "1つの組は30ファイル、10MBまでです。利用者を分けて、別の連番で出力してください。"
        "The files of one stamp are more than one bundle may hold." "A set may have 30 files and 10 MiB. Split the clients into sets with different stamps."
    }
    MessageTooLong "OFF-112" {
        "メッセージが長すぎます。" "メッセージは4,000文字までです。長い文章はテキストファイルで添付してください。"
        "The message is too long." "A message may have 4,000 characters. Attach longer texts as a file."
    }
    AlreadySent "OFF-113" {
        "同じ内容のファイルを同じ宛先に送信済みです。" "もう一度送る必要があるときだけ、再送を指定してください（--again）。"
        "The same files were already sent to this receiver." "Only if they must go again, ask for it (--again)."
    }
    DraftNotFound "OFF-114" {
        "下書きが見つかりません。" "下書き一覧を開き直してください。ほかの画面で削除または送信された可能性があります。"
        "There is no such draft." "Reload the list of drafts; it may have been discarded or sent elsewhere."
    }
    NameTwice "OFF-115" {
        "同じ名前のファイルが2つあります。" "どちらか一方にするか、名前を変えてください。"
        "Two files have the same name." "Leave one of them out or rename it."
    }
    NameNotUsable "OFF-116" {
        "このファイル名は使えません。" "記号やパスを含まない255バイト以内の名前に変えてください。"
        "This file name cannot be used." "Rename the file: no path, no special signs, at most 255 bytes."
    }
    PathUnreadable "OFF-117" {
        "ファイルを読めません。" "パスと権限を確かめてください。"
        "The file cannot be read." "Check the path and the permissions."
    }
    TooManyFiles "OFF-118" {
        "一度に指定できるファイルの数を超えています。" "5,000ファイルまでに分けて指定してください。"
        "These are more files than can be taken at once." "Name at most 5,000 files at a time."
    }
    PileNotFound "OFF-119" {
        "この作成中のデータは見つかりません。" "「下書き」を開き直してください。ほかの画面で送信または削除された可能性があります。"
        "This work in progress was not found." "Reload the list of drafts; it may have been sent or thrown away in another window."
    }
    PileTooLarge "OFF-120" {
        "一度に入れられる量を超えています。" "600個・128MBまでです。いくつかに分けて入れてください。"
        "This is more than can be put together at once." "600 files with 128 MiB are the most. Put them in several times."
    }
    PileChanged "OFF-121" {
        "画面を開いたあとで内容が変わりました。" "いまの内容を確かめて、もう一度送ってください。"
        "The contents have changed since the page was opened." "Look at what is there now and send again."
    }
    NothingChosen "OFF-122" {
        "送る宛先が選ばれていません。" "送る宛先を1つ以上選んでください。"
        "No addressee was chosen." "Choose at least one addressee."
    }
    PartnerUnknown "OFF-201" {
        "宛先の事業所は、まだ連携基盤に登録されていません。" "事業所番号を確かめてください。相手が利用を始めると自動で送信します。"
        "The receiving office is not registered at the hub yet." "Check the office number. It is sent by itself once that office has joined."
    }
    PartnerCertificateChanged "OFF-202" {
        "宛先の事業所の証明書が変わりました。送信を止めています。" "「連携先」の画面を開き、相手に電話などで指紋（フィンガープリント）を確かめてから承認してください。コマンドでは tsunagu office partner accept です。"
        "The certificate of the receiving office changed; sending is on hold." "Open the page Partners, compare the fingerprint with that office by telephone, then accept it there. The command is tsunagu office partner accept."
    }
    PartnerNotReady "OFF-203" {
        "宛先の事業所は、まだ受信の準備ができていません。" "相手が端末を登録すると自動で送信します。"
        "The receiving office has not enrolled a terminal yet." "It is sent by itself once that office has done so."
    }
    HubReceiptInvalid "OFF-204" {
        "連携基盤の受付証を確かめられませんでした。" "受付済みとはみなさず、送信を繰り返します。続くときは運用センターに知らせてください。"
        "The hub's receipt could not be verified." "The bundle does not count as accepted and is sent again. If this goes on, tell the operator."
    }
    SealingFailed "OFF-205" {
        "送信データを封緘できませんでした。" "端末の鍵と宛先の証明書を確かめてください。"
        "The bundle could not be sealed." "Check the keys of this terminal and the receiver's certificate."
    }
    AlreadyOpened "OFF-206" {
        "相手が開封済みのため、取り下げられません。" "削除ファイルを送るか、相手に連絡してください。"
        "It cannot be withdrawn because the partner opened it." "Send a deletion file or call the partner."
    }
    SentNotFound "OFF-207" {
        "送信データが見つかりません。" "送信済一覧の番号を確かめてください。"
        "There is no such sent bundle." "Check the id in the list of sent bundles."
    }
    NotWithdrawable "OFF-208" {
        "この状態の送信データは取り下げられません。" "下書きは削除してください。拒否されたものは相手に届いていません。"
        "A bundle in this state cannot be withdrawn." "Discard a draft. A refused bundle never reached the partner."
    }
    PartnerCertificateInvalid "OFF-209" {
        "宛先の事業所の証明書が正しくありません。" "しばらくしても直らないときは運用センターに知らせてください。"
        "The certificate of the receiving office is not valid." "If this does not pass, tell the operator."
    }
    NothingToAccept "OFF-210" {
        "この事業所の証明書は変わっていません。" "承認の必要はありません。"
        "The certificate of this office did not change." "There is nothing to accept."
    }
    StillOnItsWay "OFF-211" {
        "このデータは、まだ送信の途中か、すでに送信されています。" "「送信済」で、いまの状態を確かめてください。"
        "This bundle is still on its way, or was sent meanwhile." "See under Sent how far it is."
    }
    NothingToTakeBack "OFF-212" {
        "取り下げるための削除データを作れません。" "まだ開封されていないときは「取り下げる」を使ってください。PDFなどは、相手の事業所へ電話で伝えてください。"
        "No deletion can be made of this bundle." "If it was not opened yet, withdraw it. About documents, ring the partner."
    }
    TakenBackAlready "OFF-213" {
        "この送信を取り消す削除データは、すでに送信されています。" "「送信済」で、削除データの状態を確かめてください。"
        "The deletion of this bundle was sent already." "See under Sent how far the deletion is."
    }
    DeletionNotMade "OFF-214" {
        "作った削除データが検査を通りませんでした。" "介護ソフトで削除のファイルを出力して送ってください。"
        "The deletion that was made did not pass the check." "Write the deletion file with your care software and send it."
    }
    HeaderInvalid "OFF-301" {
        "受信データの送信者を確かめられません。" "取り込まずに、運用センターに知らせてください。"
        "The sender of this bundle could not be verified." "Do not use it, and tell the operator."
    }
    ContentsAltered "OFF-302" {
        "受信データの中身が、送信者が送ったものと一致しません。" "送信元に再送を依頼し、続くときは運用センターに知らせてください。"
        "The contents are not what the sender sent." "Ask the sender to send again; if it happens again, tell the operator."
    }
    ContentsNotOpenable "OFF-303" {
        "受信データを開けません。" "送信元に再送を依頼してください。古い証明書あてに送られた可能性があります。"
        "The bundle cannot be opened." "Ask the sender to send again. It may have been sealed for an old certificate."
    }
    NotForThisOffice "OFF-304" {
        "この事業所あてではないデータです。" "運用センターに知らせてください。"
        "The bundle is not addressed to this office." "Tell the operator."
    }
    WithdrawnBySender "OFF-305" {
        "送信元が取り下げました。" "取り込まないでください。必要なら送信元に確かめてください。"
        "The sender withdrew this bundle." "Do not use it. Ask the sender if in doubt."
    }
    ContentsErased "OFF-306" {
        "連携基盤での保存期間が過ぎ、中身を取得できません。" "送信元に再送を依頼してください。"
        "The hub does not keep the contents any more." "Ask the sender to send again."
    }
    ReceivedNotFound "OFF-307" {
        "受信データが見つかりません。" "受信一覧の番号を確かめてください。"
        "There is no such received bundle." "Check the id in the inbox."
    }
    ContentsNotHere "OFF-308" {
        "中身をまだ取得していません。" "データ取得をしてから、もう一度開いてください。"
        "The contents are not here yet." "Receive first, then open it again."
    }
    OtherFileInTheWay "OFF-309" {
        "保存先に、同じ名前で内容の違うファイルがあります。" "上書きはしません。そのファイルを移すか、別のフォルダを指定してください。"
        "There is a different file of the same name in the folder." "Nothing is overwritten. Move that file or name another folder."
    }
    CannotWriteFolder "OFF-310" {
        "保存先に書き込めません。" "フォルダの権限と空き容量を確かめてください。"
        "The folder cannot be written to." "Check its permissions and the free space."
    }
    KeyAmbiguous "OFF-311" {
        "同じ番号の受信データが複数あります。" "送信元の事業所番号を付けて指定してください（事業所番号-番号）。"
        "Several received bundles have this id." "Put the sender's office number in front (OFFICE-ID)."
    }
    HubUnreachable "OFF-401" {
        "連携基盤に接続できません。" "インターネット接続を確かめてください。送信は、つながりしだい自動で行います。"
        "The hub cannot be reached." "Check the network. Waiting bundles are sent by themselves once it is back."
    }
    HubNotTrusted "OFF-402" {
        "接続先が、登録した連携基盤であることを確かめられません。" "接続を中止しました。アドレスを確かめ、運用センターに知らせてください。"
        "The server could not prove that it is the hub that this office joined." "The connection was given up. Check the address and tell the operator."
    }
    HubAnswerUnclear "OFF-403" {
        "連携基盤の応答を解釈できません。" "プログラムを更新してください。続くときは運用センターに知らせてください。"
        "The hub's answer could not be understood." "Update this program; if this goes on, tell the operator."
    }
    HubTooSlow "OFF-404" {
        "連携基盤から時間内に応答がありません。" "自動で繰り返します。急ぐときは、しばらくしてからもう一度お試しください。"
        "The hub did not answer in time." "It is tried again by itself."
    }
    CertificateRefused "OFF-405" {
        "連携基盤がこの端末の証明書を受け付けません。" "端末の登録を運用センターに確かめてください。"
        "The hub does not accept the certificate of this terminal." "Ask the operator about the registration of this terminal."
    }
    NotAnOffice "OFF-501" {
        "このフォルダには事業所が登録されていません。" "tsunagu office init で登録してください。"
        "There is no office in this folder." "Enrol one with tsunagu office init."
    }
    OtherOfficeInFolder "OFF-502" {
        "このフォルダには、別の連携基盤または別の事業所が登録されています。" "新しいフォルダを指定してください。"
        "This folder belongs to another office or another hub." "Name a new folder."
    }
    EnrolmentCodeUnreadable "OFF-503" {
        "登録コードが正しくありません。" "5文字ずつ7組のコードを、もう一度入力してください。"
        "The enrolment code is not right." "Type the 7 groups of 5 characters again."
    }
    HubDoesNotMatchCode "OFF-504" {
        "接続先の連携基盤が、登録コードのものと違います。" "アドレスと登録コードの組み合わせを確かめてください。"
        "The hub at this address is not the one of the enrolment code." "Check that address and code belong together."
    }
    SettingsInvalid "OFF-505" {
        "設定ファイル config.toml に誤りがあります。" "示された項目を直してください。"
        "The settings file config.toml has errors." "Correct the settings that are named."
    }
    KeysUnreadable "OFF-506" {
        "端末の鍵を読めません。" "フォルダ keys の権限を確かめてください。失われたときは新しい登録コードで登録し直します。"
        "The keys of this terminal cannot be read." "Check the permissions of the folder keys. If they are lost, enrol with a new code."
    }
    DatabaseFailed "OFF-507" {
        "事業所のデータベースを使えません。" "ディスクの空き容量と、ほかのプログラムが開いていないかを確かめてください。"
        "The office's database cannot be used." "Check the free disk space and whether another program holds it open."
    }
    CertificateExpired "OFF-508" {
        "端末の証明書の有効期限が切れています。" "運用センターに新しい登録コードを求め、登録し直してください。"
        "The certificate of this terminal has expired." "Ask the operator for a new enrolment code and enrol again."
    }
    HubAddressInvalid "OFF-509" {
        "連携基盤のアドレスが正しくありません。" "https:// で始まるアドレスを指定してください。"
        "The address of the hub is not right." "Give an address that begins with https://."
    }
    EnrolmentReplyInvalid "OFF-510" {
        "連携基盤が返した証明書を確かめられません。" "もう一度お試しください。続くときは運用センターに知らせてください。"
        "The certificates that the hub returned could not be verified." "Try again; if it goes on, tell the operator."
    }
    DatabaseNewer "OFF-511" {
        "データベースは新しい版のプログラムで作られています。" "新しい版のプログラムを使ってください。"
        "The database was written by a newer program." "Use the newer program."
    }
    OtherTerminal "OFF-512" {
        "この事業所には別の端末が登録されています。" "最初の端末のフォルダを使ってください。2台目の登録は、最初の端末の承認が要ります。"
        "The office has another terminal already." "Use the folder of the first terminal. A second one needs the approval of the first."
    }
    RunsAlready "OFF-513" {
        "この事業所のプログラムはすでに動いています。" "開いている画面を使うか、動いているプログラムを終わらせてください。"
        "The program of this office runs already." "Use its pages, or end it first."
    }
    TerminalWaits "OFF-521" {
        "この端末は、ほかの端末での承認を待っています。" "ほかの端末の「設定」→「端末」で、両方に出る6けたの数字を比べて承認してください。"
        "This terminal waits for the approval of another one." "On another terminal open Settings, Terminals, compare the six digits, and approve it."
    }
    DigitsDiffer "OFF-522" {
        "2台の端末の数字が違います。" "承認しないでください。もう一度最初から行い、また違うときは運用センターに知らせてください。"
        "The digits of the two terminals are not the same." "Do not approve. Begin again; if they differ again, tell the operation centre."
    }
    JoiningForged "OFF-523" {
        "新しい端末から届いた内容が、最初に届いたものと合いません。" "承認しないでください。新しい端末で最初からやり直し、また出るときは運用センターに知らせてください。"
        "What came from the new terminal does not fit what came first." "Do not approve. Begin again on the new terminal; if it happens again, tell the operation centre."
    }
    TerminalNotFound "OFF-524" {
        "その端末はありません。" "端末の一覧を開き直してください。ほかの端末から外された場合があります。"
        "There is no such terminal." "Open the list of terminals again. Another terminal may have removed it."
    }
    TerminalNotReady "OFF-525" {
        "比べる数字がまだありません。" "新しい端末でプログラムを動かしたまま、少し待ってください。"
        "There are no digits to compare yet." "Let the program run on the new terminal and wait a little."
    }
    RecoveryCodeUnreadable "OFF-526" {
        "復旧シートのコードが正しくありません。" "シートのとおりに入力されているか、一文字ずつ確かめてください。"
        "The code of the recovery sheet cannot be read." "Compare it letter by letter with the sheet."
    }
    OtherRecoverySheet "OFF-527" {
        "一番新しい復旧シートのコードではありません。" "作り直した後のシートを探してください。古いシートは使えません。"
        "The code is not that of the newest recovery sheet." "Look for the newest sheet. Earlier ones are worthless."
    }
    NoRecoverySheet "OFF-528" {
        "この事業所は、復旧シートを作っていません。" "残っている端末があればそこから承認してください。なければ運用センターに連絡してください。"
        "The office never made a recovery sheet." "If a terminal is left, approve this one there. Otherwise ring the operation centre."
    }
    ApprovalInvalid "OFF-529" {
        "承認の内容を確かめられません。" "この端末は事業所に加わっていません。新しい登録コードで最初からやり直してください。"
        "The approval cannot be verified." "This terminal did not join. Begin again with a new enrolment code."
    }
    OwnTerminal "OFF-530" {
        "いま使っている端末は、この端末から外せません。" "ほかの端末から外すか、運用センターに依頼してください。"
        "A terminal cannot remove itself." "Remove it on another terminal, or ask the operation centre."
    }
    TerminalName "OFF-531" {
        "端末の名前は、1文字から100文字までです。" "短い名前を入れてください。"
        "The name of a terminal has 1 to 100 characters." "Enter a short name."
    }
    NotJoining "OFF-532" {
        "このフォルダの端末は、承認を待っていません。" "tsunagu office init で登録してください。登録済みのときは、そのまま使えます。"
        "The terminal in this folder does not wait for an approval." "Enrol it with tsunagu office init. If it is enrolled, just use it."
    }
    EvidenceIncomplete "OFF-601" {
        "証跡のファイルがそろっていません。" "証跡のフォルダをそのままの形で指定してください。"
        "Files of the evidence are missing." "Name the evidence folder as it was exported."
    }
    EvidenceSignatureInvalid "OFF-602" {
        "署名が正しくありません。" "この証跡は証明になりません。元の端末から書き出し直してください。"
        "A signature is not valid." "This evidence proves nothing. Export it again on the original terminal."
    }
    EvidenceDigestDiffers "OFF-603" {
        "署名された内容とデータが一致しません。" "データが変えられています。元の端末から書き出し直してください。"
        "The data is not what was signed." "It was changed. Export it again on the original terminal."
    }
    EvidenceOfOtherBundle "OFF-604" {
        "受付証が別の連携データのものです。" "証跡のフォルダをそのままの形で指定してください。"
        "A receipt belongs to another bundle." "Name the evidence folder as it was exported."
    }
    EvidenceOfOtherHub "OFF-605" {
        "証跡の認証局が、指定された連携基盤のものではありません。" "証跡を書き出した事業所が使う連携基盤を確かめてください。"
        "The authority in the evidence is not that of the given hub." "Check which hub the exporting office uses."
    }
    FolderMissing "OFF-701" {
        "登録したフォルダが見つかりません。" "ネットワークドライブの接続とフォルダの場所を確かめてください。見つかりしだい自動で続けます。"
        "The registered folder is not there." "Check the network drive and the place of the folder. Work goes on by itself once it is back."
    }
    FolderNotTheSame "OFF-702" {
        "フォルダの中に、登録したときの目印がありません。" "正しいドライブかを確かめてください。目印のファイル（.tsunagu-folder）を消したときは、フォルダの登録を外して登録し直してください。"
        "The folder does not have the mark of its registration." "Check that it is the right drive. If the file .tsunagu-folder was deleted, remove the folder and register it again."
    }
    FolderDiskFull "OFF-703" {
        "フォルダのあるディスクに空きがありません。" "不要なファイルを消して空きを作ってください。空きしだい自動で続けます。"
        "The disk of the folder is full." "Make room on it. Work goes on by itself then."
    }
    FolderRefuses "OFF-704" {
        "フォルダまたはその中のファイルを読み書きできません。" "フォルダの権限と、ファイルをほかのプログラムが開いていないかを確かめてください。自動で繰り返します。"
        "The folder or a file in it cannot be read or written." "Check the permissions of the folder and whether another program holds the file open. It is tried again by itself."
    }
    FolderRegistered "OFF-705" {
        "このフォルダは登録済みです。" "設定を変えるときは、登録を外してから登録し直してください。"
        "This folder is registered already." "To change how it is used, remove it and register it again."
    }
    FolderUnknown "OFF-706" {
        "このフォルダは登録されていません。" "tsunagu office folder list で登録済みのフォルダを確かめてください。"
        "This folder is not registered." "See tsunagu office folder list for those that are."
    }
    FolderOfAnother "OFF-707" {
        "このフォルダは、ほかの事業所または端末が使っています。" "別のフォルダを指定してください。もう使われていないときは、中のファイル .tsunagu-folder を消してから登録してください。"
        "Another office or terminal uses this folder." "Name another folder. If nobody uses it any more, delete the file .tsunagu-folder in it and register it then."
    }
    AttachmentInFolder "OFF-708" {
        "標準仕様のファイルではないため、フォルダからは送信しません。" "添付ファイルは宛先が決まらないため、画面の新規作成から送ってください。"
        "This is not a file of the standard and is not sent from a folder." "An attachment does not say to whom it goes: send it from the page for a new message."
    }
    SameFilesAgain "OFF-709" {
        "同じ内容のファイルを同じ宛先に送信済みか、下書きに入れてあるため、もう一度は送りません。" "もう一度送る必要があるときだけ、画面の新規作成から送ってください。"
        "The same files went to this receiver before, or lie in the drafts; they are not sent twice." "Only if they must go again, send them from the page for a new message."
    }
    NotHandedOver "OFF-710" {
        "この受信データは、受信フォルダに置かれていません。" "受信一覧の番号と、受信フォルダの登録を確かめてください。"
        "This bundle was not laid into a folder." "Check the id in the inbox and whether a folder for received files is registered."
    }
    FolderPathIncomplete "OFF-711" {
        "フォルダの場所が、先頭から書かれていません。" "ドライブ名や / から始まる場所を書くか、「フォルダを選ぶ」から選んでください。"
        "The place of the folder is not written from its beginning." "Write it from the drive or from / on, or choose the folder from the list."
    }
    FolderHasOtherFiles "OFF-712" {
        "このフォルダには、送信データではないファイルが入っています。" "送信フォルダに入れたファイルはすべて、送信済かエラーのフォルダへ移ります。空のフォルダを新しく作り、介護ソフトの出力先にしてください。"
        "This folder holds files that are not data to be sent." "Every file in an out-folder is moved aside once it was looked at. Make a new, empty folder and let the care software write into it."
    }
    FolderOtherDirection "OFF-713" {
        "送信フォルダを受信フォルダに、または受信フォルダを送信フォルダに変えることはできません。" "登録を外してから、登録し直してください。"
        "A folder for sending cannot become one for receiving, nor the other way round." "Remove it and register it again."
    }
});

impl ErrorCode {
    /// Finds a code by its text.
    pub fn from_code(code: &str) -> Option<ErrorCode> {
        ErrorCode::ALL
            .iter()
            .copied()
            .find(|known| known.code() == code)
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The words for any code that a bundle may carry, the hub's among them.
/// `None` for a code of a newer hub.
pub fn text_of(code: &str, language: Language) -> Option<Text> {
    if let Some(own) = ErrorCode::from_code(code) {
        return Some(Text {
            title: own.title(language).to_owned(),
            remedy: own.remedy(language).to_owned(),
        });
    }
    let hub = protocol::ErrorCode::from_code(code)?;
    let (title, remedy) = match language {
        Language::Japanese => (hub.title_ja(), hub.remedy_ja()),
        Language::English => (hub.title_en(), hub.remedy_en()),
    };
    Some(Text {
        title: title.to_owned(),
        remedy: remedy.to_owned(),
    })
}
