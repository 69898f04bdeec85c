//! 利用期間: how the licence stands, on its page, among the settings and on the start page; and what a person chooses.

use protocol::UtcSeconds;
use protocol::message::Licence;
use tsunagu_office::Office;
use tsunagu_office::history::{HistoryFilter, list_history};
use tsunagu_office::licence::{read_licence, store_licence};
use tsunagu_office::page::PageRequest;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, location};

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
