//! What mail says, in the language of the settings.
//!
//! Here and nowhere else: no name of a client can get into a mail, because nothing that
//! holds one is handed to this file.

use super::NewFrom;
use crate::error_code::Language;

/// A mail before it has receivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Partners that a mail names; the rest is counted.
const NAMED_MAX: usize = 20;

/// The mail about what arrived; `names` says whether it names the partners.
pub(super) fn letter(language: Language, office: &str, new: &[NewFrom], names: bool) -> Letter {
    let count: u64 = new.iter().map(|from| from.count).sum();
    let mut lines = match language {
        Language::Japanese => vec![
            format!("{office} に、新しいデータが {count} 件届きました。"),
            "つなぐの「受信」を開いて、確かめてください。".to_owned(),
        ],
        Language::English => vec![
            format!("New data for {office}: {count}."),
            "Please open \u{201c}Received\u{201d} in Tsunagu.".to_owned(),
        ],
    };
    if names {
        lines.push(String::new());
        let named = new.iter().take(NAMED_MAX);
        lines.extend(named.map(|from| match language {
            Language::Japanese => format!("・{} {} 件", partner(language, from), from.count),
            Language::English => format!("- {}: {}", partner(language, from), from.count),
        }));
        let rest = new.len().saturating_sub(NAMED_MAX);
        if rest > 0 {
            lines.push(match language {
                Language::Japanese => format!("ほか {rest} 事業所"),
                Language::English => format!("and {rest} more offices"),
            });
        }
    }
    lines.push(String::new());
    lines.push(
        match language {
            Language::Japanese => {
                "このメールは自動で送られています。利用者についての情報は含みません。"
            }
            Language::English => {
                "This mail was sent by a program. It says nothing about any client."
            }
        }
        .to_owned(),
    );
    Letter {
        subject: match language {
            Language::Japanese => format!("つなぐ：新しいデータ {count} 件"),
            Language::English => format!("Tsunagu: {count} new"),
        },
        text: text_of(&lines),
    }
}

/// An office is its name with its number.
fn partner(language: Language, from: &NewFrom) -> String {
    match (&from.name, language) {
        (Some(name), Language::Japanese) => format!("{name}（{}）", from.number),
        (Some(name), Language::English) => format!("{name} ({})", from.number),
        (None, Language::Japanese) => format!("名前が未確認の事業所（{}）", from.number),
        (None, Language::English) => {
            format!("an office whose name is not known yet ({})", from.number)
        }
    }
}

/// The mail of the button that tries the settings.
pub fn test_letter(language: Language, office: &str) -> Letter {
    let (subject, lines) = match language {
        Language::Japanese => (
            "つなぐ：試しのメール",
            [
                format!("{office} の新着の知らせは、このアドレスに届きます。"),
                "このメールは、設定の「試しに送る」で送られました。".to_owned(),
            ],
        ),
        Language::English => (
            "Tsunagu: a mail to try",
            [
                format!("News of arrivals at {office} will come to this address."),
                "This mail was sent by the button that tries the settings.".to_owned(),
            ],
        ),
    };
    Letter {
        subject: subject.to_owned(),
        text: text_of(&lines),
    }
}

fn text_of(lines: &[String]) -> String {
    // Lines of mail end with both.
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::UtcSeconds;

    fn new(number: &str, name: Option<&str>, count: u64) -> NewFrom {
        NewFrom {
            number: number.parse().unwrap(),
            name: name.map(str::to_owned),
            count,
            first_at: UtcSeconds(0),
            place: 1,
        }
    }

    #[test]
    fn counts_are_said_and_names_only_if_wanted() {
        let all = [
            new("1370300021", Some("あおば訪問介護"), 2),
            new("1370300039", None, 1),
        ];
        let quiet = letter(Language::Japanese, "みやこ居宅（1370200015）", &all, false);
        assert_eq!(quiet.subject, "つなぐ：新しいデータ 3 件");
        assert_eq!(
            quiet.text,
            "みやこ居宅（1370200015） に、新しいデータが 3 件届きました。\r\nつなぐの「受信」を開いて、確かめてください。\r\n\r\nこのメールは自動で送られています。利用者についての情報は含みません。\r\n"
        );
        let named = letter(Language::Japanese, "みやこ居宅（1370200015）", &all, true);
        assert!(
            named
                .text
                .contains("・あおば訪問介護（1370300021） 2 件\r\n")
        );
        assert!(
            named
                .text
                .contains("・名前が未確認の事業所（1370300039） 1 件\r\n")
        );
        let english = letter(Language::English, "Miyako (1370200015)", &all, true);
        assert_eq!(english.subject, "Tsunagu: 3 new");
        assert!(
            english
                .text
                .contains("- あおば訪問介護 (1370300021): 2\r\n")
        );
    }

    #[test]
    fn many_partners_are_counted() {
        let all = vec![new("1370300021", None, 1); NAMED_MAX + 3];
        let said = letter(Language::Japanese, "x", &all, true).text;
        assert!(said.contains("ほか 3 事業所"), "{said}");
    }
}
