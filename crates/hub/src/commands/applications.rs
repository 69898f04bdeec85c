//! `tsunagu-hub application …` and `enrolment create`: offices and their one-time codes.
//!
//! Easily got wrong: the code is printed once and kept nowhere; only the hash of its secret is in the database.

use std::path::Path;

use protocol::{Digest, OfficeNumber, ServiceKind, UtcSeconds, hub_code::EnrolmentCode};
use serde_json::{Value, json};
use tsunagu_hub::{
    folder::Folder,
    http::clock,
    licences::begin_licence,
    offices::{
        self, NewEnrolment, apply_for_office, approve_office, create_enrolment, refuse_application,
        resume_office, suspend_office,
    },
    store::{self, Access, ContactRecord, OfficeRecord, OfficeState, Records, StoreError},
};

use super::{Failure, print, print_json};
use crate::OfficeCommand;

pub(super) fn add(
    dir: &Path,
    number: OfficeNumber,
    name: String,
    services: Vec<ServiceKind>,
) -> Result<(), Failure> {
    let application = offices::Application {
        number,
        name,
        services,
    };
    let now = clock::now();
    let mut engine = Folder::open(dir)?.engine(Access::Change)?;
    store::write(&mut engine, |records| {
        apply_for_office(records, &application, now)
    })
    .map_err(|err| Failure::of(&err))?;
    print(format_args!("office {number} has applied"))
}

/// A code before it is kept.
struct Code {
    code: EnrolmentCode,
    enrolment: NewEnrolment,
}

/// The secret of a new code.
pub(super) fn draw_secret() -> Result<[u8; 10], Failure> {
    let mut secret = [0; 10];
    aws_lc_rs::rand::fill(&mut secret)
        .map_err(|_| Failure::Failed("the system gives no random bytes".into()))?;
    Ok(secret)
}

fn draw_code(folder: &Folder, office: OfficeNumber) -> Result<Code, Failure> {
    let secret = draw_secret()?;
    let enrolment = NewEnrolment {
        office,
        secret_sha256: Digest::of(&secret),
        valid_days: folder.settings()?.enrolment_valid_days,
    };
    let trust = folder.authority()?.trust();
    Ok(Code {
        code: EnrolmentCode::new(secret, &trust),
        enrolment,
    })
}

fn print_code(
    number: OfficeNumber,
    code: &EnrolmentCode,
    expires_at: UtcSeconds,
    as_json: bool,
) -> Result<(), Failure> {
    if as_json {
        let code = code.to_string();
        return print_json(&json!({ "office": number, "code": code, "expires_at": expires_at }));
    }
    print(format_args!(
        "enrolment code for one terminal of office {number}, until {expires_at}:"
    ))?;
    print(code)
}

pub(super) fn approve(arguments: &OfficeCommand) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let Code { code, enrolment } = draw_code(&folder, arguments.office)?;
    let terms = folder.settings()?.licence_terms();
    let now = clock::now();
    let mut engine = folder.engine(Access::Change)?;
    // Together, so that an approved office is never left without its licence and its code.
    let expires_at = store::write(&mut engine, |records| {
        approve_office(records, arguments.office, now).map_err(|err| Failure::of(&err))?;
        begin_licence(records, terms, arguments.office, now)?;
        create_enrolment(records, &enrolment, now).map_err(|err| Failure::of(&err))
    })?;
    print_code(arguments.office, &code, expires_at, arguments.output.json)
}

pub(super) fn enrolment(arguments: &OfficeCommand) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let Code { code, enrolment } = draw_code(&folder, arguments.office)?;
    let now = clock::now();
    let mut engine = folder.engine(Access::Change)?;
    let expires_at = store::write(&mut engine, |records| {
        create_enrolment(records, &enrolment, now)
    })
    .map_err(|err| Failure::of(&err))?;
    print_code(arguments.office, &code, expires_at, arguments.output.json)
}

pub(super) fn suspend(arguments: &OfficeCommand) -> Result<(), Failure> {
    change(arguments, "suspended", |records, number, now| {
        suspend_office(records, number, now).map_err(|err| Failure::of(&err))
    })
}

pub(super) fn resume(arguments: &OfficeCommand) -> Result<(), Failure> {
    change(arguments, "active", |records, number, now| {
        resume_office(records, number, now).map_err(|err| Failure::of(&err))
    })
}

/// Together with the code for its first new terminal, as an approval.
pub(super) fn start_anew(arguments: &OfficeCommand) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let Code { code, enrolment } = draw_code(&folder, arguments.office)?;
    let now = clock::now();
    let mut engine = folder.engine(Access::Change)?;
    let expires_at = store::write(&mut engine, |records| {
        offices::start_anew(records, arguments.office, now).map_err(|err| Failure::of(&err))?;
        create_enrolment(records, &enrolment, now).map_err(|err| Failure::of(&err))
    })?;
    print_code(arguments.office, &code, expires_at, arguments.output.json)
}

fn change(
    arguments: &OfficeCommand,
    state: &str,
    operation: impl FnOnce(&mut dyn Records, OfficeNumber, UtcSeconds) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let number = arguments.office;
    let now = clock::now();
    let mut engine = Folder::open(&arguments.folder.dir)?.engine(Access::Change)?;
    store::write(&mut engine, |records| operation(records, number, now))?;
    if arguments.output.json {
        return print_json(&json!({ "office": number, "state": state }));
    }
    print(format_args!("office {number} is {state}"))
}

pub(super) fn refuse(arguments: &OfficeCommand) -> Result<(), Failure> {
    let number = arguments.office;
    let mut engine = Folder::open(&arguments.folder.dir)?.engine(Access::Change)?;
    store::write(&mut engine, |records| refuse_application(records, number))
        .map_err(|err| Failure::of(&err))?;
    if arguments.output.json {
        return print_json(&json!({ "office": number, "state": "refused" }));
    }
    print(format_args!(
        "the application of office {number} is refused and forgotten"
    ))
}

pub(super) fn list(dir: &Path, as_json: bool) -> Result<(), Failure> {
    let mut engine = Folder::open(dir)?.engine(Access::Read)?;
    let offices = store::read(&mut engine, |records| {
        let offices = records.offices()?.into_iter().map(|office| {
            let contact = records.contact(office.number)?;
            Ok((office, contact))
        });
        offices.collect::<Result<Vec<_>, StoreError>>()
    })?;
    if as_json {
        let documents = offices
            .iter()
            .map(|(office, contact)| office_json(office, contact.as_ref()));
        return print_json(&Value::Array(documents.collect()));
    }
    for (office, _) in &offices {
        let services: Vec<&str> = office.services.iter().map(ServiceKind::as_str).collect();
        let (number, state) = (office.number, state_word(office.state));
        print(format_args!(
            "{number}  {state:9}  {}  {}",
            services.join(","),
            office.name
        ))?;
    }
    Ok(())
}

fn office_json(office: &OfficeRecord, contact: Option<&ContactRecord>) -> Value {
    json!({
        "office": office.number,
        "name": office.name,
        "services": office.services,
        "state": state_word(office.state),
        "applied_at": office.applied_at,
        "enrolled": office.mailbox_certificate.is_some(),
        "telephone": contact.map(|contact| &contact.telephone),
        "mail": contact.map(|contact| &contact.mail),
    })
}

fn state_word(state: OfficeState) -> &'static str {
    match state {
        OfficeState::Applied => "applied",
        OfficeState::Active => "active",
        OfficeState::Suspended => "suspended",
    }
}
