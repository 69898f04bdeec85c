//! The hub is killed again and again while offices send: whatever it had accepted is there, once.
//!
//! The moments come from a seed, which a failure names. Easily got wrong: a sender that saw no answer knows nothing, so
//! it sends the same bundle again until it sees one; that is the office's rule, and this test keeps it by hand.

use anyhow::{Context, Result};
use protocol::message::{InboxPage, decode_signed};
use protocol::receipt::verify_receipt;
use protocol::{BundleId, Digest};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use testkit::{HubProgram, WireDevice};

const SEED: u64 = 20_261_122;
const KILLS: u32 = 20;
const SENDERS: usize = 3;

/// Fewer bundles than this would prove little.
const BUNDLES_MIN: usize = 60;

/// What a sender knows of one bundle: the digest of what it sent and the receipt that it saw.
type Accepted = BTreeMap<BundleId, (Digest, Vec<u8>)>;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_accepted_bundle_survives_the_kills() {
    let mut hub = HubProgram::start().unwrap();
    let receiver = Arc::new(
        WireDevice::join(&hub, "1370300021-11", "あおば訪問")
            .await
            .unwrap(),
    );
    let stop = Arc::new(AtomicBool::new(false));
    let count = Arc::new(AtomicUsize::new(0));
    let mut senders = Vec::new();
    for number in 0..SENDERS {
        let address = format!("137020{number:04}-43");
        let sender = WireDevice::join(&hub, &address, "居宅").await.unwrap();
        senders.push(tokio::spawn(send_until(
            sender,
            Arc::clone(&receiver),
            Arc::clone(&stop),
            Arc::clone(&count),
        )));
    }

    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    let mut kills = 0;
    // On a busy machine little gets through between two kills; then there are more of them.
    while kills < KILLS || (count.load(Ordering::Relaxed) < BUNDLES_MIN && kills < KILLS * 10) {
        // The moment is the experiment itself: from "has just said where it answers" to "has worked for a while".
        let moment = Duration::from_micros(dice.random_range(0..150_000));
        tokio::time::sleep(moment).await;
        hub.restart().unwrap();
        kills += 1;
    }
    stop.store(true, Ordering::Relaxed);
    let mut accepted = Accepted::new();
    for sender in senders {
        accepted.append(&mut sender.await.unwrap().unwrap());
    }

    let found = walk_inbox(&receiver).await.unwrap();
    let mut ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
    ids.sort();
    assert_eq!(
        ids,
        accepted.keys().copied().collect::<Vec<_>>(),
        "seed {SEED}"
    );
    for (id, receipt_listed) in &found {
        let (digest, receipt_seen) = &accepted[id];
        assert_eq!(
            receipt_listed, receipt_seen,
            "the receipt of {id}, seed {SEED}"
        );
        let sealed = receiver
            .connection()
            .read(&format!("/v1/bundles/{id}/sealed"))
            .await
            .unwrap();
        assert_eq!(
            Digest::of(&sealed.bytes),
            *digest,
            "the contents of {id}, seed {SEED}"
        );
    }
    assert!(
        accepted.len() >= BUNDLES_MIN,
        "{} bundles between {kills} kills",
        accepted.len()
    );
}

/// Sends one bundle after the other; each again and again until it is answered.
async fn send_until(
    sender: WireDevice,
    receiver: Arc<WireDevice>,
    stop: Arc<AtomicBool>,
    count: Arc<AtomicUsize>,
) -> Result<Accepted> {
    let mut accepted = Accepted::new();
    while !stop.load(Ordering::Relaxed) {
        let contents: Vec<u8> = accepted.len().to_string().into_bytes();
        let bundle = sender.seal(&receiver, &contents)?;
        let reply = loop {
            match sender.put(&bundle).await {
                Ok(reply) if reply.status == 200 || reply.status == 201 => break reply,
                Ok(reply) => {
                    anyhow::ensure!(
                        reply.status == 503,
                        "the hub answers {} {}",
                        reply.summary(),
                        reply.detail()
                    )
                }
                // No answer: the hub is dead or died meanwhile.
                Err(_) => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        };
        let receipt = decode_signed(
            reply.json()?["receipt"]
                .as_str()
                .context("an answer without a receipt")?,
        )?;
        let verified = verify_receipt(&receipt, &sender.trust, testkit::utc_now())?;
        anyhow::ensure!(
            verified.receipt().bundle == bundle.header.id,
            "a receipt for another bundle"
        );
        accepted.insert(bundle.header.id, (Digest::of(&bundle.sealed), receipt));
        count.fetch_add(1, Ordering::Relaxed);
    }
    Ok(accepted)
}

/// All bundles that wait for the receiver with the hub's receipt for each, page by page.
async fn walk_inbox(receiver: &WireDevice) -> Result<Vec<(BundleId, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let reply = receiver
            .connection()
            .read(&format!("/v1/inbox?limit=7{after}"))
            .await?;
        let page: InboxPage =
            serde_json::from_slice(&reply.bytes).context("a page of the inbox")?;
        for entry in page.bundles {
            found.push((entry.id, decode_signed(&entry.accepted)?));
        }
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(found),
        }
    }
}
