//! Searching the lists: what is found, what stands in addresses, what can be taken away.

use reqwest::StatusCode;
use samples::Batch;
use tsunagu_office::inbox::open_inbox_bundle;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, links, location, main_part};

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

/// Sends the search and gives the address of what is found.
async fn search(site: &Site, list: &str, fields: &[(&str, &str)]) -> String {
    let response = site.form(&format!("{list}/search"), fields).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    location(&response).to_owned()
}

/// The bundles that a list shows.
async fn rows(site: &Site, path: &str) -> usize {
    let html = site.page(path).await;
    html.matches("<th scope=\"row\">").count()
}

/// Name, reading and insured number of a client in the first actuals that came.
fn a_client(filled: &Filled) -> [String; 3] {
    use standard::{FileKind, read_file};
    let actuals = filled::files(&filled.month, 2, Batch::Actual);
    let actual = read_file(&actuals[0].1, FileKind::UpJsk);
    let insured = actual.text(&actual.records()[0], 3).unwrap();
    for (name, bytes) in filled::files(&filled.month, CARE, Batch::Ticket) {
        if !name.starts_with("UPHOSOKU") {
            continue;
        }
        let supplement = read_file(&bytes, FileKind::UpHosoku);
        for record in supplement.records() {
            let text = |item| supplement.text(record, item).unwrap();
            if text(3) == insured {
                return [text(6), text(5), insured];
            }
        }
    }
    panic!("no supplement names {insured}");
}

