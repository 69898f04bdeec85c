//! The care-plan data standard 4.1: names, encoding, layouts, checks and writing.
