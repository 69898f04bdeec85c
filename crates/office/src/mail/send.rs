//! Handing one mail to the mail server of the settings.
//!
//! Connections are TLS as the settings say, checked against the certificates that the
//! system trusts; a server that does not offer it gets nothing. What a reader would get
//! wrong: "sent" means that the server took the mail, not that somebody has it.

use std::error::Error as _;
use std::path::Path;
use std::time::Duration;

use lettre::address::{Address, Envelope};
use lettre::message::{Mailbox, Message, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError};
use lettre::{AsyncTransport, Tokio1Executor};
use tokio::time::timeout;

use super::password::read_password;
use super::words::Letter;
use crate::config::{MAIL_RECEIVERS_MAX, MailSecurity, MailSettings};
use crate::error_code::ErrorCode;
use crate::keys::KeysError;
use crate::network::NetworkName;
use crate::random::random_bytes;

/// How long one step with the server may take. Servers that look for unwanted mail let
/// strangers wait.
const STEP_TIME_MAX: Duration = Duration::from_secs(30);

/// How long all of it may take.
const MAIL_TIME_MAX: Duration = Duration::from_secs(120);

/// How long it may take for one receiver alone: ten of them together take as long as one mail.
const RECEIVER_TIME_MAX: Duration = Duration::from_secs(12);

/// Answers of a server that wants another login: RFC 4954.
const LOGIN_ANSWERS: [u16; 5] = [530, 534, 535, 538, 454];

/// What is not in order in the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailUnfit {
    /// The server is missing or no name of a computer.
    #[error("server")]
    Server(String),
    /// The address of the sender is missing or is none.
    #[error("sender")]
    Sender(String),
    /// There is no receiver, there are too many, or this one is no address.
    #[error("receivers")]
    Receivers(String),
    /// A login without TLS would send the password in clear.
    #[error("a password in clear")]
    PasswordInClear,
}

