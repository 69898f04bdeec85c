//! The code about practice, in the form of the table in `error_code.rs`, which it follows.

/// Hands a table on, with the code of this file behind it.
macro_rules! with_practice_codes {
    ($($table:tt)*) => { with_machine_codes! { $($table)*
    PracticeHasNoHub "OFF-881" {
        "練習の事業所は、どこにもつながりません。" "本当のデータは、練習をやめてから送ってください。"
        "The office of a practice is connected to nobody." "Leave practice to send real data."
    }
    } };
}
