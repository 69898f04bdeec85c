//! Repairs over a sample world: no valid file is changed, and damage that loses nothing is undone to the byte.

use std::sync::OnceLock;

use samples::{SampleFile, Settings, generate};
use standard::repair::{OwnForms, Repair, RepairKind, Repaired, apply_repairs, propose_repairs};
use standard::{FileKind, Input, encoding};

/// Every CSV file of a sample world, made once.
fn files() -> &'static [SampleFile] {
    static FILES: OnceLock<Vec<SampleFile>> = OnceLock::new();
    FILES.get_or_init(|| {
        let settings = Settings {
            seed: 2,
            offices: 6,
            clients: 30,
            month: "202610".parse().unwrap(),
        };
        let mut files = generate(&settings).files;
        files.retain(|file| file.name.ends_with(".CSV"));
        let kinds = |kind: &&FileKind| {
            files
                .iter()
                .any(|file| file.name.starts_with(kind.as_str()))
        };
        let count = FileKind::ALL.iter().filter(kinds).count();
        assert!(count >= 12, "only {count} kinds of files");
        files
    })
}

/// Applies every proposed repair.
fn repair_all(name: &str, bytes: &[u8]) -> (Repaired, Vec<Repair>) {
    let input = Input { path: name, bytes };
    let proposal = propose_repairs(&[input], &OwnForms::default());
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    (apply_repairs(&input, &all), proposal.repairs)
}

/// Damages every file that `damage` can damage; repairing must give back name and bytes, and only repairs of
/// `kinds`; repairing again must find nothing.
fn undone(kinds: &[RepairKind], damage: impl Fn(&str, &[u8]) -> Option<(String, Vec<u8>)>) {
    let mut damaged_files = 0;
    for file in files() {
        let Some((name, bytes)) = damage(&file.name, &file.bytes) else {
            continue;
        };
        damaged_files += 1;
        let (repaired, repairs) = repair_all(&name, &bytes);
        assert!(!repairs.is_empty(), "{name}: nothing proposed");
        for repair in &repairs {
            assert!(kinds.contains(&repair.kind), "{name}: {repair:?}");
        }
        assert_eq!(repaired.name, file.name);
        if repaired.bytes != file.bytes {
            assert_eq!(
                encoding::decode_lossy(&repaired.bytes),
                encoding::decode_lossy(&file.bytes),
                "{name}"
            );
        }
        assert!(repaired.bytes == file.bytes, "{name}: bytes differ");
        assert_eq!(repair_all(&repaired.name, &repaired.bytes).1, []);
    }
    assert!(
        damaged_files >= 20,
        "only {damaged_files} files were damaged"
    );
}

#[test]
fn valid_files_are_never_changed() {
    for file in files() {
        let (repaired, repairs) = repair_all(&file.name, &file.bytes);
        assert_eq!(repairs, [], "{}", file.name);
        assert!(repaired.bytes == file.bytes && repaired.name == file.name);
    }
}

#[test]
fn utf8_comes_back() {
    let utf8 = |bytes: &[u8]| encoding::decode(bytes).ok().filter(|text| !text.is_ascii());
    undone(&[RepairKind::Utf8], |name, bytes| {
        Some((name.into(), utf8(bytes)?.into_bytes()))
    });
    undone(&[RepairKind::Utf8], |name, bytes| {
        Some((
            name.into(),
            format!("\u{feff}{}", utf8(bytes)?).into_bytes(),
        ))
    });
}

#[test]
fn characters_of_other_systems_come_back() {
    // 〜 and − as macOS writes them, が in two parts.
    let other = |text: String| {
        text.replace('～', "\u{301c}")
            .replace('－', "\u{2212}")
            .replace('が', "か\u{3099}")
    };
    undone(
        &[RepairKind::Utf8, RepairKind::Characters],
        |name, bytes| {
            let text = encoding::decode(bytes).ok()?;
            let changed = other(text.clone());
            (changed != text).then(|| (name.into(), changed.into_bytes()))
        },
    );
}

/// The parts of a file between record ends; line breaks inside quotes are no ends.
fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut lines, mut line, mut quoted) = (Vec::new(), Vec::new(), false);
    for &byte in bytes {
        quoted ^= byte == b'"';
        line.push(byte);
        if byte == b'\n' && !quoted {
            line.truncate(line.len() - 2);
            lines.push(std::mem::take(&mut line));
        }
    }
    lines
}

fn joined(lines: &[Vec<u8>], end: &[u8]) -> Vec<u8> {
    lines
        .iter()
        .flat_map(|line| [line.as_slice(), end].concat())
        .collect()
}

