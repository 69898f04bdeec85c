//! Damaged files: characters, line ends, quotes, numbers of fields, versions, and bytes broken at random.

use standard::{Input, check_files};

use crate::cases::{Cases, Expect, files_of, position};
use crate::pool::{RawFile, SETS};

/// Every damage of whole files, for every kind of file.
#[test]
fn damaged_files_are_found() {
    let mut cases = Cases::new();
    for (prefix, set) in SETS.iter() {
        let index = position(set, prefix);
        let file = &set.files[index];
        let broken = [
            broken_bytes(file, index),
            other_versions(file, index),
            broken_records(file, index),
        ]
        .concat();
        for (what, bytes, expect) in broken {
            let mut files = files_of(set);
            files[index].1 = bytes;
            cases.check(&format!("{prefix} {what}"), &files, expect);
        }
    }
    cases.finish(17 * 25);
}

/// A way to break bytes, what comes of it, and what must be said.
type Broken = (&'static str, Vec<u8>, Expect);

/// Other characters, line ends, separators and versions in the whole of `file`, which is number `index` of its set.
fn broken_bytes(file: &RawFile, index: usize) -> Vec<Broken> {
    let good = file.bytes();
    let error = Expect::FileError(index, None);
    let noticed = Expect::FileNoticed(index);
    // A sub-table may have nothing to say, and how a program shows that is not written.
    let empty = match file.name.contains("_SUB") {
        true => Expect::Warning,
        false => error,
    };
    let header: Vec<u8> = vec![b"CSV".to_vec(); file.records[0].len()].join(&b","[..]);
    let utf8 = "202407,日本語,かいご太郎\r\n".as_bytes();
    let utf16: Vec<u8> = good.iter().flat_map(|byte| [*byte, 0]).collect();
    let without = |unwanted: u8| {
        good.iter()
            .copied()
            .filter(|byte| *byte != unwanted)
            .collect()
    };
    let trimmed = good[..good.len() - 2].to_vec();
    vec![
        ("empty", Vec::new(), empty),
        ("only a line end", b"\r\n".to_vec(), empty),
        ("only commas", vec![b','; file.records[0].len() - 1], error),
        (
            "header line",
            [&header, &b"\r\n"[..], &good].concat(),
            Expect::FileError(index, Some(1)),
        ),
        (
            "byte order mark before MS932",
            [&b"\xef\xbb\xbf"[..], &good].concat(),
            error,
        ),
        ("UTF-8", utf8.to_vec(), error),
        (
            "UTF-8 with mark",
            [&b"\xef\xbb\xbf"[..], utf8].concat(),
            error,
        ),
        ("UTF-16", [&b"\xff\xfe"[..], &utf16].concat(), error),
        ("a NUL at the end", [&good[..], b"\0"].concat(), error),
        (
            "the end-of-file character of DOS",
            [&good[..], b"\x1a"].concat(),
            noticed,
        ),
        ("tabs for commas", with_separator(&good, b"\t"), error),
        ("semicolons for commas", with_separator(&good, b";"), error),
        ("blanks after commas", with_separator(&good, b", "), error),
        ("carriage returns alone", without(b'\n'), Expect::Warning),
        ("line feeds alone", without(b'\r'), Expect::NoError),
        (
            "empty line in front",
            [b"\r\n", &good[..]].concat(),
            noticed,
        ),
        (
            "empty line at the end",
            [&good[..], b"\r\n"].concat(),
            Expect::NoError,
        ),
        ("no line end at the end", trimmed, Expect::NoError),
        ("everything in quotes", all_quoted(file), Expect::NoError),
    ]
}

/// Versions of the standard that do not go with the name and the number of items.
fn other_versions(file: &RawFile, index: usize) -> Vec<Broken> {
    let noticed = Expect::FileNoticed(index);
    vec![
        (
            "the version that 4.1 replaced",
            versioned(file, b"202504"),
            Expect::Warning,
        ),
        (
            "a version that never was",
            versioned(file, b"202410"),
            noticed,
        ),
        (
            "version 3 in files of version 4",
            versioned(file, b"202208"),
            noticed,
        ),
    ]
}

/// Other numbers of fields and wrong quotes in the last record of `file`: the line is that of the record.
fn broken_records(file: &RawFile, index: usize) -> Vec<Broken> {
    let last = file.records.len() - 1;
    let error = Expect::FileError(index, Some(file.line(last)));
    let edited = |edit: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut file = file.clone();
        edit(&mut file.records[last]);
        file.bytes()
    };
    let second = |raw: &'static [u8]| edited(&|record| record[1] = raw.to_vec());
    let good = file.bytes();
    vec![
        (
            "cut in the middle of the last record",
            good[..good.len() - 14].to_vec(),
            error,
        ),
        (
            "missing last field",
            edited(&|record| drop(record.pop())),
            error,
        ),
        (
            "missing first field",
            edited(&|record| drop(record.remove(0))),
            error,
        ),
        (
            "extra field at the end",
            edited(&|record| record.push(b"1".to_vec())),
            error,
        ),
        (
            "extra empty field at the end",
            edited(&|record| record.push(Vec::new())),
            error,
        ),
        (
            "extra field in the middle",
            edited(&|record| record.insert(2, b"1".to_vec())),
            error,
        ),
        ("unclosed quote", second(b"\"131136"), error),
        ("stray quote", second(b"131\"136"), error),
        ("text after a quote", second(b"\"131136\"1"), error),
        ("a line break in a number", second(b"\"131\r\n136\""), error),
    ]
}

