//! The closed list of diagnostic codes. Each code has a page under `explain/`.

use std::fmt;
use std::str::FromStr;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $severity:ident $id:literal;)+) => {
        /// A stable name for one kind of diagnostic.
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

            /// The severity of diagnostics with this code, unless an outcome or the user changes it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// The summary of its page: the first line below the title.
            pub fn summary(self) -> &'static str {
                let lines = self.explanation().lines().map(str::trim);
                let mut text = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
                text.next().unwrap_or_default()
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
    /// An object contains the same key twice.
    DuplicateKey = Error "duplicate-key";
    /// The nesting of the text, of a schema or of a chain of references exceeds the limit.
    TooDeep = Error "too-deep";
    /// The text, or the expansion of its YAML aliases, exceeds the size limit.
    TooLarge = Error "too-large";
    /// The generator does not support the version of OpenAPI that the description declares.
    UnsupportedVersion = Error "unsupported-version";
    /// The value of a keyword has the wrong JSON type.
    WrongType = Error "wrong-type";
    /// A required field of an OpenAPI object is missing.
    MissingField = Error "missing-field";
    /// OpenAPI does not define this key for this object.
    UnknownKey = Warning "unknown-key";
    /// The generator does not implement a keyword.
    UnsupportedKeyword = Error "unsupported-keyword";
    /// The generator reads a keyword that changes nothing in the output.
    IgnoredKeyword = Note "ignored-keyword";
    /// The target of a `$ref` does not exist.
    DanglingReference = Error "dangling-reference";
    /// A `$ref` leads back to itself.
    CyclicReference = Error "cyclic-reference";
    /// A `$ref` leads to a file outside the root folder.
    ExternalReference = Error "external-reference";
    /// A `pattern` is not a regular expression.
    InvalidPattern = Warning "invalid-pattern";
    /// A `pattern` appears in the documentation, but the generated code doesn't enforce it.
    PatternNotEnforced = Warning "pattern-not-enforced";
    /// Two items in one scope would get the same Rust name.
    NameCollision = Note "name-collision";
    /// Two operations have the same `operationId`.
    DuplicateOperationId = Warning "duplicate-operation-id";
    /// The parts of an `allOf` contradict each other.
    ConflictingAllOf = Warning "conflicting-all-of";
    /// The variants of a union can't be distinguished.
    AmbiguousUnion = Warning "ambiguous-union";
    /// An operation declares two parameters with the same name and the same `in`.
    DuplicateParameter = Warning "duplicate-parameter";
    /// The generator can't send a parameter in the place or the style that the description declares.
    UnsupportedParameter = Error "unsupported-parameter";
    /// The generator does not apply a security scheme by itself, or the scheme is not declared.
    UnsupportedSecurity = Error "unsupported-security";
    /// An `enum` has no values, or contains a value twice.
    InvalidEnum = Error "invalid-enum";
    /// A name is not valid for a header, a cookie or a media type. Such a name is a token (RFC 9110, section 5.6.2).
    InvalidName = Error "invalid-name";
    /// The `{...}` expressions of a path are malformed, or they don't match the path parameters.
    InvalidPathTemplate = Error "invalid-path-template";
    /// A key of `paths` contains more than a path: a query after `?`, or a fragment after `#`.
    PathWithQuery = Note "path-with-query";
    /// No value, or not every intended value, can satisfy a constraint.
    InvalidConstraint = Warning "invalid-constraint";
    /// A schema that is replaced by a type of your own has a constraint.
    LeftToType = Note "left-to-type";
    /// A type can't derive a trait that `generator.toml` asks for, because one of its members doesn't have it.
    Underivable = Error "underivable";
    /// A `default` is not valid against its own schema.
    InvalidDefault = Warning "invalid-default";
    /// A number loses digits when it is read.
    NumberPrecision = Warning "number-precision";
    /// The lock file beside the description has an invalid line.
    InvalidLock = Error "invalid-lock";
    /// An overlay is invalid, or one of its actions can't be applied to the nodes that its target selects.
    InvalidOverlay = Error "invalid-overlay";
    /// The target of an overlay action selects no node of the description.
    UnmatchedTarget = Warning "unmatched-target";
    /// An entry of `generator.toml` can't be applied.
    InvalidOverride = Error "invalid-override";
    /// The responses of an operation look like pages of a list, and `generator.toml` has no pagination rule for it.
    InferredPagination = Note "inferred-pagination";
    /// The generator produced output that is not valid Rust.
    Internal = Error "internal";
    /// The schema of an XML body is not sufficient to read and write XML.
    UntypedXml = Warning "untyped-xml";
    /// An entry of `only` in `generator.toml` matches no operation of the description.
    UnusedSelection = Error "unused-selection";
    /// An `allow` entry, or an `--allow` argument, matches no diagnostic.
    UnusedAllow = Error "unused-allow";
    /// A server or a path can't be the address of a request.
    UnusableAddress = Warning "unusable-address";
    /// The generated code can't express a part of the description, and no other code covers the case.
    Lossy = Warning "lossy";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The text is not the id of a code.
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
