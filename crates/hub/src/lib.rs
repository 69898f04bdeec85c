//! The exchange: stores and forwards sealed bundles that it cannot read.
