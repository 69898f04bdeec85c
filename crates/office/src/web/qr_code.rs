//! A QR code as the path of a drawing: black modules, row by row.
//!
//! Drawn here and not by a library, so that nothing inline comes with it that the
//! content security policy would refuse.

/// What the template draws.
pub(crate) struct QrCode {
    /// Modules on each side, the quiet zone included.
    pub(crate) side: usize,
    /// The dark modules as an SVG path in units of one module.
    pub(crate) path: String,
}

/// The quiet zone that the standard asks for, in modules.
const QUIET: usize = 4;

/// Draws `text`. An address of an authenticator is far below the limit of a QR code;
/// a text beyond it gives an empty picture, and the secret stands beside it.
pub(crate) fn qr_code(text: &str) -> QrCode {
    let Ok(code) = qrcode::QrCode::new(text) else {
        return QrCode {
            side: 1,
            path: String::new(),
        };
    };
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == qrcode::Color::Dark {
            let (x, y) = (index % width + QUIET, index / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    QrCode {
        side: width + 2 * QUIET,
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_a_code_are_where_they_belong() {
        let code = qr_code("otpauth://totp/Tsunagu:tanaka?secret=GEZDGNBVGY3TQOJQ");
        assert!(code.side > 25 + 2 * QUIET);
        assert!(code.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"));
        // The light ring inside the corner mark, and the quiet zone.
        assert!(!code.path.contains("M5 5h"));
        assert!(!code.path.contains("M3 "));
        assert_eq!(qr_code(&"x".repeat(9000)).path, "");
    }
}
