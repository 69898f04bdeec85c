//! Begins and ends the pages on the network as the settings say, and keeps their
//! certificate fresh.
//!
//! One round compares what should be with what is. A round comes when a page changed the
//! settings, and otherwise once a minute, so that a port that was taken is tried again
//! and a certificate never ends unnoticed. What a reader would get wrong: a refusal ends
//! nothing else. The exchange and the pages on this machine go on, and the refusal shows
//! on them and in the log.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use protocol::UtcSeconds;
use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::super::form_token::FormTokens;
use super::super::practices::Practices;
use super::super::security::Hosts;
use super::super::site::{self, Site};
use super::super::{Pages, pages_on_network, routes};
use super::server::{self, Server};
use super::{Asked, Network, NetworkState, OpenNetwork};
use crate::error_code::ErrorCode;
use crate::network::{
    NetworkCertificate, NetworkError, NetworkPlan, ensure_administrators, network_certificate,
    plan_network,
};

/// How often the keeper looks by itself.
const LOOK_INTERVAL: Duration = Duration::from_secs(60);

/// The configuration of new connections, replaced when the certificate is.
pub(super) type SharedTls = Arc<Mutex<Arc<ServerConfig>>>;

/// What the pages on the network have in common with those on this machine.
pub(in crate::web) struct Ground {
    /// The pages on this machine, one for each office.
    pub(in crate::web) pages: Vec<Arc<Pages>>,
    pub(in crate::web) site: Arc<Site>,
}

/// Pages that are open.
struct Running {
    plan: NetworkPlan,
    open: OpenNetwork,
    certificate: NetworkCertificate,
    tls: SharedTls,
    stop: watch::Sender<bool>,
    /// Ends as soon as the port is free again.
    listening: JoinHandle<()>,
}

/// Keeps the pages on the network until `stop` is true.
pub(in crate::web) async fn keep(ground: Ground, mut stop: watch::Receiver<bool>) {
    let network = ground.site.network.clone();
    let Some(mut asked) = network.take_asked() else {
        tracing::error!("two programs keep the same network");
        return;
    };
    let mut running = None;
    let mut waits: Option<Asked> = None;
    loop {
        round(&ground, &network, &mut running).await;
        if let Some(done) = waits.take() {
            // Whoever asked may have gone; the round was made all the same.
            let _ = done.send(());
        }
        tokio::select! {
            () = stopped(&mut stop) => break,
            next = asked.recv() => waits = next,
            () = tokio::time::sleep(LOOK_INTERVAL) => (),
        }
    }
    end(running.take()).await;
}

pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn round(ground: &Ground, network: &Network, running: &mut Option<Running>) {
    let now = (ground.pages[0].clock)();
    let settings = ground.site.offices[0].settings();
    let Some(plan) = plan_network(&settings.network, network.wish()) else {
        end(running.take()).await;
        network.set(NetworkState::Off);
        return;
    };
    if let Some(open) = running
        && open.plan == plan
        && !open.listening.is_finished()
    {
        refresh(ground, network, open, now).await;
        return;
    }
    end(running.take()).await;
    match begin(ground, plan, now).await {
        Ok(begun) => {
            let (address, names) = (begun.open.address, begun.open.names.len());
            tracing::info!(%address, names, "the pages are on the office's network");
            network.set(NetworkState::Open(begun.open.clone()));
            *running = Some(begun);
        }
        Err(error) => refuse(network, &error),
    }
}

fn refuse(network: &Network, error: &NetworkError) {
    let code = ErrorCode::from(error);
    let about = match error {
        NetworkError::NoAdministrator(office) => office.to_string(),
        NetworkError::Listen { listen, .. } => listen.to_string(),
        NetworkError::Certificate(_) | NetworkError::Store(_) => String::new(),
    };
    let refused = NetworkState::Refused { code, about };
    if network.state() != refused {
        // Said once, not every minute.
        let error = error as &dyn std::error::Error;
        tracing::error!(
            code = code.code(),
            error,
            "the pages are not on the network"
        );
    }
    network.set(refused);
}

/// Frees the port; connections end by themselves in a moment.
async fn end(running: Option<Running>) {
    if let Some(running) = running {
        let _ = running.stop.send(true);
        let _ = running.listening.await;
        tracing::info!("the pages are no longer on the office's network");
    }
}

/// Puts another certificate in when this one nears its end, or a person made a new one.
async fn refresh(ground: &Ground, network: &Network, running: &mut Running, now: UtcSeconds) {
    match certificate(ground, &running.plan, now).await {
        Ok((certificate, config)) => {
            if certificate.certificate == running.certificate.certificate {
                return;
            }
            *running.tls.lock().unwrap_or_else(PoisonError::into_inner) = config;
            running.open.fingerprint = certificate.fingerprint();
            running.open.certificate_until = certificate.not_after;
            running.certificate = certificate;
            network.set(NetworkState::Open(running.open.clone()));
            tracing::info!("the pages on the network have a new certificate");
        }
        // The old one still serves; it is tried again in a minute.
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the certificate of the pages on the network failed");
        }
    }
}

async fn certificate(
    ground: &Ground,
    plan: &NetworkPlan,
    now: UtcSeconds,
) -> Result<(NetworkCertificate, Arc<ServerConfig>), NetworkError> {
    let dir = ground.site.offices[0].dir().to_owned();
    let names = plan.names.clone();
    let made = tokio::task::spawn_blocking(move || {
        let certificate = network_certificate(&dir, &names, now)?;
        let config = server::config(&certificate)?;
        Ok((certificate, config))
    });
    match made.await {
        Ok(made) => made.map_err(NetworkError::Certificate),
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

async fn begin(
    ground: &Ground,
    plan: NetworkPlan,
    now: UtcSeconds,
) -> Result<Running, NetworkError> {
    let offices = ground.site.offices.clone();
    let checked = tokio::task::spawn_blocking(move || ensure_administrators(&offices));
    match checked.await {
        Ok(checked) => checked?,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
    let (certificate, config) = certificate(ground, &plan, now).await?;
    let cannot_listen = |source| NetworkError::Listen {
        listen: plan.listen,
        source,
    };
    let listener = TcpListener::bind(plan.listen)
        .await
        .map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let tls = Arc::new(Mutex::new(config));
    let (stop, stopped) = watch::channel(false);
    let server = Server {
        listener,
        tls: Arc::clone(&tls),
        router: router(ground, &plan, address.port()),
        hosts: Arc::new(Hosts::on_network(&plan.names, address.port())),
        stop: stopped,
    };
    Ok(Running {
        open: OpenNetwork {
            address,
            names: plan.names.clone(),
            fingerprint: certificate.fingerprint(),
            certificate_until: certificate.not_after,
        },
        plan,
        certificate,
        tls,
        stop,
        listening: tokio::spawn(server.run()),
    })
}

/// The pages of all offices for this address.
fn router(ground: &Ground, plan: &NetworkPlan, port: u16) -> axum::Router {
    let local = &ground.site;
    let site = Arc::new(Site {
        offices: local.offices.clone(),
        hosts: Hosts::on_network(&plan.names, port),
        tokens: FormTokens::draw(),
        port,
        local: local.local,
        tls: true,
        hashing: Arc::clone(&local.hashing),
        network: local.network.clone(),
        practices: Practices::default(),
        adding: local.adding.clone(),
    });
    let pages = ground.pages.iter();
    let routers = pages
        .map(|pages| routes::all(pages_on_network(pages, &site)))
        .collect();
    site::routes(site, routers)
}
