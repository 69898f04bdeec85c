//! What care offices and the hub say to each other: ids, envelope, sealing, receipts.
