//! Group commit: who shares a commit, and what everybody is told when it fails.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
        mpsc,
    },
};

use protocol::{OfficeNumber, UtcSeconds, message::Event};
use tempfile::TempDir;

use super::*;
use crate::store::{Access, SqliteEngine, engine};

/// The embedded engine, made to wait before each commit and to fail on demand.
struct Controlled {
    inner: SqliteEngine,
    /// One message lets one commit begin.
    begin: mpsc::Receiver<()>,
    entered: Arc<AtomicU32>,
    batches: Arc<Mutex<Vec<usize>>>,
    fail: Arc<AtomicBool>,
}

impl Engine for Controlled {
    fn commit_batch<'a>(
        &mut self,
        operations: &mut [&'a mut (dyn Operation + 'a)],
    ) -> Result<Vec<Announcement>, StoreError> {
        self.entered.fetch_add(1, Ordering::Relaxed);
        self.begin.recv().map_err(|_| StoreError::Closed)?;
        self.batches.lock().unwrap().push(operations.len());
        if self.fail.load(Ordering::Relaxed) {
            return Err(StoreError::RolledBack);
        }
        self.inner.commit_batch(operations)
    }

    fn query(&mut self, query: &mut dyn FnMut(&dyn Records)) -> Result<(), StoreError> {
        self.inner.query(query)
    }
}

struct Stage {
    folder: TempDir,
    writer: Arc<Writer>,
    begin: mpsc::Sender<()>,
    batches: Arc<Mutex<Vec<usize>>>,
    fail: Arc<AtomicBool>,
    entered: Arc<AtomicU32>,
    announced: Arc<AtomicU32>,
}

impl Writer {
    /// How many operations wait in the queue.
    fn queued(&self) -> usize {
        let queue = self.queue.lock().unwrap();
        queue
            .as_ref()
            .map_or(0, |queue| QUEUE_MAX - queue.capacity())
    }
}

fn database(folder: &TempDir) -> std::path::PathBuf {
    Path::join(folder.path(), "hub.sqlite")
}

fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let inner = SqliteEngine::create(&database(&folder)).unwrap();
    let (begin, waits) = mpsc::channel();
    let (batches, fail, entered) = (Arc::default(), Arc::default(), Arc::default());
    let announced = Arc::new(AtomicU32::new(0));
    let engine = Controlled {
        inner,
        begin: waits,
        entered: Arc::clone(&entered),
        batches: Arc::clone(&batches),
        fail: Arc::clone(&fail),
    };
    let counted = Arc::clone(&announced);
    let writer = Writer::start(Box::new(engine), move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    Stage {
        folder,
        writer: Arc::new(writer.unwrap()),
        begin,
        batches,
        fail,
        entered,
        announced,
    }
}

impl Stage {
    fn offices(&self) -> usize {
        let mut engine = SqliteEngine::open(&database(&self.folder), Access::Read).unwrap();
        engine::read(&mut engine, |records| records.offices())
            .unwrap()
            .len()
    }

    /// Queues operations, one after the other, and gives their answers to come.
    async fn queue(&self, numbers: std::ops::Range<u32>) -> Vec<Answer> {
        let mut answers = Vec::new();
        for number in numbers {
            let writer = Arc::clone(&self.writer);
            let before = writer.queued();
            answers.push(tokio::spawn(
                async move { writer.run(add_office(number)).await },
            ));
            // The writer's thread takes the very first one out at once; all others stay.
            while self.writer.queued() == before && number > 0 {
                tokio::task::yield_now().await;
            }
        }
        answers
    }
}

type Answer = tokio::task::JoinHandle<Result<(), StoreError>>;

fn add_office(number: u32) -> impl FnOnce(&mut dyn Records) -> Result<(), StoreError> + Send {
    move |records| {
        let office: OfficeNumber = format!("{number:010}").parse().unwrap();
        records.add_office(office, "事業所", &[], UtcSeconds(0))?;
        records.announce(office, Event::Notice);
        Ok(())
    }
}

/// Queues one operation and waits until the writer's thread holds it, then queues nine more.
async fn one_and_nine(stage: &Stage) -> Vec<Answer> {
    let mut answers = stage.queue(0..1).await;
    while stage.entered.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    answers.extend(stage.queue(1..10).await);
    answers
}

#[tokio::test]
async fn those_who_wait_share_the_next_commit() {
    let stage = stage();
    let answers = one_and_nine(&stage).await;
    assert_eq!(stage.offices(), 0);
    stage.begin.send(()).unwrap();
    stage.begin.send(()).unwrap();
    for answer in answers {
        answer.await.unwrap().unwrap();
    }
    assert_eq!(*stage.batches.lock().unwrap(), [1, 9]);
    assert_eq!(stage.offices(), 10);
    assert_eq!(stage.announced.load(Ordering::Relaxed), 10);
}

#[tokio::test]
async fn a_failed_commit_is_told_to_all_and_the_next_one_works() {
    let stage = stage();
    stage.fail.store(true, Ordering::Relaxed);
    let answers = one_and_nine(&stage).await;
    stage.begin.send(()).unwrap();
    stage.begin.send(()).unwrap();
    for answer in answers {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::RolledBack)));
    }
    assert_eq!(
        (stage.offices(), stage.announced.load(Ordering::Relaxed)),
        (0, 0)
    );
    stage.fail.store(false, Ordering::Relaxed);
    stage.begin.send(()).unwrap();
    stage.writer.run(add_office(77)).await.unwrap();
    assert_eq!(stage.offices(), 1);
}

#[tokio::test]
async fn a_refused_operation_is_told_its_own_reason() {
    let stage = stage();
    stage.begin.send(()).unwrap();
    stage.begin.send(()).unwrap();
    stage.writer.run(add_office(1)).await.unwrap();
    let doubled = stage.writer.run(add_office(1)).await.unwrap_err();
    assert!(matches!(doubled, StoreError::Database(_)), "{doubled}");
    assert_eq!(stage.offices(), 1);
}

#[tokio::test]
async fn what_is_queued_is_kept_though_nobody_waits_and_closing_works_it_off() {
    let stage = stage();
    for answer in one_and_nine(&stage).await {
        answer.abort();
    }
    stage.begin.send(()).unwrap();
    stage.begin.send(()).unwrap();
    stage.writer.close().await;
    assert_eq!(stage.offices(), 10);
    let late = stage.writer.run(add_office(99)).await.unwrap_err();
    assert!(matches!(late, StoreError::Closed), "{late}");
}
