//! The office: drafts, outbox, inbox and local pages.
