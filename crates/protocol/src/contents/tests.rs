//! Archives under attack: no altered byte and no foreign bytes make the reader panic or unpack without end.

use super::*;
use proptest::prelude::*;

fn list(files: &[(&str, &[u8])]) -> ContentsList {
    ContentsList {
        kind: ListType::Contents1,
        id: "01a2008e-cbc0-7fff-bfff-ffffffffffff".parse().unwrap(),
        from: "1370200015-43".parse().unwrap(),
        to: "1370300021-11".parse().unwrap(),
        message: "message".into(),
        files: files
            .iter()
            .map(|(name, bytes)| ListedFile {
                name: (*name).into(),
                standard: true,
                size_bytes: bytes.len() as u64,
                sha256: Digest::of(bytes),
            })
            .collect(),
    }
}

fn example() -> Vec<u8> {
    let files: &[(&str, &[u8])] = &[("A.CSV", b"1234567890"), ("B.CSV", b"")];
    write_contents(&list(files), &[b"1234567890", b""]).unwrap()
}

#[test]
fn the_list_of_contents_is_this_json() {
    assert_eq!(
        serde_json::to_string(&list(&[("A.CSV", b"")])).unwrap(),
        r#"{"type":"tsunagu.contents.1","id":"01a2008e-cbc0-7fff-bfff-ffffffffffff","from":{"office":"1370200015","service":"43"},"to":{"office":"1370300021","service":"11"},"message":"message","files":[{"name":"A.CSV","standard":true,"size_bytes":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}"#
    );
}

#[test]
fn equal_contents_make_equal_archives() {
    assert_eq!(example(), example());
}

/// What an altered archive gives is refused or says the same: a date or a version that nobody reads may differ.
#[test]
fn an_altered_archive_never_gives_other_files() {
    let good = example();
    let expected = read_contents(&good).unwrap();
    let mut altered = good.clone();
    for bit in 0..good.len() * 8 {
        altered[bit / 8] ^= 1 << (bit % 8);
        if let Ok((list, files)) = read_contents(&altered) {
            assert_eq!(files, expected.1, "bit {bit}");
            assert_eq!(list, expected.0, "bit {bit}");
        }
        altered[bit / 8] ^= 1 << (bit % 8);
    }
    for length in 0..good.len() {
        assert!(read_contents(&good[..length]).is_err(), "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..400) {
        let _ = read_contents(&bytes);
        // The same bytes in the middle of an archive, where lengths and offsets are.
        let mut archive = example();
        let start = at.min(archive.len());
        let end = (start + bytes.len()).min(archive.len());
        archive[start..end].copy_from_slice(&bytes[..end - start]);
        let _ = read_contents(&archive);
    }
}
