//! What an operation may ask of a storage engine: one trait for each kind of record, and the records themselves.
//!
//! Operations take `&dyn Records` to read and `&mut dyn Records` to change, so the compiler keeps a query from changing
//! anything, and a second engine can take the place of the embedded one. No SQL and no rules here: whether something may
//! be changed is decided by the operation. Easily got wrong: a change is neither durable nor visible to others when the
//! method returns, but when the engine has committed the whole operation.

use protocol::{
    Address, BundleId, DeviceId, Digest, OfficeNumber, ReceiptKind, ServiceKind, UtcSeconds,
    message::{BundleState, Event},
};

use super::{
    ApplicationRecords, DirectoryRecords, JournalRecords, LicenceRecords, NoticeRecords,
    StoreError, TerminalRecords,
};

/// Everything that one operation can ask, inside one transaction.
pub trait Records:
    BundleRecords
    + ReceiptRecords
    + OfficeRecords
    + EnrolmentRecords
    + DeviceRecords
    + TerminalRecords
    + JournalRecords
    + LicenceRecords
    + ApplicationRecords
    + NoticeRecords
    + DirectoryRecords
{
    /// Tells the devices of `office` that something changed: after the commit, or never.
    fn announce(&mut self, office: OfficeNumber, event: Event);
}

/// Bundles and their sealed parts.
pub trait BundleRecords {
    /// The bundle that `sender` sent under this id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of these traits.
    fn bundle_from(
        &self,
        sender: OfficeNumber,
        id: BundleId,
    ) -> Result<Option<BundleRecord>, StoreError>;

    /// The bundle that `receiver` was sent under this id.
    fn bundle_to(
        &self,
        receiver: OfficeNumber,
        id: BundleId,
    ) -> Result<Option<BundleRecord>, StoreError>;

