//! TLS 1.3 connections and the certificate on their other end.
//!
//! A client may come without a certificate (enrolment, health), but not with one of another authority. Whether a device
//! may still act is not decided here: see `devices/authenticate.rs`. Easily got wrong: a certificate that has expired
//! passes the handshake on purpose, so that the office gets an answer with a code and a remedy instead of a broken
//! connection; the request is then refused.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use protocol::{Digest, certificate::Trust};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, RootCertStore, ServerConfig,
    SignatureScheme,
    client::danger::HandshakeSignatureValid,
    server::{
        WebPkiClientVerifier,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::folder::Keys;

/// How long a handshake may take. On a poor line it needs four round trips of at most two seconds.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);

/// Who is on the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// Digest of the client certificate, whose key the peer has proved to own.
    pub certificate: Option<Digest>,
    /// Where the connection comes from.
    pub address: SocketAddr,
}

/// Makes the configuration of the hub's connections.
///
/// # Errors
///
/// [`rustls::Error`] if key and certificate do not belong together.
pub fn server_config(keys: &Keys) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let ca = ca_certificate(&keys.authority.trust());
    let mut roots = RootCertStore::empty();
    roots.add(ca.clone())?;
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .allow_unauthenticated()
            .build()?;
    // The CA goes along, so that a terminal that has only an enrolment code can compare its hash with the code.
    let chain = vec![
        CertificateDer::from(keys.server.certificate_der().to_vec()),
        ca,
    ];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(keys.server.key_der().to_vec()));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_client_cert_verifier(Arc::new(ExpiryLater(verifier)))
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn ca_certificate(trust: &Trust) -> CertificateDer<'static> {
    CertificateDer::from(trust.ca_der().to_vec())
}

/// Performs the handshake; nothing if it failed or took too long.
pub(crate) async fn accept(
    config: Arc<ServerConfig>,
    stream: TcpStream,
    address: SocketAddr,
) -> Option<(TlsStream<TcpStream>, Peer)> {
    // Small answers must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let handshake = TlsAcceptor::from(config).accept(stream);
    let stream = match tokio::time::timeout(HANDSHAKE_TIME_MAX, handshake).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(err)) => {
            tracing::info!(%address, error = %err, "handshake refused");
            return None;
        }
        Err(_) => {
            tracing::info!(%address, "handshake took too long");
            return None;
        }
    };
    let chain = stream.get_ref().1.peer_certificates();
    let certificate = chain
        .and_then(|chain| chain.first())
        .map(|leaf| Digest::of(leaf));
    Some((
        stream,
        Peer {
            certificate,
            address,
        },
    ))
}

/// Checks client certificates as usual, but lets those pass that were valid until they expired.
#[derive(Debug)]
struct ExpiryLater(Arc<dyn ClientCertVerifier>);

impl ClientCertVerifier for ExpiryLater {
    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        match self.0.verify_client_cert(end_entity, intermediates, now) {
            // Everything else is checked as of its last valid second.
            Err(rustls::Error::InvalidCertificate(CertificateError::ExpiredContext {
                not_after,
                ..
            })) => self
                .0
                .verify_client_cert(end_entity, intermediates, not_after),
            result => result,
        }
    }

    fn offer_client_auth(&self) -> bool {
        self.0.offer_client_auth()
    }

    fn client_auth_mandatory(&self) -> bool {
        self.0.client_auth_mandatory()
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// The hub's own key or certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The TLS library's reason.
    #[error("the server certificate cannot be used: {0}")]
    Tls(#[from] rustls::Error),
    /// The authority's certificate cannot check clients.
    #[error("the certificate authority cannot be used: {0}")]
    Verifier(#[from] rustls::server::VerifierBuilderError),
}

#[cfg(test)]
mod tests {
    use protocol::UtcSeconds;
    use tokio::net::TcpListener;

    use super::*;
    use crate::{config::Settings, folder::Folder};

    #[tokio::test(start_paused = true)]
    async fn a_silent_client_is_given_up() {
        let parent = tempfile::tempdir().unwrap();
        let settings = Settings::new("Hub".into(), vec!["localhost".into()]);
        let now = UtcSeconds(1_795_306_288);
        let folder = Folder::create(&parent.path().join("hub"), &settings, now).unwrap();
        let config = server_config(&folder.keys(now).unwrap()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (client, server) = tokio::join!(TcpStream::connect(address), listener.accept());
        let begun = tokio::time::Instant::now();
        assert!(accept(config, server.unwrap().0, address).await.is_none());
        assert_eq!(begun.elapsed(), HANDSHAKE_TIME_MAX);
        drop(client);
    }
}
