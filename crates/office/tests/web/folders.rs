//! 設定 → フォルダ: registering, what the running program does with them, the record.

use std::fs;
use std::path::Path;
use std::time::Duration;

use samples::Batch;
use tokio::sync::watch;
use tsunagu_office::worker;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, links, location, main_part};

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

/// Sends the form of registration; what its page says, or where it leads.
async fn add(site: &Site, direction: &str, path: &Path, more: &[(&str, &str)]) -> String {
    let path = path.to_str().unwrap();
    let mut fields = vec![("direction", direction), ("path", path)];
    fields.extend_from_slice(more);
    let response = site.form("/settings/folders", &fields).await;
    if response.status() == 303 {
        return location(&response).to_owned();
    }
    main_part(&response.text().await.unwrap())
}

#[tokio::test]
async fn registering_says_what_is_wrong_and_keeps_what_was_typed() {
    let (_dir, _filled, site) = filled_site().await;
    let root = tempfile::tempdir().unwrap();
    let draft = [("use", "draft"), ("minute", "18:00")];
    let said = add(&site, "out", Path::new("連携/送信"), &draft).await;
    assert!(
        said.contains("OFF-711") && said.contains("登録できませんでした"),
        "{said}"
    );

    // A folder of documents would lose all of them to the folder of errors.
    fs::write(root.path().join("家計簿.xlsx"), "1").unwrap();
    let said = add(&site, "out", root.path(), &draft).await;
    assert!(said.contains("OFF-712"), "{said}");

    let missing = root.path().join("つなぐ送信");
    let said = add(&site, "out", &missing, &draft).await;
    assert!(
        said.contains("その場所にフォルダはありません")
            && said.contains("フォルダを作って登録する"),
        "{said}"
    );
    let at = [("use", "at"), ("minute", "")];
    let said = add(&site, "out", &missing, &at).await;
    assert!(
        said.contains("送る時刻を 時:分 の形で書いてください"),
        "{said}"
    );
    assert!(!missing.exists());

    let make = [("use", "at"), ("minute", "17:30"), ("make", "yes")];
    assert_eq!(
        add(&site, "out", &missing, &make).await,
        "/settings/folders?added=1"
    );
    assert!(missing.join(".tsunagu-folder").is_file());
    let said = site.main("/settings/folders?added=1").await;
    assert!(
        said.contains("フォルダを登録しました。") && said.contains("毎日 17:30 に送る"),
        "{said}"
    );
    assert!(said.contains(missing.to_str().unwrap()), "{said}");
    let said = add(&site, "out", &missing, &draft).await;
    assert!(said.contains("OFF-705"), "{said}");
}

#[tokio::test]
async fn folders_of_this_machine_can_be_looked_into() {
    let (_dir, _filled, site) = filled_site().await;
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("介護ソフト & 出力")).unwrap();
    fs::write(root.path().join("secret.txt"), "s").unwrap();
    let root_text = root.path().to_str().unwrap();
    let path = format!("/settings/folders/new?direction=in&inside={root_text}");
    let html = site.page(&path).await;
    let said = main_part(&html);
    assert!(
        said.contains("介護ソフト & 出力") && said.contains("一つ上へ"),
        "{said}"
    );
    assert!(!said.contains("secret"), "{said}");
    let inside = links(&html, "/settings/folders/new?direction=in&#38;inside=")
        .into_iter()
        .map(|link| link.replace("&#38;", "&"))
        .find(|link| link.contains("%26"))
        .unwrap();
    let html = site.page(&inside).await;
    assert!(main_part(&html).contains("この中にフォルダはありません。"));
    let chosen = links(&html, "/settings/folders/new?direction=in&#38;path=").remove(0);
    let html = site.page(&chosen.replace("&#38;", "&")).await;
    assert!(html.contains("介護ソフト &#38; 出力\""), "{html}");
    let said = site
        .main("/settings/folders/new?direction=in&inside=/no/such")
        .await;
    assert!(said.contains("OFF-701"), "{said}");
    let wrong = site.response("/settings/folders/new?direction=up").await;
    assert_eq!(wrong.status(), 400);
}

