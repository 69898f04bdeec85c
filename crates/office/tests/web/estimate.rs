//! 効果の試算: the numbers of the address are those of the page, and what is no number changes nothing.

use crate::filled;
use crate::site::{NOW, Site, main_part};

async fn page(site: &Site, query: &str) -> String {
    let response = site.ask(&format!("/estimate{query}")).send().await.unwrap();
    assert_eq!(response.status(), 200, "{query}");
    main_part(&response.text().await.unwrap())
}

#[tokio::test]
async fn an_office_calculates_with_its_own_numbers() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;

    let first = page(&site, "").await;
    assert!(first.contains("まだ変わりません"), "{first}");
    let asked = page(
        &site,
        "?clients=84&partners=89&covered=45&managers=4&wage=1800&fee=0",
    )
    .await;
    // 210 exchanges of 325 yen and 10 minutes; see the test of the formula.
    for words in [
        "1年で 382,584円（46%）少なくなります",
        "月に 210件",
        "68,250円",
        "35.0時間",
        "介護支援専門員1人あたり、月に 4.1時間 減ります。",
        "46事業所",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    let fee = page(&site, "?clients=84&partners=89&covered=1&fee=1750").await;
    assert!(fee.contains("多くかかります"), "{fee}");
    assert!(fee.contains("3事業所とデータでやりとりすると"), "{fee}");

    let usual = page(&site, "?clients=-1&wage=abc&per_client=NaN&minutes0=9999999999999999999&partners=10001").await;
    assert_eq!(usual, first);
}
