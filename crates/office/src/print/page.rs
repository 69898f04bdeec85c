//! Sheets as one page of HTML with its styles, for a browser that may load nothing else.

use sheets::Sheet;

use crate::error_code::Language;

/// One page with everything in it: a browser shows it and prints it on A4 landscape without asking
/// any other machine. The policy in it lets a browser load nothing and run nothing, whatever a
/// record holds.
pub fn print_page(sheets: &[Sheet], language: Language) -> String {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
    let look = include_str!("../../web/styles/tsunagu.css");
    let (tag, title, of_sheets) = match language {
        Language::Japanese => ("ja", "帳票 ｜ Tsunagu つなぐ", sheets::Language::Japanese),
        Language::English => ("en", "Forms | Tsunagu", sheets::Language::English),
    };
    let forms: String = sheets
        .iter()
        .map(|sheet| sheet.to_html(of_sheets))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{look}\n{}</style>\n</head>\n\
         <body class=\"form-page\">\n<main>\n{forms}</main>\n</body>\n</html>\n",
        sheets::STYLE,
    )
}
