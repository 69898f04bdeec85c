//! stub
/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file
    Error,
    /// x
    Warning,
    /// x
    Information,
}
