//! stub
/// x
pub type RecordRules = Option<()>;
