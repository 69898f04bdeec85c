//! What a storage engine can do: run a batch of operations and commit it once, and answer queries.
//!
//! No SQL here; `sqlite` is the embedded engine. Both are plain blocking calls, made from the writer's thread, from a
//! pool of readers, or straight from a command of the operator. Easily got wrong: an operation that refused leaves no
//! trace, but the operations beside it in the batch do.

use std::panic::{AssertUnwindSafe, catch_unwind};

use protocol::{OfficeNumber, message::Event};

use super::{Records, StoreError};

/// One hint for the devices of an office, to be given after the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// Whose devices.
    pub office: OfficeNumber,
    /// What changed.
    pub event: Event,
}

/// What is to become of the changes that an operation made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Commit them.
    Keep,
    /// Undo them: the operation refused, failed or panicked.
    Undo,
}

/// One operation as the engine sees it.
pub trait Operation {
    /// Runs the operation; called once.
    fn run(&mut self, records: &mut dyn Records) -> Outcome;
}

/// A storage engine.
pub trait Engine: Send {
    /// Runs the operations in order in one transaction, each one undone alone if it says so, and commits once.
    ///
    /// On return the changes are on disk (for the embedded engine: after fsync). Gives the announcements of the
    /// operations that were kept.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if nothing of the batch was kept, or if that is unknown.
    fn commit_batch<'a>(
        &mut self,
        operations: &mut [&'a mut (dyn Operation + 'a)],
    ) -> Result<Vec<Announcement>, StoreError>;

    /// Runs a query on one consistent state: all of it is from before or from after any commit.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the query could not even begin.
    fn query(&mut self, query: &mut dyn FnMut(&dyn Records)) -> Result<(), StoreError>;
}

/// Runs an operation; a panic in it is a bug of that one and must not take the others with it.
pub(super) fn run_caught(operation: &mut dyn Operation, records: &mut dyn Records) -> Outcome {
    // What the operation left half done is undone with its savepoint, so nothing broken stays visible.
    catch_unwind(AssertUnwindSafe(|| operation.run(records))).unwrap_or_else(|_| {
        tracing::error!("an operation panicked; its changes are undone");
        Outcome::Undo
    })
}

/// An operation given as a closure, and its result once it ran.
pub(super) struct Closure<F, T, E> {
    operation: Option<F>,
    result: Option<Result<T, E>>,
}

impl<F, T, E> Closure<F, T, E> {
    pub(super) fn new(operation: F) -> Closure<F, T, E> {
        Closure {
            operation: Some(operation),
            result: None,
        }
    }

    /// The result, unless the operation panicked.
    pub(super) fn into_result(self) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.result
            .unwrap_or_else(|| Err(StoreError::Panicked.into()))
    }
}

impl<F, T, E> Operation for Closure<F, T, E>
where
    F: FnOnce(&mut dyn Records) -> Result<T, E>,
{
    fn run(&mut self, records: &mut dyn Records) -> Outcome {
        let Some(operation) = self.operation.take() else {
            return Outcome::Undo;
        };
        let result = operation(records);
        let outcome = if result.is_ok() {
            Outcome::Keep
        } else {
            Outcome::Undo
        };
        self.result = Some(result);
        outcome
    }
}

/// Runs one operation on an engine and commits it: for commands of the operator and for tests.
///
/// # Errors
///
/// What the operation refused, or the engine's failure.
pub fn write<T, E: From<StoreError>>(
    engine: &mut dyn Engine,
    operation: impl FnOnce(&mut dyn Records) -> Result<T, E>,
) -> Result<T, E> {
    let mut closure = Closure::new(operation);
    engine.commit_batch(&mut [&mut closure])?;
    closure.into_result()
}

/// Runs one query on an engine.
///
/// # Errors
///
/// What the query refused, or the engine's failure.
pub fn read<T, E: From<StoreError>>(
    engine: &mut dyn Engine,
    query: impl FnOnce(&dyn Records) -> Result<T, E>,
) -> Result<T, E> {
    let mut query = Some(query);
    let mut result = None;
    engine.query(&mut |records| {
        if let Some(query) = query.take() {
            result = Some(query(records));
        }
    })?;
    result.unwrap_or_else(|| Err(StoreError::Panicked.into()))
}
