//! Which code a person sees for which reason.
//!
//! Codes that a bundle carries are tested where they arise (`drafts.rs`, `sending.rs`,
//! `receiving.rs`, `partners.rs`); here are those of operations that were refused.

use std::io;
use std::path::PathBuf;

use protocol::certificate::{CertificateError, KeyError};
use protocol::hub_code::HubCodeError;

use super::{START, VISIT, World, later, new_mailbox};
use crate::config::SettingsError;
use crate::drafts::{CreateDraftsError, DiscardDraftError};
use crate::error_code::ErrorCode;
use crate::evidence::VerifyEvidenceError;
use crate::hub_client::HubError;
use crate::inbox::{ExportError, OpenError, ReceivedId, find_received};
use crate::init::InitError;
use crate::keys::KeysError;
use crate::outbox::{QueueError, SentState, WithdrawError, read_outbox_bundle, seal_waiting};
use crate::partners::AcceptPartnerError;
use crate::store::{StoreError, received};
use crate::sync::PassError;

fn id() -> protocol::BundleId {
    "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap()
}

fn key() -> ReceivedId {
    ReceivedId {
        sender: Some(VISIT.parse().unwrap()),
        id: id(),
    }
}

fn failed() -> StoreError {
    StoreError::Unreadable { column: "x" }
}

fn full() -> io::Error {
    io::Error::from(io::ErrorKind::StorageFull)
}

#[test]
fn refused_operations_have_their_codes() {
    let path = PathBuf::from("x");
    let number = VISIT.parse().unwrap();
    let newer = StoreError::Newer { found: 9, known: 1 };
    let codes = [
        (
            ErrorCode::from(&CreateDraftsError::NothingToSend),
            "OFF-101",
        ),
        (
            ErrorCode::from(&CreateDraftsError::MessageTooLong { found: 4001 }),
            "OFF-112",
        ),
        (
            ErrorCode::from(&CreateDraftsError::TooManyFiles { found: 5001 }),
            "OFF-118",
        ),
        (ErrorCode::from(&CreateDraftsError::NotAnOffice), "OFF-501"),
        (
            ErrorCode::from(&DiscardDraftError::NotFound { id: id() }),
            "OFF-114",
        ),
        (
            ErrorCode::from(&QueueError::NotFound { id: id() }),
            "OFF-114",
        ),
        (
            ErrorCode::from(&WithdrawError::NotFound { id: id() }),
            "OFF-207",
        ),
        (
            ErrorCode::from(&WithdrawError::WrongState {
                id: id(),
                state: SentState::Draft,
            }),
            "OFF-208",
        ),
        (
            ErrorCode::from(&WithdrawError::AlreadyOpened { id: id() }),
            "OFF-206",
        ),
        (
            ErrorCode::from(&AcceptPartnerError::Unknown { number }),
            "OFF-201",
        ),
        (
            ErrorCode::from(&AcceptPartnerError::NothingOffered { number }),
            "OFF-210",
        ),
        (
            ErrorCode::from(&OpenError::NotFound { id: key() }),
            "OFF-307",
        ),
        (
            ErrorCode::from(&OpenError::NotHere { id: key() }),
            "OFF-308",
        ),
        (
            ErrorCode::from(&OpenError::Withdrawn { id: key() }),
            "OFF-305",
        ),
        (
            ErrorCode::from(&ExportError::OtherFile { path: path.clone() }),
            "OFF-309",
        ),
        (
            ErrorCode::from(&ExportError::Write {
                path: path.clone(),
                source: full(),
            }),
            "OFF-310",
        ),
        (
            ErrorCode::from(&VerifyEvidenceError::Unreadable {
                path: path.clone(),
                source: full(),
            }),
            "OFF-117",
        ),
        (ErrorCode::from(&VerifyEvidenceError::NoCa), "OFF-601"),
        (ErrorCode::from(&crate::web::GivenTwice(number)), "OFF-801"),
        (
            ErrorCode::from(&KeysError::File {
                path,
                source: full(),
            }),
            "OFF-506",
        ),
        (ErrorCode::from(&PassError::Store(failed())), "OFF-507"),
        (ErrorCode::from(&newer), "OFF-511"),
    ];
    for (code, expected) in codes {
        assert_eq!(code.code(), expected);
    }
}

#[test]
fn enrolments_that_failed_have_their_codes() {
    let dir = PathBuf::from("x");
    let wrong = SettingsError::Wrong { problems: vec![] };
    let codes = [
        (InitError::Code(HubCodeError::Check), "OFF-503"),
        (InitError::HubAddress, "OFF-509"),
        (InitError::OtherHub { dir: dir.clone() }, "OFF-502"),
        (InitError::Settings(wrong), "OFF-505"),
        (
            InitError::Folder {
                path: dir,
                source: full(),
            },
            "OFF-310",
        ),
        (InitError::Hub(HubError::OtherThanCode), "OFF-504"),
        (InitError::Hub(HubError::Unreachable), "OFF-401"),
        (InitError::Hub(HubError::NotTrusted), "OFF-402"),
        (InitError::Hub(HubError::Unclear), "OFF-403"),
        (InitError::Hub(HubError::TooSlow), "OFF-404"),
        (InitError::Hub(HubError::CertificateRefused), "OFF-405"),
        (
            InitError::Hub(HubError::Refused {
                code: "HUB-206".to_owned(),
            }),
            "HUB-206",
        ),
        (InitError::ReplyKey(KeyError::Unreadable), "OFF-510"),
        (
            InitError::ReplyCertificate(CertificateError::NotTrusted),
            "OFF-510",
        ),
        (InitError::ReplyOffice, "OFF-510"),
        (InitError::OtherTerminal, "OFF-512"),
        (InitError::Store(failed()), "OFF-507"),
    ];
    for (err, expected) in codes {
        assert_eq!(err.code(), expected);
    }
}

