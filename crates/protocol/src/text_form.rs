//! JSON for types whose JSON form is the text that `Display` writes and `FromStr` reads.
//!
//! Not for types with a form of their own (`Address` is an object in JSON). Easily got wrong: `FromStr` of such a type
//! must be strict, for whatever it accepts is also accepted from the network.

macro_rules! text_form {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use text_form;
