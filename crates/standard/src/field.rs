//! The check of one field against its item.
//!
//! Each check reports the first thing that is wrong, in the order in which a
//! person would notice it: characters, then length, then meaning. What the
//! standard leaves open is a warning or information, as the form says.

use crate::calendar::{Day, Month};
use crate::codes::CodeTable;
use crate::csv::Field;
use crate::encoding::{self, CharacterProblem};
use crate::file_name::FileName;
use crate::finding::{FieldProblem, Severity, VersionProblem};
use crate::layout::{Column, Kind, Need, Whole};
use crate::record::Charset;

mod right;
mod service;

pub(crate) use right::{RightValues, check_fields, same};
pub(crate) use service::is_subtotal;
use service::{check_equipment, check_service_code, check_service_kind, check_statement_code};

use FieldProblem::{Length, NoDate, WrongCharacters, WrongForm};
use Severity::{Error, Information, Warning};

/// The CSV version in force (4.1, for services from April 2025).
pub(crate) const VERSION: &[u8] = b"202407";

/// A problem with its severity; `Ok` when the field is right.
pub(crate) type Verdict = Result<(), (Severity, FieldProblem)>;

/// Whether `field` could stand in the place of `column`: free text in quotes or empty,
/// anything else as the item takes it. Tells where a record with too many fields was torn.
pub(crate) fn fits(file: &[u8], field: &Field, column: &Column) -> bool {
    if column.is_text() {
        return field.quoted || field.raw.is_empty() && column.need != Need::Required;
    }
    let verdict = check_value(field.content(file), column, Charset::Ms932, None);
    !matches!(verdict, Err((Error, _)))
}

pub(crate) fn check_value(
    value: &[u8],
    column: &Column,
    charset: Charset,
    name: Option<&FileName>,
) -> Verdict {
    if value.is_empty() {
        return match column.need {
            Need::Required => Err((Error, FieldProblem::Missing)),
            Need::Expected => Err((Warning, FieldProblem::Missing)),
            Need::Conditional | Need::Optional => Ok(()),
        };
    }
    if charset == Charset::Ms932 && !encoding::is_plain(value) {
        if column.is_text() {
            check_text(value)?;
        } else {
            check_characters(value)?;
        }
    }
    match column.kind {
        Kind::Version => check_version(value),
        Kind::Version3 => check_version_3(value),
        Kind::InsurerNumber => check_digits(value, 6),
        Kind::InsuredNumber => check_insured(value),
        Kind::OfficeNumber => check_office(value),
        Kind::FixedNines => check_nines(value),
        Kind::Date => check_date(value),
        Kind::BirthDate => check_birth(value, name),
        Kind::DateOrZeros if value == b"00000000" => Ok(()),
        Kind::DateOrZeros => check_date(value),
        Kind::Month => check_month(value),
        Kind::MonthOrZeros if value == b"000000" => Ok(()),
        Kind::MonthOrZeros => check_month(value),
        Kind::Time => check_time(value, false),
        Kind::ServiceTime => check_time(value, true),
        Kind::Integer(bounds) => check_integer(value, bounds),
        Kind::Decimal => check_decimal(value),
        Kind::Code(table) => check_code(value, table),
        Kind::Alphanumeric(length_max) => check_alphanumeric(value, length_max),
        Kind::Short(length_max) => check_short(value, charset, length_max),
        Kind::LineNumber => check_line_number(value, charset),
        Kind::ServiceKind => check_service_kind(value),
        Kind::ServiceCode => check_service_code(value),
        Kind::StatementCode => check_statement_code(value),
        Kind::EquipmentCode => check_equipment(value),
        Kind::Postal => check_postal(value),
        Kind::Phone => check_phone(value, charset),
        Kind::ProrationDays => check_proration(value),
        Kind::FreeText => Ok(()),
        Kind::Unused => check_unused(value),
    }
}

fn error(problem: FieldProblem) -> Verdict {
    Err((Error, problem))
}

fn check_characters(value: &[u8]) -> Verdict {
    match encoding::find_bad_character(value) {
        None if encoding::is_japanese_utf8(value) => error(FieldProblem::Utf8),
        None => Ok(()),
        Some(_) if encoding::is_japanese_utf8(value) => error(FieldProblem::Utf8),
        Some(bad) => error(FieldProblem::Character {
            problem: bad.problem,
            number: bad.characters_before + 1,
        }),
    }
}

