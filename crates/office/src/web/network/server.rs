//! Connections from the office's network: TLS 1.3, then the pages.
//!
//! What comes without TLS gets no page. A browser that was given an address without
//! `https://` is led to it; everything else is told nothing. What a reader would get
//! wrong: whether a connection speaks TLS is decided by its first byte, before anything
//! of it is read.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::header::{CONNECTION, HOST, HeaderMap, HeaderValue, LOCATION};
use axum::http::{Response, StatusCode};
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use rustls_pki_types::PrivateKeyDer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::Layer;

use super::super::security::Hosts;
use super::keeper::{SharedTls, stopped};
use crate::network::{NetworkCertificate, NetworkCertificateError};

/// Connections at the same time: six of a browser for forty computers. More wait.
const CONNECTIONS_MAX: usize = 256;

/// How long a handshake may take, also on a wireless line with losses.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);

/// How long the head of a request may take, and how long a kept connection may be idle.
const HEAD_TIME_MAX: Duration = Duration::from_secs(60);

/// How long a connection without TLS may last: it gets one short answer.
const PLAIN_TIME_MAX: Duration = Duration::from_secs(10);

/// How long answers that are due may take when the pages leave the network.
const STOP_TIME_MAX: Duration = Duration::from_secs(10);

/// The first byte of every TLS connection: a record of a handshake.
const TLS_HANDSHAKE: u8 = 0x16;

/// The configuration of connections with this certificate.
pub(super) fn config(
    certificate: &NetworkCertificate,
) -> Result<Arc<ServerConfig>, NetworkCertificateError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let chain = vec![certificate.certificate.clone()];
    let key: PrivateKeyDer<'static> = certificate.key.clone_key();
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(NetworkCertificateError::Tls)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(NetworkCertificateError::Tls)?;
    // The guard of the pages reads `Host`, which HTTP/2 does not have.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Everything that a connection needs.
pub(super) struct Server {
    pub(super) listener: TcpListener,
    pub(super) tls: SharedTls,
    pub(super) router: Router,
    pub(super) hosts: Arc<Hosts>,
    pub(super) stop: watch::Receiver<bool>,
}

impl Server {
    /// Takes connections until it is told to stop; then the port is free at once, and
    /// answers that are due come to their end.
    pub(super) async fn run(mut self) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let connected = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                () = stopped(&mut self.stop) => break,
                accepted = accept(&self.listener, &places) => accepted,
            };
            let Some((place, stream, peer)) = accepted else {
                continue;
            };
            let tls = self
                .tls
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let (router, hosts) = (self.router.clone(), Arc::clone(&self.hosts));
            let watcher = connected.watcher();
            tokio::spawn(async move {
                serve_connection(stream, peer, tls, router, hosts, watcher).await;
                drop(place);
            });
        }
        drop(self.listener);
        tokio::spawn(async move {
            let _ = tokio::time::timeout(STOP_TIME_MAX, connected.shutdown()).await;
        });
    }
}

/// Waits for a free place, then for the next connection.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(tokio::sync::OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((place, stream, peer)),
        Err(error) => {
            // Out of file descriptors, most likely: wait until some connection ends.
            tracing::warn!(%error, "a connection could not be taken");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Arc<ServerConfig>,
    router: Router,
    hosts: Arc<Hosts>,
    watcher: Watcher,
) {
    let mut first = [0; 1];
    let looked = tokio::time::timeout(HANDSHAKE_TIME_MAX, stream.peek(&mut first)).await;
    let Ok(Ok(1)) = looked else {
        return;
    };
    if first[0] != TLS_HANDSHAKE {
        let _ = tokio::time::timeout(PLAIN_TIME_MAX, lead_to_tls(stream, hosts)).await;
        return;
    }
    let _ = stream.set_nodelay(true);
    let handshake = TlsAcceptor::from(tls).accept(stream);
    let stream = match tokio::time::timeout(HANDSHAKE_TIME_MAX, handshake).await {
        Ok(Ok(stream)) => stream,
        // A browser that asks its user about the certificate breaks off first.
        Ok(Err(error)) => return tracing::debug!(%peer, %error, "a handshake was broken off"),
        Err(_) => return tracing::debug!(%peer, "a handshake took too long"),
    };
    let service = Extension(ConnectInfo(peer)).layer(router);
    let builder = builder();
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "a connection ended badly");
    }
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX);
    builder.http1_only()
}

/// Answers one request without TLS: with the address under which the pages are, if the
/// request names this computer.
async fn lead_to_tls(stream: TcpStream, hosts: Arc<Hosts>) {
    let router: Router =
        Router::new().fallback(async move |headers: HeaderMap| answer_plain(&headers, &hosts));
    let builder = builder();
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection without TLS ended badly");
    }
}

/// To the start page and not to the page that was asked for: a request that came in
/// clear says nothing that should be followed.
fn answer_plain(headers: &HeaderMap, hosts: &Hosts) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let known = host.filter(|host| hosts.accepts(Some(host)));
    let place = known.and_then(|host| HeaderValue::from_str(&format!("https://{host}/")).ok());
    *response.status_mut() = match place {
        Some(place) => {
            response.headers_mut().insert(LOCATION, place);
            StatusCode::TEMPORARY_REDIRECT
        }
        None => StatusCode::BAD_REQUEST,
    };
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}
