//! Putting files together: what becomes of them, what stays with which words, what is
//! sent, and the limits. The forms are those that a browser without script sends.

mod edits;

use expect_test::expect_file;
use reqwest::multipart::{Form, Part};
use reqwest::{Response, StatusCode};
use samples::Batch;
use tsunagu_office::drafts::list_drafts;
use tsunagu_office::outbox::read_outbox_file;
use tsunagu_office::page::PageRequest;
use tsunagu_office::partners::partners_to_ask;

use crate::filled::{self, CARE, Files, Filled};
use crate::site::{NOW, Site, between, location, main_part};

/// A form as the page makes it: the token first, the pressed button last.
struct Upload {
    token: String,
    files: Vec<(String, String, Vec<u8>)>,
    fields: Vec<(String, String)>,
}

impl Upload {
    async fn new(site: &Site) -> Upload {
        Upload {
            token: site.token().await,
            files: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// The form of a page of 新規作成 as it stands: words, places, check marks.
    async fn of_page(site: &Site, path: &str) -> Upload {
        let html = site.page(path).await;
        let form = between(&html, "id=\"compose\"", "</form>");
        let mut upload = Upload::new(site).await;
        upload = upload.with("version", between(form, "name=\"version\" value=\"", "\""));
        for field in form.split("name=\"send\" value=\"").skip(1) {
            upload = upload.with("send", field.split_once('"').unwrap().0);
        }
        let message = between(form, "<textarea id=\"message\"", "</textarea>");
        let message = message.split_once('>').unwrap().1.to_owned();
        if form.contains("value=\"yes\" checked") {
            upload = upload.with("again", "yes");
        }
        upload.with("message", &message)
    }

    fn with(mut self, name: &str, value: &str) -> Upload {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str, part: &str) -> Upload {
        self.fields
            .retain(|(known, value)| known != name || !value.contains(part));
        self
    }

    fn files(mut self, field: &str, files: &[(String, Vec<u8>)]) -> Upload {
        let files = files.iter().cloned();
        self.files
            .extend(files.map(|(name, bytes)| (field.to_owned(), name, bytes)));
        self
    }

    async fn send(self, site: &Site, path: &str, button: &str) -> Response {
        let mut form = Form::new().text("token", self.token);
        if self.files.is_empty() {
            form = form.part("file", Part::bytes(Vec::new()).file_name(""));
        }
        for (field, name, bytes) in self.files {
            form = form.part(field, Part::bytes(bytes).file_name(name));
        }
        for (name, value) in self.fields {
            form = form.text(name, value);
        }
        form = form.text("do", button.to_owned());
        let request = site
            .client
            .post(site.url(path))
            .header("origin", format!("http://{}", site.address));
        request.multipart(form).send().await.unwrap()
    }
}

/// Puts files in as the first ones; the path of the pile.
async fn begin(site: &Site, files: &[(String, Vec<u8>)]) -> String {
    let upload = Upload::new(site).await.files("file", files);
    let response = upload.send(site, "/new", "add").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let place = location(&response);
    place
        .split_once('?')
        .map_or(place, |(path, _)| path)
        .to_owned()
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

fn drafts(filled: &Filled) -> Vec<tsunagu_office::outbox::OutboxRow> {
    let office = filled.world.office(CARE);
    let page = office.store(|store| list_drafts(store, &PageRequest::first(100)));
    page.unwrap().rows
}

/// The deletion of one month's plan: the smallest set of the standard.
fn deletion(to: &str, stamp: &str) -> (String, Vec<u8>) {
    (
        format!("DLTPLAN_202612_1370200015_43_{to}_11_{stamp}.CSV"),
        b"202407,131001,0000000001,202612\r\n".to_vec(),
    )
}

#[tokio::test]
async fn a_pile_of_files_becomes_drafts_by_address() {
    let (_dir, filled, site) = filled_site().await;
    let files = fresh(&filled);
    let upload = Upload::new(&site)
        .await
        .files("file", &files)
        .with("message", "一行目\r\n二行目");
    let response = upload.send(&site, "/new", "draft").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let sets = files.len() / 4;
    assert_eq!(location(&response), format!("/drafts?saved={sets}"));
    let said = site.main(location(&response)).await;
    assert!(said.starts_with(&format!("下書き\nまだ送っていないデータです。中身を確かめてから送れます。\n新規作成\n{sets}件を下書きに保存しました。")), "{said}");

    let office = filled.world.office(CARE);
    let rows = drafts(&filled);
    assert_eq!(rows.len(), sets + 1);
    let mut stored = Vec::new();
    for draft in rows.iter().filter(|draft| draft.id != filled.draft) {
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

/// The set of tickets for the first partner, with another stamp and one wrong file.
fn bad(filled: &Filled) -> (Files, (String, Vec<u8>)) {
    let tickets = filled::files(&filled.month, CARE, Batch::Ticket);
    let (mut bad, _) = filled::split_by_address(&tickets);
    let mut right = None;
    for (name, bytes) in &mut bad {
        // Another stamp, or the set would count as sent before.
        let stem = &name[..name.len() - "20261125101800.CSV".len()];
        *name = format!("{stem}20261127120000.CSV");
        if name.starts_with("UPPLAN") {
            right = Some((name.clone(), bytes.clone()));
            spoil_first_digit_of_line_2(bytes);
        }
    }
    (bad, right.unwrap())
}

#[tokio::test]
async fn findings_are_at_the_file_the_rest_is_sent_and_the_file_is_replaced() {
    let (_dir, filled, site) = filled_site().await;
    let (bad, right) = bad(&filled);
    let mut files = fresh(&filled);
    files.extend(bad);
    files.push(("program.exe".to_owned(), b"MZ\x90\0\x03".to_vec()));
    let pile = begin(&site, &files).await;
    let said = site.main(&pile).await;
    expect_file!["said/pile-ja.txt"].assert_eq(&format!("{said}\n"));
    // Loading the page again puts nothing in again.
    assert_eq!(site.main(&pile).await, said);
    let english = Site::start(filled.world.office(CARE)).await.in_english();
    let said = english.main(&pile).await;
    expect_file!["said/pile-en.txt"].assert_eq(&format!("{said}\n"));

    let before = drafts(&filled).len();
    let response = Upload::of_page(&site, &pile)
        .await
        .send(&site, &pile, "send")
        .await;
    assert_eq!(location(&response), "/sending/1?kept=4");
    let said = site.main(location(&response)).await;
    assert!(said.contains("送れないファイルが 4個あります。"), "{said}");
    assert!(said.contains("2件中0件"), "{said}");
    let said = site.main("/drafts").await;
    assert!(said.contains("送れなかった残り\nファイル 4個"), "{said}");
    assert_eq!(drafts(&filled).len(), before);

    // The corrected file goes into the place of the wrong one; the program is taken out.
    let html = site.page(&pile).await;
    let (wrong, _) = html.split_once("入れ替えるファイル").unwrap();
    assert!(wrong.contains("UPPLAN_202612"));
    let upplan = html
        .split("<div class=\"file-line\">")
        .find(|row| row.contains("UPPLAN_"));
    let number = between(upplan.unwrap(), "name=\"replace-", "\"").to_owned();
    let exe = html
        .split("<div class=\"file-line\">")
        .find(|row| row.contains("program.exe"));
    let exe = between(exe.unwrap(), "value=\"remove:", "\"").to_owned();
    let upload = Upload::of_page(&site, &pile).await;
    let upload = upload.files(&format!("replace-{number}"), &[right]);
    let response = upload
        .send(&site, &pile, &format!("replace:{number}"))
        .await;
    assert_eq!(location(&response), format!("{pile}?replaced=1"));
    let upload = Upload::of_page(&site, &pile).await;
    let response = upload.send(&site, &pile, &format!("remove:{exe}")).await;
    assert_eq!(location(&response), pile);
    let said = site.main(&pile).await;
    assert!(
        said.contains("送信できます 1件") && !said.contains("送信できません"),
        "{said}"
    );
    let upload = Upload::of_page(&site, &pile).await;
    let response = upload.send(&site, &pile, "draft").await;
    assert_eq!(location(&response), "/drafts?saved=1");
    assert_eq!(site.response(&pile).await.status(), StatusCode::NOT_FOUND);
}

/// 60 files for 20 partners, in portions as the script sends them, one of them wrong.
#[tokio::test]
async fn one_wrong_file_among_sixty_stops_only_its_own_partner() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    let mut files: Files = (0..60)
        .map(|number| {
            let to = format!("13703{:05}", number / 3);
            deletion(&to, &format!("202612080830{:02}", number % 3))
        })
        .collect();
    files[31].1 = b"202407,131001,0000000001,202613\r\n".to_vec();
    let mut pile = String::new();
    for portion in files.chunks(20) {
        let mut upload = Upload::new(&site).await.files("file", portion);
        if !pile.is_empty() {
            upload = upload.with("pile", &pile);
        }
        let response = upload.send(&site, "/new/files", "").await;
        let told: serde_json::Value = response.json().await.unwrap();
        assert_eq!(told["added"], 20);
        pile = told["pile"].to_string();
    }
    let path = format!("/new/{pile}");
    let said = site.main(&path).await;
    assert!(
        said.contains("60個のファイルを読み取り、宛先ごとに 60件に分けました。"),
        "{said}"
    );
    assert!(said.contains("送信できます 59件"), "{said}");
    assert!(said.contains("送信できません 1件"), "{said}");
    assert!(said.contains("送信する（59件）"), "{said}");
    // One partner is left out for now: it stays among the drafts.
    let upload = Upload::of_page(&site, &path)
        .await
        .without("send", "1370300007-11");
    let response = upload.send(&site, &path, "send").await;
    assert_eq!(location(&response), "/sending/1?kept=1");
    let said = site.main("/sending/1").await;
    assert!(said.contains("56件中0件"), "{said}");
    assert!(said.contains("あと30秒で送信します"), "{said}");
    let rows = world
        .office(0)
        .store(|store| list_drafts(store, &PageRequest::first(50)))
        .unwrap()
        .rows;
    let numbers: Vec<_> = rows
        .iter()
        .map(|row| row.partner.number.to_string())
        .collect();
    assert_eq!(numbers, ["1370300007"; 3]);
    // Stopped in time, all of it is there again.
    site.form("/sending/1/stop", &[]).await;
    let rows = world
        .office(0)
        .store(|store| list_drafts(store, &PageRequest::first(100)))
        .unwrap()
        .rows;
    assert_eq!(rows.len(), 59);
}

#[tokio::test]
async fn what_was_sent_before_is_held_back_unless_asked_for() {
    let (_dir, filled, site) = filled_site().await;
    let (first, _) = filled::split_by_address(&filled::files(&filled.month, CARE, Batch::Ticket));
    let pile = begin(&site, &first).await;
    let said = site.main(&pile).await;
    assert!(said.contains("前に送ったファイルと同じです"), "{said}");
    assert!(said.contains("前に送ったもの"), "{said}");
    let upload = Upload::of_page(&site, &pile).await;
    let response = upload.send(&site, &pile, "draft").await;
    assert_eq!(location(&response), format!("{pile}?note=none_ready"));
    let upload = Upload::of_page(&site, &pile).await.with("again", "yes");
    let response = upload.send(&site, &pile, "draft").await;
    assert_eq!(location(&response), "/drafts?saved=1");
}

#[tokio::test]
async fn a_document_alone_goes_to_the_chosen_address() {
    let (_dir, filled, site) = filled_site().await;
    let document = [("お知らせ.pdf".to_owned(), filled::pdf())];
    let pile = begin(&site, &document).await;
    let said = site.main(&pile).await;
    assert!(said.contains("宛先が決まっていません"), "{said}");
    assert!(said.contains("送れるデータがありません。"), "{said}");
    let html = site.page(&pile).await;
    let field = format!("place.{}", between(&html, "name=\"place.", "\""));
    let upload = Upload::of_page(&site, &pile)
        .await
        .with(&field, "1370300021-11");
    upload.send(&site, &pile, "save").await;
    let said = site.main(&pile).await;
    let name = &filled.month.offices[2].name;
    assert!(
        said.contains(&format!("{name} 1370300021 訪問介護")),
        "{said}"
    );
    assert!(said.contains("送信する（1件）"), "{said}");
    let upload = Upload::of_page(&site, &pile).await.with(&field, "nonsense");
    let response = upload.send(&site, &pile, "save").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    // Thrown away, nothing of it is left.
    let upload = Upload::of_page(&site, &pile).await;
    let response = upload.send(&site, &pile, "discard").await;
    assert_eq!(location(&response), "/drafts?thrown=1");
    assert_eq!(site.response(&pile).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_chosen_and_long_messages_are_said_on_the_form() {
    let (_dir, filled, site) = filled_site().await;
    let upload = Upload::new(&site).await.with("message", "書きかけの文");
    let response = upload.send(&site, "/new", "add").await;
    assert_eq!(response.status(), StatusCode::OK);
    let said = main_part(&response.text().await.unwrap());
    assert!(said.contains("ファイルが選ばれていません。"), "{said}");
    assert!(
        said.contains("書きかけの文"),
        "what was written is kept: {said}"
    );

    let long = "あ".repeat(4_001);
    let files = fresh(&filled);
    let upload = Upload::new(&site)
        .await
        .files("file", &files)
        .with("message", &long);
    let response = upload.send(&site, "/new", "add").await;
    let said = main_part(&response.text().await.unwrap());
    assert!(said.contains("メッセージは4,000文字までです。"), "{said}");
    let pile = begin(&site, &files).await;
    let upload = Upload::of_page(&site, &pile).await.without("message", "");
    let response = upload
        .with("message", &long)
        .send(&site, &pile, "send")
        .await;
    let said = main_part(&response.text().await.unwrap());
    assert!(said.contains("メッセージは4,000文字までです。"), "{said}");
    assert!(said.contains(&long), "what was written is kept");
    let nothing = Upload::of_page(&site, &pile).await.without("send", "");
    let response = nothing.send(&site, &pile, "send").await;
    assert_eq!(location(&response), format!("{pile}?note=nothing"));
}

#[tokio::test]
async fn a_form_with_files_needs_the_token_first() {
    let (_dir, filled, site) = filled_site().await;
    for path in ["/new", "/new/files", "/new/1"] {
        let mut upload = Upload::new(&site).await.files("file", &fresh(&filled));
        upload.token = "0".repeat(64);
        let response = upload.send(&site, path, "draft").await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(main_part(&response.text().await.unwrap()).contains("画面が古くなっています"));
        let late = Form::new()
            .part("file", Part::bytes(filled::pdf()).file_name("a.pdf"))
            .text("token", site.token().await);
        let request = site
            .client
            .post(site.url(path))
            .header("origin", format!("http://{}", site.address));
        let response = request.multipart(late).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(drafts(&filled).len(), 1, "nothing was put in");
    assert!(!site.main("/drafts").await.contains("作成中"));
}

/// The answer arrives although the rest of the request was not wanted.
#[tokio::test]
async fn too_much_at_once_is_refused_with_a_page() {
    let (_dir, filled, site) = filled_site().await;
    let large: Files = (0..3)
        .map(|number| (format!("{number}.pdf"), vec![0; 50 << 20]))
        .collect();
    let many: Files = (0..601)
        .map(|number| (format!("{number}.pdf"), filled::pdf()))
        .collect();
    for files in [large, many] {
        let upload = Upload::new(&site).await.files("file", &files);
        let response = upload.send(&site, "/new", "draft").await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert!(main_part(&response.text().await.unwrap()).contains("一度に入れる量が多すぎます"));
    }
    assert_eq!(drafts(&filled).len(), 1, "nothing was put in");
}

/// Before anything is sent: so that the page can call its receivers by name.
#[tokio::test]
async fn the_directory_is_to_be_asked_about_the_receivers() {
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
    let pile = begin(&site, &files).await;
    let mut receivers: Vec<_> = files
        .iter()
        .map(|(name, _)| standard::FileName::parse(name).unwrap().to.office)
        .map(|number| number.to_string().parse().unwrap())
        .collect();
    receivers.sort();
    receivers.dedup();
    assert_eq!(to_ask(), receivers);
    let upload = Upload::of_page(&site, &pile).await;
    upload.send(&site, &pile, "draft").await;
    assert_eq!(to_ask(), receivers, "and of drafts");
}
