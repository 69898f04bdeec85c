//! Names that people type: brought into one form, so that 「ｔａｎａｋａ」 logs in as tanaka.

use unicode_normalization::UnicodeNormalization;

/// Most characters of a login name or a name: what one line of a list can show.
const CHARACTERS_MAX: usize = 40;

/// A login name in its one form: compatibility forms resolved (NFKC), lower case.
/// `None` when it is empty, too long, or holds spaces or control characters.
pub fn login_name(text: &str) -> Option<String> {
    let name: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let fits = name
        .chars()
        .all(|one| !one.is_whitespace() && !one.is_control());
    (fits && within(&name)).then_some(name)
}

/// A person's name, without spaces around it. `None` when it is empty, too long, or
/// holds control characters.
pub fn staff_name(text: &str) -> Option<String> {
    let name: String = text.trim().nfc().collect();
    let fits = !name.chars().any(char::is_control);
    (fits && within(&name)).then_some(name)
}

fn within(name: &str) -> bool {
    (1..=CHARACTERS_MAX).contains(&name.chars().count())
}

/// A password in its one form (NFKC, as RFC 8265 and NIST SP 800-63B advise): a
/// Japanese keyboard may give full-width letters without anybody noticing.
pub(super) fn normal_password(text: &str) -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(text.nfkc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_form() {
        for (typed, expected) in [
            ("tanaka", Some("tanaka")),
            (" Ｔａｎａｋａ ", Some("tanaka")),
            ("田中", Some("田中")),
            ("ﾀﾅｶ", Some("タナカ")),
            ("", None),
            (" ", None),
            ("ta naka", None),
            ("ta\tnaka", None),
        ] {
            assert_eq!(login_name(typed).as_deref(), expected, "{typed:?}");
        }
        assert!(login_name(&"a".repeat(40)).is_some());
        assert!(login_name(&"a".repeat(41)).is_none());
        assert_eq!(staff_name(" 田中 花子 ").as_deref(), Some("田中 花子"));
        assert_eq!(staff_name("a\u{7}"), None);
    }
}
