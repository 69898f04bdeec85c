//! 連携先: the list, the question about a certificate that changed, looking up a number.

use protocol::UtcSeconds;
use protocol::message::{ListedOffice, OfficePage};
use tsunagu_office::keys::read_keys;
use tsunagu_office::outbox::{queue_draft, read_outbox_bundle, seal_waiting};
use tsunagu_office::partners;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, between, location};

#[tokio::test]
async fn partners_are_named_with_their_last_exchange() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let said = site.main("/partners").await;
    let offices = &filled.month.offices;
    let known = &offices[offices.len() - 2];
    assert!(
        said.contains(&known.name) && said.contains(&known.number),
        "{said}"
    );
    assert!(
        said.contains("確認済み") && said.contains("未登録"),
        "{said}"
    );
    assert!(said.contains("今月の送り先"), "{said}");
    let said = site.in_english().main("/partners").await;
    assert!(
        said.contains("receivers of this month use the hub"),
        "{said}"
    );
}

#[tokio::test]
async fn looking_up_leaves_a_question_that_the_next_contact_answers() {
    let dir = filled::folder();
    let mut filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let wrong = site.form("/partners/ask", &[("number", "12345")]).await;
    assert_eq!(location(&wrong), "/partners?wrong=1");
    let asked = site
        .form("/partners/ask", &[("number", "1399999999")])
        .await;
    assert_eq!(location(&asked), "/partners?asked=1399999999");
    let said = site.main(location(&asked)).await;
    assert!(said.contains("連携基盤に確かめています。"), "{said}");
    filled.world.collect(NOW);
    let said = site.main(location(&asked)).await;
    assert!(said.contains("連携基盤に登録されていません。"), "{said}");
    // Somebody who was only looked up is no partner.
    assert!(!said.contains("\n1399999999\n"), "{said}");
}

#[tokio::test]
async fn a_certificate_that_changed_is_accepted_by_its_fingerprint_only() {
    let dir = filled::folder();
    let mut filled = filled::month(dir.path(), NOW);
    let at = UtcSeconds(NOW.0 - 10);
    // The one that has its tickets and did not open them.
    let partner = filled.month.offices.len() - 2;
    let number = filled.world.change_mailbox(partner, at);
    filled.world.deliver(at);
    let site = Site::start(filled.world.office(CARE)).await;
    let html = site.page("/partners").await;
    assert!(html.contains("証明書が変わった連携先"), "{html}");
    let fingerprint = between(&html, "name=\"fingerprint\" value=\"", "\"").to_owned();
    let accept = format!("/partners/{number}/accept");
    let other = "0".repeat(64);
    let refused = site.form(&accept, &[("fingerprint", &other)]).await;
    assert_eq!(location(&refused), "/partners?failed=1");
    assert!(html.contains("href=\"/partners?later=1\""), "{html}");
    let said = site.main("/partners?later=1").await;
    assert!(
        said.contains("承認していません。この事業所への送信は待ちます。"),
        "{said}"
    );
    let accepted = site.form(&accept, &[("fingerprint", &fingerprint)]).await;
    let back = format!("/partners?accepted={number}");
    assert_eq!(location(&accepted), back);
    let said = site.main(&back).await;
    assert!(
        said.contains("新しい証明書を承認しました。") && !said.contains("証明書が変わった"),
        "{said}"
    );
    // What was sealed for the certificate before cannot be opened there, and only this office can help.
    let html = site.page(&back).await;
    let list = format!("/sent?show=unopened&#38;partner={number}");
    assert!(html.contains(&list), "{html}");
    assert!(said.contains("まだ開かれていないデータが"), "{said}");
    let history = site.main("/settings/history").await;
    assert!(history.contains("連携先の証明書の確認"), "{history}");
    let pinned = filled
        .world
        .office(CARE)
        .store(|store| partners::find_partner(store, number));
    let pinned = pinned.unwrap().unwrap().pinned.unwrap();
    assert_eq!(pinned.fingerprint.to_string(), fingerprint);
}