#[tokio::test]
async fn a_client_is_found_by_name_reading_and_number_also_in_actuals() {
    let (_dir, filled, site) = filled_site().await;
    let [name, kana, insured] = a_client(&filled);
    let family = name.split_whitespace().next().unwrap().to_owned();
    for typed in [name.replace([' ', '　'], ""), kana, insured.clone(), family] {
        for list in ["/inbox", "/sent"] {
            let path = search(&site, list, &[("client", &typed)]).await;
            // Nothing of it, and no other text, is in the address.
            let (known, key) = path.split_once("?client=").unwrap();
            assert_eq!(known, list);
            assert!(key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let all = rows(&site, list).await;
            let found = rows(&site, &path).await;
            assert!(
                (1..all).contains(&found),
                "{list} {typed}: {found} of {all}"
            );
            let html = site.page(&path).await;
            assert!(html.contains(&format!("value=\"{typed}\"")), "{typed}");
        }
    }
    let path = search(&site, "/sent", &[("client", &insured)]).await;
    let said = site.main(&path).await.replace('\n', " ");
    let whom = format!("利用者 {name} 様 {insured} 外す");
    assert!(said.contains(&whom), "no {whom} in {said}");

    let path = search(&site, "/inbox", &[("client", "だれでもない")]).await;
    let said = site.main(&path).await;
    assert!(
        said.contains("この名前や番号の利用者は、やりとりしたデータの中にいません。")
            && said.contains("この条件に合うデータはありません"),
        "{said}"
    );
    assert_eq!(rows(&site, &path).await, 0);
}

#[tokio::test]
async fn the_message_of_an_unread_bundle_is_neither_shown_nor_found() {
    let (_dir, filled, site) = filled_site().await;
    let unread = filled::unopened(&filled.world, CARE).remove(0).id;
    let path = search(&site, "/inbox", &[("words", "報告書を ＰＤＦで")]).await;
    assert_eq!(rows(&site, &path).await, 0);
    let said = site.main("/inbox").await;
    assert!(said.contains("あり（開くと読めます）") && !said.contains("PDF で添えました"));
    // Its file is, for the list names it.
    let by_file = search(
        &site,
        "/inbox",
        &[("words", "upjsk_202612"), ("show", "unread")],
    )
    .await;
    assert_eq!(rows(&site, &by_file).await, 1);

    let office = filled.world.office(CARE);
    office
        .store(|store| open_inbox_bundle(store, unread, NOW))
        .unwrap();
    assert_eq!(rows(&site, &path).await, 1);
    let said = site.main("/inbox").await;
    assert!(said.contains("報告書を PDF で添えました。"), "{said}");
}

#[tokio::test]
async fn conditions_combine_and_are_taken_away_one_by_one() {
    let (_dir, filled, site) = filled_site().await;
    let partner = &filled.month.offices[filled.month.offices.len() - 4 + 1];
    let fields = [
        ("show", "opened"),
        ("month", "202612"),
        ("listed", "202612"),
        ("kind", "ticket"),
        ("partner", partner.name.as_str()),
        ("words", "12月分の計画"),
    ];
    let path = search(&site, "/sent", &fields).await;
    let number = &partner.number;
    assert!(
        path.starts_with(&format!(
            "/sent?show=opened&partner={number}&month=202612&listed=202612&kind=ticket&words="
        )),
        "{path}"
    );
    let html = site.page(&path).await;
    let said = main_part(&html);
    for held in [
        "状態 開封済 外す",
        &format!("宛先 {} {number} 外す", partner.name),
        "何月分 令和8年12月分 外す",
        "送信した月 令和8年12月分 外す",
        "種別 予定 外す",
        "言葉 12月分の計画 外す",
        "条件をすべて外す",
    ] {
        let found = said.replace('\n', " ").contains(held);
        assert!(found, "{held} is not in {said}");
    }
    // Each link leads to the list without its condition.
    let without: Vec<String> = links(&html, "/sent?")
        .into_iter()
        .filter(|link| link.matches('=').count() == 5)
        .collect();
    assert_eq!(without.len(), 6, "{without:?}");
    for link in &without {
        site.page(link).await;
    }
    // The form shows what holds.
    for chosen in ["opened", "202612", "ticket"] {
        assert!(html.contains(&format!("<option value=\"{chosen}\" selected>")));
    }
    assert!(html.contains("<details class=\"reveal\" open>"));
}

#[tokio::test]
async fn a_partner_is_found_by_a_part_of_name_or_number() {
    let (_dir, filled, site) = filled_site().await;
    let partner = filled
        .month
        .offices
        .iter()
        .find(|office| office.number == "1370300021")
        .unwrap();
    let both = format!("{} {}", partner.name, partner.number);
    for typed in [
        partner.name.as_str(),
        "300021",
        "１３７０３０００２１",
        &both,
    ] {
        let path = search(&site, "/inbox", &[("partner", typed)]).await;
        assert_eq!(path, "/inbox?partner=1370300021", "{typed}");
    }
    let path = search(&site, "/inbox", &[("partner", "137")]).await;
    assert!(path.starts_with("/inbox?which="), "{path}");
    let html = site.page(&path).await;
    assert!(main_part(&html).contains("どの事業所ですか。"));
    assert!(links(&html, "/inbox?partner=").contains(&"/inbox?partner=1370300021".to_owned()));
    let path = search(&site, "/inbox", &[("partner", "存在しない事業所")]).await;
    let said = site.main(&path).await;
    assert!(
        said.contains("「存在しない事業所」に当てはまる連携先はありません。"),
        "{said}"
    );
}

#[tokio::test]
async fn what_no_form_makes_narrows_nothing_and_old_keys_say_so() {
    let (_dir, _filled, site) = filled_site().await;
    let all = rows(&site, "/inbox").await;
    for odd in [
        "show=draft",
        "month=202613",
        "month=%E5%8D%81",
        "listed=20261",
        "kind=x",
        "partner=1",
        "after=x",
    ] {
        assert_eq!(rows(&site, &format!("/inbox?{odd}")).await, all, "{odd}");
    }
    let said = site
        .main("/inbox?client=00112233445566778899aabbccddeeff")
        .await;
    assert!(
        said.contains("入れた言葉は、時間がたったので消しました。もう一度入れてください。"),
        "{said}"
    );
    let said = site.in_english().main("/sent?words=0").await;
    assert!(said.contains("What was typed is no longer kept."), "{said}");
}