/// Replaces the commas that are not inside quotes.
fn with_separator(good: &[u8], separator: &[u8]) -> Vec<u8> {
    let mut quoted = false;
    let mut bytes = Vec::new();
    for byte in good {
        quoted ^= *byte == b'"';
        if *byte == b',' && !quoted {
            bytes.extend_from_slice(separator)
        } else {
            bytes.push(*byte)
        }
    }
    bytes
}

fn all_quoted(file: &RawFile) -> Vec<u8> {
    let mut file = file.clone();
    for field in file.records.iter_mut().flatten() {
        if !field.starts_with(b"\"") {
            *field = [b"\"", &field[..], b"\""].concat();
        }
    }
    file.bytes()
}

fn versioned(file: &RawFile, version: &[u8]) -> Vec<u8> {
    let mut file = file.clone();
    for record in &mut file.records {
        record[0] = version.to_vec();
    }
    file.bytes()
}

/// A byte that is no character, anywhere, is found; and no damage whatever stops the check.
#[test]
fn a_wrong_byte_at_any_place_is_an_error_and_nothing_panics() {
    let mut cases = Cases::new();
    let mut state = 1_u64;
    let mut next = |limit: usize| {
        // A linear congruential generator is random enough to choose places.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % limit
    };
    for (prefix, set) in SETS.iter() {
        let index = position(set, prefix);
        let good = set.files[index].bytes();
        let name = &set.files[index].name;
        for _ in 0..40 {
            let mut bytes = good.clone();
            let place = next(bytes.len());
            bytes[place] = 0xff;
            let files = vec![(name.clone(), bytes)];
            cases.check(
                &format!("{prefix} FF at {place}"),
                &files,
                Expect::FileError(0, None),
            );
        }
        for _ in 0..60 {
            let mut bytes = good.clone();
            for _ in 0..=next(6) {
                let (from, to) = (next(bytes.len()), next(bytes.len()));
                match next(4) {
                    0 => bytes[from] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.remove(from)),
                    2 => bytes.insert(from, u8::try_from(next(256)).unwrap()),
                    _ => bytes.truncate(from.max(to).max(1)),
                }
            }
            let first = check_files(&[Input {
                path: name,
                bytes: &bytes,
            }]);
            let again = check_files(&[Input {
                path: name,
                bytes: &bytes,
            }]);
            assert_eq!(first.files[0].findings, again.files[0].findings, "{prefix}");
        }
    }
    cases.finish(17 * 40);
}
