//! The one thread that changes the database, with group commit.
//!
//! Operations queue up while the disk is busy with the commit before; the next commit takes all of them, so the cost of
//! one fsync is shared by everybody who waits. No timer delays anything: a lone operation is committed at once. Easily
//! got wrong: an answer is given only after the commit, also to operations that refused, because what they saw (for
//! example an earlier bundle under the same id) may be part of the same commit and could still fail.

use std::{sync::Mutex, sync::PoisonError, thread, time::Duration};

use tokio::sync::{mpsc, oneshot};

use super::{Announcement, Engine, Operation, Outcome, Records, StoreError, engine::Closure};

/// Operations that may wait. With 64 in each commit of about 5 ms this is 20 ms of work; the bound only keeps memory
/// (each may hold 256 KiB, so 64 MiB in all) from growing when the disk stalls.
const QUEUE_MAX: usize = 256;

/// Operations in one commit. More would not make the fsync cheaper per operation in a way that can be measured, but
/// would let the first one wait for the last.
const BATCH_MAX: usize = 64;

/// How long to wait for a place in the queue before telling the client to try again.
const QUEUE_WAIT: Duration = Duration::from_secs(10);

/// Handle of the writer's thread.
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    ended: tokio::sync::Mutex<Option<oneshot::Receiver<()>>>,
}

/// A queued operation that knows whom to answer.
trait Job: Operation + Send {
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct Queued<F, T, E> {
    closure: Closure<F, T, E>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Operation for Queued<F, T, E>
where
    F: FnOnce(&mut dyn Records) -> Result<T, E>,
{
    fn run(&mut self, records: &mut dyn Records) -> Outcome {
        self.closure.run(records)
    }
}

impl<F, T, E> Job for Queued<F, T, E>
where
    F: FnOnce(&mut dyn Records) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let result = match failure {
            None => self.closure.into_result(),
            Some(failure) => Err(failure.into()),
        };
        // Nobody waits any more when the client went away; the change is kept all the same.
        let _ = self.reply.send(result);
    }
}

impl Writer {
    pub(super) fn start(
        engine: Box<dyn Engine>,
        announce: impl Fn(Announcement) + Send + 'static,
    ) -> Result<Writer, StoreError> {
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        let (end, ended) = oneshot::channel();
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || {
                write_all(engine, jobs, announce);
                let _ = end.send(());
            })
            .map_err(StoreError::file)?;
        Ok(Writer {
            queue: Mutex::new(Some(queue)),
            ended: tokio::sync::Mutex::new(Some(ended)),
        })
    }

    pub(super) async fn run<T, E>(
        &self,
        operation: impl FnOnce(&mut dyn Records) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let queue = self
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let queue = queue.ok_or(StoreError::Closed)?;
        let (reply, result) = oneshot::channel();
        let job = Box::new(Queued {
            closure: Closure::new(operation),
            reply,
        });
        match tokio::time::timeout(QUEUE_WAIT, queue.send(job)).await {
            Ok(Ok(())) => (),
            Ok(Err(_)) => return Err(StoreError::Closed.into()),
            Err(_) => return Err(StoreError::Busy.into()),
        }
        drop(queue);
        result.await.map_err(|_| StoreError::Closed)?
    }

    /// Takes no more operations, and returns when those in the queue are done.
    pub(super) async fn close(&self) {
        drop(
            self.queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        if let Some(ended) = self.ended.lock().await.take() {
            let _ = ended.await;
        }
    }
}

fn write_all(
    mut engine: Box<dyn Engine>,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    announce: impl Fn(Announcement),
) {
    let mut jobs = Vec::with_capacity(BATCH_MAX);
    while let Some(job) = queue.blocking_recv() {
        jobs.push(job);
        while jobs.len() < BATCH_MAX
            && let Ok(job) = queue.try_recv()
        {
            jobs.push(job);
        }
        let failure = commit(engine.as_mut(), &mut jobs, &announce).err();
        if let Some(failure) = &failure {
            tracing::error!(error = %failure, operations = jobs.len(), "commit failed");
        }
        for job in jobs.drain(..) {
            job.answer(failure.clone());
        }
    }
}

fn commit(
    engine: &mut dyn Engine,
    jobs: &mut [Box<dyn Job>],
    announce: &impl Fn(Announcement),
) -> Result<(), StoreError> {
    let mut operations: Vec<&mut dyn Operation> = Vec::with_capacity(jobs.len());
    for job in jobs {
        operations.push(job.as_mut());
    }
    for announcement in engine.commit_batch(&mut operations)? {
        announce(announcement);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
