//! Whether somebody who knows the office would try this password early.
//!
//! No list of millions is carried along. What can be built from known words,
//! keyboard rows, counting and repetition is taken away; a password that has too
//! little of its own left is refused. What a reader would get wrong: this is no
//! measure of strength, only a fence against the first thousand guesses, and the
//! lock-out allows some two dozen a day.

/// Fewest characters of a password's own, beyond what can be guessed.
const OWN_CHARACTERS_MIN: usize = 5;

/// Words that stand at the top of every list, and those of this field. Longer ones
/// first, so that no rest of a word is left standing.
const WORDS: &[&str] = &[
    "passw0rd",
    "password",
    "passwort",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx",
    "1q2w3e4r",
    "qwerty",
    "asdfgh",
    "zxcvbn",
    "q1w2e3r4",
    "letmein",
    "welcome",
    "iloveyou",
    "aishiteru",
    "administrator",
    "administrador",
    "sysadmin",
    "admin",
    "kanrisha",
    "kanri",
    "tantou",
    "guest",
    "root",
    "user",
    "test",
    "login",
    "pass",
    "abc",
    "tsunagu",
    "tunagu",
    "careplan",
    "keapuran",
    "caremanager",
    "houmon",
    "kaigo",
    "kyotaku",
    "jigyousho",
    "jigyosho",
    "shien",
    "center",
    "care",
    "plan",
    "data",
    "renkei",
    "station",
    "sakura",
    "himawari",
    "arigatou",
    "arigato",
    "konnichiwa",
    "ohayou",
    "nippon",
    "nihon",
    "japan",
    "tokyo",
    "osaka",
    "dragon",
    "monkey",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "yakyuu",
    "master",
    "shadow",
    "michael",
    "superman",
    "secret",
    "himitsu",
    "angou",
    "パスワード",
    "ぱすわーど",
    "管理者",
    "担当者",
    "ひみつ",
    "秘密",
    "ケアプラン",
    "けあぷらん",
    "データ連携",
    "居宅介護支援",
    "訪問介護",
    "事業所",
    "介護",
    "かいご",
    "つなぐ",
    "ツナグ",
    "さくら",
    "ひまわり",
    "あおぞら",
    "ありがとう",
    "こんにちは",
    "令和",
    "平成",
    "昭和",
    "reiwa",
    "heisei",
    "showa",
];

/// Rows along which fingers run, each also backwards.
const ROWS: &[&str] = &[
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "あいうえおかきくけこさしすせそたちつてと",
    "アイウエオカキクケコサシスセソタチツテト",
];

/// Whether too little is left of `password` when known parts are taken away.
/// `context` are words that belong to this office and person.
pub(super) fn is_guessable(password: &str, context: &[String]) -> bool {
    let mut rest: String = unleet(&password.to_lowercase());
    for word in context.iter().flat_map(|text| pieces(text)) {
        rest = rest.replace(&word, "\u{0}");
    }
    for word in WORDS {
        rest = rest.replace(&unleet(word), "\u{0}");
    }
    let rest = without_repetition(&rest);
    own_characters(&rest) < OWN_CHARACTERS_MIN
}

/// The parts of a name that could be used alone: whole, and between spaces. Short
/// ones would take away letters that mean nothing.
fn pieces(text: &str) -> Vec<String> {
    let lower = unleet(&text.to_lowercase());
    let joined: String = lower.split_whitespace().collect();
    let mut pieces: Vec<String> = lower.split_whitespace().map(str::to_owned).collect();
    pieces.push(joined);
    pieces.retain(|piece| piece.chars().count() >= 2);
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.chars().count()));
    pieces
}

/// Signs that commonly stand for letters.
fn unleet(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            '@' => 'a',
            '$' => 's',
            '!' => 'i',
            other => other,
        })
        .collect()
}

/// One time what stands there several times in a row: 「abcabcabc」 is 「abc」.
fn without_repetition(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut kept: Vec<char> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let longest = (characters.len() - at) / 2;
        let unit = (1..=longest).find(|unit| {
            let times = repeats(&characters[at..], *unit);
            times >= 3 || (times == 2 && *unit >= 3)
        });
        match unit {
            Some(unit) => {
                kept.extend(&characters[at..at + unit]);
                at += unit * repeats(&characters[at..], unit);
            }
            None => {
                kept.push(characters[at]);
                at += 1;
            }
        }
    }
    kept.into_iter().collect()
}

/// How often the first `unit` characters stand there in a row.
fn repeats(text: &[char], unit: usize) -> usize {
    text.chunks(unit)
        .take_while(|chunk| *chunk == &text[..unit])
        .count()
}

/// Characters that do not just follow the one before, by counting or by a row of
/// the keyboard.
fn own_characters(text: &str) -> usize {
    let mut own = 0;
    let mut before: Option<char> = None;
    let mut seen = std::collections::BTreeSet::new();
    for one in text.chars() {
        let follows = before.is_some_and(|before| neighbours(before, one));
        // Years, dates and counters: digits in a row bring little; nor does the
        // same character again and again.
        let digit_in_row =
            before.is_some_and(|before| before.is_ascii_digit()) && one.is_ascii_digit();
        if one != '\u{0}' && !follows && !digit_in_row && seen.insert(one) {
            own += 1;
        }
        before = Some(one);
    }
    own
}

fn neighbours(before: char, after: char) -> bool {
    before == after
        || ROWS.iter().any(|row| {
            let characters: Vec<char> = row.chars().collect();
            characters.windows(2).any(|pair| {
                (pair[0] == before && pair[1] == after) || (pair[1] == before && pair[0] == after)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Vec<String> {
        [
            "1370200015",
            "あおば居宅介護支援事業所",
            "tanaka",
            "田中 花子",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn what_would_be_tried_first_is_refused() {
        for password in [
            "passwordpassword",
            "Password12345",
            "P@ssw0rd!2026",
            "1234567890123",
            "aaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "abcdefghijklm",
            "qwertyuiopasd",
            "1qaz2wsx3edc4rfv",
            "1370200015pass",
            "tanaka19850401",
            "tanakatanaka1",
            "あおば居宅介護支援事業所",
            "tsunagu-kaigo-1",
            "20261208202612",
            "9876543210987",
            "かいごかいごかいごかいご",
            "田中花子田中花子2026",
            "administrator1!",
            "sakurasakura123",
        ] {
            assert!(is_guessable(password, &context()), "{password}");
        }
    }

    #[test]
    fn what_is_somebody_s_own_is_taken() {
        for password in [
            "correct horse battery",
            "雨の日は傘を二本持つことにしている",
            "kutsushita-ga-nai",
            "mikan to gohan 3",
            "Vx7#hLq2",
            "midori no neko ga tonda",
            "おばあちゃんの梅干し",
        ] {
            assert!(!is_guessable(password, &context()), "{password}");
        }
    }
}
