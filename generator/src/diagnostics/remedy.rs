//! The help of errors whose reporter gives none: every error has a help.

use super::Code;

impl Code {
    /// The remedy for the author or the user of the description.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Syntax => "correct the syntax; an editor with a YAML or JSON mode shows the place",
            Self::DuplicateKey => "remove or rename one of the two keys",
            Self::TooDeep => "move inner parts into components and refer to them",
            Self::TooLarge => "split the description into several files",
            Self::UnsupportedVersion => "the generator reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2",
            Self::WrongType => "write a value of the type that the keyword expects",
            Self::MissingField => "add the field",
            Self::UnknownKey => "correct the key, or start it with `x-`",
            Self::UnsupportedKeyword => "use other keywords, or remove it in an overlay",
            Self::IgnoredKeyword => "no action is needed",
            Self::DanglingReference => "correct the reference, or add its target",
            Self::CyclicReference => "make one of the references lead to an object",
            Self::ExternalReference => {
                "copy the file into the folder, or name it under `references` in generator.toml"
            }
            Self::InvalidPattern => {
                "write an ECMA-262 regular expression, or remove the pattern in an overlay"
            }
            Self::PatternNotEnforced => "check these values where your program creates them",
            Self::NameCollision => "choose names under `names` in generator.toml",
            Self::DuplicateOperationId => "give each operation a unique `operationId`",
            Self::ConflictingAllOf => "remove one of the parts that contradict each other",
            Self::AmbiguousUnion => {
                "add a `discriminator`, or add a required property with one value to each variant"
            }
            Self::DuplicateParameter => "remove one of the two parameters",
            Self::UnsupportedParameter => {
                "describe the parameter with another style, or remove it in an overlay"
            }
            Self::UnsupportedSecurity => {
                "declare a supported scheme, or sign requests in an `Authenticate` implementation"
            }
            Self::InvalidEnum => "list each value once",
            Self::InvalidName => "correct the name in the description, or in an overlay",
            Self::InvalidPathTemplate => "make the `{names}` of the path match its path parameters",
            Self::PathWithQuery => "describe the query as parameters",
            Self::InvalidConstraint => "correct the constraint",
            Self::LeftToType => "check it in your own type",
            Self::Underivable => "remove the trait from `derive` in generator.toml",
            Self::InvalidDefault => "correct the `default`, or the schema",
            Self::NumberPrecision => "write a number that an f64 or an i64 can hold exactly",
            Self::InvalidLock => "restore the lock from version control; only the generator writes it",
            Self::InvalidOverlay => "correct the overlay",
            Self::UnmatchedTarget => "correct the target, or remove the action",
            Self::InvalidOverride => "correct the entry in generator.toml",
            Self::InferredPagination => "add an entry of `pagination` to generator.toml",
            Self::Internal => "this is a defect of the generator; please report it with the description",
            Self::UntypedXml => "describe the body with a schema that XML can represent",
            Self::UnusedSelection => "correct or remove the entry of `only`",
            Self::UnusedAllow => "remove the entry",
            Self::UnusableAddress => "correct the address, or replace it in an overlay",
            Self::Lossy => "use other keywords, or accept the loss under `allow` in generator.toml",
        }
    }
}
