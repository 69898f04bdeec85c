//! The macro that makes an enum of a code table, and what all such enums can do.
//!
//! The enums are in [`crate::records::codes`], the meanings in [`crate::codes`].

/// An enum with the codes of a table: name, table, variants with their codes.
macro_rules! code_enum {
    ($(#[$doc:meta])* $name:ident: $table:path { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every code in the order of the standard.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The code as it stands in a file.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The entry of the code in its table, with the meaning in both languages.
            pub fn meaning(self) -> &'static crate::codes::CodeValue {
                $table
                    .find(self.as_str().as_bytes())
                    .expect("a test compares the enum with the table")
            }
        }

        impl crate::records::value::Value for $name {
            fn read(text: &str) -> Option<$name> {
                match text { $($code => Some($name::$variant),)* _ => None }
            }

            fn write(&self) -> String {
                self.as_str().to_string()
            }
        }

        #[cfg(test)]
        impl crate::records::code_enum::CodeEnum for $name {
            const CODES: &'static [&'static str] = &[$($code,)*];
            fn table() -> &'static crate::codes::CodeTable {
                &$table
            }
        }
    };
}
pub(crate) use code_enum;

/// An enum and its table, for the test that compares them.
#[cfg(test)]
pub(crate) trait CodeEnum {
    const CODES: &'static [&'static str];
    fn table() -> &'static crate::codes::CodeTable;
}

#[cfg(test)]
mod tests {
    use super::CodeEnum;
    use crate::records::codes::*;

    fn compare<E: CodeEnum>() {
        let codes: Vec<&str> = E::table().codes.iter().map(|value| value.code).collect();
        assert_eq!(E::CODES, codes);
    }

    #[test]
    fn enums_have_the_codes_of_their_tables_in_order() {
        compare::<PlanCategory>();
        compare::<CertificationStatus>();
        compare::<CareLevel>();
        compare::<CareLevelBasic>();
        compare::<HouseworkReason>();
        compare::<InsuranceCovered>();
        compare::<Sex>();
        compare::<Weekday>();
        compare::<Applies>();
        compare::<PlanType>();
        compare::<Outsourced>();
        compare::<ConsultationMethod>();
        compare::<ConsultationCount>();
        compare::<CurrentState>();
        compare::<DisabilityIndependence>();
        compare::<DementiaIndependence>();
        compare::<ChecklistResult>();
        compare::<Housing>();
        compare::<Present>();
        compare::<Doctor>();
        compare::<Progress>();
        compare::<SupportLevel>();
        compare::<Needed>();
        assert_eq!(CareLevel::Care2.meaning().ja, "要介護２");
    }
}