#[test]
fn line_ends_come_back() {
    for end in [b"\n", b"\r"] {
        undone(&[RepairKind::LineEnds], |name, bytes| {
            Some((name.into(), joined(&lines(bytes), end)))
        });
    }
}

#[test]
fn header_blank_lines_and_extra_commas_go() {
    undone(&[RepairKind::HeaderLine], |name, bytes| {
        let kind = standard::FileName::parse(name).ok()?.kind;
        let names: Vec<&str> = kind
            .layout()?
            .columns
            .iter()
            .map(|column| column.name_ja)
            .collect();
        let header = encoding::encode(&names.join(",")).ok()?;
        Some((name.into(), [header.as_slice(), b"\r\n", bytes].concat()))
    });
    undone(&[RepairKind::BlankLines], |name, bytes| {
        let mut lines = lines(bytes);
        lines.insert(lines.len() / 2, b",,,".to_vec());
        lines.push(Vec::new());
        Some((name.into(), joined(&lines, b"\r\n")))
    });
    undone(&[RepairKind::ExtraFields], |name, bytes| {
        Some((name.into(), joined(&lines(bytes), b",\r\n")))
    });
}

/// Takes the quotes off texts that can be read without them; `None` if a line has quotes in a text.
fn bare(line: &[u8]) -> Option<Vec<u8>> {
    let text = encoding::decode(line).ok()?;
    let parts: Vec<&str> = text.split('"').collect();
    let doubled = (2..parts.len() - 1)
        .step_by(2)
        .any(|index| parts[index].is_empty());
    if doubled {
        return None;
    }
    let mut bare = parts[0].to_owned();
    for pair in parts[1..].chunks(2) {
        let plain = !pair[0].is_empty() && !pair[0].contains([',', '\r', '\n']);
        let quote = if plain { "" } else { "\"" };
        bare += &format!("{quote}{}{quote}{}", pair[0], pair.get(1).unwrap_or(&""));
    }
    encoding::encode(&bare).ok()
}

#[test]
fn quotes_come_back() {
    undone(&[RepairKind::Quotes], |name, bytes| {
        // Numbers of lines there are free text by the letter and may stand without quotes.
        if name.starts_with("UPYOBO_SUB") {
            return None;
        }
        let lines: Vec<Vec<u8>> = lines(bytes)
            .iter()
            .map(|line| bare(line).unwrap_or_else(|| line.clone()))
            .collect();
        let damaged = joined(&lines, b"\r\n");
        (damaged != bytes).then(|| (name.into(), damaged))
    });
}

#[test]
fn version_and_names_come_back() {
    undone(&[RepairKind::Version], |name, bytes| {
        let lines: Vec<Vec<u8>> = lines(bytes)
            .into_iter()
            .map(|line| [b"202410", &line[6..]].concat())
            .collect();
        Some((name.into(), joined(&lines, b"\r\n")))
    });
    undone(&[RepairKind::FileName], |name, bytes| {
        Some((name.to_lowercase(), bytes.to_vec()))
    });
    undone(&[RepairKind::FileName], |name, bytes| {
        Some((name.replace(".CSV", ".csv"), bytes.to_vec()))
    });
}

/// Changes item 3, the insured number in every form, where `change` can.
fn change_insured(bytes: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Option<Vec<u8>> {
    let changed: Vec<Vec<u8>> = lines(bytes)
        .iter()
        .map(|line| {
            let mut parts: Vec<Vec<u8>> = line
                .split(|&byte| byte == b',')
                .map(<[u8]>::to_vec)
                .collect();
            parts[2] = change(&parts[2]);
            parts.join(&b',')
        })
        .collect();
    let changed = joined(&changed, b"\r\n");
    (changed != bytes).then_some(changed)
}

#[test]
fn lost_zeros_come_back() {
    undone(&[RepairKind::LeadingZeros], |name, bytes| {
        let strip = |value: &[u8]| {
            let zeros = value.iter().take_while(|&&byte| byte == b'0').count();
            value[zeros..].to_vec()
        };
        Some((name.into(), change_insured(bytes, strip)?))
    });
}

#[test]
fn wide_digits_come_back() {
    undone(&[RepairKind::HalfWidth], |name, bytes| {
        let widen = |value: &[u8]| {
            let wide = |byte: &u8| char::from_u32(u32::from(*byte) + 0xfee0);
            encoding::encode(&value.iter().filter_map(wide).collect::<String>()).unwrap()
        };
        Some((name.into(), change_insured(bytes, widen)?))
    });
}
