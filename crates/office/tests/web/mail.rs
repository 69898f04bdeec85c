//! 設定 → 新着の知らせ: what the form takes and refuses. Mail itself goes to a server in the tests across programs.

use reqwest::StatusCode;
use tsunagu_office::config::MailSecurity;
use tsunagu_office::mail::has_password;

use crate::filled;
use crate::site::{NOW, Site, location, main_part};

const PAGE: &str = "/settings/mail";

/// All fields of the form, in order, with some of them changed.
fn fields<'a>(changed: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let usual = [
        ("on", "yes"),
        ("server", "mail.example.jp"),
        ("port", "465"),
        ("security", "tls"),
        ("user", "kaigo"),
        ("password", "himitsu"),
        ("from", "kaigo@example.jp"),
        ("to", "sato@example.jp"),
        ("minutes", "15"),
    ];
    let mut all: Vec<(&'static str, &'a str)> = usual.to_vec();
    for (name, value) in changed {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => all.push((name, value)),
        }
    }
    all
}

#[tokio::test]
async fn settings_are_kept_and_the_password_is_never_shown() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(filled::CARE);
    let site = Site::start(office).await;
    let said = site.main(PAGE).await;
    for words in ["メールは送りません", "まだ送っていません", "サーバー"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("いますぐ1通"), "nothing to try yet: {said}");
    let answer = site.form(PAGE, &fields(&[("names", "yes")])).await;
    assert_eq!(location(&answer), "/settings/mail?saved=1");
    let html = site.page(PAGE).await;
    assert!(!html.contains("himitsu"));
    let said = main_part(&html);
    for words in [
        "届いたら、メールを送ります",
        "保存してあります",
        "いますぐ1通",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let again = tsunagu_office::Office::open(office.dir()).unwrap();
    let mail = again.settings().mail.clone();
    assert!(mail.on && mail.names && has_password(office.dir()));
    assert_eq!(mail.security, MailSecurity::Tls);
    assert_eq!(mail.to, ["sato@example.jp"]);
    let answer = site.form(PAGE, &fields(&[("user", "")])).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!has_password(office.dir()), "no user, no password");
    let site = site.in_english();
    let said = site.main(PAGE).await;
    assert!(
        said.contains("A mail is sent when new data has come"),
        "{said}"
    );
}

#[tokio::test]
async fn what_cannot_work_is_not_saved() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(filled::CARE);
    let site = Site::start(office).await;
    for (changed, code, about) in [
        (("server", ""), "OFF-731", "メールサーバー（空です）"),
        (("server", "mail server"), "OFF-731", "mail server"),
        (("from", "kaigo"), "OFF-731", "差出人のメールアドレス kaigo"),
        (("from", ""), "OFF-731", "差出人のメールアドレス（空です）"),
        (("to", ""), "OFF-731", "宛先のメールアドレス（空です）"),
        (("to", "sato@example.jp\ntanaka"), "OFF-731", "tanaka"),
        (("security", "none"), "OFF-732", "暗号化"),
    ] {
        let answer = site.form(PAGE, &fields(&[changed])).await;
        assert_eq!(answer.status(), StatusCode::OK, "{changed:?}");
        let html = answer.text().await.unwrap();
        let name = changed.0;
        let marked = html.find("aria-invalid=\"true\"").unwrap();
        let begins = html[..marked].rfind('<').unwrap();
        assert!(
            html[begins..marked].contains(&format!("name=\"{name}\"")),
            "{name} is marked"
        );
        let said = main_part(&html);
        assert!(
            said.contains(code) && said.contains(about),
            "{changed:?}: {said}"
        );
    }
    assert!(!office.settings().mail.on);
    assert!(!has_password(office.dir()));
    for changed in [
        ("port", "0"),
        ("minutes", "4"),
        ("minutes", "1441"),
        ("security", "ssl"),
        ("user", "a\u{7}b"),
    ] {
        let answer = site.form(PAGE, &fields(&[changed])).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{changed:?}");
    }
}

#[tokio::test]
async fn open_pages_learn_how_much_is_unread() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(filled::CARE)).await;
    let state: serde_json::Value = site.response("/state").await.json().await.unwrap();
    assert!(state["unread"].as_u64().unwrap() > 0, "{state}");
    let html = site.page("/").await;
    assert!(html.contains("data-text=\"新しいデータが届きました。未読は{n}件です。\""));
    assert!(html.contains("src=\"/assets/tell.js\""));
}
