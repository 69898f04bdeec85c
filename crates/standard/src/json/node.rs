//! JSON objects that keep their order and refuse a member given twice.
//!
//! The maps of `serde_json` sort their members or keep the last of two alike, as another
//! package in the same program decides; a form is read by people in its own order.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The members of an object in their order.
#[derive(Clone, Debug)]
pub(super) struct Members<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Members<T> {
    fn default() -> Members<T> {
        Members(Vec::new())
    }
}

impl<T> Members<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, id: &str, value: T) {
        self.0.push((id.to_string(), value));
    }

    pub(super) fn find(&self, id: &str) -> Option<&T> {
        let found = self.0.iter().find(|(other, _)| other == id);
        found.map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for Members<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, value) in &self.0 {
            map.serialize_entry(id, value)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<T>, D::Error> {
        deserializer.deserialize_map(MembersVisitor(PhantomData))
    }
}

struct MembersVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MembersVisitor<T> {
    type Value = Members<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<T>, A::Error> {
        let mut members = Members::default();
        while let Some((id, value)) = map.next_entry::<String, T>()? {
            if members.find(&id).is_some() {
                return Err(de::Error::custom(format_args!("{id} is given twice")));
            }
            members.0.push((id, value));
        }
        Ok(members)
    }
}

/// Any JSON that is written and not read.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Text(String),
    Number(u64),
    Flag(bool),
}

impl Node {
    pub(super) fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
        let members = members.into_iter();
        Node::Object(members.map(|(id, node)| (id.to_string(), node)).collect())
    }

    pub(super) fn text(text: impl Into<String>) -> Node {
        Node::Text(text.into())
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Object(members) => {
                serializer.collect_map(members.iter().map(|(id, node)| (id, node)))
            }
            Node::Array(nodes) => serializer.collect_seq(nodes),
            Node::Text(text) => serializer.serialize_str(text),
            Node::Number(number) => serializer.serialize_u64(*number),
            Node::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}
