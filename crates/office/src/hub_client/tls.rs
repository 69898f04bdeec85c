//! TLS towards the hub: whom this office trusts, and as whom it connects.
//!
//! TLS 1.3 only, one CA only. Nothing here sends anything.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use protocol::certificate::{Identity, Trust};
use protocol::hub_code::CaFingerprint;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls13_signature};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};

/// TLS that trusts the pinned CA and connects as this terminal.
pub(super) fn tls_with_identity(
    trust: &Trust,
    device: &Identity,
) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(trust.ca_der().to_vec()))?;
    let certificate = CertificateDer::from(device.certificate_der().to_vec());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(device.key_der().to_vec()));
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut tls = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_client_auth_cert(vec![certificate], key)?;
    tls.alpn_protocols = alpn_protocols();
    Ok(tls)
}

/// TLS that trusts the CA of an enrolment code, and what it will have seen.
pub(super) fn tls_for_code(
    ca: CaFingerprint,
) -> Result<(ClientConfig, Arc<CodeVerifier>), rustls::Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Arc::new(CodeVerifier {
        ca,
        provider: Arc::clone(&provider),
        seen: Mutex::new(Seen::Nothing),
    });
    let mut tls = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    tls.alpn_protocols = alpn_protocols();
    Ok((tls, verifier))
}

fn alpn_protocols() -> Vec<Vec<u8>> {
    vec![b"h2".to_vec(), b"http/1.1".to_vec()]
}

/// Trusts the CA of an enrolment code and nothing else.
///
/// The server presents its leaf and its CA. The CA must have the digest that is in
/// the code; then the leaf is verified against it as usual (chain, time, name). An
/// attacker on the line, who has another CA, learns nothing: the handshake fails
/// before the secret is sent.
pub(super) struct CodeVerifier {
    ca: CaFingerprint,
    provider: Arc<CryptoProvider>,
    seen: Mutex<Seen>,
}

/// What the server showed.
pub(super) enum Seen {
    Nothing,
    OtherCa,
    Ca(Vec<u8>),
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CodeVerifier")
    }
}

impl CodeVerifier {
    /// What the last server showed; `Nothing` if there was no handshake.
    pub(super) fn seen(&self) -> Seen {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut seen, Seen::Nothing)
    }

    fn note(&self, seen: Seen) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

impl ServerCertVerifier for CodeVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(ca) = intermediates.iter().find(|ca| self.ca.matches(ca)) else {
            self.note(Seen::OtherCa);
            return Err(CertificateError::UnknownIssuer.into());
        };
        let mut roots = RootCertStore::empty();
        roots.add(ca.clone().into_owned())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::clone(&self.provider),
        )
        .build()
        .map_err(|_| CertificateError::UnknownIssuer)?;
        let verified = verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )?;
        self.note(Seen::Ca(ca.to_vec()));
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::PeerIncompatible::ServerDoesNotSupportTls12Or13.into())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
