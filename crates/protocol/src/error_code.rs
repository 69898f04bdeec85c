//! The hub's error codes: number, HTTP status, what happened and what to do, in both languages.
//!
//! Not here: which operation gives which code; each operation's own error says so beside it. `docs/reference/hub-errors.md`
//! is made from this file by a test. Easily got wrong: a code is a promise to other programs. Its number and meaning
//! never change; a new situation gets a new number.

use std::{fmt, str::FromStr};

/// Everything about one code. Titles have no full stop, so that a place or a fact can follow.
struct Facts {
    code: &'static str,
    status: u16,
    title_en: &'static str,
    title_ja: &'static str,
    remedy_en: &'static str,
    remedy_ja: &'static str,
}

/// A text is not a code that this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown error code")]
pub struct UnknownErrorCode;

/// Makes the enum, its list and its facts from one table, so that none of them can lack a line.
macro_rules! error_codes {
    ($($name:ident $code:literal $status:literal
        $title_en:literal $remedy_en:literal
        $title_ja:literal $remedy_ja:literal)*) => {
        /// What went wrong, as clients of the hub see it.
        ///
        /// 1xx: this request; 2xx: who is asking; 3xx: how often; 5xx: the hub itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $(#[doc = concat!($code, ": ", $title_en, ".")] $name,)*
        }

        impl ErrorCode {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name),*];

            fn facts(self) -> &'static Facts {
                match self {
                    $(ErrorCode::$name => &Facts {
                        code: $code,
                        status: $status,
                        title_en: $title_en,
                        title_ja: $title_ja,
                        remedy_en: $remedy_en,
                        remedy_ja: $remedy_ja,
                    },)*
                }
            }
        }
    };
}

