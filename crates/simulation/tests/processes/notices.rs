//! Notices from the operator's command to the page of an office, and a search in the directory, with the real programs.

use anyhow::{Context, Result, ensure};
use reqwest::Client;
use testkit::{Background, HubProgram, OfficeProgram, WAIT_SECONDS_MAX, run_program, wait_for};

/// An office that runs, and its pages.
struct Running {
    _program: Background,
    client: Client,
    base: String,
}

impl Running {
    fn start(office: &OfficeProgram) -> Result<Running> {
        let program = office.start("office run", [""; 0])?;
        let base = wait_for("the address of the pages", || {
            let address = std::fs::read_to_string(office.folder().join("address"));
            Ok(address.ok().map(|address| address.trim().to_owned()))
        })?;
        Ok(Running {
            _program: program,
            client: Client::builder().build()?,
            base,
        })
    }

    async fn page(&self, path: &str) -> Result<String> {
        let answer = self.client.get(format!("{}{path}", self.base)).send();
        Ok(answer.await?.text().await?)
    }

    /// Loads a page again and again until it says so, or no longer does.
    async fn until(&self, path: &str, words: &str, there: bool) -> Result<()> {
        let began = std::time::Instant::now();
        while self.page(path).await?.contains(words) != there {
            let waited = began.elapsed().as_secs();
            ensure!(waited < WAIT_SECONDS_MAX, "{path}: {words}: {there}");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Sends a form and gives the page that it leads to.
    async fn form(&self, on: &str, path: &str, fields: &[(&str, &str)]) -> Result<String> {
        let page = self.page(on).await?;
        let token = page.split("name=\"token\" value=\"").nth(1);
        let token = token.and_then(|rest| rest.split('"').next());
        let mut all = vec![("token", token.context("a token")?)];
        all.extend_from_slice(fields);
        let pairs: Vec<String> = all
            .iter()
            .map(|(name, value)| {
                let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                format!("{name}={value}")
            })
            .collect();
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("origin", &self.base)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(pairs.join("&"));
        Ok(request.send().await?.text().await?)
    }
}

fn notice(hub: &HubProgram, words: &str, more: &[&str]) -> Result<String> {
    let folder = hub.folder().to_string_lossy().into_owned();
    let mut arguments = vec!["notice", words, "--dir", &folder];
    arguments.extend(more);
    Ok(run_program("tsunagu-hub", arguments)?.success()?.stdout)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_reaches_open_offices_and_vanishes_when_it_is_taken_back() {
    let hub = HubProgram::start().unwrap();
    let name = "みどり居宅介護支援事業所";
    let office = OfficeProgram::join(&hub, "1370200015", name, &["43"]).unwrap();
    let pages = Running::start(&office).unwrap();
    // Connected: what follows is told by the hub's event, long before the hour is over.
    pages.until("/", "接続中", true).await.unwrap();
    let subject = "今夜22時から保守を行います";
    notice(
        &hub,
        "add",
        &["--subject", subject, "--text", "送信は翌朝に行われます。"],
    )
    .unwrap();
    pages.until("/notices", subject, true).await.unwrap();
    assert!(pages.page("/").await.unwrap().contains(subject));
    let page = pages
        .form("/notices", "/notices/1/read", &[])
        .await
        .unwrap();
    assert!(page.contains("この事業所の記録に残しました"), "{page}");
    notice(&hub, "remove", &["--number", "1"]).unwrap();
    pages.until("/notices", subject, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_is_found_by_its_name_and_chosen() {
    let hub = HubProgram::start().unwrap();
    let own = "みどり居宅介護支援事業所";
    let office = OfficeProgram::join(&hub, "1370200015", own, &["43"]).unwrap();
    let other = "もみじ訪問介護ステーション";
    OfficeProgram::join(&hub, "1370300021", other, &["11"]).unwrap();
    let pages = Running::start(&office).unwrap();
    pages.until("/", "接続中", true).await.unwrap();
    let fields = [("text", "ﾓﾐｼﾞ"), ("area", ""), ("service", "11")];
    let page = pages
        .form("/partners", "/partners/search", &fields)
        .await
        .unwrap();
    assert!(
        page.contains("1370300021") && page.contains("もみじ"),
        "{page}"
    );
    let chosen = [("number", "1370300021")];
    pages
        .form("/partners", "/partners/ask", &chosen)
        .await
        .unwrap();
    pages
        .until("/partners?asked=1370300021", "利用しています", true)
        .await
        .unwrap();
    // Its certificate is here, so that something can be sealed for it.
    let listed = office.command("office partner list", [""; 0]).unwrap();
    let listed = listed.success().unwrap().stdout;
    assert!(listed.contains("1370300021"), "{listed}");
}