/// Asks for the page until it says all of `words`.
async fn wait_for(site: &Site, path: &str, words: &[&str]) -> String {
    for _ in 0..120 {
        let said = site.main(path).await;
        if words.iter().all(|words| said.contains(words)) {
            return said;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("{path} does not say {words:?}: {}", site.main(path).await)
}

async fn errors_are_a_task_until_somebody_saw_to_them(site: &Site, out_page: &str) {
    let home = site.main("/").await;
    assert!(
        home.contains("送信フォルダのファイル 1個がエラーになりました"),
        "{home}"
    );
    assert!(site.main("/settings/folders").await.contains("エラー 1件"));
    let seen = site.form(&format!("{out_page}/seen"), &[]).await;
    assert_eq!(location(&seen), out_page);
    assert!(!site.main("/").await.contains("送信フォルダのファイル"));
}

#[tokio::test]
async fn the_record_tells_what_the_running_program_did() {
    let (_dir, filled, site) = filled_site().await;
    let root = tempfile::tempdir().unwrap();
    let (out, inward) = (root.path().join("送信"), root.path().join("受信"));
    let unread = filled::unopened(&filled.world, CARE).len();
    assert!(unread > 0);
    let make = |use_of| [("use", use_of), ("make", "yes"), ("minute", "18:00")];
    add(&site, "out", &out, &make("draft")).await;
    add(&site, "in", &inward, &make("partner")).await;
    let pages = links(&site.page("/settings/folders").await, "/settings/folders/");
    let records: Vec<&String> = pages.iter().filter(|link| !link.contains("new")).collect();
    let (out_page, in_page) = (records[0], records[1]);
    assert!(site.main(out_page).await.contains("記録はまだありません"));

    // A set of the standard, and a picture that no folder can send.
    let files = filled::files(&filled.month, CARE, Batch::Plan);
    let (first, _) = filled::split_by_address(&files);
    for (name, bytes) in &first {
        fs::write(out.join(name), bytes).unwrap();
    }
    fs::write(out.join("写真.png"), "png").unwrap();
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(worker::run(filled.world.office(CARE).clone(), stopped));

    let said = wait_for(&site, out_page, &["写真.png", "OFF-708", "データを見る"]).await;
    let taken = format!("取り込み {}件", first.len());
    assert!(said.contains(&taken), "{said}");
    assert!(said.contains("エラー/"), "{said}");
    errors_are_a_task_until_somebody_saw_to_them(&site, out_page).await;
    let said = wait_for(
        &site,
        in_page,
        &["置いてあります", "介護ソフトに取り込んだ"],
    )
    .await;
    assert!(said.contains("介護ソフトへ渡し済み 0件"), "{said}");
    let html = site.page(in_page).await;
    let id = html.split("name=\"id\" value=\"").nth(1).unwrap();
    let id = id.split_once('"').unwrap().0;
    let taken = site.form(&format!("{in_page}/taken"), &[("id", id)]).await;
    assert_eq!(location(&taken), format!("{in_page}?confirmed=1"));
    let said = site.main(in_page).await;
    assert!(
        said.contains("渡し済み\n") && said.contains("介護ソフトへ渡し済み 1件"),
        "{said}"
    );
    let nothing = site.form(&format!("{in_page}/taken"), &[("id", "x")]).await;
    assert_eq!(nothing.status(), 400);

    let change = format!("{out_page}/change");
    let changed = site
        .form(&change, &[("use", "send"), ("minute", "18:00")])
        .await;
    assert_eq!(location(&changed), "/settings/folders?changed=1");
    assert!(site.main("/settings/folders").await.contains("すぐに送る"));
    // A folder keeps its direction: OFF-713 on the command line, a refusal here.
    let changed = site.form(&change, &[("use", "flat")]).await;
    assert_eq!(changed.status(), 400);
    let removed = site.form(&format!("{out_page}/remove"), &[]).await;
    assert_eq!(location(&removed), "/settings/folders?removed=1");
    assert!(out.is_dir() && !out.join(".tsunagu-folder").exists());
    assert_eq!(site.response(out_page).await.status(), 404);
    stop.send(true).unwrap();
    running.await.unwrap().unwrap();
}