error_codes! {
    RequestMalformed "HUB-101" 400
        "the request could not be read"
        "Update the program. If it is the newest, tell its maker this code and the detail."
        "要求の形式が正しくありません"
        "プログラムを最新にしてください。最新の場合は、このコードと詳細を提供元にお知らせください。"
    HeaderInvalid "HUB-102" 422
        "the header of the bundle is unreadable or its signature is not valid"
        "Send it again from the draft. If that fails, check the clock of this machine and enrol the terminal again."
        "連携データの送り状が読めないか、電子署名が正しくありません"
        "下書きから送り直してください。それでも失敗する場合は、この端末の時計を確かめ、端末を登録し直してください。"
    SignerNotConnectedDevice "HUB-103" 403
        "the bundle was signed by another device than the one that is connected"
        "Send it from the terminal that sealed it, or make a new draft on this one."
        "連携データに署名した端末と、接続している端末が違います"
        "封をした端末から送るか、この端末で下書きを作り直してください。"
    IdMismatch "HUB-104" 422
        "the id in the address of the request is not the id in the header"
        "Update the program. If it is the newest, tell its maker this code."
        "要求のURLにある番号と、送り状の番号が違います"
        "プログラムを最新にしてください。最新の場合は、このコードを提供元にお知らせください。"
    SealedMismatch "HUB-105" 422
        "the sealed part is not the one that the header was signed for"
        "Send it again: the data changed on its way. If it happens again, have the line and the disk checked."
        "封をした中身が、送り状に記されたものと一致しません"
        "送り直してください。途中でデータが変わっています。繰り返す場合は、回線と端末のディスクを点検してください。"
    TooLarge "HUB-106" 413
        "the bundle is larger than the hub accepts"
        "Send fewer or smaller files: at most 10 MB and 30 files in one bundle."
        "連携データが大きすぎます"
        "ファイルを減らすか小さくしてください。一度に送れるのは合計10MB、30ファイルまでです。"
    CheckErrors "HUB-107" 422
        "the files have errors by the standard"
        "Correct the findings that the check shows, then send again."
        "標準仕様に合わない誤りのあるファイルが含まれています"
        "指摘された誤りを直してから、送り直してください。"
    SenderAddressForeign "HUB-108" 403
        "the sender address does not belong to the office of this device"
        "Send it from a terminal of the office named in the files. If the service is missing, ask the operation centre to add it."
        "送信元の事業所番号またはサービスが、この端末の事業所のものではありません"
        "ファイルに記された事業所の端末から送ってください。サービスが未登録の場合は、運用センターに追加を申請してください。"
    ReceiverUnknown "HUB-109" 422
        "the receiver is not registered here"
        "Check the office number and the service kind with the receiver; it may not take part yet."
        "宛先の事業所またはサービスが登録されていません"
        "事業所番号とサービス種類コードを相手に確かめてください。まだ利用を始めていない場合があります。"
    IdReused "HUB-110" 409
        "this id was used before for other contents"
        "Make a new draft from the files and send that."
        "この番号は、内容の異なる連携データにすでに使われています"
        "ファイルから下書きを作り直して送ってください。"
    NotFound "HUB-111" 404
        "there is nothing here for this office"
        "Update the list. What was asked for may belong to another office."
        "見つかりません"
        "一覧を更新してください。別の事業所のものの可能性があります。"
    AlreadyOpened "HUB-112" 409
        "the receiver has opened the bundle, so it cannot be withdrawn"
        "Call the receiver and send a corrected bundle."
        "相手がすでに開封したため、取り消せません"
        "相手に連絡し、訂正した連携データを送ってください。"
    ReceiptInvalid "HUB-113" 422
        "the receipt is unreadable, its signature is not valid, or it belongs to another bundle"
        "Update the program and check the clock of this machine. The receipt is sent again by itself."
        "開封確認が読めないか、電子署名が正しくないか、別の連携データのものです"
        "プログラムを最新にし、この端末の時計を確かめてください。開封確認は自動で送り直されます。"
    ContentsErased "HUB-114" 410
        "the hub has erased the contents, as it does some time after they were opened"
        "Use the copy at the office that received it, or ask the sender to send it again."
        "内容は保存期間を過ぎたため、連携基盤から消去されています"
        "受信した事業所の控えを使うか、送信元に再送を依頼してください。"
    Withdrawn "HUB-115" 410
        "the sender has withdrawn the bundle"
        "Wait for the corrected bundle, or call the sender."
        "送信元がこの連携データを取り消しました"
        "訂正版を待つか、送信元に問い合わせてください。"
    JournalEntryChanged "HUB-116" 409
        "this id was used before for another entry of the shared record"
        "Update the program. If it is the newest, tell its maker this code."
        "この番号は、共有の記録の別の項目にすでに使われています"
        "プログラムを最新にしてください。最新の場合は、このコードを提供元にお知らせください。"
    JournalFull "HUB-117" 413
        "the shared record of the office is full"
        "Let every terminal of the office run once, or remove those that are not used any more."
        "事業所の共有の記録がいっぱいです"
        "事業所のすべての端末で一度プログラムを動かすか、使っていない端末を外してください。"
    JoiningConflict "HUB-118" 409
        "this step of joining does not fit what was done before"
        "Begin again on the new terminal."
        "端末を加える手順が、これまでの手順と合いません"
        "新しい端末で最初からやり直してください。"
    HistoryWaiting "HUB-119" 409
        "the new terminal has not fetched the earlier pieces yet"
        "Nothing to do; the program goes on by itself when they are fetched."
        "新しい端末が、前の分をまだ受け取っていません"
        "何もする必要はありません。受け取られしだい自動で続けます。"
    AlreadyApplied "HUB-120" 409
        "this office number has applied before, or takes part already"
        "Ask the operation centre how the application stands. Nothing has to be applied for again."
        "この事業所番号は、すでに申し込まれているか、登録されています"
        "もう一度申し込む必要はありません。申し込みの状況は、運用センターに問い合わせてください。"
    CertificateRequired "HUB-201" 401
        "this call needs a client certificate"
        "Connect with the terminal's certificate. If the terminal is not enrolled yet, enrol it with an enrolment code."
        "この操作には端末の電子証明書が必要です"
        "端末の電子証明書を使って接続してください。未登録の端末は、登録コードで登録してください。"
    CertificateUnknown "HUB-202" 403
        "this certificate is not one that the hub issued to a device"
        "Enrol the terminal again with a new enrolment code."
        "この電子証明書は、連携基盤が端末に発行したものではありません"
        "新しい登録コードで端末を登録し直してください。"
    CertificateRevoked "HUB-203" 403
        "the certificate of this device has been revoked"
        "If the terminal is still in use, ask the operation centre for a new enrolment code."
        "この端末の電子証明書は失効しています"
        "引き続き使う端末であれば、運用センターに新しい登録コードを依頼してください。"
    CertificateExpired "HUB-204" 403
        "the certificate of this device has expired or is not valid yet"
        "Check the clock of this machine. If it is right, enrol the terminal again with a new enrolment code."
        "この端末の電子証明書は有効期間外です"
        "この端末の時計を確かめてください。正しい場合は、新しい登録コードで端末を登録し直してください。"
    OfficeSuspended "HUB-205" 403
        "the office is suspended"
        "Ask the operation centre for the reason."
        "この事業所の利用は停止されています"
        "運用センターに理由を問い合わせてください。"
    EnrolmentRefused "HUB-206" 403
        "the enrolment code is wrong, was used before, or has expired"
        "Check the code letter by letter; if it is right, ask the operation centre for a new one."
        "登録コードが違うか、使用済みか、期限切れです"
        "コードを一文字ずつ確かめてください。正しい場合は、運用センターに新しいコードを依頼してください。"
    CertificateRequestInvalid "HUB-207" 422
        "the certificate request is unreadable, wrongly signed, or not for a P-256 key"
        "Update the program, then enrol again with the same code."
        "電子証明書の発行要求が読めないか、署名が正しくないか、P-256以外の鍵です"
        "プログラムを最新にし、同じ登録コードでもう一度登録してください。"
    TerminalWaiting "HUB-208" 403
        "this terminal waits for the approval of another terminal of the office"
        "Compare the six digits on both terminals and approve it on the other one."
        "この端末は、事業所の別の端末での承認を待っています"
        "両方の端末に出る6けたの数字を比べ、別の端末で承認してください。"
    OwnTerminal "HUB-209" 409
        "a terminal cannot remove itself"
        "Remove it on another terminal of the office, or ask the operation centre."
        "端末は、自分自身を外すことができません"
        "事業所の別の端末から外すか、運用センターに依頼してください。"
    MailboxKeyUnproven "HUB-210" 403
        "the request was not signed by the mailbox key of the office"
        "Check the code of the recovery sheet; only the newest sheet counts."
        "事業所の受信用の鍵で署名された要求ではありません"
        "復旧シートのコードを確かめてください。使えるのは一番新しいシートだけです。"
    TooManyCodes "HUB-211" 429
        "the office has too many enrolment codes that were not used"
        "Use one of the codes that were made, or wait until they expire."
        "使われていない登録コードが多すぎます"
        "すでに作ったコードを使うか、期限が過ぎるまでお待ちください。"
    LicenceEnded "HUB-212" 403
        "the licence of the office has ended"
        "Renew it under Settings, Licence. What waits is sent by itself afterwards; receiving goes on."
        "この事業所の利用期間が終わっています"
        "「設定」の「利用期間」で更新してください。更新すると、送信待ちのものは自動で送られます。受信はできます。"
    ApplicationRefused "HUB-213" 403
        "the application code is wrong, was withdrawn, or has expired"
        "Check the code letter by letter; if it is right, ask the operation centre for a new one."
        "申込コードが違うか、取り消されているか、期限切れです"
        "コードを一文字ずつ確かめてください。正しい場合は、運用センターに新しいコードを依頼してください。"
    TooManyRequests "HUB-301" 429
        "too many requests in a short time"
        "Wait as long as the reply's Retry-After says; the program does so by itself."
        "短い時間に要求が集中しています"
        "しばらくお待ちください。プログラムが自動で送り直します。"
    TryAgain "HUB-501" 503
        "the hub cannot store now"
        "Wait and send the same again; the program does so by itself. Nothing is sent twice."
        "連携基盤が一時的に保存できない状態です"
        "しばらくお待ちください。プログラムが自動で送り直します。二重に届くことはありません。"
}

impl ErrorCode {
    /// The code as text, `HUB-102`.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// The HTTP status of the reply.
    pub fn status(self) -> u16 {
        self.facts().status
    }

    /// What happened, in English, lower case and without a full stop.
    pub fn title_en(self) -> &'static str {
        self.facts().title_en
    }

    /// What happened, in Japanese, without 。.
    pub fn title_ja(self) -> &'static str {
        self.facts().title_ja
    }

    /// What to do, in English.
    pub fn remedy_en(self) -> &'static str {
        self.facts().remedy_en
    }

    /// What to do, in Japanese.
    pub fn remedy_ja(self) -> &'static str {
        self.facts().remedy_ja
    }

    /// The code of a text such as `HUB-102`; nothing for a code of a later version.
    pub fn from_code(text: &str) -> Option<ErrorCode> {
        ErrorCode::ALL
            .iter()
            .copied()
            .find(|code| code.code() == text)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for ErrorCode {
    type Err = UnknownErrorCode;

    fn from_str(text: &str) -> Result<ErrorCode, UnknownErrorCode> {
        ErrorCode::from_code(text).ok_or(UnknownErrorCode)
    }
}
