//! Recognising attachments by their contents.
//!
//! What may travel: PDF, JPEG, PNG, GIF and plain text, the list of the official
//! system. The bytes decide, and the name's ending must agree, because the
//! receiver's machine goes by the ending: a script called `memo.pdf.bat`, or a PDF
//! with script in it called `a.html`, must not get through.

/// A kind of file that may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentKind {
    /// `%PDF-`
    Pdf,
    /// JPEG: `FF D8 FF`
    Jpeg,
    /// PNG: its eight bytes
    Png,
    /// `GIF87a` or `GIF89a`
    Gif,
    /// Text in UTF-8 or MS932 without control characters.
    Text,
}

impl AttachmentKind {
    /// The endings that fit, in lower case and without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            AttachmentKind::Pdf => &["pdf"],
            AttachmentKind::Jpeg => &["jpg", "jpeg"],
            AttachmentKind::Png => &["png"],
            AttachmentKind::Gif => &["gif"],
            AttachmentKind::Text => &["txt"],
        }
    }

    /// Whether the ending of `name` fits, in any case.
    pub fn fits_name(self, name: &str) -> bool {
        let Some((_, ending)) = name.rsplit_once('.') else {
            return false;
        };
        self.endings()
            .iter()
            .any(|fitting| ending.eq_ignore_ascii_case(fitting))
    }
}

/// Recognises what the bytes are; `None` for anything that may not be attached, the
/// empty file among it.
pub fn recognise_attachment(bytes: &[u8]) -> Option<AttachmentKind> {
    let kinds: [(&[u8], AttachmentKind); 5] = [
        (b"%PDF-", AttachmentKind::Pdf),
        (b"\xff\xd8\xff", AttachmentKind::Jpeg),
        (b"\x89PNG\r\n\x1a\n", AttachmentKind::Png),
        (b"GIF87a", AttachmentKind::Gif),
        (b"GIF89a", AttachmentKind::Gif),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    (!bytes.is_empty() && is_text(bytes)).then_some(AttachmentKind::Text)
}

/// Whether the bytes decode as UTF-8 or MS932 and hold no control characters but
/// tab and line ends. Executables and archives all have zero bytes or others.
fn is_text(bytes: &[u8]) -> bool {
    let plain = |text: &str| {
        text.chars()
            .all(|character| matches!(character, '\t' | '\r' | '\n') || !character.is_control())
    };
    match str::from_utf8(bytes) {
        Ok(text) => plain(text),
        Err(_) => standard::encoding::decode(bytes).is_ok_and(|text| plain(&text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_decide() {
        let cases: [(&[u8], Option<AttachmentKind>); 14] = [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Some(AttachmentKind::Pdf)),
            (b" %PDF-1.7\0", None),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Some(AttachmentKind::Jpeg)),
            (b"\xff\xd8", None),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(AttachmentKind::Png)),
            (b"\x89PNG\n\x1a\n", None),
            (b"GIF89a\x01\0", Some(AttachmentKind::Gif)),
            (b"GIF87a", Some(AttachmentKind::Gif)),
            (
                "訪問は14時です。\r\n".as_bytes(),
                Some(AttachmentKind::Text),
            ),
            (b"\x96\x4b\x96\xe2\r\n", Some(AttachmentKind::Text)),
            (b"MZ\x90\0\x03\0\0\0", None),
            (b"PK\x03\x04\x14\0", None),
            (b"\x7fELF\x02\x01\x01", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(recognise_attachment(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn the_ending_must_agree() {
        for (kind, name, fits) in [
            (AttachmentKind::Pdf, "指示書.PDF", true),
            (AttachmentKind::Pdf, "指示書.html", false),
            (AttachmentKind::Jpeg, "a.jpeg", true),
            (AttachmentKind::Text, "memo.txt.bat", false),
            (AttachmentKind::Text, "memo", false),
        ] {
            assert_eq!(kind.fits_name(name), fits, "{name}");
        }
    }
}
