//! Mail about arrivals, from the page of its settings to a mail server that speaks the real protocol.

use anyhow::{Context, Result, ensure};
use reqwest::{Client, Response, StatusCode};
use testkit::{Background, MailServer, MailTls, OfficeProgram, wait_for};

use crate::month::{CARE, Month};

const USER: &str = "kaigo";
const PASSWORD: &str = "ame-no-hi-wa-kasa";

/// The pages of one office, as a browser at its machine uses them.
struct Pages {
    program: Background,
    client: Client,
    base: String,
}

impl Pages {
    /// Starts an office; with a mail server whose certificate its system trusts.
    fn start(office: &OfficeProgram, trusted: Option<&MailServer>) -> Result<Pages> {
        let certificate = trusted.map(MailServer::certificate);
        let environment = certificate
            .iter()
            .map(|path| ("SSL_CERT_FILE", path.as_os_str()));
        let program = office.start_in("office run", [""; 0], environment)?;
        let base = wait_for("the address of the pages", || {
            let address = std::fs::read_to_string(office.folder().join("address"));
            Ok(address.ok().map(|address| address.trim().to_owned()))
        })?;
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Pages {
            program,
            client,
            base,
        })
    }

    async fn page(&self, path: &str) -> Result<String> {
        let response = self.client.get(format!("{}{path}", self.base)).send();
        Ok(response.await?.text().await?)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Response> {
        let page = self.page("/settings/mail").await?;
        let token = page.split("name=\"token\" value=\"").nth(1);
        let token = token.and_then(|rest| rest.split('"').next());
        let mut all = vec![("token", token.context("a token")?)];
        all.extend_from_slice(fields);
        let percent =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let pairs: Vec<String> = all
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("origin", &self.base)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(pairs.join("&"));
        Ok(request.send().await?)
    }

    /// Saves the settings for a server at `localhost`; some fields may be others.
    async fn save(&self, port: u16, changed: &[(&str, &str)]) -> Result<()> {
        let port = port.to_string();
        let usual = [
            ("on", "yes"),
            ("server", "localhost"),
            ("port", port.as_str()),
            ("security", "none"),
            ("user", ""),
            ("password", ""),
            ("from", "kaigo@example.jp"),
            ("to", "sato@example.jp\r\ntanaka@example.jp"),
            ("minutes", "5"),
        ];
        let mut fields: Vec<(&str, &str)> = Vec::new();
        for (name, value) in usual {
            let other = changed.iter().find(|(known, _)| *known == name);
            fields.push((name, other.map_or(value, |(_, value)| *value)));
        }
        let extra = changed.iter().filter(|(name, _)| *name == "names");
        fields.extend(extra);
        let response = self.post("/settings/mail", &fields).await?;
        let status = response.status();
        ensure!(
            status == StatusCode::SEE_OTHER,
            "{status}: {}",
            response.text().await?
        );
        Ok(())
    }

    /// Presses the button that tries the settings; `None` when the server took the mail.
    async fn try_mail(&self) -> Result<Option<String>> {
        let response = self.post("/settings/mail/test", &[]).await?;
        match response.status() {
            StatusCode::SEE_OTHER => Ok(None),
            _ => Ok(Some(response.text().await?)),
        }
    }
}

