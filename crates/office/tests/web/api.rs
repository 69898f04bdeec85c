//! The local interface for care software over real HTTP: who is answered, sending,
//! receiving, and the examples of its reference page run by a real shell.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use protocol::UtcSeconds;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};
use samples::Batch;
use serde_json::Value;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, between, location};

struct Program {
    dir: tempfile::TempDir,
    filled: Filled,
    site: Site,
    key: String,
}

/// A site, and a program with a key that allows `scopes`.
async fn program(scopes: &[&str]) -> Program {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let key = make_key(&site, scopes).await;
    Program {
        dir,
        filled,
        site,
        key,
    }
}

async fn make_key(site: &Site, scopes: &[&str]) -> String {
    let mut fields = vec![("name", "介護ソフト")];
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    let response = site.form("/settings/keys", &fields).await;
    let html = response.text().await.unwrap();
    between(&html, "<code class=\"value\">", "<").to_owned()
}

impl Program {
    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.site.url(&format!("/api/v1{path}"));
        self.site.client.request(method, url).bearer_auth(&self.key)
    }

    async fn read(&self, path: &str) -> Value {
        let response = self.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        json(response).await
    }
}

async fn json(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Status and code of a refusal, which has the form of one.
async fn refusal(request: RequestBuilder) -> (u16, String) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    assert!(
        !response
            .headers()
            .contains_key("access-control-allow-origin")
    );
    let problem = json(response).await;
    assert_eq!(problem["status"], status);
    let code = problem["code"].as_str().unwrap().to_owned();
    assert_eq!(problem["type"], format!("urn:tsunagu:error:{code}"));
    (status, code)
}

#[tokio::test]
async fn only_programs_of_this_machine_with_a_key_are_answered() {
    let program = program(&["read"]).await;
    let check = async |request: RequestBuilder, status: u16, code: &str| {
        assert_eq!(refusal(request).await, (status, code.to_owned()));
    };
    let get = |path: &str| program.ask(Method::GET, path);
    let plain = |path: &str| program.site.client.get(program.site.url(path));
    assert_eq!(program.read("/status").await["drafts"], 1);
    check(plain("/api/v1/status"), 401, "OFF-841").await;
    check(
        plain("/api/v1/status").bearer_auth("tsunagu_x"),
        401,
        "OFF-841",
    )
    .await;
    check(get("/received"), 403, "OFF-842").await;
    check(get("/sent?limit=0"), 400, "OFF-843").await;
    check(get("/sent?limt=5"), 400, "OFF-843").await;
    check(get("/sent?state=draft"), 400, "OFF-843").await;
    let own = format!("http://{}", program.site.address);
    check(get("/status").header("origin", own), 403, "OFF-844").await;
    let fetched = get("/status").header("sec-fetch-site", "same-origin");
    check(fetched, 403, "OFF-844").await;
    check(
        get("/status").header("host", "attacker.example"),
        403,
        "OFF-844",
    )
    .await;
    check(get("/nothing"), 404, "OFF-845").await;
    check(plain("/api/v2/status"), 404, "OFF-845").await;
    check(get("/sent/0193"), 404, "OFF-845").await;
    check(program.ask(Method::PUT, "/status"), 405, "OFF-848").await;
    let body = program.ask(Method::POST, "/check").body("{}");
    check(
        body.header("content-type", "application/json"),
        415,
        "OFF-854",
    )
    .await;
    let nameless = program.ask(Method::POST, "/check").body("a");
    check(nameless.header("content-type", "text/csv"), 400, "OFF-843").await;

    // The description needs no key; a revoked key is no key.
    let described = plain("/api/v1/openapi.json").send().await.unwrap();
    assert_eq!(json(described).await["openapi"], "3.1.0");
    let revoked = program.site.form("/settings/keys/1/revoke", &[]).await;
    assert_eq!(location(&revoked), "/settings/keys?revoked=1");
    check(get("/status"), 401, "OFF-841").await;
    let said = program.site.main("/settings/keys?revoked=1").await;
    assert!(
        said.contains("接続キーを無効にしました。") && said.contains("無効 12月8日"),
        "{said}"
    );
    assert!(!said.contains(&program.key));
}

