//! What can be done about a finding where nothing better is known of it: an error is never without a remedy.

use super::Code;

impl Code {
    /// What the author of the description, or who generates from it, can do.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Syntax => "correct the text; an editor with a YAML or JSON mode shows the place",
            Self::DuplicateKey => "remove or rename one of the two keys",
            Self::TooDeep => "move inner parts to components of their own and refer to them",
            Self::TooLarge => "split the description into several files",
            Self::UnsupportedVersion => "the generator reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2",
            Self::WrongType => "write a value of the type that the keyword takes",
            Self::MissingField => "add the field",
            Self::UnknownKey => "correct the key, or let it begin with `x-`",
            Self::UnsupportedKeyword => "describe it by other keywords, or remove it in an overlay",
            Self::IgnoredKeyword => "nothing has to be done",
            Self::DanglingReference => "correct the reference, or add what it refers to",
            Self::CyclicReference => "let one of the references lead to an object",
            Self::ExternalReference => {
                "copy the file into the folder, or name it under `references` in generator.toml"
            }
            Self::InvalidPattern => "write a regular expression of ECMA-262, or remove it in an overlay",
            Self::PatternNotEnforced => "check these values where they are made",
            Self::NameCollision => "choose names under `names` in generator.toml",
            Self::DuplicateOperationId => "give each operation an id of its own",
            Self::ConflictingAllOf => "remove one of the parts that contradict each other",
            Self::AmbiguousUnion => {
                "add a `discriminator`, or a required property with one value to each variant"
            }
            Self::DuplicateParameter => "take one of the two parameters out",
            Self::UnsupportedParameter => {
                "describe the parameter with another style, or remove it in an overlay"
            }
            Self::UnsupportedSecurity => {
                "describe the scheme as one that is supported, or sign requests in an `Authenticate`"
            }
            Self::InvalidEnum => "list each value once",
            Self::InvalidName => "correct the name in the description, or in an overlay",
            Self::InvalidPathTemplate => "let the `{names}` of the path and its path parameters be the same",
            Self::PathWithQuery => "describe the query by parameters",
            Self::InvalidConstraint => "correct the constraint",
            Self::LeftToType => "check it in the type of your own",
            Self::InvalidDefault => "correct the `default`, or the schema",
            Self::NumberPrecision => "write a number that an f64 or an i64 has exactly",
            Self::InvalidLock => "restore the lock from version control; only the generator writes it",
            Self::InvalidOverlay => "correct the overlay",
            Self::UnmatchedTarget => "correct the target, or remove the action",
            Self::InvalidOverride => "correct the entry in generator.toml",
            Self::InferredPagination => "write an entry of `pagination` in generator.toml",
            Self::Internal => "this is a defect of the generator; please report it with the description",
            Self::UntypedXml => "describe the body by a schema that XML can have",
            Self::UnusedSelection => "correct the entry of `only`, or remove it",
            Self::UnusedAllow => "remove the entry",
            Self::UnusableAddress => "correct the address, or set another one in an overlay",
            Self::Lossy => {
                "describe it by other keywords, or accept the loss under `allow` in generator.toml"
            }
        }
    }
}