/// One of the service offices sends its actuals to the care-management office.
fn send_actuals(month: &Month) {
    let files = month.files(1, "actual").unwrap();
    let sent = month.offices[1].command("office send", &files).unwrap();
    sent.success().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_is_told_by_one_mail_that_names_nobody() {
    let month = Month::new(11, 3).unwrap();
    let care = &month.offices[CARE];
    let server = MailServer::start(MailTls::StartTls, Some((USER, PASSWORD))).unwrap();
    let pages = Pages::start(care, Some(&server)).unwrap();
    let login = [
        ("security", "starttls"),
        ("user", USER),
        ("password", PASSWORD),
    ];
    pages.save(server.port(), &login).await.unwrap();
    let page = pages.page("/settings/mail").await.unwrap();
    assert!(!page.contains(PASSWORD), "a password is never shown");
    let settings = std::fs::read_to_string(care.folder().join("config.toml")).unwrap();
    assert!(!settings.contains(PASSWORD), "a password is no setting");

    assert_eq!(pages.try_mail().await.unwrap(), None);
    let tried = server.taken().pop().unwrap();
    assert_eq!(tried.from, "kaigo@example.jp");
    assert_eq!(tried.to, ["sato@example.jp", "tanaka@example.jp"]);
    assert_eq!(tried.login.as_deref(), Some("kaigo:ame-no-hi-wa-kasa"));
    assert!(tried.encrypted);
    assert_eq!(tried.subject().unwrap(), "つなぐ：試しのメール");

    send_actuals(&month);
    let mail = wait_for("the mail", || Ok(server.taken().get(1).cloned())).unwrap();
    assert_eq!(mail.subject().unwrap(), "つなぐ：新しいデータ 1 件");
    let text = mail.text().unwrap();
    assert!(
        text.contains(care.number()) && text.contains("1 件届きました"),
        "{text}"
    );
    assert!(!text.contains(month.offices[1].number()), "{text}");
    assert_eq!(server.taken().len(), 2, "one mail for all receivers");
    let log = wait_for("the line of the log", || {
        let log = pages.program.log()?;
        Ok(log.contains("mail about arrivals was sent").then_some(log))
    })
    .unwrap();
    assert!(
        !log.contains("sato@example.jp") && !log.contains(PASSWORD),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_sent_is_shown_and_sent_later() {
    let month = Month::new(12, 3).unwrap();
    let care = &month.offices[CARE];
    let server = MailServer::start(MailTls::None, None).unwrap();
    server.refuse(true);
    let pages = Pages::start(care, None).unwrap();
    pages
        .save(server.port(), &[("names", "yes")])
        .await
        .unwrap();
    send_actuals(&month);
    let began = std::time::Instant::now();
    loop {
        let page = pages.page("/settings/mail").await.unwrap();
        if page.contains("OFF-736") {
            break;
        }
        assert!(
            began.elapsed().as_secs() < testkit::WAIT_SECONDS_MAX,
            "no failure is shown"
        );
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert!(
        pages
            .page("/settings")
            .await
            .unwrap()
            .contains("送れていません")
    );
    let home = pages.page("/").await.unwrap();
    assert!(home.contains("新しいデータのメールを送れませんでした"));
    assert_eq!(server.taken(), []);

    server.refuse(false);
    pages
        .save(server.port(), &[("names", "yes")])
        .await
        .unwrap();
    let mail = wait_for("the mail", || Ok(server.taken().pop())).unwrap();
    let text = mail.text().unwrap();
    // The office chose to name its partners: name and number.
    assert!(
        text.contains(&format!("（{}） 1 件", month.offices[1].number())),
        "{text}"
    );
    assert!(!mail.encrypted && mail.login.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_trouble_with_a_server_has_its_code() {
    let month = Month::new(13, 3).unwrap();
    let care = &month.offices[CARE];
    let wrapper = MailServer::start(MailTls::Wrapper, Some((USER, PASSWORD))).unwrap();
    let plain = MailServer::start(MailTls::None, None).unwrap();
    let stranger = MailServer::start(MailTls::Wrapper, None).unwrap();
    let pages = Pages::start(care, Some(&wrapper)).unwrap();
    let login = |password| [("security", "tls"), ("user", USER), ("password", password)];
    pages.save(wrapper.port(), &login(PASSWORD)).await.unwrap();
    assert_eq!(pages.try_mail().await.unwrap(), None);
    // An empty field keeps the password that was saved.
    pages.save(wrapper.port(), &login("")).await.unwrap();
    assert_eq!(pages.try_mail().await.unwrap(), None);

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = closed.local_addr().unwrap().port();
    drop(closed);
    let tls: &[(&str, &str)] = &[("security", "tls")];
    let start_tls: &[(&str, &str)] = &[("security", "starttls")];
    let wrong = login("chigau");
    for (port, changed, code) in [
        (nobody, &[][..], "OFF-733"),
        (stranger.port(), tls, "OFF-734"),
        (wrapper.port(), &wrong[..], "OFF-735"),
        (plain.port(), start_tls, "OFF-737"),
    ] {
        pages.save(port, changed).await.unwrap();
        let said = pages.try_mail().await.unwrap();
        let said = said.unwrap_or_else(|| panic!("{code}: it was sent"));
        assert!(said.contains(code), "{code}: {said}");
    }
    plain.refuse(true);
    pages.save(plain.port(), &[]).await.unwrap();
    assert!(pages.try_mail().await.unwrap().unwrap().contains("OFF-736"));
    assert_eq!(plain.taken(), []);
    assert_eq!(stranger.taken(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_the_server_does_not_know_keeps_the_mail_from_nobody_else() {
    let month = Month::new(14, 3).unwrap();
    let care = &month.offices[CARE];
    let server = MailServer::start(MailTls::None, None).unwrap();
    server.refuse_receiver("tanaka@example.jp");
    let pages = Pages::start(care, None).unwrap();
    pages.save(server.port(), &[]).await.unwrap();
    let said = pages.try_mail().await.unwrap().unwrap();
    assert!(
        said.contains("OFF-738") && said.contains("<dd>tanaka@example.jp</dd>"),
        "{said}"
    );
    let tried = server.taken();
    assert_eq!(
        (tried.len(), tried[0].to.as_slice()),
        (1, &["sato@example.jp".to_owned()][..])
    );

    send_actuals(&month);
    wait_for("the mail", || Ok(server.taken().get(1).cloned())).unwrap();
    let began = std::time::Instant::now();
    loop {
        let page = pages.page("/settings/mail").await.unwrap();
        if page.contains("<dd>tanaka@example.jp</dd>") {
            break;
        }
        assert!(
            began.elapsed().as_secs() < testkit::WAIT_SECONDS_MAX,
            "nobody is told: {page}"
        );
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let home = pages.page("/").await.unwrap();
    assert!(home.contains("宛先の一部を受け取りません"), "{home}");
}