fn form(files: &[(String, Vec<u8>)]) -> Form {
    files.iter().fold(Form::new(), |form, (name, bytes)| {
        form.part("file", Part::bytes(bytes.clone()).file_name(name.clone()))
    })
}

#[tokio::test]
async fn a_program_checks_sends_and_withdraws() {
    let program = program(&["send", "read"]).await;
    let plans = filled::files(&program.filled.month, CARE, Batch::Plan);
    let (first, rest) = filled::split_by_address(&plans);
    let (second, _) = filled::split_by_address(&rest);
    let (name, bytes) = &first[0];
    let raw = |path: &str, bytes: &[u8]| {
        let request = program.ask(Method::POST, path).header("file-name", name);
        request
            .header("content-type", "text/csv")
            .body(bytes.to_vec())
    };
    let checked = raw("/check", bytes).send().await.unwrap();
    let checked = json(checked).await;
    assert_eq!(checked["files"][0]["name"], name.as_str());
    // Its findings are those of the set, of which it is only one file.
    assert_eq!(checked["files"][0]["findings"], Value::Array(Vec::new()));
    assert_eq!(checked["bundles"][0]["findings"][0]["code"], "SET-01");

    // An incomplete set and a broken file are not sent: OFF-849 with the reason of each.
    let mut broken = bytes.clone();
    broken.truncate(bytes.len() / 2);
    broken.extend_from_slice(b"\"");
    for (bytes, code) in [(bytes, "OFF-103"), (&broken, "OFF-102")] {
        let refused = raw("/drafts?again=true", bytes).send().await.unwrap();
        assert_eq!(refused.status(), 422);
        let refused = json(refused).await;
        assert_eq!(refused["code"], "OFF-849");
        assert_eq!(refused["outcome"]["problems"][0]["code"], code, "{refused}");
    }
    // What lies in the drafts already is named, and not sent twice.
    let again = program
        .ask(Method::POST, "/drafts?send=true")
        .multipart(form(&second));
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 422);
    let again = json(again).await;
    let known = &again["outcome"]["duplicates"][0];
    assert_eq!(known["state"], "draft", "{again}");
}

#[tokio::test]
async fn a_program_sends_a_draft_and_withdraws_it() {
    let program = program(&["send", "read"]).await;
    let plans = filled::files(&program.filled.month, CARE, Batch::Plan);
    let (first, _) = filled::split_by_address(&plans);
    let made = program
        .ask(Method::POST, "/drafts?again=true")
        .multipart(form(&first).text("message", "計画です。"));
    let made = made.send().await.unwrap();
    assert_eq!(made.status(), 201);
    let made = json(made).await;
    assert_eq!(made["bundles"][0]["state"], "draft", "{made}");
    let id = made["bundles"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        program.read("/drafts").await["bundles"][0]["id"],
        id.as_str()
    );
    let sent = program.ask(Method::POST, &format!("/drafts/{id}/send"));
    let sent = sent.send().await.unwrap();
    assert_eq!(sent.status(), 202);
    assert_eq!(json(sent).await["state"], "waiting");
    let shown = program.read(&format!("/sent/{id}")).await;
    assert_eq!(shown["message"], "計画です。");
    assert_eq!(shown["files"].as_array().unwrap().len(), first.len());
    let listed = program.read("/sent?limit=1").await;
    assert_eq!(listed["bundles"][0]["id"], id.as_str());
    let after = format!("/sent?limit=1&after={}", listed["next"].as_str().unwrap());
    let next = program.read(&after).await;
    assert_ne!(next["bundles"][0]["id"], id.as_str());

    let discard = program.ask(Method::DELETE, &format!("/drafts/{id}"));
    assert_eq!(refusal(discard).await, (404, "OFF-114".to_owned()));
    let withdraw = || program.ask(Method::DELETE, &format!("/sent/{id}"));
    assert_eq!(withdraw().send().await.unwrap().status(), 202);
    assert_eq!(
        program.read(&format!("/sent/{id}")).await["bundle"]["state"],
        "withdrawn"
    );
    let opened = program.read("/sent?state=opened").await;
    let opened = opened["bundles"][0]["id"].as_str().unwrap();
    let late = program.ask(Method::DELETE, &format!("/sent/{opened}"));
    assert_eq!(refusal(late).await, (409, "OFF-206".to_owned()));
}