    /// Bundles for `receiver` with an inbox sequence above `after`, in its order, at most `rows_max`.
    fn inbox(
        &self,
        receiver: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<InboxRecord>, StoreError>;

    /// Bundles of `sender` with an outbox sequence above `after`, in its order, at most `rows_max`.
    fn outbox(
        &self,
        sender: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<OutboxRecord>, StoreError>;

    /// Adds a bundle in state accepted, at the end of the receiver's inbox and of the sender's outbox.
    fn add_bundle(&mut self, bundle: &NewBundle<'_>) -> Result<BundleNumber, StoreError>;

    /// Sets the state and moves the bundle to the end of the sender's outbox.
    ///
    /// `ended_at` stays as it was once it is set.
    fn change_bundle(
        &mut self,
        bundle: BundleNumber,
        state: BundleState,
        changed_at: UtcSeconds,
        ended_at: Option<UtcSeconds>,
    ) -> Result<(), StoreError>;

    /// Moves the bundle to the end of the receiver's inbox, so that devices that have seen it see it again.
    fn show_again_to_receiver(&mut self, bundle: BundleNumber) -> Result<(), StoreError>;

    /// The sealed part of a bundle whose place is [`Place::Database`]; a range of it, to be precise.
    fn sealed_part(
        &self,
        bundle: BundleNumber,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, StoreError>;

    /// Bundles that ended before `ended_before` and still have contents, at most `rows_max`.
    fn bundles_to_erase(
        &self,
        ended_before: UtcSeconds,
        rows_max: u32,
    ) -> Result<Vec<(BundleNumber, Place)>, StoreError>;

    /// Removes the sealed part from the database, or the name of its file; header and receipts stay.
    fn erase_sealed_part(&mut self, bundle: BundleNumber) -> Result<(), StoreError>;

    /// Bundles above the number `after` whose sealed part is in a file, with its name, in order, at most `rows_max`.
    fn sealed_files(
        &self,
        after: BundleNumber,
        rows_max: u32,
    ) -> Result<Vec<(BundleNumber, String)>, StoreError>;

    /// Whether a bundle's sealed part is in the file of this name.
    fn sealed_file_is_known(&self, file: &str) -> Result<bool, StoreError>;
}

/// Signed receipts, at most one of each kind for a bundle.
pub trait ReceiptRecords {
    /// The receipt of this kind.
    fn receipt(
        &self,
        bundle: BundleNumber,
        kind: ReceiptKind,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// All receipts of a bundle, oldest first.
    fn receipts(&self, bundle: BundleNumber) -> Result<Vec<Vec<u8>>, StoreError>;

    /// Keeps a receipt. The caller has made sure that there is none of this kind.
    fn add_receipt(
        &mut self,
        bundle: BundleNumber,
        kind: ReceiptKind,
        signed: &[u8],
        stored_at: UtcSeconds,
    ) -> Result<(), StoreError>;
}

/// Offices and their services.
pub trait OfficeRecords {
    /// One office.
    fn office(&self, number: OfficeNumber) -> Result<Option<OfficeRecord>, StoreError>;

    /// All offices in the order of their numbers.
    fn offices(&self) -> Result<Vec<OfficeRecord>, StoreError>;

    /// Adds an office in state applied. The caller has made sure that there is none of this number.
    fn add_office(
        &mut self,
        number: OfficeNumber,
        name: &str,
        services: &[ServiceKind],
        applied_at: UtcSeconds,
    ) -> Result<(), StoreError>;

    /// Sets the state; the first change to active is the approval and is dated `now`.
    fn change_office(
        &mut self,
        number: OfficeNumber,
        state: OfficeState,
        now: UtcSeconds,
    ) -> Result<(), StoreError>;

    /// Sets the certificate to which others seal what they send to this office.
    fn set_mailbox_certificate(
        &mut self,
        number: OfficeNumber,
        certificate_pem: &str,
    ) -> Result<(), StoreError>;
}

/// One-time enrolment codes.
pub trait EnrolmentRecords {
    /// The enrolment whose secret has this SHA-256.
    fn enrolment(&self, secret: Digest) -> Result<Option<EnrolmentRecord>, StoreError>;

    /// Adds an unused enrolment.
    fn add_enrolment(
        &mut self,
        secret: Digest,
        office: OfficeNumber,
        created_at: UtcSeconds,
        expires_at: UtcSeconds,
    ) -> Result<(), StoreError>;

    /// Marks an enrolment as used.
    fn use_enrolment(&mut self, secret: Digest, usage: &EnrolmentUse) -> Result<(), StoreError>;
}

/// Devices and their certificates.
pub trait DeviceRecords {
    /// The certificate with this fingerprint, and whose it is.
    fn certificate(&self, fingerprint: Digest) -> Result<Option<CertificateRecord>, StoreError>;

    /// The certificate with this serial number (hexadecimal, lower case).
    fn certificate_by_serial(&self, serial: &str) -> Result<Option<CertificateRecord>, StoreError>;

    /// All certificates of one office or of all, by office and end of validity.
    fn certificates(
        &self,
        office: Option<OfficeNumber>,
    ) -> Result<Vec<CertificateRecord>, StoreError>;

    /// Adds a device with its first certificate.
    fn add_device(
        &mut self,
        certificate: &CertificateRecord,
        enrolled_at: UtcSeconds,
    ) -> Result<(), StoreError>;

    /// Adds a further certificate of a device.
    fn add_certificate(&mut self, certificate: &CertificateRecord) -> Result<(), StoreError>;

    /// Marks a certificate as revoked; the first time stays.
    fn revoke_certificate(
        &mut self,
        fingerprint: Digest,
        revoked_at: UtcSeconds,
    ) -> Result<(), StoreError>;
}

/// The hub's own number of a bundle; never leaves the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleNumber(pub i64);

/// Where a sealed part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the database itself.
    Database,
    /// In a file of this name in the folder of sealed parts.
    File(String),
    /// Nowhere any more.
    Erased,
}

/// What the hub knows about one bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleRecord {
    /// The hub's own number.
    pub number: BundleNumber,
    /// The sender's id.
    pub id: BundleId,
    /// The sender.
    pub from: Address,
    /// The receiver.
    pub to: Address,
    /// Digest of the signed header as it was received.
    pub header_sha256: Digest,
    /// Digest of the sealed part.
    pub sealed_sha256: Digest,
    /// Size of the sealed part.
    pub sealed_size_bytes: u64,
    /// How far it has come.
    pub state: BundleState,
    /// When the hub took responsibility.
    pub accepted_at: UtcSeconds,
    /// Where the sealed part is.
    pub place: Place,
}

/// A bundle to be added.
#[derive(Debug)]
pub struct NewBundle<'a> {
    /// The sender's id.
    pub id: BundleId,
    /// The sender.
    pub from: Address,
    /// The receiver.
    pub to: Address,
    /// The signed header as it was received.
    pub signed_header: &'a [u8],
    /// Its digest.
    pub header_sha256: Digest,
    /// Digest of the sealed part.
    pub sealed_sha256: Digest,
    /// Size of the sealed part.
    pub sealed_size_bytes: u64,
    /// The sealed part itself, or the file that holds it.
    pub contents: &'a Contents,
    /// The hub's time.
    pub accepted_at: UtcSeconds,
}

/// A received sealed part on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// Small: goes into the database with the bundle.
    Small(Vec<u8>),
    /// Large: is in the file of this name already, durably.
    File(String),
}

/// One line of a receiver's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRecord {
    /// The place in the list; grows.
    pub sequence: u64,
    /// The sender's id.
    pub id: BundleId,
    /// The signed header.
    pub signed_header: Vec<u8>,
    /// When the hub accepted it.
    pub accepted_at: UtcSeconds,
    /// The hub's signed receipt for that.
    pub accepted: Vec<u8>,
    /// How far it has come.
    pub state: BundleState,
}

