//! A page of HTML with its styles in it, which a browser shows and prints without asking any other machine.

use office::error_code::Language;

/// The page. `title` is escaped here; `body` must be HTML already.
///
/// The policy lets a browser load nothing else and run nothing, whatever a record holds.
pub(super) fn page(
    language: Language,
    title: &str,
    style: &str,
    class: &str,
    body: &str,
) -> String {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
    let look = include_str!("../../../office/web/styles/tsunagu.css");
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{look}\n{style}</style>\n</head>\n\
         <body class=\"{class}\">\n<main>\n{body}</main>\n</body>\n</html>\n",
        language.tag(),
    )
}

/// The text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            control if control.is_control() => html.push('\u{fffd}'),
            other => html.push(other),
        }
    }
    html
}
