//! Synthetic care offices, clients and months that follow the data standard to the letter.
