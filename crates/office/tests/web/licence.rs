//! 利用期間: how the licence stands, on its page, among the settings and on the start page; and what a person chooses.

use protocol::UtcSeconds;
use protocol::message::Licence;
use tsunagu_office::Office;
use tsunagu_office::history::{Actor, HistoryFilter, list_history};
use tsunagu_office::keys::read_keys;
use tsunagu_office::licence::{read_licence, store_licence};
use tsunagu_office::outbox::{Answer, apply_send_answer, begin_attempt, queue_draft, seal_waiting};
use tsunagu_office::page::PageRequest;
use tsunagu_office::staff::{Role, add_first_administrator};

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, location};
use crate::staff::{self, OTHER, PASSWORD};

const DAY: i64 = 86_400;

fn licence(ends_in_days: i64, renews: bool) -> Licence {
    // A licence ends with a day in Japan.
    let midnight = NOW.0 - (NOW.0 + 9 * 3600).rem_euclid(DAY);
    Licence {
        began_at: UtcSeconds(midnight - 300 * DAY),
        ends_at: UtcSeconds(midnight + (ends_in_days + 1) * DAY),
        renews,
        fee_yen: 0,
        next_months: 12,
        next_fee_yen: 21_000,
    }
}

fn told(office: &Office, licence: Option<Licence>) {
    office
        .store(|store| store_licence(store, licence.as_ref(), NOW))
        .unwrap();
}

#[tokio::test]
async fn the_page_says_how_the_licence_stands_and_the_start_page_only_what_needs_somebody() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let site = Site::start(office).await;
    let page = "/settings/licence";
    assert!(site.main(page).await.contains("まだわかりません"));
    told(office, None);
    let said = site.main(page).await;
    assert!(
        said.contains("期限なし") && !said.contains("自動更新にする"),
        "{said}"
    );

    told(office, Some(licence(20, true)));
    let said = site.main(page).await;
    for words in [
        "利用できます",
        "無料",
        "次の期間",
        "12か月 21,000円（税込）",
        "自動更新をやめる",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!site.main("/").await.contains("利用期間"));

    told(office, Some(licence(20, false)));
    let said = site.main(page).await;
    assert!(
        said.contains("あと20日で終わります") && said.contains("自動更新にする"),
        "{said}"
    );
    assert!(
        said.contains("続ける場合") && !said.contains("次の期間"),
        "nothing follows by itself: {said}"
    );
    // On paper the frame with the office is missing.
    let printed = "ふれあい居宅介護支援事業所 1370200015 居宅介護支援 令和8年12月8日（火） に印刷";
    assert!(said.contains(printed), "{said}");
    let home = site.main("/").await;
    assert!(home.contains("利用期間は あと20日で終わります"), "{home}");
    assert!(
        site.main("/settings")
            .await
            .contains("あと20日で終わります")
    );

    told(office, Some(licence(-1, false)));
    let said = site.main(page).await;
    assert!(
        said.contains("終わりました。送信できません") && said.contains("利用を再開する"),
        "{said}"
    );
    let home = site.main("/").await;
    assert!(
        home.contains("利用期間が 令和8年12月7日（月） で終わりました"),
        "{home}"
    );
    let english = site.in_english();
    assert!(
        english
            .main("/")
            .await
            .contains("The licence ended on 7 December 2026")
    );
    assert!(
        english
            .main(page)
            .await
            .contains("ended, nothing can be sent")
    );
}

#[tokio::test]
async fn a_choice_waits_for_the_hub_and_is_in_the_history() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let site = Site::start(office).await;
    told(office, Some(licence(20, false)));
    let answer = site.form("/settings/licence", &[("renews", "maybe")]).await;
    assert_eq!(answer.status(), 400);
    let answer = site.form("/settings/licence", &[("renews", "yes")]).await;
    assert_eq!(location(&answer), "/settings/licence");
    let said = site.main("/settings/licence").await;
    assert!(said.contains("運用センターに伝えています。"), "{said}");
    assert!(
        !said.contains("自動更新にする"),
        "one choice at a time: {said}"
    );
    let wish = office.store(|store| read_licence(store).unwrap().wish);
    assert_eq!(wish, Some(true));
    let (filter, first) = (HistoryFilter::default(), PageRequest::first(1));
    let rows = office.store(|store| list_history(store, &filter, &first).unwrap().rows);
    assert_eq!(rows[0].action.as_str(), "licence_renewal_chosen");
}

#[tokio::test]
async fn what_was_sent_after_its_end_is_said_to_wait() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    told(office, Some(licence(-1, false)));
    let site = Site::start(office).await;
    let draft = filled.draft.to_string();
    let answer = site.form("/send", &[("id", &draft)]).await;
    let said = site.main(location(&answer)).await;
    assert!(
        said.contains("利用期間が終わっているため、送信は待ちます。"),
        "{said}"
    );
}

#[tokio::test]
async fn while_it_is_over_what_is_sent_waits_and_each_role_is_told_what_it_can_do() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let id = filled.draft;
    let keys = read_keys(office.dir()).unwrap();
    office.store(|store| {
        let by = Actor::Terminal;
        add_first_administrator(store, "sato", "佐藤 一郎", PASSWORD, &by, NOW).unwrap();
        queue_draft(store, id, NOW).unwrap();
        seal_waiting(store, &keys, NOW).unwrap();
        begin_attempt(store, id, NOW, 0.5).unwrap().unwrap();
        let code = "HUB-212".to_owned();
        apply_send_answer(store, &keys.trust, id, &Answer::Problem { code }, NOW).unwrap();
    });
    staff::add(office, "tanaka", Role::Exchange);
    let site = Site::start(office).await;
    let administrator = staff::logged_in(&site, "sato", PASSWORD).await;
    let sender = staff::logged_in(&site, "tanaka", OTHER).await;
    let (waits, ask) = ("送信は待ちます。", "管理者に更新を頼んでください。");
    let link = "href=\"/settings/licence\"";
    told(office, Some(licence(20, false)));
    assert!(!sender.said("/new").await.contains(waits));

    told(office, Some(licence(-1, false)));
    let html = administrator.get("/new").await.text().await.unwrap();
    assert!(html.contains(waits) && html.contains(link), "{html}");
    assert!(!html.contains(ask));
    let html = sender.get("/new").await.text().await.unwrap();
    assert!(html.contains(waits) && html.contains(ask), "{html}");
    assert!(!html.contains(link));

    // What the hub refused says the same to each.
    let page = format!("/sent/{id}");
    let html = administrator.get(&page).await.text().await.unwrap();
    assert!(html.contains("HUB-212") && html.contains(link), "{html}");
    let html = sender.get(&page).await.text().await.unwrap();
    assert!(html.contains("HUB-212") && html.contains(ask), "{html}");
    assert!(!html.contains(link) && !html.contains("「設定」の「利用期間」"));
}
