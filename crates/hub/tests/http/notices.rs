//! `GET /v1/notices`: what the operator tells everybody.

use expect_test::expect;
use protocol::{UtcSeconds, message::NoticeList};
use tsunagu_hub::{
    notices::{AddNoticeError, NewNotice, RemoveNoticeError, add_notice, remove_notice},
    store,
};

use crate::support::{SAKURA, World, problem, show};

fn notice(subject: &str) -> NewNotice {
    NewNotice {
        subject: subject.to_owned(),
        text: "一行目\n二行目".to_owned(),
        important: false,
        ends_at: None,
    }
}

fn add(world: &World, notice: &NewNotice, now: UtcSeconds) -> Result<u64, AddNoticeError> {
    store::write(&mut world.engine(), |records| {
        add_notice(records, notice, now)
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_office_sees_what_holds_until_it_ends_or_is_taken_back() {
    let world = World::running().await;
    let device = world.device(SAKURA);
    let client = world.client(&device);
    expect![[r#"
        200
        {
          "notices": []
        }"#]]
    .assert_eq(&show(world.get(&client, "/v1/notices").await).await);
    let now = world.now();
    let day = UtcSeconds(now.0 + 86_400);
    let first = add(&world, &notice("保守のお知らせ"), now).unwrap();
    let second = NewNotice {
        important: true,
        ends_at: Some(day),
        ..notice("至急")
    };
    let second = add(&world, &second, now).unwrap();
    assert_eq!((first, second), (1, 2));
    let list: NoticeList = world
        .get(&client, "/v1/notices")
        .await
        .json()
        .await
        .unwrap();
    let numbers: Vec<u64> = list.notices.iter().map(|notice| notice.number).collect();
    assert_eq!(numbers, [2, 1], "the newest first");
    assert!(list.notices[0].important && list.notices[0].ends_at == Some(day));
    assert_eq!(list.notices[1].text, "一行目\n二行目");
    world.pass_days(1);
    let list: NoticeList = world
        .get(&client, "/v1/notices")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(list.notices.len(), 1, "the second one has ended");
    store::write(&mut world.engine(), |records| {
        remove_notice(records, first, now)
    })
    .unwrap();
    let again = store::write(&mut world.engine(), |records| {
        remove_notice(records, first, now)
    });
    assert!(matches!(again, Err(RemoveNoticeError::NotFound)));
    let list: NoticeList = world
        .get(&client, "/v1/notices")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(list.notices, []);
    // A number is never used again, or an office would take a new notice for a read one.
    assert_eq!(add(&world, &notice("次"), now).unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_see_nothing() {
    let world = World::running().await;
    let answer = world.get(&world.stranger(), "/v1/notices").await;
    assert_eq!(problem(answer).await, "401 HUB-201");
}

#[test]
fn what_no_office_could_show_is_refused() {
    let world = World::new();
    let now = world.now();
    for (subject, text, ends_at, expected) in [
        ("", "x", None, AddNoticeError::Subject),
        ("二\n行", "x", None, AddNoticeError::Subject),
        ("あ", " \n", None, AddNoticeError::Text),
        ("あ", "a\u{1b}[0m", None, AddNoticeError::Text),
        ("あ", "x", Some(now), AddNoticeError::Ended),
    ] {
        let notice = NewNotice {
            subject: subject.to_owned(),
            text: text.to_owned(),
            important: false,
            ends_at,
        };
        let refused = add(&world, &notice, now).unwrap_err();
        assert_eq!(refused.to_string(), expected.to_string());
    }
    let long = "あ".repeat(4001);
    let too_long = NewNotice {
        text: long,
        ..notice("長い")
    };
    let refused = add(&world, &too_long, now).unwrap_err();
    assert!(matches!(refused, AddNoticeError::Text));
    for _ in 0..50 {
        add(&world, &notice("一つ"), now).unwrap();
    }
    let refused = add(&world, &notice("多い"), now).unwrap_err();
    assert!(matches!(refused, AddNoticeError::TooMany));
}
