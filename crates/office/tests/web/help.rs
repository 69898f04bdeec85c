//! ヘルプ: searching by code and by word, in both languages.

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
    let said = site.main("/guide/README").await;
    assert!(
        said.contains("つなぐの使い方") && said.contains("端末を増やす"),
        "{said}"
    );
    let said = site.main("/guide/tanmatsu").await;
    assert!(said.contains("2台目を加える"), "{said}");
    let said = site.main("/guide/en").await;
    assert!(said.contains("Further terminals."), "{said}");
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