/// Characters of free text. A tab is one of MS932, nothing forbids it and texts pasted from
/// tables have it, but programs show it as they like: a warning. Other control characters
/// are an error.
fn check_text(value: &[u8]) -> Verdict {
    let Err((Error, problem)) = check_characters(value) else {
        return Ok(());
    };
    let tab = CharacterProblem::Control(b'\t');
    if !matches!(problem, FieldProblem::Character { problem, .. } if problem == tab) {
        return error(problem);
    }
    let spaced: Vec<u8> = value
        .iter()
        .map(|&byte| if byte == b'\t' { b' ' } else { byte })
        .collect();
    check_characters(&spaced)?;
    Err((Warning, problem))
}

/// Every byte must pass `allowed`; the first that does not is named.
fn check_sort(value: &[u8], allowed: impl Fn(u8) -> bool) -> Verdict {
    let Some(at) = value.iter().position(|&byte| !allowed(byte)) else {
        return Ok(());
    };
    let character = encoding::decode_lossy(&value[at..])
        .chars()
        .next()
        .unwrap_or('?');
    let half = half_width(character);
    let full_width = half.is_some_and(|half| half.is_ascii() && allowed(half as u8));
    error(WrongCharacters {
        character,
        full_width,
    })
}

/// The half-width form of full-width ASCII and of the signs that are typed for a hyphen.
fn half_width(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        '\u{2010}' | '\u{2015}' | '\u{2212}' | '\u{30fc}' => Some('-'),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

fn check_length(value: &[u8], length: usize) -> Verdict {
    let zeros_lost = value.len() < length && value.iter().all(u8::is_ascii_digit);
    if value.len() == length {
        Ok(())
    } else {
        error(Length {
            found: value.len(),
            zeros_lost,
        })
    }
}

/// Exactly `length` digits.
fn check_digits(value: &[u8], length: usize) -> Verdict {
    check_sort(value, |byte| byte.is_ascii_digit())?;
    check_length(value, length)
}

fn check_version(value: &[u8]) -> Verdict {
    let problem = match value {
        VERSION => return Ok(()),
        b"202504" => return Err((Warning, FieldProblem::Version(VersionProblem::Version40))),
        b"202208" => VersionProblem::Version3,
        b"202003" | b"201910" => VersionProblem::Older,
        b"202410" => VersionProblem::Publication,
        _ => VersionProblem::Unknown,
    };
    error(FieldProblem::Version(problem))
}

/// The name of the file says that it is of standard 3.
fn check_version_3(value: &[u8]) -> Verdict {
    if value == crate::version3::CSV_VERSION.as_bytes() {
        Ok(())
    } else {
        error(FieldProblem::Version(VersionProblem::NotVersion3))
    }
}

/// 10 digits; `H` and 9 digits for people on public assistance alone.
fn check_insured(value: &[u8]) -> Verdict {
    match value.strip_prefix(b"H") {
        Some(rest) => {
            check_sort(rest, |byte| byte.is_ascii_digit())?;
            if rest.len() == 9 {
                Ok(())
            } else {
                error(Length {
                    found: value.len(),
                    zeros_lost: false,
                })
            }
        }
        None => check_digits(value, 10),
    }
}

fn check_office(value: &[u8]) -> Verdict {
    check_sort(value, |byte| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase()
    })?;
    check_length(value, 10)
}

/// Which row of the standard fixes the value is doubtful (A7), so another number is a warning.
fn check_nines(value: &[u8]) -> Verdict {
    check_sort(value, |byte| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase()
    })?;
    match value {
        b"9999999999" => Ok(()),
        _ if value.len() > 10 => error(Length {
            found: value.len(),
            zeros_lost: false,
        }),
        _ => Err((Warning, FieldProblem::NotFixed)),
    }
}

fn check_date(value: &[u8]) -> Verdict {
    check_digits(value, 8)?;
    if Day::from_bytes(value).is_some() {
        Ok(())
    } else {
        error(NoDate)
    }
}

fn check_birth(value: &[u8], name: Option<&FileName>) -> Verdict {
    check_date(value)?;
    let made = name.map(|name| name.stamp.day());
    match (Day::from_bytes(value), made) {
        (Some(born), Some(made)) if born > made => error(FieldProblem::BornLater),
        _ => Ok(()),
    }
}

fn check_month(value: &[u8]) -> Verdict {
    check_digits(value, 6)?;
    if Month::from_bytes(value).is_some() {
        Ok(())
    } else {
        error(FieldProblem::NoMonth)
    }
}

/// `HHMM`. Whether 2400 is allowed is not written anywhere, so it is a warning.
fn check_time(value: &[u8], without_time: bool) -> Verdict {
    check_digits(value, 4)?;
    match value {
        b"9999" if without_time => Ok(()),
        b"2400" => Err((Warning, FieldProblem::Midnight)),
        _ if &value[..2] < b"24".as_slice() && &value[2..] < b"60".as_slice() => Ok(()),
        _ => error(FieldProblem::NoTime),
    }
}

