//! The codes of the data standard's findings, which are numbers in the code and texts only on the screen.
//!
//! Two forms are read: codes of whole files and sets (`Code::whole`, whose match arms end in a number or in a prefix and a
//! number), and rules of a form (`push_rule` and the functions that take a rule number, in a file with a `prefix`). Limit:
//! a rule pushed through another function is not seen; then this list must learn its name.

use crate::tidy::source::{Keep, closing_brace, find_words, mask};

/// Functions that take the number of a rule as their first whole number, and how many rules they stand for.
const RULE_FUNCTIONS: &[(&str, u16)] = &[
    ("push_rule", 1),
    ("dates_in_order", 1),
    ("times_in_order", 1),
    ("together", 1),
    ("equipment_codes", 3),
];

/// All codes in one file of the standard with their places.
pub(super) fn find(text: &str) -> Vec<(String, usize)> {
    let mut found = whole_codes(text);
    found.extend(rule_codes(text));
    found
}

/// The arms of functions that make codes of whole files and sets.
fn whole_codes(text: &str) -> Vec<(String, usize)> {
    let code = mask(text, Keep::Code);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn code(&self) -> Code") {
        let Some(open) = code[at..].find('{').map(|open| at + open) else {
            continue;
        };
        let Some(close) = closing_brace(&code, open) else {
            continue;
        };
        let body = &text[open..close];
        // `Code::whole("NAM", match …)` gives its prefix to arms that have only a number.
        let common = body
            .split_once("Code::whole(")
            .and_then(|(_, rest)| quoted_prefix(rest));
        for (arrow, _) in code[open..close].match_indices("=>") {
            let arm = text[open + arrow + 2..close].trim_start();
            let own = arm.strip_prefix('(').and_then(quoted_prefix);
            let number = match own {
                Some(_) => arm.split_once(',').map(|(_, rest)| rest.trim_start()),
                None => Some(arm),
            };
            if let (Some(prefix), Some(number)) = (own.or(common), number.and_then(leading_number))
            {
                found.push((format!("{prefix}-{number:02}"), open + arrow));
            }
        }
    }
    found
}

/// The rules that one form's file pushes.
fn rule_codes(text: &str) -> Vec<(String, usize)> {
    let Some(prefix) = text
        .split_once("prefix: ")
        .and_then(|(_, rest)| quoted_prefix(rest))
    else {
        return Vec::new();
    };
    let code = mask(text, Keep::Code);
    let mut found = Vec::new();
    for (function, rules) in RULE_FUNCTIONS {
        for at in find_words(&code, function) {
            let Some(arguments) = code[at + function.len()..].strip_prefix('(') else {
                continue;
            };
            let number = arguments
                .split(',')
                .take(3)
                .find_map(|argument| leading_number(argument.trim_start()));
            for rule in number.into_iter().flat_map(|first| first..first + rules) {
                found.push((format!("{prefix}-R{rule:02}"), at));
            }
        }
    }
    found
}

/// `"NAM", …` gives `NAM`.
fn quoted_prefix(text: &str) -> Option<&str> {
    let (prefix, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    (prefix.len() == 3).then_some(prefix)
}

/// The whole number that `text` begins with; nothing when more than a number stands there.
fn leading_number(text: &str) -> Option<u16> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let next = text[digits.len()..].chars().next();
    let ends = next.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == '.'));
    ends.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::find;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let codes: Vec<String> = find(text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn codes_of_whole_files_are_read_from_their_arms() {
        check(
            "impl A { fn code(&self) -> Code { Code::whole(\"NAM\", match self { A::B(p) => match p { P::Q => 1, P::R { .. } => 12 }, A::C => 3 }) } }",
            &["NAM-01", "NAM-12", "NAM-03"],
        );
        check(
            "impl F { fn code(&self) -> Code { let (p, n) = match self { F::A => (\"ENC\", 1), F::B => (\"CSV\", 9) }; Code::whole(p, n) } }",
            &["ENC-01", "CSV-09"],
        );
        check("fn other(&self) -> u16 { match self { A => 1 } }", &[]);
    }

    #[test]
    fn rules_are_read_from_a_forms_file() {
        check(
            "static LAYOUT: Layout = Layout { prefix: \"T06\" };\nfn rules() { view.push_rule(\n Severity::Error,\n 3, 10, x); dates_in_order(view, Severity::Error, 1, 24, 25); }",
            &["T06-R03", "T06-R01"],
        );
        check(
            "prefix: \"T07\"; equipment_codes(view, 8, 9, 10, 11); needed_when(view, Severity::Error, 9, 8, \"03\");",
            &["T07-R08", "T07-R09", "T07-R10"],
        );
        check("view.push_rule(severity, rule, later, x)", &[]);
    }
}
