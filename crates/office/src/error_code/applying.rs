//! The codes about applying to take part, in the form of the table in `error_code.rs`, which they end.

/// Hands a table to `error_codes`, with the codes of this file behind it.
macro_rules! with_applying_codes {
    ($($table:tt)*) => { error_codes! { $($table)*
    ApplicationCodeUnreadable "OFF-895" {
        "申込コードが正しくありません。" "5文字ずつ7組のコードを、もう一度入力してください。登録コードとは別のものです。"
        "The application code is not right." "Type the 7 groups of 5 characters again. It is another code than the enrolment code."
    }
    ApplicationNumberInvalid "OFF-896" {
        "事業所番号が正しくありません。" "指定通知書にある10けたの番号を入力してください。"
        "The office number is not right." "Type the 10 characters of the letter of designation."
    }
    ApplicationIncomplete "OFF-897" {
        "入力していない項目か、長すぎる項目があります。" "事業所の名前、サービスの種類、電話番号を入力してください。名前と連絡先は、それぞれ100文字までです。"
        "Something is missing or too long." "Enter the name of the office, its services and a telephone number. Name, telephone and mail have at most 100 characters each."
    }
    } };
}