impl From<&MailUnfit> for ErrorCode {
    fn from(unfit: &MailUnfit) -> ErrorCode {
        match unfit {
            MailUnfit::Server(_) | MailUnfit::Sender(_) | MailUnfit::Receivers(_) => {
                ErrorCode::MailSettingsUnfit
            }
            MailUnfit::PasswordInClear => ErrorCode::MailPasswordInClear,
        }
    }
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings are not in order.
    #[error(transparent)]
    Unfit(#[from] MailUnfit),
    /// The password cannot be read.
    #[error(transparent)]
    Password(#[from] KeysError),
    /// The mail could not be put together.
    #[error("the mail cannot be written")]
    Letter(#[from] lettre::error::Error),
    /// The server could not be reached, or did not take it.
    #[error("the mail server")]
    Server(#[from] SmtpError),
    /// It took too long.
    #[error("the mail server is too slow")]
    TooSlow,
}

impl From<&MailError> for ErrorCode {
    fn from(error: &MailError) -> ErrorCode {
        match error {
            MailError::Unfit(unfit) => ErrorCode::from(unfit),
            MailError::Password(error) => ErrorCode::from(error),
            MailError::Letter(_) => ErrorCode::MailSettingsUnfit,
            MailError::TooSlow => ErrorCode::MailServerUnreachable,
            MailError::Server(error) => code_of(error),
        }
    }
}

fn code_of(error: &SmtpError) -> ErrorCode {
    if let Some(status) = error.status() {
        let login = LOGIN_ANSWERS.contains(&u16::from(status));
        return match login {
            true => ErrorCode::MailLoginRefused,
            false => ErrorCode::MailRefused,
        };
    }
    if error.is_tls() || is_about_tls(error) {
        ErrorCode::MailServerNotTrusted
    } else if error.is_client() || error.is_response() {
        ErrorCode::MailServerUnclear
    } else {
        ErrorCode::MailServerUnreachable
    }
}

/// A handshake that fails is an error of reading and writing, with the reason inside.
fn is_about_tls(error: &SmtpError) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        let inner = cause
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        if cause.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        source = cause.source();
    }
    false
}

/// Whether mail could be sent with these settings, as far as they say.
///
/// # Errors
///
/// The first [`MailUnfit`].
pub fn check_mail(settings: &MailSettings) -> Result<(), MailUnfit> {
    if settings.server.parse::<NetworkName>().is_err() {
        return Err(MailUnfit::Server(settings.server.clone()));
    }
    let count = settings.to.len();
    if count == 0 || count > MAIL_RECEIVERS_MAX {
        return Err(MailUnfit::Receivers(settings.to.join("\n")));
    }
    for text in &settings.to {
        receiver(text)?;
    }
    sender(settings)?;
    if settings.security == MailSecurity::Plain && !settings.user.is_empty() {
        return Err(MailUnfit::PasswordInClear);
    }
    Ok(())
}

fn sender(settings: &MailSettings) -> Result<Address, MailUnfit> {
    let text = &settings.from;
    text.parse().map_err(|_| MailUnfit::Sender(text.clone()))
}

fn receiver(text: &str) -> Result<Address, MailUnfit> {
    text.parse()
        .map_err(|_| MailUnfit::Receivers(text.to_owned()))
}

/// What a server did with a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Receivers that it did not take; the others have it.
    pub refused: Vec<String>,
}

/// Sends one mail to all receivers of the settings.
///
/// # Errors
///
/// [`MailError`], when nobody has it; whether the server took it is not known when it was too slow.
pub async fn send_mail(
    dir: &Path,
    settings: &MailSettings,
    letter: &Letter,
) -> Result<Delivered, MailError> {
    check_mail(settings)?;
    let message = message(settings, letter)?;
    let transport = transport(dir, settings)?;
    let failed = match timeout(MAIL_TIME_MAX, transport.send(message.clone())).await {
        Ok(Ok(_)) => return Ok(Delivered::default()),
        Ok(Err(error)) => error,
        Err(_) => return Err(MailError::TooSlow),
    };
    let is_refusal = failed.is_permanent() && code_of(&failed) == ErrorCode::MailRefused;
    if !is_refusal || settings.to.len() < 2 {
        return Err(failed.into());
    }
    // One receiver that a server does not know keeps the mail from all others.
    let mut refused = Vec::new();
    for text in &settings.to {
        let envelope = Envelope::new(Some(sender(settings)?), vec![receiver(text)?])?;
        let raw = message.formatted();
        let sent = timeout(RECEIVER_TIME_MAX, transport.send_raw(&envelope, &raw)).await;
        if !matches!(sent, Ok(Ok(_))) {
            refused.push(text.clone());
        }
    }
    match refused.len() == settings.to.len() {
        true => Err(failed.into()),
        false => Ok(Delivered { refused }),
    }
}

fn message(settings: &MailSettings, letter: &Letter) -> Result<Message, MailError> {
    let from = sender(settings)?;
    let random: [u8; 16] = random_bytes();
    let id = data_encoding::HEXLOWER.encode(&random);
    let mut builder = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.domain())))
        .from(Mailbox::new(None, from))
        .subject(letter.subject.as_str())
        .header(ContentType::TEXT_PLAIN);
    for text in &settings.to {
        builder = builder.to(Mailbox::new(None, receiver(text)?));
    }
    Ok(builder.body(letter.text.clone())?)
}

fn transport(
    dir: &Path,
    settings: &MailSettings,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let server = settings.server.as_str();
    let parameters = || TlsParameters::new(server.to_owned());
    let tls = match settings.security {
        MailSecurity::Tls => Tls::Wrapper(parameters()?),
        MailSecurity::StartTls => Tls::Required(parameters()?),
        MailSecurity::Plain => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
        .port(settings.port)
        .tls(tls)
        .timeout(Some(STEP_TIME_MAX));
    if !settings.user.is_empty() {
        let password = read_password(dir)?.unwrap_or_default();
        let credentials = Credentials::new(settings.user.clone(), password.to_string());
        builder = builder.credentials(credentials);
    }
    Ok(builder.build())
}
