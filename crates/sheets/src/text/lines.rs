//! The width of text in columns, and breaking it into lines.
//!
//! Not the widths of all of Unicode: records are Windows-31J, where one byte is one column and two
//! bytes are two. Control characters would move the cursor of a terminal and are shown as `?`.

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> usize {
    let narrow = character.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&character);
    if narrow { 1 } else { 2 }
}

/// The lines of `text`, without control characters; none for an empty text.
pub(super) fn split(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            let shown = line.chars().map(|character| match character {
                '\t' => ' ',
                control if control.is_control() => '?',
                other => other,
            });
            shown.collect()
        })
        .collect()
}

/// `text` in lines of at most `columns`; English words stay whole where they can.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for character in text.chars() {
        let needed = character_width(character);
        if used + needed > columns && !line.is_empty() {
            let rest = break_word(&mut line, character);
            lines.push(std::mem::replace(&mut line, rest).trim_end().to_owned());
            used = width(&line);
            if line.is_empty() && character == ' ' {
                continue;
            }
        }
        line.push(character);
        used += needed;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Takes the beginning of an English word off the end of `line`, when `next` would go on with it.
fn break_word(line: &mut String, next: char) -> String {
    let start = line
        .rfind(|character: char| !is_word(character))
        .map_or(0, |index| {
            index + line[index..].chars().next().map_or(0, char::len_utf8)
        });
    if is_word(next) && start > 0 {
        line.split_off(start)
    } else {
        String::new()
    }
}

fn is_word(character: char) -> bool {
    character.is_ascii_graphic()
}

/// `parts` side by side in lines of at most `columns`, as many as a line takes; empty parts are left out.
pub(super) fn side_by_side(parts: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + PART_GAP.len() + width(part) <= columns => {
                line.push_str(PART_GAP);
                line.push_str(part);
            }
            _ => lines.extend(wrap(part, columns)),
        }
    }
    lines
}

/// What stands between parts.
const PART_GAP: &str = "   ";

/// `text` filled with spaces to `columns`.
pub(super) fn pad(text: &str, columns: usize, right: bool) -> String {
    let spaces = " ".repeat(columns.saturating_sub(width(text)));
    if right {
        format!("{spaces}{text}")
    } else {
        format!("{text}{spaces}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters_of_japanese_and_between_words() {
        for (text, columns, expected) in [
            ("訪問介護", 6, "訪問介|護"),
            ("訪問介護", 7, "訪問介|護"),
            ("訪問介護", 8, "訪問介護"),
            ("home visit care", 10, "home visit|care"),
            ("home visit care", 8, "home|visit|care"),
            ("abcdefghij", 4, "abcd|efgh|ij"),
            ("要介護 care3", 9, "要介護|care3"),
            ("ｶｻｲ太", 4, "ｶｻｲ|太"),
            ("", 4, ""),
        ] {
            assert_eq!(
                wrap(text, columns).join("|"),
                expected,
                "{text} in {columns}"
            );
        }
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert_eq!(split("a\u{1b}[2Jb\tc\r\nd"), ["a?[2Jb c", "d"]);
        assert!(split("").is_empty());
    }

    #[test]
    fn figures_stand_at_the_right() {
        assert_eq!(pad("計", 4, false), "計  ");
        assert_eq!(pad("1,952", 7, true), "  1,952");
        assert_eq!(pad("long", 2, true), "long");
    }
}
