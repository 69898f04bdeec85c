//! 設定 → 端末: the list, one terminal, the code for a further one, the recovery sheet.

use protocol::joining::{Nonce, joining_commitment};
use protocol::message::{TerminalEntry, TerminalJoining, TerminalList};
use protocol::{DeviceId, KeyPair, OfficeNumber, Role, UtcMillis};
use reqwest::StatusCode;
use tsunagu_office::Office;
use tsunagu_office::inbox::{InboxFilter, ReceivedState, list_inbox};
use tsunagu_office::keys::read_keys;
use tsunagu_office::page::PageRequest;
use tsunagu_office::terminals::{Joining, learn_terminals, list_terminals};

use crate::filled;
use crate::site::{NOW, Site, location};
use crate::world::World;

struct Scene {
    _dir: tempfile::TempDir,
    world: World,
    site: Site,
    new: TerminalEntry,
}

/// An office with one terminal, and a second one that asks to join.
async fn scene() -> Scene {
    let dir = crate::filled::folder();
    let mut world = World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    let office: OfficeNumber = "1370200015".parse().unwrap();
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "office").unwrap();
    let id = DeviceId::new(UtcMillis(5), [5; 10]);
    let pem = world
        .authority()
        .issue_device(&request, office, id, NOW)
        .unwrap();
    let device = key.into_identity(&pem).unwrap();
    let nonce = Nonce::from_bytes([9; 32]);
    let new = TerminalEntry {
        id,
        name: "事務室".to_owned(),
        enrolled_at: NOW,
        seen_at: None,
        certificate: pem,
        joining: Some(TerminalJoining {
            commitment: Some(joining_commitment(office, device.certificate_der(), nonce)),
            offer: None,
            nonce: None,
        }),
    };
    learn(world.office(0), Some(&new));
    Scene {
        _dir: dir,
        world,
        site,
        new,
    }
}

/// What the hub lists.
fn learn(office: &Office, new: Option<&TerminalEntry>) {
    let keys = read_keys(office.dir()).unwrap();
    let own = TerminalEntry {
        id: office.device(),
        name: "受付".to_owned(),
        enrolled_at: NOW,
        seen_at: Some(NOW),
        certificate: keys.device.certificate_pem(),
        joining: None,
    };
    let list = TerminalList {
        terminals: [own].into_iter().chain(new.cloned()).collect(),
    };
    office
        .store(|store| learn_terminals(store, &keys, &list, NOW))
        .unwrap();
}

#[tokio::test]
async fn the_list_names_every_terminal_and_what_it_waits_for() {
    let scene = scene().await;
    let said = scene.site.main("/settings/terminals").await;
    for words in [
        "受付",
        "いま使っている端末",
        "事務室",
        "承認を待っています",
        "登録コードを作る",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = scene.site.main("/settings").await;
    assert!(said.contains("承認待ち 1台"), "{said}");
    let said = scene.site.in_english().main("/settings/terminals").await;
    assert!(said.contains("Waits for approval"), "{said}");
}

#[tokio::test]
async fn digits_are_asked_for_and_nothing_is_approved_without_them() {
    let scene = scene().await;
    let page = format!("/settings/terminals/{}", scene.new.id);
    let said = scene.site.main(&page).await;
    assert!(said.contains("数字を表示する"), "{said}");
    let response = scene.site.form(&format!("{page}/check"), &[]).await;
    assert_eq!(location(&response), page);
    let said = scene.site.main(&page).await;
    assert!(said.contains("新しい端末の返事を待っています"), "{said}");

    // Nothing is approved without digits that both have.
    let digits = [("digits", "000000")];
    let response = scene.site.form(&format!("{page}/approve"), &digits).await;
    assert_eq!(location(&response), format!("{page}?again=1"));
    let said = scene.site.main(&format!("{page}?again=1")).await;
    assert!(said.contains("もう一度比べてください"), "{said}");
    let terminals = scene.world.office(0).store(list_terminals).unwrap();
    assert_eq!(terminals[1].joining, Some(Joining::Begun));
}

#[tokio::test]
async fn a_terminal_is_renamed_and_removed() {
    let scene = scene().await;
    let office = scene.world.office(0);
    let page = format!("/settings/terminals/{}", scene.new.id);
    let response = scene
        .site
        .form(&format!("{page}/rename"), &[("name", " ")])
        .await;
    assert_eq!(location(&response), format!("{page}?name=1"));
    let response = scene
        .site
        .form(&format!("{page}/rename"), &[("name", "相談室")])
        .await;
    assert_eq!(location(&response), "/settings/terminals?renamed=1");
    let response = scene.site.form(&format!("{page}/remove"), &[]).await;
    assert_eq!(location(&response), "/settings/terminals?removed=1");
    let said = scene.site.main(location(&response)).await;
    assert!(
        said.contains("相談室") && said.contains("外しています"),
        "{said}"
    );
    // The history knows a terminal from a bundle, also when its name is gone.
    let history = async || scene.site.main("/settings/history").await;
    let said = history().await;
    assert!(
        said.contains("端末を外した\n端末「相談室」") && !said.contains("送信したデータ"),
        "{said}"
    );
    learn(office, None);
    let said = history().await;
    assert!(
        said.contains("端末を外した\n端末\n") && !said.contains("送信したデータ"),
        "{said}"
    );
    // Its own machine is removed elsewhere.
    let own = format!("/settings/terminals/{}", office.device());
    let said = scene.site.main(&own).await;
    assert!(
        said.contains("いま使っている端末は、ほかの端末から外します。"),
        "{said}"
    );
    let response = scene.site.form(&format!("{own}/remove"), &[]).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let unknown = scene
        .site
        .response("/settings/terminals/00000000-0000-7000-8000-000000000000")
        .await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_recovery_sheet_shows_its_code_once() {
    let scene = scene().await;
    // Another terminal, or this one before it was restored, may have made the sheet that counts.
    let said = scene.site.main("/settings/terminals").await;
    let effect = "事業所のほかの復旧シートは使えなくなります。";
    assert!(
        said.contains("この端末では、まだ作っていません") && said.contains(effect),
        "{said}"
    );
    let response = scene.site.form("/settings/terminals/sheet", &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    let html = response.text().await.unwrap();
    let code = html
        .split_once("typed-code number\">")
        .and_then(|(_, rest)| rest.split_once('<'))
        .unwrap()
        .0;
    assert!(
        code.parse::<protocol::recovery::RecoveryCode>().is_ok(),
        "{code}"
    );
    let list = scene.site.page("/settings/terminals").await;
    assert!(!list.contains(code));
    assert!(
        list.contains("まだ使えません"),
        "the hub has not got its part"
    );
    let response = scene.site.form("/settings/terminals/code", &[]).await;
    assert_eq!(location(&response), "/settings/terminals#add");
    let said = scene.site.main("/settings/terminals").await;
    assert!(said.contains("登録コードを作っています"), "{said}");
}

#[tokio::test]
async fn who_opened_a_bundle_is_the_terminal_by_its_name() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(filled::CARE);
    let filter = InboxFilter {
        state: Some(ReceivedState::Opened),
        ..InboxFilter::default()
    };
    let first = PageRequest::first(1);
    let opened = office.store(|store| list_inbox(store, &filter, &first).unwrap().rows[0].id);
    let page = format!("/inbox/{opened}");
    let site = Site::start(office).await;
    let named = "端末「受付」";
    assert!(!site.main(&page).await.contains(named));
    learn(office, None);
    let said = site.main(&page).await;
    assert!(said.contains(named), "{said}");
}
