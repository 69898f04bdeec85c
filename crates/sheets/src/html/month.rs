//! The days of a month in HTML: 31 columns, Saturdays underlined, holidays white on black.

use super::{Page, span};
use crate::month_block::{DAYS_MAX, DayHead, MonthBlock, MonthLine, MonthRow, MonthRowKind};
use crate::sheet::Content;
use crate::words::Words;

/// Adds the middle of table 6.
pub(super) fn draw_month(page: &mut Page, block: &MonthBlock) {
    let caption = Words::label(
        "月間サービス計画及び実績の記録",
        "Services of the month, planned and given",
    );
    page.open_table("month-form", &caption, false);
    page.raw("<colgroup><col class=\"c-time\"><col class=\"c-what\"><col class=\"c-office\"><col class=\"c-kind\">");
    page.raw(&format!(
        "<col span=\"{DAYS_MAX}\"><col class=\"c-sum\"></colgroup>\n"
    ));
    draw_heads(page, &block.days);
    for line in &block.lines {
        draw_line(page, &block.days, line);
    }
    page.close_table();
}

fn draw_heads(page: &mut Page, days: &[DayHead]) {
    page.raw("<thead>");
    page.head_for_paper(5 + DAYS_MAX as u32);
    page.raw("<tr>");
    for head in [
        Words::label("提供\n時間帯", "Time"),
        Words::label("サービス内容", "Service"),
        Words::label("サービス事業者\n事業所名", "Office"),
    ] {
        page.raw("<th rowspan=\"2\" scope=\"col\">");
        page.words(&head);
        page.raw("</th>");
    }
    page.raw("<th scope=\"row\">");
    page.words(&Words::label("日付", "Day"));
    page.raw("</th>");
    for day in days {
        draw_day_head(page, day, &Words::data(day.number.to_string()));
    }
    draw_missing_days(page, days, "th");
    page.raw("<th rowspan=\"2\" scope=\"col\">");
    page.words(&Words::label("合計\n回数", "Sum"));
    page.raw("</th></tr>\n<tr><th scope=\"row\">");
    page.words(&Words::label("曜日", "Week"));
    page.raw("</th>");
    for day in days {
        draw_day_head(page, day, &day.weekday);
    }
    draw_missing_days(page, days, "th");
    page.raw("</tr></thead>\n");
}

fn draw_day_head(page: &mut Page, day: &DayHead, words: &Words) {
    let class = day.mark.class();
    page.raw(&if class.is_empty() {
        "<th scope=\"col\">".to_owned()
    } else {
        format!("<th scope=\"col\" class=\"{class}\">")
    });
    page.words(words);
    page.raw("</th>");
}

/// The columns after the last day of a short month.
fn draw_missing_days(page: &mut Page, days: &[DayHead], element: &str) {
    for _ in days.len()..DAYS_MAX {
        page.raw(&format!("<{element} class=\"no-day\"></{element}>"));
    }
}

fn draw_line(page: &mut Page, days: &[DayHead], line: &MonthLine) {
    page.raw("<tbody class=\"line\">");
    let rows = span("rowspan", u32::try_from(line.rows.len()).unwrap_or(1));
    for (index, row) in line.rows.iter().enumerate() {
        page.raw(&format!("<tr class=\"{}\">", row_class(row.kind)));
        if index == 0 {
            page.raw(&format!("<td{rows} class=\"time\">"));
            page.text(&line.start);
            if !line.end.is_empty() {
                page.raw("<br>〜");
                page.text(&line.end);
            }
            let changed = match &line.service {
                Content::Changed { .. } => "l changed",
                _ => "l",
            };
            page.raw(&format!(
                "</td><th{rows} scope=\"rowgroup\" class=\"{changed}\">"
            ));
            page.content(&line.service);
            page.raw(&format!("</th><td{rows} class=\"l where\">"));
            page.content(&line.office);
            page.raw("</td>");
        }
        draw_row(page, days, row);
    }
    page.raw("</tbody>\n");
}

fn draw_row(page: &mut Page, days: &[DayHead], row: &MonthRow) {
    page.raw("<th scope=\"row\" class=\"kind\">");
    page.words(&row.kind.words());
    if row.has_changes() {
        page.raw("<span class=\"change-mark\">");
        page.words(&Words::label("変更", "changed"));
        page.raw("</span>");
    }
    page.raw("</th>");
    for (index, (day, text)) in days.iter().zip(&row.days).enumerate() {
        let before = row.before.get(index).and_then(Option::as_deref);
        draw_day(page, day, text, before);
    }
    draw_missing_days(page, days, "td");
    page.raw(match row.sum_before {
        None => "<td class=\"sum\">",
        Some(_) => "<td class=\"sum changed\">",
    });
    page.text(&row.sum);
    draw_before(page, row.sum_before.as_deref());
    page.raw("</td></tr>\n");
}

/// One day; `before` is what stood there when that changed.
fn draw_day(page: &mut Page, day: &DayHead, text: &str, before: Option<&str>) {
    page.raw("<td class=\"day");
    for class in [
        day.mark.class(),
        if before.is_some() { "changed" } else { "" },
    ] {
        if !class.is_empty() {
            page.raw(" ");
            page.raw(class);
        }
    }
    page.raw("\">");
    page.text(text);
    draw_before(page, before);
    page.raw("</td>");
}

/// What stood in a small box before, struck out.
fn draw_before(page: &mut Page, before: Option<&str>) {
    if let Some(before) = before.filter(|before| !before.is_empty()) {
        page.raw("<del>");
        page.text(before);
        page.raw("</del>");
    }
}

fn row_class(kind: MonthRowKind) -> &'static str {
    match kind {
        MonthRowKind::Planned => "planned",
        MonthRowKind::Actual => "actual",
        MonthRowKind::Proration => "actual proration",
    }
}
