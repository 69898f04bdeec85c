//! ヘルプ: searching by code and by word, and the guide, in both languages.

use crate::filled;
use crate::site::{NOW, Site};

#[tokio::test]
async fn codes_and_words_are_found() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    let said = site.main("/help").await;
    assert!(
        said.contains("キーボードでの使い方") && said.contains("説明書を開く"),
        "{said}"
    );
    let said = site.main("/help?q=off-701").await;
    assert!(
        said.contains("「off-701」について 1件\nOFF-701\nこの端末"),
        "{said}"
    );
    let said = site.main("/help?q=T06-C15").await;
    assert!(
        said.contains("検査の指摘") && said.contains("正しい例"),
        "{said}"
    );
    let said = site.main("/help?q=HUB-102").await;
    assert!(said.contains("HUB-102\n連携基盤"), "{said}");
    let said = site.main("/help?q=%3Cscript%3E").await;
    assert!(said.contains("「<script>」は見つかりません"), "{said}");
    let said = site.in_english().main("/help?q=certificate").await;
    assert!(said.contains("OFF-202\nThis terminal"), "{said}");
}

#[tokio::test]
async fn the_guide_is_in_the_language_of_the_visitor_and_shows_the_other() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    let html = site.page("/guide/tanmatsu").await;
    assert!(
        html.contains("<article class=\"section guide\" lang=\"ja\">")
            && html.contains("2台目を加える"),
        "{html}"
    );
    assert!(html.contains("この説明を英語で読む"), "{html}");
    // The links of the other text stay in it, and the switch of language leads to the page itself.
    let html = site.page("/guide/tanmatsu?in=en").await;
    assert!(
        html.contains("lang=\"en\">") && html.contains("Add a second one"),
        "{html}"
    );
    assert!(html.contains("href=\"/guide/README?in=en\""), "{html}");
    assert!(
        html.contains("name=\"back\" value=\"/guide/tanmatsu\""),
        "{html}"
    );
    assert!(
        html.contains("src=\"/guide/images/terminals-code.png\""),
        "{html}"
    );
    let english = site.in_english();
    let html = english.page("/guide/tanmatsu").await;
    assert!(
        html.contains("Add a second one") && html.contains("href=\"/guide/tanmatsu?in=ja\""),
        "{html}"
    );
    let said = english.main("/guide/README").await;
    assert!(said.contains("How to use Tsunagu"), "{said}");
}

#[tokio::test]
async fn every_page_leads_to_its_guide_in_one_step() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    for (page, guide) in [
        ("/", "hajimeni"),
        ("/sent", "soushinzumi"),
        ("/settings/licence", "riyou"),
        ("/settings/mail", "shirase"),
        ("/settings/offices", "jigyousho"),
        ("/help", "komatta"),
    ] {
        let html = site.page(page).await;
        let link = format!("href=\"/guide/{guide}\">この画面の使い方</a>");
        assert!(html.contains(&link), "{page}: {html}");
    }
    let html = site.page("/guide/okuru").await;
    assert!(!html.contains("この画面の使い方</a>"), "{html}");
}
