//! The hours of a week in HTML: a grid of half hours in which an entry is as high as it lasts.

use super::{Page, span};
use crate::week_block::{
    ACTIVITIES, SLOTS, WEEK_COLUMNS, WeekBlock, WeekCell, hour_of_slot, parts_of_day, weekday_heads,
};
use crate::words::Words;

/// Adds the middle of table 3.
pub(super) fn draw_week(page: &mut Page, block: &WeekBlock) {
    let caption = Words::label("週間の予定", "The week");
    page.open_table("week-form", &caption, true);
    page.raw("<colgroup><col class=\"c-part\"><col class=\"c-hour\"><col span=\"7\"><col class=\"c-activity\"></colgroup>\n");
    draw_heads(page);
    let columns: Vec<Vec<WeekCell<'_>>> = (0..WEEK_COLUMNS)
        .map(|column| block.cells(column))
        .collect();
    page.raw("<tbody>\n");
    for slot in 0..SLOTS {
        page.raw(if slot % 2 == 0 {
            "<tr class=\"hour\">"
        } else {
            "<tr>"
        });
        draw_time(page, slot);
        for (column, cells) in columns.iter().enumerate() {
            draw_slot(page, cells, slot, column);
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody>");
    page.close_table();
}

fn draw_heads(page: &mut Page) {
    page.raw("<thead><tr><td colspan=\"2\"></td>");
    for (index, words) in weekday_heads().iter().enumerate() {
        page.raw(match index {
            5 => "<th scope=\"col\" class=\"sat\">",
            6 => "<th scope=\"col\" class=\"sun\">",
            _ => "<th scope=\"col\">",
        });
        page.words(words);
        page.raw("</th>");
    }
    page.raw("<th scope=\"col\">");
    page.words(&Words::label(
        "主な日常生活上の活動",
        "Activities of daily life",
    ));
    page.raw("</th></tr></thead>\n");
}

fn draw_time(page: &mut Page, slot: u32) {
    let mut first = 0;
    for (words, slots) in parts_of_day() {
        if slot == first {
            page.raw(&format!(
                "<th scope=\"rowgroup\" class=\"part\"{}>",
                span("rowspan", slots)
            ));
            page.words(&words);
            page.raw("</th>");
        }
        first += slots;
    }
    if let Some(hour) = hour_of_slot(slot) {
        page.raw("<th scope=\"row\" class=\"time\" rowspan=\"2\">");
        page.text(&format!("{hour}:00"));
        page.raw("</th>");
    }
}

fn draw_slot(page: &mut Page, cells: &[WeekCell<'_>], slot: u32, column: usize) {
    let within = cells
        .iter()
        .find(|cell| (cell.first_slot..cell.first_slot + cell.slots).contains(&slot));
    let Some(cell) = within else {
        page.raw("<td></td>");
        return;
    };
    if cell.first_slot != slot {
        return;
    }
    let class = if column == ACTIVITIES {
        "activity"
    } else {
        "service"
    };
    let changed = match cell.entries.iter().any(|entry| entry.is_new) {
        true => " changed",
        false => "",
    };
    page.raw(&format!(
        "<td class=\"{class}{changed}\"{}>",
        span("rowspan", cell.slots)
    ));
    for (index, entry) in cell.entries.iter().enumerate() {
        if index > 0 {
            page.raw("<br>");
        }
        if entry.is_new {
            page.raw("<span class=\"change-mark\">");
            page.words(&Words::label("変更", "changed"));
            page.raw("</span> ");
        }
        page.raw("<span class=\"number\">");
        page.text(&entry.time);
        page.raw("</span> ");
        page.text(&entry.what);
    }
    page.raw("</td>");
}