#[tokio::test]
async fn a_program_receives_what_arrived_since_it_last_asked() {
    let program = program(&["receive"]).await;
    let all = program.read("/received?limit=500").await;
    let bundles = all["bundles"].as_array().unwrap();
    let count = bundles.len();
    assert!(count >= 3 && all["more"] == false, "{all}");
    let damaged = bundles.iter().filter(|bundle| bundle["state"] == "damaged");
    assert_eq!(damaged.count(), 0);
    let first = program.read("/received?limit=1").await;
    assert!(first["more"] == true && first["bundles"][0]["id"] == bundles[0]["id"]);

    let unread = bundles
        .iter()
        .find(|bundle| bundle["state"] == "received")
        .unwrap();
    let id = unread["id"].as_str().unwrap().to_owned();
    let detail = program.read(&format!("/received/{id}")).await;
    let file = program.ask(Method::GET, &format!("/received/{id}/files/0"));
    let file = file.send().await.unwrap();
    let disposition = file.headers()["content-disposition"]
        .to_str()
        .unwrap()
        .to_owned();
    let name = detail["files"][0]["name"].as_str().unwrap();
    assert!(disposition.contains(name), "{disposition}");
    let bytes = file.bytes().await.unwrap();
    let digest = protocol::Digest::of(&bytes).to_string();
    assert_eq!(detail["files"][0]["sha256"], digest.as_str());
    let archive = program.ask(Method::GET, &format!("/received/{id}/archive"));
    let archive = archive.send().await.unwrap().bytes().await.unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut unpacked = Vec::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, bytes);
    let beyond = program.ask(Method::GET, &format!("/received/{id}/files/99"));
    assert_eq!(refusal(beyond).await, (404, "OFF-307".to_owned()));

    // Fetching is not opening; "imported" is owed from the moment it is said.
    let taken = || program.ask(Method::POST, &format!("/received/{id}/imported"));
    assert_eq!(taken().send().await.unwrap().status(), 204);
    assert_eq!(taken().send().await.unwrap().status(), 204);
    let detail = program.read(&format!("/received/{id}")).await;
    assert_eq!(detail["bundle"]["state"], "received");
    assert_eq!(detail["bundle"]["imported_at"], "2026-12-07T23:42:00Z");
}

#[tokio::test]
async fn what_arrives_or_is_withdrawn_comes_once_more_and_only_that() {
    let mut program = program(&["receive"]).await;
    let all = program.read("/received?limit=500").await;
    // What was not there before is all that comes next time.
    let cursor = all["cursor"].as_str().unwrap().to_owned();
    let news = program.read(&format!("/received?after={cursor}")).await;
    assert_eq!(
        (news["bundles"].as_array().unwrap().len(), &news["cursor"]),
        (0, &all["cursor"])
    );
    let document = [("報告.pdf".to_owned(), filled::pdf())];
    let options = tsunagu_office::drafts::DraftOptions {
        to: Some("1370200015-43".parse().unwrap()),
        from_service: Some("11".parse().unwrap()),
        ..Default::default()
    };
    let world = &mut program.filled.world;
    let sent = world.send(2, &document, &options, UtcSeconds(NOW.0 + 60))[0];
    world.carry(UtcSeconds(NOW.0 + 61));
    let news = program.read(&format!("/received?after={cursor}")).await;
    assert_eq!(news["bundles"].as_array().unwrap().len(), 1, "{news}");
    let id = news["bundles"][0]["id"].as_str().unwrap().to_owned();
    assert!(id.ends_with(&sent.to_string()));

    // Taken back by its sender: it comes again, and its files are not handed out.
    let world = &mut program.filled.world;
    world
        .office(2)
        .store(|store| tsunagu_office::outbox::withdraw_bundle(store, sent, UtcSeconds(NOW.0 + 70)))
        .unwrap();
    world.carry(UtcSeconds(NOW.0 + 71));
    let cursor = news["cursor"].as_str().unwrap();
    let news = program.read(&format!("/received?after={cursor}")).await;
    assert_eq!(news["bundles"][0]["state"], "withdrawn", "{news}");
    let archive = program.ask(Method::GET, &format!("/received/{id}/archive"));
    assert_eq!(refusal(archive).await, (409, "OFF-305".to_owned()));
}