#[tokio::test]
async fn a_search_shows_names_with_numbers_and_choosing_one_asks_for_its_certificate() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let site = Site::start(office).await;
    let nothing = [("text", " "), ("area", ""), ("service", "")];
    let nothing = site.form("/partners/search", &nothing).await;
    assert_eq!(location(&nothing), "/partners?wrong=1");
    for wrong in [("area", "99"), ("service", "zzz")] {
        let answer = site.form("/partners/search", &[("text", "x"), wrong]).await;
        assert_eq!(answer.status(), 400, "{wrong:?}");
    }
    // Nobody answers here, so the form gives up waiting and the page offers to look again.
    let fields = [("text", "もみじ"), ("area", "13"), ("service", "11")];
    let asked = site.form("/partners/search", &fields).await;
    let path = location(&asked).split('#').next().unwrap().to_owned();
    let said = site.main(&path).await;
    assert!(said.contains("連携基盤に確かめています。"), "{said}");
    let page = OfficePage {
        offices: vec![ListedOffice {
            number: "1370300021".parse().unwrap(),
            name: "もみじ訪問介護".to_owned(),
            services: vec!["11".parse().unwrap()],
        }],
        next: Some("more".to_owned()),
    };
    let number: i64 = path.rsplit('=').next().unwrap().parse().unwrap();
    office
        .store(|store| partners::answer_search(store, number, Ok(page), NOW))
        .unwrap();
    let html = site.page(&path).await;
    let said = crate::site::main_part(&html);
    assert!(
        said.contains("もみじ訪問介護\n1370300021") || said.contains("もみじ訪問介護 1370300021"),
        "{said}"
    );
    assert!(
        said.contains("続きを見る") && said.contains("訪問介護"),
        "{said}"
    );
    assert!(html.contains("name=\"after\" value=\"more\""));
    let chosen = site
        .form("/partners/ask", &[("number", "1370300021")])
        .await;
    assert_eq!(location(&chosen), "/partners?asked=1370300021");
    let failed = site.form("/partners/search", &fields).await;
    let path = location(&failed).split('#').next().unwrap().to_owned();
    let number: i64 = path.rsplit('=').next().unwrap().parse().unwrap();
    let unreachable = Err(tsunagu_office::hub_client::HubError::Unreachable);
    office
        .store(|store| partners::answer_search(store, number, unreachable, NOW))
        .unwrap();
    let said = site.in_english().main(&path).await;
    assert!(
        said.contains("OFF-401") && said.contains("Prefecture"),
        "{said}"
    );
}

#[tokio::test]
async fn what_waits_for_a_certificate_leads_to_the_page_where_it_is_accepted() {
    let dir = filled::folder();
    let mut filled = filled::month(dir.path(), NOW);
    let id = filled.draft;
    let office = filled.world.office(CARE).clone();
    let draft = office.store(|store| read_outbox_bundle(store, id).unwrap().unwrap());
    let to = draft.row.partner.number.to_string();
    let offices = filled.month.offices.iter();
    let index = offices
        .map(|office| &office.number)
        .position(|number| *number == to);
    let at = UtcSeconds(NOW.0 - 10);
    filled.world.change_mailbox(index.unwrap(), at);
    filled.world.deliver(at);
    let keys = read_keys(office.dir()).unwrap();
    office.store(|store| {
        queue_draft(store, id, NOW).unwrap();
        seal_waiting(store, &keys, NOW).unwrap();
    });
    let site = Site::start(&office).await;
    let html = site.page(&format!("/sent/{id}")).await;
    assert!(html.contains("OFF-202"), "{html}");
    let button = "<a class=\"button\" href=\"/partners\">";
    assert!(
        html.contains(button) && html.contains("「連携先」の画面を開き"),
        "{html}"
    );
}
