//! Reading and writing keep every byte.

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_bytes_are_written_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(read_file(&bytes, FileKind::UpPlan).to_bytes(), bytes);
    }

    #[test]
    fn any_mixture_of_delimiters_is_written_back(text in "[\"\",\r\n1あﾃ]{0,80}") {
        let bytes = encoding::encode(&text).unwrap();
        prop_assert_eq!(read_file(&bytes, FileKind::UpPlan).to_bytes(), bytes);
    }

    #[test]
    fn what_was_written_reads_the_same(texts in proptest::collection::vec("[\"\",\r\n0-9あ漢ｶ髙～]{0,12}", 13)) {
        let records = vec![texts];
        let bytes = write_file(FileKind::Up3Kyo, &records).unwrap();
        let document = read_file(&bytes, FileKind::Up3Kyo);
        let read: Vec<Vec<String>> = document.records().iter().map(|r| document.texts(r)).collect();
        prop_assert_eq!(&read, &records);
        prop_assert_eq!(write_file(FileKind::Up3Kyo, &read).unwrap(), bytes);
    }
}

fn record(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

#[test]
fn free_text_is_quoted_and_the_rest_is_not() {
    let sub = record(&[
        "202407",
        "131059",
        "1913070797",
        "20260915",
        "6:00",
        "起床",
        "",
    ]);
    let bytes = write_file(FileKind::UpKihonSub1, &[sub]).unwrap();
    let text = encoding::decode(&bytes).unwrap();
    assert_eq!(
        text,
        "202407,131059,1913070797,20260915,\"6:00\",\"起床\",\"\"\r\n"
    );
}

#[test]
fn what_cannot_be_written_is_named() {
    let refused =
        |kind, texts: &[&str]| write_file(kind, &[record(texts)]).unwrap_err().to_string();
    assert_eq!(
        refused(FileKind::UpKihonImage, &[]),
        "UPKIHON_IMAGE has no records"
    );
    assert_eq!(
        refused(FileKind::DltYobo, &["202407"]),
        "record 1 has 1 fields, the form has 4 items"
    );
    assert_eq!(
        refused(
            FileKind::UpKihonSub1,
            &["202407", "131059", "1913070797", "20260915", "", "𠮷", ""]
        ),
        "record 1, item 6: MS932 has no U+20BB7"
    );
}
