//! Tests across programs; this library itself holds nothing.
//!
//! `tests/processes` runs the real programs, kills them and lets strangers speak to them. The package exists so that these
//! tests have one place above hub and office, and so that no crate of the product depends on what they need.
