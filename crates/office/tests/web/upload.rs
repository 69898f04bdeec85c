//! Putting files in: what becomes of them, what is refused with which words, and
//! the limits.

use expect_test::expect_file;
use reqwest::multipart::{Form, Part};
use reqwest::{Response, StatusCode};
use samples::Batch;
use tsunagu_office::drafts::list_drafts;
use tsunagu_office::outbox::read_outbox_file;
use tsunagu_office::page::PageRequest;
use tsunagu_office::partners::partners_to_ask;

use crate::filled::{self, CARE, Files, Filled};
use crate::site::{NOW, Site, location, main_part};

/// A form as the page makes it: the token first, the pressed button last.
struct Upload {
    token: String,
    files: Files,
    fields: Vec<(&'static str, String)>,
}

impl Upload {
    async fn new(site: &Site, files: &[(String, Vec<u8>)], then: &str) -> Upload {
        Upload {
            token: site.token().await,
            files: files.to_vec(),
            fields: vec![("then", then.to_owned())],
        }
    }

    fn with(mut self, name: &'static str, value: &str) -> Upload {
        self.fields.insert(0, (name, value.to_owned()));
        self
    }

    async fn send(self, site: &Site) -> Response {
        let mut form = Form::new().text("token", self.token);
        if self.files.is_empty() {
            form = form.part("file", Part::bytes(Vec::new()).file_name(""));
        }
        for (name, bytes) in self.files {
            form = form.part("file", Part::bytes(bytes).file_name(name));
        }
        for (name, value) in self.fields {
            form = form.text(name, value);
        }
        let request = site
            .client
            .post(site.url("/new"))
            .header("origin", format!("http://{}", site.address));
        request.multipart(form).send().await.unwrap()
    }
}

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

/// The plan files that are neither sent nor among the drafts.
fn fresh(filled: &Filled) -> Files {
    let (_, rest) = filled::split_by_address(&filled::files(&filled.month, CARE, Batch::Plan));
    filled::split_by_address(&rest).1
}

#[tokio::test]
async fn a_pile_of_files_becomes_drafts_by_address() {
    let (_dir, filled, site) = filled_site().await;
    let files = fresh(&filled);
    let upload = Upload::new(&site, &files, "draft")
        .await
        .with("message", "一行目\r\n二行目");
    let response = upload.send(&site).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let sets = files.len() / 4;
    assert_eq!(location(&response), format!("/drafts?saved={sets}"));
    let said = site.main(location(&response)).await;
    assert!(said.starts_with(&format!("下書き\nまだ送っていないデータです。中身を確かめてから送れます。\n新規作成\n{sets}件を下書きに保存しました。")), "{said}");

    let office = filled.world.office(CARE);
    let drafts = office
        .store(|store| list_drafts(store, &PageRequest::first(50)))
        .unwrap()
        .rows;
    assert_eq!(drafts.len(), sets + 1);
    let mut stored = Vec::new();
    for draft in drafts.iter().filter(|draft| draft.id != filled.draft) {
        assert_eq!(draft.message_start, "一行目");
        for (name, _) in &files {
            let bytes = office
                .store(|store| read_outbox_file(store, draft.id, name))
                .unwrap();
            stored.extend(bytes.map(|bytes| (name.clone(), bytes)));
        }
    }
    stored.sort();
    let mut expected = files.clone();
    expected.sort();
    assert_eq!(stored, expected);
}

/// Makes the first item of the second record something that is no number.
fn spoil_first_digit_of_line_2(bytes: &mut [u8]) {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let digit = bytes[line..].iter().position(u8::is_ascii_digit).unwrap();
    bytes[line + digit] = b'X';
}

#[tokio::test]
async fn findings_are_shown_at_the_file_and_the_rest_can_be_sent() {
    let (_dir, filled, site) = filled_site().await;
    let good = fresh(&filled);
    let (mut bad, _) = filled::split_by_address(&filled::files(&filled.month, CARE, Batch::Ticket));
    for (name, bytes) in &mut bad {
        // Another stamp, or the set would count as sent before.
        *name = format!(
            "{}20261127120000.CSV",
            &name[..name.len() - "20261125101800.CSV".len()]
        );
        if name.starts_with("UPPLAN") {
            spoil_first_digit_of_line_2(bytes);
        }
    }
    let mut files = good.clone();
    files.extend(bad.clone());
    files.push(("program.exe".to_owned(), b"MZ\x90\0\x03".to_vec()));
    let upload = Upload::new(&site, &files, "confirm").await;
    let response = upload.send(&site).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let path = location(&response).to_owned();
    assert!(path.starts_with("/confirm?upload="));
    let said = site.main(&path).await;
    for words in [
        "送信できます 2件",
        "送信できません 2件",
        "EXE program.exe\nエラーこの種類のファイルは添付できません。",
        "サービス利用票（第6表）予定 UPPLAN_202612_1370200015_43_1370300021_11_20261127120000.CSV\nエラー",
        "\nサービス利用票（第6表）予定 2行目 項目1",
        "\n入っている値\nX",
        "\nT06-C01\n",
        "送信する（2件）",
    ] {
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
    // Loading the page again puts nothing in again.
    assert_eq!(site.main(&path).await, said);
    let english = site.in_english();
    let said = english.main(&path).await;
    for words in [
        "Ready: 2",
        "Not ready: 2",
        "line 2 item 1",
        "\nT06-C01\n",
        "Send (2 bundles)",
    ] {
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
}

#[tokio::test]
async fn what_was_sent_before_is_held_back_unless_asked_for() {
    let (_dir, filled, site) = filled_site().await;
    let (first, _) = filled::split_by_address(&filled::files(&filled.month, CARE, Batch::Ticket));
    let response = Upload::new(&site, &first, "draft").await.send(&site).await;
    let said = site.main(location(&response)).await;
    expect_file!["said/confirm-duplicate-ja.txt"].assert_eq(&format!("{said}\n"));
    let again = Upload::new(&site, &first, "draft")
        .await
        .with("again", "yes");
    let response = again.send(&site).await;
    assert_eq!(location(&response), "/drafts?saved=1");
}

#[tokio::test]
async fn a_document_alone_goes_to_the_chosen_address() {
    let (_dir, filled, site) = filled_site().await;
    let document = [("お知らせ.pdf".to_owned(), filled::pdf())];
    let response = Upload::new(&site, &document, "confirm")
        .await
        .send(&site)
        .await;
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("添付ファイルの宛先が決まりません。"),
        "{said}"
    );

    let upload = Upload::new(&site, &document, "confirm")
        .await
        .with("to", "1370300021-11");
    let response = upload.send(&site).await;
    let said = site.main(location(&response)).await;
    let name = &filled.month.offices[2].name;
    assert!(
        said.contains(&format!("{name} 1370300021 訪問介護")),
        "{said}"
    );
    assert!(said.contains("お知らせ.pdf"), "{said}");

    let upload = Upload::new(&site, &document, "confirm")
        .await
        .with("to", "nonsense");
    assert_eq!(upload.send(&site).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn nothing_chosen_and_long_messages_are_said_on_the_form() {
    let (_dir, filled, site) = filled_site().await;
    let upload = Upload::new(&site, &[], "confirm")
        .await
        .with("message", "書きかけの文");
    let response = upload.send(&site).await;
    assert_eq!(response.status(), StatusCode::OK);
    let html = response.text().await.unwrap();
    let said = main_part(&html);
    assert!(said.contains("ファイルが選ばれていません。"), "{said}");
    assert!(
        said.contains("書きかけの文"),
        "what was written is kept: {said}"
    );

    let long = "あ".repeat(4_001);
    let upload = Upload::new(&site, &fresh(&filled), "confirm")
        .await
        .with("message", &long);
    let said = main_part(&upload.send(&site).await.text().await.unwrap());
    assert!(said.contains("メッセージは4,000文字までです。"), "{said}");
}

#[tokio::test]
async fn a_form_with_files_needs_the_token_first() {
    let (_dir, filled, site) = filled_site().await;
    let mut upload = Upload::new(&site, &fresh(&filled), "draft").await;
    upload.token = "0".repeat(64);
    let response = upload.send(&site).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(main_part(&response.text().await.unwrap()).contains("画面が古くなっています"));
    let late = Form::new()
        .part("file", Part::bytes(filled::pdf()).file_name("a.pdf"))
        .text("token", site.token().await);
    let request = site
        .client
        .post(site.url("/new"))
        .header("origin", format!("http://{}", site.address));
    let response = request.multipart(late).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let office = filled.world.office(CARE);
    let drafts = office
        .store(|store| list_drafts(store, &PageRequest::first(50)))
        .unwrap()
        .rows;
    assert_eq!(drafts.len(), 1, "nothing was put in");
}

/// The answer arrives although the rest of the request was not wanted.
#[tokio::test]
async fn too_much_at_once_is_refused_with_a_page() {
    let (_dir, filled, site) = filled_site().await;
    let large: Files = (0..3)
        .map(|number| (format!("{number}.pdf"), vec![0; 50 << 20]))
        .collect();
    let response = Upload::new(&site, &large, "draft").await.send(&site).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(main_part(&response.text().await.unwrap()).contains("一度に入れる量が多すぎます"));
    let many: Files = (0..601)
        .map(|number| (format!("{number}.pdf"), filled::pdf()))
        .collect();
    let response = Upload::new(&site, &many, "draft").await.send(&site).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let office = filled.world.office(CARE);
    let drafts = office
        .store(|store| list_drafts(store, &PageRequest::first(50)))
        .unwrap()
        .rows;
    assert_eq!(drafts.len(), 1, "nothing was put in");
}

/// Before anything is sent: so that the draft can call its receiver by name.
#[tokio::test]
async fn the_directory_is_to_be_asked_about_the_receivers_of_drafts() {
    let dir = filled::folder();
    let month = filled::sample();
    let mut world = crate::world::World::new(dir.path(), NOW);
    let own = &month.offices[CARE];
    let services: Vec<&str> = own.services.iter().map(String::as_str).collect();
    world.enrol(&own.number, &own.name, &services, NOW);
    let site = Site::start(world.office(CARE)).await;
    let to_ask = || {
        world
            .office(CARE)
            .store(|store| partners_to_ask(store, NOW))
            .unwrap()
    };
    assert_eq!(to_ask(), []);
    let files = filled::files(&month, CARE, Batch::Plan);
    Upload::new(&site, &files, "draft").await.send(&site).await;
    let mut receivers: Vec<_> = files
        .iter()
        .map(|(name, _)| standard::FileName::parse(name).unwrap().to.office)
        .map(|number| number.to_string().parse().unwrap())
        .collect();
    receivers.sort();
    receivers.dedup();
    assert_eq!(to_ask(), receivers);
}
