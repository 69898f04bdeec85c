//! The limits of a bundle, each with its reason.
//!
//! The layout itself is read and written in `header`, `contents`, `seal` and `open`, and described for other
//! implementations in `docs/reference/envelope.md`. Easily got wrong: a limit on what we *send* protects the user, the
//! same limit on what we *read* protects us, and both use these constants.

/// Files of one bundle together, uncompressed: the limit of the official system, kept so that a bundle that leaves here
/// could also go there. More is split into several bundles by the office program.
pub const FILES_SIZE_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// Files in one bundle; the limit of the official system.
pub const FILES_MAX: usize = 30;

/// The sealed part. Contents that do not compress need 10 MiB of files + 0.3 % for deflate + 30 × 600 bytes of ZIP
/// directory + 100 KiB of `bundle.json` + 4 KiB of signature, recipients and certificate: under 11 MiB. The rest is room
/// for other implementations, and small enough to be held in memory three times while it is opened.
pub const SEALED_SIZE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The signed header. 30 files × (255 bytes of name + 40) + 2 KiB of certificate and signature is 11 KiB; 64 KiB leaves
/// room for fields that later versions add.
pub const SIGNED_HEADER_SIZE_BYTES_MAX: usize = 64 * 1024;

/// A signed receipt: 600 bytes of JSON + 2 KiB of certificate and signature, with room for later fields.
pub const SIGNED_RECEIPT_SIZE_BYTES_MAX: usize = 16 * 1024;

/// A certificate: ours have under 700 bytes. The limit keeps parsers away from megabytes that claim to be one.
pub const CERTIFICATE_SIZE_BYTES_MAX: usize = 8 * 1024;

/// The message to the receiver, in Unicode characters: about five pages; longer texts are better a file.
pub const MESSAGE_CHARACTERS_MAX: usize = 4_000;

/// A file name in bytes of UTF-8: what common file systems hold.
pub const FILE_NAME_BYTES_MAX: usize = 255;

/// Months named in a header: each file of the standard belongs to one month at most.
pub const MONTHS_MAX: usize = FILES_MAX;

/// Short texts in a header (file set, program, version of the standard), in bytes.
pub const SHORT_TEXT_BYTES_MAX: usize = 64;

/// `bundle.json` in bytes. A message of 4,000 characters that JSON escapes fully needs 48,000 bytes (two escapes of 6
/// bytes for a character outside of the basic plane), 30 names of 255 bytes fully escaped 30 × (6 × 255 + 150) = 50,400.
pub const CONTENTS_LIST_SIZE_BYTES_MAX: u64 = 128 * 1024;

const _: () = assert!(FILES_SIZE_BYTES_MAX + CONTENTS_LIST_SIZE_BYTES_MAX < SEALED_SIZE_BYTES_MAX);
