//! Pictures of the first setup and of a second terminal.

use super::{take, take_at, write_as};
use crate::terminals::{enrol, make_code};
use tsunagu_e2e::{CARE, act};

/// Where an office finds the exchange.
pub(super) const HUB: &str = "https://tsunagu.example.jp";

#[test]
fn of_the_first_setup_and_a_second_terminal() {
    act("guide-terminals", 2, |stage| {
        let first = stage.browser(CARE)?;
        let (hub, code) = make_code(&first)?;
        write_as(&first, &hub, HUB)?;
        write_as(&first, "terminal 1", "事務室のパソコン")?;
        take(&first, "terminals-code")?;
        let second = stage.browser_of_new_terminal()?;
        second.open("/")?;
        take(&second, "first-setup")?;
        enrol(&second, &hub, &code, "相談室のパソコン")?;
        second.wait_for_text("もう1台の端末の操作を待っています")?;
        first.open("/settings/terminals")?;
        first.reload_until_text("承認を待っています")?;
        first.follow("link", "相談室のパソコン を開く")?;
        first.follow("button", "数字を表示する")?;
        second.wait_for_text("もう1台の画面と、同じ数字ですか")?;
        write_as(&second, "terminal 1", "事務室のパソコン")?;
        take(&second, "joining-digits")?;
        first.reload_until_text("新しい端末の画面にも、同じ数字が出ていますか")?;
        take_at(&first, "main", "terminal-digits")
    });
}
