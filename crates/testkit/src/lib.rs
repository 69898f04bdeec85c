//! Examples, temporary folders and running programs for tests.
