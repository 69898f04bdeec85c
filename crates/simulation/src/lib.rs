//! Hub and offices under faults, from one seed.