/// One line of a sender's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRecord {
    /// The place in the list; grows with every change.
    pub sequence: u64,
    /// The hub's own number.
    pub number: BundleNumber,
    /// The sender's id.
    pub id: BundleId,
    /// How far it has come.
    pub state: BundleState,
    /// When that was noted.
    pub changed_at: UtcSeconds,
    /// The signed header.
    pub signed_header: Vec<u8>,
}

/// What the hub knows about an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRecord {
    /// 事業所番号.
    pub number: OfficeNumber,
    /// The name that partners see.
    pub name: String,
    /// Whether it may take part.
    pub state: OfficeState,
    /// Its service kinds, in order.
    pub services: Vec<ServiceKind>,
    /// To which others seal; from its first terminal on.
    pub mailbox_certificate: Option<String>,
    /// When it applied.
    pub applied_at: UtcSeconds,
}

/// Whether an office may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeState {
    /// Waits for the operator.
    Applied,
    /// May send and receive.
    Active,
    /// Was active; every request is refused for now.
    Suspended,
}

/// A one-time code, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentRecord {
    /// For which office.
    pub office: OfficeNumber,
    /// From when on it cannot be used any more.
    pub expires_at: UtcSeconds,
    /// How it was used.
    pub usage: Option<EnrolmentUse>,
}

/// How an enrolment was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentUse {
    /// When.
    pub used_at: UtcSeconds,
    /// The device that it gave.
    pub device: DeviceId,
    /// Digest of the request for the device certificate, to recognise a repeat.
    pub device_request: Digest,
    /// Digest of the request for the mailbox certificate.
    pub mailbox_request: Digest,
}

/// A device certificate that this hub issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    /// SHA-256 of its DER form.
    pub fingerprint: Digest,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// The device.
    pub device: DeviceId,
    /// What the office calls the device.
    pub device_name: String,
    /// The office.
    pub office: OfficeNumber,
    /// Whether that office may take part.
    pub office_state: OfficeState,
    /// Whether the device may do nothing yet but join.
    pub waiting: bool,
    /// The certificate itself.
    pub certificate_pem: String,
    /// End of validity.
    pub not_after: UtcSeconds,
    /// When it was revoked.
    pub revoked_at: Option<UtcSeconds>,
}
