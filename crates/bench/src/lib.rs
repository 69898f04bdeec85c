//! Load and comparison programs.