#[test]
fn what_cannot_be_sealed_says_why() {
    let mut world = World::new();
    let id = world.care.queue("20261001090000", VISIT);
    let code = |world: &mut World| {
        let bundle = read_outbox_bundle(&mut world.care.store, id)
            .unwrap()
            .unwrap();
        bundle.row.problem.unwrap().code
    };
    // The device of another office signs nothing for this one.
    std::mem::swap(&mut world.care.keys.device, &mut world.visit.keys.device);
    seal_waiting(&mut world.care.store, &world.care.keys, START).unwrap();
    assert_eq!(code(&mut world), "OFF-205");
    std::mem::swap(&mut world.care.keys.device, &mut world.visit.keys.device);
    // In four years the partner's certificate has expired.
    let years = later(4 * 366 * 24 * 3600);
    seal_waiting(&mut world.care.store, &world.care.keys, years).unwrap();
    assert_eq!(code(&mut world), "OFF-209");
}

#[test]
fn an_id_that_two_senders_use_must_be_named_with_its_sender() {
    let mut world = World::new();
    let store = &mut world.visit.store;
    let senders = ["1370200015", "1370300039"];
    for sender in senders {
        let new = received::NewReceived {
            key: ReceivedId {
                sender: Some(sender.parse().unwrap()),
                id: id(),
            },
            state: crate::inbox::ReceivedState::Announced,
            addresses: None,
            set: None,
            stamp: None,
            months: &[],
            standard_files: 0,
            attachments: 0,
            size_bytes: 0,
            sent_at: None,
            accepted_at: START,
            code: None,
            signed_header: b"",
            accepted: b"",
        };
        assert!(store.write(|tx| received::insert(tx, &new, START)).unwrap());
    }
    let mut find = |text: &str| find_received(store, text).unwrap().map_err(ErrorCode::code);
    assert_eq!(find(&id().to_string()), Err("OFF-311"));
    for sender in senders {
        let named = format!("{sender}-{}", id());
        assert_eq!(find(&named).unwrap().to_string(), named);
    }
    assert_eq!(find("01a20040-1cc0-7fff-bfff-fffffffffff0"), Err("OFF-307"));
    assert_eq!(
        find("1370300021-01a20040-1cc0-7fff-bfff-ffffffffffff"),
        Err("OFF-307")
    );
    assert_eq!(find("nonsense"), Err("OFF-307"));
}

#[test]
fn a_mailbox_key_that_was_replaced_cannot_open_what_was_sealed_before() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    world.announce();
    world.visit.keys.mailbox = new_mailbox(&world.authority, VISIT).1;
    world.fetch(key);
    assert_eq!(world.received_state(key).1.as_deref(), Some("OFF-303"));
}

#[test]
fn what_goes_wrong_with_terminals_has_its_codes() {
    use crate::joining::JoinError;
    use crate::office::OpenOfficeError;
    use crate::terminals::TerminalError;
    let id: protocol::DeviceId = "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap();
    let codes = [
        (TerminalError::OtherDigits, "OFF-522"),
        (TerminalError::NotFound { id }, "OFF-524"),
        (TerminalError::NotReady { id }, "OFF-525"),
        (TerminalError::Own, "OFF-530"),
        (TerminalError::Name, "OFF-531"),
        (TerminalError::Random, "OFF-506"),
    ];
    for (err, expected) in codes {
        assert_eq!(ErrorCode::from(&err).code(), expected, "{err}");
    }
    let typed = "1234"
        .parse::<protocol::recovery::RecoveryCode>()
        .unwrap_err();
    let codes = [
        (JoinError::OtherDigits, "OFF-522"),
        (JoinError::NotReady, "OFF-525"),
        (JoinError::Code(typed), "OFF-526"),
        (JoinError::OtherSheet, "OFF-527"),
        (JoinError::NoSheet, "OFF-528"),
        (JoinError::OfferInvalid, "OFF-529"),
        (JoinError::ApprovalInvalid, "OFF-529"),
        (JoinError::NotJoining, "OFF-532"),
        (JoinError::Hub(HubError::Unreachable), "OFF-401"),
    ];
    for (err, expected) in codes {
        assert_eq!(err.code(), expected, "{err}");
    }
    let joins = OpenOfficeError::Joins {
        dir: PathBuf::from("x"),
    };
    assert_eq!(ErrorCode::from(&joins).code(), "OFF-521");
}
