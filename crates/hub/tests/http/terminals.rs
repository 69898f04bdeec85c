//! `/v1/devices`, `/v1/enrolment-codes`, `/v1/recovery`, `/v1/history`: an office cares for its terminals.

use protocol::{
    Digest, EnrolmentCode,
    message::{
        EnrolmentCodeReply, HistoryPage, NameRequest, OfficeEntry, RecoveryReply, RecoveryRequest,
        TerminalList, encode_signed,
    },
};
use tsunagu_hub::{
    offices::{StartAnewError, start_anew},
    store,
};

use crate::support::{MOMIJI, SAKURA, World, office_of, problem};

/// A terminal of another office does not exist for this one.
const FOREIGN: &str = "404 HUB-111: the office has no such terminal";

async fn names(world: &World, client: &reqwest::Client) -> Vec<String> {
    let list: TerminalList = world.get(client, "/v1/devices").await.json().await.unwrap();
    list.terminals
        .into_iter()
        .map(|terminal| terminal.name)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removed_terminal_is_refused_at_once_also_on_open_connections() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let foreign = world.client(&world.device(MOMIJI));
    let (a, b) = (world.client(&first), world.client(&second));
    assert_eq!(world.get(&b, "/v1/inbox").await.status(), 200);
    let mut events = world.get(&b, "/v1/events").await;
    assert_eq!(events.status(), 200);

    let path = format!("/v1/devices/{}", second.id);
    let answer = world.delete_path(&foreign, &path).await;
    assert_eq!(problem(answer).await, FOREIGN);
    let own = format!("/v1/devices/{}", first.id);
    let answer = world.delete_path(&a, &own).await;
    assert_eq!(
        problem(answer).await,
        "409 HUB-209: a terminal cannot remove itself"
    );
    for _ in 0..2 {
        assert_eq!(world.delete_path(&a, &path).await.status(), 204);
    }
    for path in ["/v1/inbox", "/v1/journal", "/v1/joining", "/v1/recovery"] {
        let answer = world.get(&b, path).await;
        assert_eq!(
            problem(answer).await,
            "403 HUB-203: the certificate has been revoked",
            "{path}"
        );
    }
    // The open stream ends by itself: the removal is announced, and before each line the right is asked.
    let end = tokio::time::timeout(std::time::Duration::from_secs(50), async {
        while let Ok(Some(_)) = events.chunk().await {}
    });
    end.await.unwrap();
    assert_eq!(names(&world, &a).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terminals_have_names_and_were_seen() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let foreign = world.client(&world.device(MOMIJI));
    let client = world.client(&first);
    let name = NameRequest {
        name: "事務室\n2台目".into(),
    };
    let path = format!("/v1/devices/{}/name", second.id);
    let answer = world.put_json(&foreign, &path, &name).await;
    assert_eq!(problem(answer).await, FOREIGN);
    assert_eq!(world.put_json(&client, &path, &name).await.status(), 204);
    assert_eq!(
        names(&world, &client).await,
        ["受付のパソコン", "事務室2台目"]
    );
    let list = world.get(&client, "/v1/devices").await;
    let list: TerminalList = list.json().await.unwrap();
    let seen: Vec<_> = list
        .terminals
        .iter()
        .map(|terminal| terminal.seen_at)
        .collect();
    assert_eq!(seen, [Some(world.now()), None]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_makes_a_few_codes_for_itself() {
    let world = World::running().await;
    let client = world.client(&world.device(SAKURA));
    let ask = || client.post(world.url("/v1/enrolment-codes")).send();
    for _ in 0..10 {
        let answer = ask().await.unwrap();
        assert_eq!(answer.status(), 201);
        let reply: EnrolmentCodeReply = answer.json().await.unwrap();
        let code: EnrolmentCode = reply.code.parse().unwrap();
        assert!(code.ca().matches(world.keys.authority.trust().ca_der()));
    }
    assert_eq!(problem(ask().await.unwrap()).await, "429 HUB-211");
    world.pass_days(15);
    assert_eq!(ask().await.unwrap().status(), 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_recovery_is_kept_and_other_offices_do_not_see_it() {
    let world = World::running().await;
    let client = world.client(&world.device(SAKURA));
    let foreign = world.client(&world.device(MOMIJI));
    let path = "/v1/recovery";
    assert_eq!(problem(world.get(&client, path).await).await, "404 HUB-111");
    for sealed in [b"first".as_slice(), b"second"] {
        let body = RecoveryRequest {
            sealed: encode_signed(sealed),
        };
        assert_eq!(world.put_json(&client, path, &body).await.status(), 204);
    }
    let waiting = world.client(&world.waiting_device(SAKURA).await);
    for client in [&client, &waiting] {
        let kept: RecoveryReply = world.get(client, path).await.json().await.unwrap();
        assert_eq!(kept.sealed, encode_signed(b"second"));
    }
    assert_eq!(
        problem(world.get(&foreign, path).await).await,
        "404 HUB-111"
    );
    let large = RecoveryRequest {
        sealed: encode_signed(&[0; 8 * 1024 + 1]),
    };
    let answer = world.put_json(&client, path, &large).await;
    assert_eq!(problem(answer).await, "413 HUB-106");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pieces_of_history_wait_for_one_terminal_and_not_too_many() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let foreign = world.client(&world.device(MOMIJI));
    let (a, b) = (world.client(&first), world.client(&second));
    let piece = |number: u32| format!("/v1/devices/{}/history/{number}", second.id);
    let answer = world.put_bytes(&foreign, &piece(1), b"one").await;
    assert_eq!(problem(answer).await, FOREIGN);
    for number in 1..=16 {
        let answer = world
            .put_bytes(&a, &piece(number), &number.to_be_bytes())
            .await;
        assert_eq!(answer.status(), 204);
    }
    // A repeat is no other piece.
    let again = world.put_bytes(&a, &piece(1), &1_u32.to_be_bytes()).await;
    assert_eq!(again.status(), 204);
    let changed = world.put_bytes(&a, &piece(1), b"other").await;
    assert_eq!(
        problem(changed).await,
        "409 HUB-116: the number was used for another piece"
    );
    let more = world.put_bytes(&a, &piece(17), b"more").await;
    assert_eq!(problem(more).await, "409 HUB-119: too many pieces wait");

    let list: HistoryPage = world.get(&b, "/v1/history").await.json().await.unwrap();
    let numbers: Vec<_> = list.pieces.iter().map(|piece| piece.number).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<u64>>());
    let got = world.get(&b, "/v1/history/16").await.bytes().await.unwrap();
    assert_eq!(*got, 16_u32.to_be_bytes());
    for _ in 0..2 {
        let answer = world.delete_path(&b, "/v1/history/1").await;
        assert_eq!(answer.status(), 204);
    }
    let more = world.put_bytes(&a, &piece(17), b"more").await;
    assert_eq!(more.status(), 204);
    // The others of the office do not see what waits for one.
    let list: HistoryPage = world.get(&a, "/v1/history").await.json().await.unwrap();
    assert_eq!(list.pieces, []);
    let answer = world.get(&a, "/v1/history/16").await;
    assert_eq!(problem(answer).await, "404 HUB-111");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_that_lost_everything_starts_anew_with_another_key() {
    let world = World::running().await;
    let (old, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (client, other) = (world.client(&old), world.client(&momiji));
    let lost_code = world.secret(SAKURA);
    let certificate = |entry: OfficeEntry| entry.mailbox_certificate;
    let entry = "/v1/offices/1370200015";
    let before = certificate(world.get(&other, entry).await.json().await.unwrap());
    let now = world.now();
    for _ in 0..2 {
        store::write(&mut world.engine(), |records| {
            start_anew(records, office_of(SAKURA), now)
        })
        .unwrap();
    }
    let refused = world.get(&client, "/v1/inbox").await;
    assert_eq!(
        problem(refused).await,
        "403 HUB-203: the certificate has been revoked"
    );
    let nothing = certificate(world.get(&other, entry).await.json().await.unwrap());
    assert_eq!(nothing, None, "nobody seals for a key that is gone");
    // A code that was made before may be in other hands.
    let known = store::read(&mut world.engine(), |records| {
        records.enrolment(Digest::of(&lost_code))
    });
    assert!(known.unwrap().unwrap().expires_at < now);

    let new = world.device(SAKURA);
    let client = world.client(&new);
    assert_eq!(
        world.get(&client, "/v1/inbox").await.status(),
        200,
        "it waits for nobody"
    );
    assert_eq!(names(&world, &client).await.len(), 1);
    let after = certificate(world.get(&other, entry).await.json().await.unwrap());
    assert!(after.is_some() && after != before);
    let unknown = store::write(&mut world.engine(), |records| {
        start_anew(records, "1399999999".parse().unwrap(), now)
    });
    assert!(matches!(unknown, Err(StartAnewError::NotFound { .. })));
}