fn check_integer(value: &[u8], bounds: Whole) -> Verdict {
    let (negative, digits) = match value.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, value),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        let longer = encoding::decode_lossy(value).chars().count() > usize::from(bounds.digits_max);
        let severity = if longer { Error } else { bounds.other };
        return Err((severity, FieldProblem::NoInteger));
    }
    let length = digits.len();
    if length > usize::from(bounds.digits_max) {
        return error(Length {
            found: length,
            zeros_lost: false,
        });
    }
    if negative {
        let severity = if bounds.signed { Information } else { Error };
        return Err((severity, FieldProblem::Negative));
    }
    if length > usize::from(bounds.digits) {
        return Err((
            bounds.doubt,
            Length {
                found: length,
                zeros_lost: false,
            },
        ));
    }
    if bounds.min > 0 && digits.iter().all(|&digit| digit == b'0') {
        return error(FieldProblem::TooSmall);
    }
    Ok(())
}

/// `99.99`, the unit price in yen.
fn check_decimal(value: &[u8]) -> Verdict {
    match value {
        [a, b, b'.', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()) => Ok(()),
        _ => error(FieldProblem::NoDecimal),
    }
}

fn check_code(value: &[u8], table: &'static CodeTable) -> Verdict {
    if table.find(value).is_some() {
        return Ok(());
    }
    let mut padded = vec![b'0'; table.length().saturating_sub(value.len())];
    padded.extend_from_slice(value);
    let zeros_lost = if value.len() < table.length() {
        table.find(&padded)
    } else {
        None
    };
    error(FieldProblem::NotInTable {
        zeros_lost: zeros_lost.map(|entry| entry.code),
    })
}

fn check_alphanumeric(value: &[u8], length_max: u8) -> Verdict {
    check_sort(value, |byte| byte.is_ascii_alphanumeric())?;
    if value.len() > usize::from(length_max) {
        return error(Length {
            found: value.len(),
            zeros_lost: false,
        });
    }
    Ok(())
}

fn characters(value: &[u8], charset: Charset) -> usize {
    match charset {
        Charset::Ms932 => encoding::decode_lossy(value).chars().count(),
        Charset::Utf8 => String::from_utf8_lossy(value).chars().count(),
    }
}

/// The sort of characters is not written (A13), so only the length is judged.
fn check_short(value: &[u8], charset: Charset, length_max: u8) -> Verdict {
    let found = characters(value, charset);
    if found > usize::from(length_max) {
        error(Length {
            found,
            zeros_lost: false,
        })
    } else {
        Ok(())
    }
}

/// A number by its meaning, free text by its form (A10).
fn check_line_number(value: &[u8], charset: Charset) -> Verdict {
    check_short(value, charset, 2)?;
    if value.iter().all(u8::is_ascii_digit) {
        Ok(())
    } else {
        Err((Warning, FieldProblem::NoInteger))
    }
}

fn check_postal(value: &[u8]) -> Verdict {
    check_sort(value, |byte| byte.is_ascii_digit() || byte == b'-')?;
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match value {
        [a @ .., b'-', _, _, _, _] if a.len() == 3 && digits(a) && digits(&value[4..]) => Ok(()),
        _ => error(WrongForm),
    }
}

/// The standard gives the length alone. Kana and kanji beside a number are a warning, for
/// people do write 携帯 there; letters, full-width digits and no number at all are mistakes.
fn check_phone(value: &[u8], charset: Charset) -> Verdict {
    let found = characters(value, charset);
    if found > 15 {
        return error(Length {
            found,
            zeros_lost: false,
        });
    }
    let sign = |byte: u8| {
        matches!(
            byte,
            b'0'..=b'9' | b'-' | b'(' | b')' | b'+' | b' ' | b'#' | b'*'
        )
    };
    match check_sort(value, sign) {
        Err((
            _,
            WrongCharacters {
                character,
                full_width,
            },
        )) => {
            let beside =
                !character.is_ascii() && !full_width && value.iter().any(u8::is_ascii_digit);
            let severity = if beside { Warning } else { Error };
            Err((
                severity,
                WrongCharacters {
                    character,
                    full_width,
                },
            ))
        }
        other => other,
    }
}

fn check_proration(value: &[u8]) -> Verdict {
    check_sort(value, |byte| matches!(byte, b'0' | b'1'))?;
    if value.len() == 31 {
        Ok(())
    } else {
        error(Length {
            found: value.len(),
            zeros_lost: false,
        })
    }
}

fn check_unused(value: &[u8]) -> Verdict {
    if value.len() > 1 {
        error(FieldProblem::Used)
    } else {
        Err((Warning, FieldProblem::Used))
    }
}
