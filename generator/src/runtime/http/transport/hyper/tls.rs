//! TLS: trusted certificates, the client's own certificate, and who computes.

use crate::runtime::http::BuildError;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// The certificates of both sides.
#[derive(Clone, Default)]
pub(super) struct Certificates {
    /// Root certificates of the user.
    roots: Vec<CertificateDer<'static>>,
    /// Whether the platform's root certificates are not trusted.
    only_own_roots: bool,
    identity: Option<Arc<Identity>>,
}

/// The certificate that the client shows.
struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

/// Why there is no configuration.
pub(super) enum Problem {
    /// The user's certificates are invalid.
    Certificates(BuildError),
    /// TLS is not available here, which matters only if a connection needs it.
    Missing(String),
}

impl Certificates {
    pub(super) fn add_roots(&mut self, pem: &[u8]) -> Result<(), BuildError> {
        self.roots.extend(certificates(pem)?);
        Ok(())
    }

    pub(super) fn trust_only(&mut self, pem: &[u8]) -> Result<(), BuildError> {
        self.only_own_roots = true;
        self.add_roots(pem)
    }

    pub(super) fn identify(&mut self, chain: &[u8], key: &[u8]) -> Result<(), BuildError> {
        let chain = certificates(chain)?;
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|_| BuildError::new("the client's private key is not valid PEM"))?;
        self.identity = Some(Arc::new(Identity { chain, key }));
        Ok(())
    }

    /// The configuration of TLS, without protocols to negotiate.
    pub(super) fn config(&self) -> Result<ClientConfig, Problem> {
        let provider = provider().ok_or_else(|| Problem::Missing(NO_PROVIDER.to_owned()))?;
        let missing = |error: rustls::Error| Problem::Missing(format!("TLS can't be initialized: {error}"));
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(missing)?;
        let verifier = match self.only_own_roots {
            true => self.own_verifier(provider)?,
            false => self.platform_verifier(provider)?,
        };
        let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
        match &self.identity {
            None => Ok(builder.with_no_client_auth()),
            Some(identity) => builder
                .with_client_auth_cert(identity.chain.clone(), identity.key.clone_key())
                .map_err(|error| invalid("the client's certificate", &error)),
        }
    }

    fn own_verifier(&self, provider: Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, Problem> {
        let roots = Arc::new(self.store()?);
        let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider).build();
        verifier
            .map(|verifier| verifier as _)
            .map_err(|error| invalid("the root certificates", &error))
    }

    #[cfg(not(target_os = "android"))]
    fn platform_verifier(
        &self,
        provider: Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Problem> {
        self.store()?;
        match Verifier::new_with_extra_roots(self.roots.iter().cloned(), provider) {
            Ok(verifier) => Ok(Arc::new(verifier)),
            Err(error) => Err(Problem::Missing(format!("TLS can't be initialized: {error}"))),
        }
    }

    #[cfg(target_os = "android")]
    fn platform_verifier(
        &self,
        provider: Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Problem> {
        if !self.roots.is_empty() {
            let problem = "on Android no root certificates can be added to the platform's";
            return Err(Problem::Certificates(BuildError::new(problem)));
        }
        match Verifier::new(provider) {
            Ok(verifier) => Ok(Arc::new(verifier)),
            Err(error) => Err(Problem::Missing(format!("TLS can't be initialized: {error}"))),
        }
    }

    /// The user's root certificates, if all of them are valid.
    fn store(&self) -> Result<RootCertStore, Problem> {
        let mut store = RootCertStore::empty();
        for root in &self.roots {
            let added = store.add(root.clone());
            added.map_err(|error| invalid("a root certificate", &error))?;
        }
        Ok(store)
    }
}

fn invalid(what: &str, error: &dyn std::error::Error) -> Problem {
    Problem::Certificates(BuildError::new(format!("{what} can't be used: {error}")))
}

/// The certificates of a PEM file, at least one.
fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        Ok(_) => Err(BuildError::new("the PEM contains no certificate")),
        Err(_) => Err(BuildError::new("a certificate is not valid PEM")),
    }
}

const NO_PROVIDER: &str =
    "TLS needs one of the features `ring` and `aws-lc`, or a default `CryptoProvider` of rustls";

/// The program's default provider, or the one of the features.
fn provider() -> Option<Arc<CryptoProvider>> {
    CryptoProvider::get_default().map(Arc::clone).or_else(of_features)
}

#[cfg(feature = "aws-lc")]
#[allow(clippy::unnecessary_wraps, reason = "without a feature there is none")]
fn of_features() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "ring", not(feature = "aws-lc")))]
#[allow(clippy::unnecessary_wraps, reason = "without a feature there is none")]
fn of_features() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "ring", feature = "aws-lc")))]
const fn of_features() -> Option<Arc<CryptoProvider>> {
    None
}