/// Begins a request with a file and does not end it.
fn begin_upload(program: &Program) -> std::net::TcpStream {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(program.site.address).unwrap();
    let head = format!(
        "POST /api/v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nFile-Name: a.CSV\r\n\
         Content-Type: text/csv\r\nContent-Length: 100\r\n\r\nbegun",
        program.site.address, program.key
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_at_once_is_refused_and_can_come_later() {
    let program = program(&["send"]).await;
    let long = Form::new()
        .part("file", Part::bytes(Vec::new()).file_name("a.CSV"))
        .text("message", "a".repeat(33 << 10));
    let request = program.ask(Method::POST, "/check").multipart(long);
    assert_eq!(refusal(request).await, (413, "OFF-846".to_owned()));
    let check = || {
        let request = program.ask(Method::POST, "/check").body("a");
        let request = request.header("file-name", "a.CSV");
        request.header("content-type", "text/csv")
    };
    let mut begun = vec![begin_upload(&program), begin_upload(&program)];
    // Until two are under way on the other side as well. A check that came before one of them
    // took its place, so another one is begun each time.
    let mut busy = false;
    for _ in 0..100 {
        let response = check().send().await.unwrap();
        busy = response.status() == 429;
        if busy {
            assert!(response.headers().contains_key("retry-after"));
            assert_eq!(json(response).await["code"], "OFF-847");
            break;
        }
        begun.push(begin_upload(&program));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(busy);
    drop(begun);
}

/// The blocks of commands on the reference page, in one script.
fn examples() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/local-api.md");
    let page = std::fs::read_to_string(page).unwrap();
    let blocks = page.split("```sh\n").skip(1);
    let commands: Vec<&str> = blocks
        .map(|block| block.split_once("```").unwrap().0)
        .collect();
    assert_eq!(commands.len(), 8);
    format!("set -euo pipefail\n{}", commands.join("echo\n"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_reference_page_run() {
    let program = program(&["send", "receive", "read"]).await;
    let plans = filled::files(&program.filled.month, CARE, Batch::Plan);
    let work = program.dir.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let folder = program.dir.path().join("出力");
    std::fs::create_dir(&folder).unwrap();
    let (unsent, _) = filled::split_by_address(&plans);
    for (name, bytes) in &unsent {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let mut command = Command::new("bash");
    command
        .args(["-c", &examples()])
        .env("ADDRESS", format!("http://{}", program.site.address))
        .env("KEY", &program.key)
        .env("FOLDER", &folder)
        .current_dir(&work);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}{failed}");
    assert!(
        said.contains("\"records\":") && said.contains("\"state\":\"waiting\""),
        "{said}"
    );
    let imported = program.read("/received?limit=500").await;
    let done = |bundle: &Value| bundle["imported_at"] == "2026-12-07T23:42:00Z";
    assert!(
        imported["bundles"].as_array().unwrap().iter().any(done),
        "{imported}"
    );
    let files = std::fs::read_dir(&work).unwrap().flatten();
    let zips = files.filter(|file| file.file_name().to_string_lossy().ends_with(".zip"));
    assert!(zips.count() >= 1);
}
