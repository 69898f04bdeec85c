//! Starting and stopping the hub: from a data folder to a listening server and back.
//!
//! One task for each connection, which makes the handshake and serves HTTP/1.1 or HTTP/2 on it. Easily got wrong: the
//! order of stopping: first no new connections, then the answers that are due, then the commits that are queued, then
//! the lock.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch},
    task::JoinHandle,
};
use tower::Layer;

use crate::{
    devices::Seen,
    events::Events,
    folder::{Folder, FolderError, Lock},
    http::attempts::Attempts,
    hub::{Clock, Hub},
    routes::routes,
    store::{Access, Engine, Store, StoreError},
    tls::{self, TlsError},
    worker,
};

/// Queries at the same time. Reading is short and mostly from memory; more than twice the usual cores gains nothing.
const READERS: usize = 8;

/// Bundles that arrive at the same time. Each takes up to 1 MiB of memory; more wait, with their senders' patience.
const UPLOADS_MAX: usize = 256;

/// HTTP/2 requests at the same time on one connection: a terminal has a handful.
const STREAMS_MAX: u32 = 64;

/// How long a connection may take to send the head of a request, idle time before it included. Longer than the 90 seconds
/// after which common clients give up idle connections by themselves, so that they do not meet a closing one.
const HEAD_TIME_MAX: Duration = Duration::from_secs(120);

/// After this time without a sign of life an HTTP/2 connection is asked for one.
const PING_AFTER: Duration = Duration::from_secs(60);

/// How long a connection without a certificate may last. It is for enrolment and health, which take seconds; strangers
/// must not be able to hold the places of those who take part.
const STRANGER_TIME_MAX: Duration = Duration::from_secs(60);

/// How much of one upload may be under way before the hub has read it: enough for 20 Mbit/s over 100 ms.
const UPLOAD_WINDOW_BYTES: u32 = 256 * 1024;

/// The same for all requests of one connection together.
const CONNECTION_WINDOW_BYTES: u32 = 1024 * 1024;

/// How long answers that are due may take when the hub stops.
const STOP_TIME_MAX: Duration = Duration::from_secs(10);

/// A hub that runs in this process.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops in good order: returns when every accepted operation is committed and the folder is free.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.ended.await;
    }
}

/// Starts the hub of a data folder. Writes its address into the folder once it listens.
///
/// `listen` takes the place of the setting. Must be called inside a tokio runtime.
///
/// # Errors
///
/// [`ServeError`]; then nothing runs.
pub async fn start(
    folder: &Folder,
    listen: Option<&str>,
    clock: Clock,
) -> Result<Running, ServeError> {
    let lock = folder.lock()?;
    // What a killed hub left would send clients to a port that is not ours.
    folder.remove_address();
    let settings = folder.settings()?;
    let keys = folder.keys(clock())?;
    let tls = tls::server_config(&keys)?;
    let mut writer = folder.engine(Access::Change)?;
    let sealed_files = folder.sealed_files()?;
    let orphans = sealed_files.remove_orphans(&mut writer)?;
    if orphans > 0 {
        tracing::info!(
            files = orphans,
            "removed sealed parts that were never accepted"
        );
    }
    let mut readers: Vec<Box<dyn Engine>> = Vec::new();
    for _ in 0..READERS {
        readers.push(Box::new(folder.engine(Access::Read)?));
    }
    let events = Arc::new(Events::default());
    let announced = Arc::clone(&events);
    let store = Store::start(Box::new(writer), readers, move |hint| {
        announced.announce(hint)
    })?;
    let (stopping, is_stopping) = watch::channel(false);
    let listener = TcpListener::bind(listen.unwrap_or(&settings.listen)).await?;
    let address = listener.local_addr()?;
    let connections = Arc::new(Semaphore::new(settings.connections_max as usize));
    let hub = Arc::new(Hub {
        store,
        sealed_files,
        events,
        trust: keys.authority.trust(),
        authority: Arc::new(keys.authority),
        signer: Arc::new(keys.signer),
        own_certificates_end: keys.not_after,
        clock,
        uploads: Semaphore::new(UPLOADS_MAX),
        enrolment_attempts: Attempts::new(settings.enrolment_attempts_per_minute),
        seen: Seen::default(),
        settings,
        stopping: is_stopping,
    });
    folder.write_address(address.port())?;
    let (stop, stopped) = oneshot::channel();
    let server = Server {
        folder: folder.clone(),
        lock,
        listener,
        connections,
        tls,
        hub,
        stopping,
    };
    let ended = tokio::spawn(server.run(stopped));
    tracing::info!(%address, "listening");
    Ok(Running {
        address,
        stop,
        ended,
    })
}

struct Server {
    folder: Folder,
    lock: Lock,
    listener: TcpListener,
    connections: Arc<Semaphore>,
    tls: Arc<ServerConfig>,
    hub: Arc<Hub>,
    stopping: watch::Sender<bool>,
}

impl Server {
    async fn run(self, mut stopped: oneshot::Receiver<()>) {
        let worker = tokio::spawn(worker::work(Arc::clone(&self.hub)));
        let router = routes(Arc::clone(&self.hub));
        let connected = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.accept() => accepted,
                _ = &mut stopped => break,
            };
            let Some((permit, stream, peer)) = accepted else {
                continue;
            };
            let tls = Arc::clone(&self.tls);
            let connection =
                serve_connection(stream, peer, tls, router.clone(), connected.watcher());
            tokio::spawn(async move {
                connection.await;
                drop(permit);
            });
        }
        drop(self.listener);
        self.folder.remove_address();
        let _ = self.stopping.send(true);
        if tokio::time::timeout(STOP_TIME_MAX, connected.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("some answers were not finished in time");
        }
        let _ = worker.await;
        self.hub.store.close().await;
        drop(self.lock);
        tracing::info!("stopped");
    }

    /// Waits for a free place, then for the next connection.
    async fn accept(&self) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
        let permit = Arc::clone(&self.connections).acquire_owned().await.ok()?;
        match self.listener.accept().await {
            Ok((stream, peer)) => Some((permit, stream, peer)),
            Err(err) => {
                // Out of file descriptors, most likely: wait until some connection ends.
                tracing::warn!(error = %err, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                None
            }
        }
    }
}

async fn serve_connection(
    stream: TcpStream,
    address: SocketAddr,
    tls: Arc<ServerConfig>,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let Some((stream, peer)) = tls::accept(tls, stream, address).await else {
        return;
    };
    // The handshake settled the version, so no bytes need to be looked at to find out.
    let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .initial_stream_window_size(UPLOAD_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .keep_alive_interval(PING_AFTER);
    let builder = if is_http2 {
        builder.http2_only()
    } else {
        builder.http1_only()
    };
    let service = TowerToHyperService::new(Extension(peer).layer(router));
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let connection = watcher.watch(connection);
    let ended = if peer.certificate.is_some() {
        connection.await
    } else {
        tokio::time::timeout(STRANGER_TIME_MAX, connection)
            .await
            .unwrap_or(Ok(()))
    };
    if let Err(err) = ended {
        tracing::debug!(%address, error = %err, "a connection ended badly");
    }
}

/// Why the hub did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address is taken, or not one of this machine.
    #[error("cannot listen: {0}")]
    Listen(#[from] io::Error),
}
