//! The closed list of everything we can say about a description. Each code has a page under `explain/`.

use std::fmt;
use std::str::FromStr;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $severity:ident $id:literal;)+) => {
        /// A stable name for one kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name: `duplicate-key`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// How grave a finding of this kind is when nothing else is said.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// The page that `explain` prints, in Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $id, ".md")),)+ }
            }
        }
    };
}

codes! {
    /// The text is neither JSON nor YAML.
    Syntax = Error "syntax";
    /// An object has the same key twice.
    DuplicateKey = Error "duplicate-key";
    /// The text, a schema or a chain of references is nested beyond the limit.
    TooDeep = Error "too-deep";
    /// The text, or what its aliases expand to, is larger than the limit.
    TooLarge = Error "too-large";
    /// The description is written in a version of OpenAPI that is not read.
    UnsupportedVersion = Error "unsupported-version";
    /// A value has another JSON type than its keyword takes.
    WrongType = Error "wrong-type";
    /// A field that the specification requires is not there.
    MissingField = Error "missing-field";
    /// A key that the specification does not have in this place.
    UnknownKey = Warning "unknown-key";
    /// A keyword that the generator does not implement.
    UnsupportedKeyword = Error "unsupported-keyword";
    /// A keyword that is read and changes nothing in the output.
    IgnoredKeyword = Note "ignored-keyword";
    /// A `$ref` to something that is not there.
    DanglingReference = Error "dangling-reference";
    /// A `$ref` that leads back to itself.
    CyclicReference = Error "cyclic-reference";
    /// A `$ref` out of the folder of the description, to what generator.toml does not name.
    ExternalReference = Error "external-reference";
    /// A `pattern` that is not a regular expression.
    InvalidPattern = Warning "invalid-pattern";
    /// A `pattern` that is documented in the output but not enforced.
    PatternNotEnforced = Warning "pattern-not-enforced";
    /// Two things in one scope would get the same Rust name.
    NameCollision = Note "name-collision";
    /// Two operations have the same `operationId`.
    DuplicateOperationId = Warning "duplicate-operation-id";
    /// The parts of an `allOf` contradict each other.
    ConflictingAllOf = Warning "conflicting-all-of";
    /// Nothing tells two variants of a union apart.
    AmbiguousUnion = Warning "ambiguous-union";
    /// A parameter that an operation declares twice.
    DuplicateParameter = Warning "duplicate-parameter";
    /// A parameter whose place, style or type the generator does not send.
    UnsupportedParameter = Error "unsupported-parameter";
    /// A security scheme that the generator does not apply.
    UnsupportedSecurity = Error "unsupported-security";
    /// An `enum` with no values or with a value twice.
    InvalidEnum = Error "invalid-enum";
    /// A name that no header, cookie or media type can have.
    InvalidName = Error "invalid-name";
    /// A path whose `{...}` are malformed or do not match its parameters.
    InvalidPathTemplate = Error "invalid-path-template";
    /// A path with a query or a fragment.
    PathWithQuery = Note "path-with-query";
    /// A constraint that no value, or not every intended value, can meet.
    InvalidConstraint = Warning "invalid-constraint";
    /// A constraint that is left to a type of the user's own.
    LeftToType = Note "left-to-type";
    /// A `default` that its own schema does not allow.
    InvalidDefault = Warning "invalid-default";
    /// A number that loses digits when it is read.
    NumberPrecision = Warning "number-precision";
    /// The lock beside the description is not one that the generator wrote.
    InvalidLock = Error "invalid-lock";
    /// An overlay that is wrong, or that can't be applied to what it selects.
    InvalidOverlay = Error "invalid-overlay";
    /// The target of an action of an overlay selects nothing.
    UnmatchedTarget = Warning "unmatched-target";
    /// An entry of `names`, `formats`, `types`, `idempotency-key` or `pagination` in `generator.toml`, or an `x-rust-type`, that can't be followed.
    InvalidOverride = Error "invalid-override";
    /// Answers that are taken for pages, though nothing says that they are.
    InferredPagination = Note "inferred-pagination";
    /// The generator wrote something that is no Rust: a defect of ours.
    Internal = Error "internal";
    /// A body of XML whose schema no table of XML can say.
    UntypedXml = Warning "untyped-xml";
    /// An `only` entry that names no operation.
    UnusedSelection = Error "unused-selection";
    /// An `allow` entry that allows nothing any more.
    UnusedAllow = Error "unused-allow";
    /// An address that no request can go to.
    UnusableAddress = Warning "unusable-address";
    /// The description says something that the generated code cannot; a named code is better where one fits.
    Lossy = Warning "lossy";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The text is the name of no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(pub String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no diagnostic code `{}`", self.0)
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(id: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.id() == id)
            .ok_or_else(|| UnknownCode(id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_by_its_name_and_has_its_own_page() {
        for &code in Code::ALL {
            assert_eq!(code.id().parse(), Ok(code));
            let page = code.explanation();
            assert!(page.starts_with(&format!("# {code}\n\n")), "{code}");
            assert!(
                page.contains("\nWrong:\n```") && page.contains("\nRight:\n```"),
                "{code}"
            );
        }
        assert!("duplicate_key".parse::<Code>().is_err());
    }
}
