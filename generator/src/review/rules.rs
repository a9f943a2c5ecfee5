//! The rules: every kind of change that the comparison names.

use std::fmt;
use std::str::FromStr;

macro_rules! rules {
    ($($(#[$doc:meta])+ $name:ident = $code:literal [$($row:literal),* $(,)?] $title:literal,)*) => {
        /// A kind of change. Its code is stable; `generator explain CODE` prints its page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[$doc])+ $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code, as reports print it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The rows of the matrix of changes that it covers.
            pub fn rows(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($row),*],)*
                }
            }

            /// The page of the kind: who breaks, an example, what rustc reports, and what to do instead.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("explain/", $code, ".md")),)*
                }
            }

            /// One line about the kind.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }
        }
    };
}

rules! {
    /// An operation is new.
    OperationAdded = "operation-added" ["O1"] "an operation is added",
    /// An operation is gone.
    OperationRemoved = "operation-removed" ["O2"] "an operation is removed",
    /// The path template of an operation is another one.
    PathChanged = "path-changed" ["O4", "Q6d"] "the path of an operation changes",
    /// The HTTP method of an operation is another one.
    MethodChanged = "method-changed" ["O4b", "K4"] "the HTTP method of an operation changes",
    /// A path parameter has another name.
    PathParameterRenamed = "path-parameter-renamed" ["O5"] "a path parameter is renamed",
    /// `operationId` is another one.
    OperationIdChanged = "operation-id-changed" ["O3", "O3b", "O3c"] "the operationId changes",
    /// The first tag, and so the accessor, is another one.
    TagChanged = "tag-changed" ["O6", "O6b", "O6c", "F1"] "the tag of an operation changes",
    /// The Rust method has another name.
    MethodRenamed = "method-renamed" ["N9"] "the Rust method of an operation is renamed",
    /// `deprecated: true` is new.
    Deprecated = "deprecated" ["O7"] "something is deprecated",
    /// `deprecated: true` is gone.
    DeprecationRemoved = "deprecation-removed" ["O7b"] "something is no longer deprecated",
    /// The required credentials of an operation are others.
    SecurityChanged = "security-changed" ["O10", "O11c"] "the credentials of an operation change",
    /// A security scheme is new.
    SchemeAdded = "security-scheme-added" ["O10", "O11c"] "a security scheme is added",
    /// A security scheme is gone.
    SchemeRemoved = "security-scheme-removed" ["O11c"] "a security scheme is removed",
    /// A credential is sent in another way.
    SchemeChanged = "security-scheme-changed" ["O11", "O11b"] "a credential is sent in another way",
    /// Tokens come from another address, or have other scopes.
    TokenSourceChanged = "token-source-changed" ["O13", "O13b", "O14", "O14b", "O14c", "O14d", "O15", "O15b", "O15c"] "where tokens come from changes",
    /// The default server is another one.
    DefaultServerChanged = "default-server-changed" ["O9", "SV1", "SV4", "SV5"] "the default server changes",
    /// The servers to choose from are others.
    ServersChanged = "servers-changed" ["SV1", "SV3", "SV6"] "the documented servers change",
    /// An operation has another server of its own.
    OperationServerChanged = "operation-server-changed" ["V1", "V2"] "an operation goes to another server",
    /// The header that makes a request repeatable is new or gone.
    IdempotencyChanged = "idempotency-changed" ["K1", "K1b", "K2", "K3"] "whether a request is repeated changes",
    /// The query that every call sends is another one.
    FixedQueryChanged = "fixed-query-changed" ["O12"] "the fixed query of an operation changes",

    /// An optional parameter is new.
    ParameterAdded = "parameter-added" ["Q1", "K1", "N3g", "P1", "P1b"] "an optional parameter is added",
    /// A required parameter is new.
    RequiredParameterAdded = "required-parameter-added" ["Q2", "Q2d"] "a required parameter is added",
    /// An optional parameter is gone.
    ParameterRemoved = "parameter-removed" ["Q5", "K1b", "P1", "P1b"] "an optional parameter is removed",
    /// A required parameter is gone.
    RequiredParameterRemoved = "required-parameter-removed" ["Q2d"] "a required parameter is removed",
    /// A parameter is in another place of the request.
    ParameterMoved = "parameter-moved" ["Q7", "Q7c"] "a parameter moves to another place",
    /// A parameter is written in another way.
    ParameterStyleChanged = "parameter-style-changed" ["Q7b"] "a parameter is written in another way",
    /// The arguments of a method change places.
    ArgumentOrder = "argument-order" ["Q6d"] "arguments change places",
    /// A request body is new.
    BodyAdded = "body-added" ["Q1c", "Q2e"] "a request body is added",
    /// A request body is gone.
    BodyRemoved = "body-removed" ["Q5d"] "a request body is removed",
    /// A media type of the request body is new.
    BodyMediaTypeAdded = "body-media-type-added" ["Q21", "Q21b", "B1"] "a media type of the request body is added",
    /// A media type of the request body is gone.
    BodyMediaTypeRemoved = "body-media-type-removed" ["Q22", "Q22b"] "a media type of the request body is removed",
    /// A part of a body is written in another way.
    EncodingChanged = "encoding-changed" ["M1", "M5"] "the encoding of a request body changes",

    /// Something optional must be given now.
    BecameRequired = "became-required" ["Q3", "Q3b", "Q3c", "Q29", "R6", "W3"] "something optional becomes required",
    /// Something required may be left out now.
    BecameOptional = "became-optional" ["Q4", "Q4b", "R5"] "something required becomes optional",
    /// `null` is allowed now.
    BecameNullable = "became-nullable" ["Q16", "Q16b", "R7", "R8", "R9c", "R36"] "a value may be null",
    /// `null` is no longer allowed.
    NoLongerNullable = "no-longer-nullable" ["Q17", "Q17b", "R9", "R9b"] "a value may no longer be null",
    /// An optional property is new.
    PropertyAdded = "property-added" ["Q1b", "R1", "R1b", "R24b", "R23", "R26", "N3", "N3b", "N3d", "N3e", "N3f", "F2"] "an optional property is added",
    /// A required property is new.
    RequiredPropertyAdded = "required-property-added" ["Q2b", "Q2c", "Q23c", "R2", "R24", "W1", "M3"] "a required property is added",
    /// An optional property is gone.
    PropertyRemoved = "property-removed" ["Q5b", "R3", "R24b", "W6", "T1"] "an optional property is removed",
    /// A required property is gone.
    RequiredPropertyRemoved = "required-property-removed" ["Q5c", "R4", "R24"] "a required property is removed",
    /// A property can't be sent any more.
    BecameReadOnly = "became-read-only" ["Q23", "Q23b", "Q23e", "Q23f"] "a property becomes read-only",
    /// A property can be sent now.
    NoLongerReadOnly = "no-longer-read-only" ["Q23d"] "a property is no longer read-only",
    /// A property isn't received any more.
    BecameWriteOnly = "became-write-only" ["R29", "Q23e"] "a property becomes write-only",
    /// A property is received now.
    NoLongerWriteOnly = "no-longer-write-only" ["R29b"] "a property is no longer write-only",
    /// A value is hidden from `Debug` or shown again.
    SecretChanged = "secret-changed" ["R30"] "whether a value is hidden from Debug changes",
    /// A type derives other traits, since the types of its members changed.
    TraitsChanged = "traits-changed" ["D1"] "a type derives other traits",
    /// The only value of a property is another one, is new or gone.
    ConstantChanged = "constant-changed" ["R28", "R28b", "Q10b", "Q10d", "R21", "R21b", "R21c", "R21d"] "the only value of a property changes",
    /// What happens to properties that the schema doesn't name changes.
    AdditionalPropertiesChanged = "additional-properties-changed" ["Q19", "Q19b", "Q20", "R25"] "additional properties change",
    /// A default value is another one.
    DefaultChanged = "default-changed" ["Q18"] "a default value changes",
    /// A `format` changes that the Rust type does not show.
    FormatChanged = "format-changed" ["Q9d", "Q9e", "Q9f", "Q9g", "Q9h", "R16c"] "a format changes",

    /// A type is another one, and neither allows all that the other does.
    TypeChanged = "type-changed" ["I1", "M2", "M4", "P3", "Q9", "Q23b", "Q23d", "R20b", "R22", "R22b", "R22d", "R31", "R32", "S9", "S11c"] "a type changes",
    /// A type allows more.
    TypeWidened = "type-widened" ["Q8b", "Q8c", "Q13", "R13", "R13b", "R14b", "R14c", "R35", "R16b"] "a type allows more values",
    /// A type allows less.
    TypeNarrowed = "type-narrowed" ["Q12", "Q12b", "Q12c", "Q28", "R12", "R15", "R22c", "Q9b", "Q9c", "R16"] "a type allows fewer values",
    /// A Rust type is another one for the same values.
    TypeRespelled = "type-respelled" ["Q23c", "R23"] "a Rust type changes for the same values",
    /// A named type is new.
    TypeAdded = "type-added" ["I1", "N2c", "Q10b", "R28b", "R35", "U1"] "a type is added",
    /// A named type is gone.
    TypeRemoved = "type-removed" ["Q10d"] "a type is removed",
    /// A named type has another name.
    TypeRenamed = "type-renamed" ["N1", "N2", "N2d", "Q32b"] "a type is renamed",
    /// A member has another Rust name.
    MemberRenamed = "member-renamed" ["O11b", "S11c"] "a member has another Rust name",
    /// A type that only comes back is sent too, or the other way round.
    DirectionChanged = "direction-changed" ["R27", "R27b", "R27c", "Q23b", "Q23c", "Q23d", "U1"] "a type is sent or received that was not",

    /// A value of an enum is new.
    EnumValueAdded = "enum-value-added" ["Q10", "Q10c", "R10", "R10b", "R24c", "N3c", "N3h", "N6"] "an enum value is added",
    /// A value of an enum is gone.
    EnumValueRemoved = "enum-value-removed" ["Q11", "R11", "R24c"] "an enum value is removed",
    /// A variant of a union is new.
    VariantAdded = "variant-added" ["Q24", "Q26", "R19", "R19c", "I2"] "a variant of a union is added",
    /// A variant of a union is gone.
    VariantRemoved = "variant-removed" ["Q25", "R20"] "a variant of a union is removed",
    /// The evidence for a variant is another one.
    EvidenceChanged = "evidence-changed" ["I2", "R21", "R21b", "R21c", "R21d"] "a union chooses its variants differently",

    /// A check refuses more.
    ConstraintTightened = "constraint-tightened" ["Q14", "Q14c", "Q14d", "Q14e", "Q14f", "Q14k", "R27b"] "a constraint is stricter",
    /// A check refuses less.
    ConstraintLoosened = "constraint-loosened" ["Q8", "Q15b", "Q15c", "Q15d"] "a constraint is looser",
    /// A check refuses other values.
    ConstraintChanged = "constraint-changed" ["Q14g"] "a constraint refuses other values",
    /// The same values are allowed by other constraints.
    ConstraintRespelled = "constraint-respelled" ["Q14i", "Q14j", "Q14l"] "constraints change and allow the same values",
    /// A pattern accepts less.
    PatternStricter = "pattern-stricter" ["Q14b"] "a pattern accepts less",
    /// A pattern accepts more.
    PatternLooser = "pattern-looser" ["Q15"] "a pattern accepts more",
    /// A pattern accepts other strings.
    PatternChanged = "pattern-changed" ["Q14h"] "a pattern accepts other strings",

    /// A successful response is new.
    SuccessAdded = "success-added" ["S1", "S1b", "S2", "S2b", "S2c", "S3", "S3b"] "a successful response is added",
    /// A successful response is gone.
    SuccessRemoved = "success-removed" ["S1b", "S3", "S3b"] "a successful response is removed",
    /// An error response is new.
    ErrorAdded = "error-added" ["S4", "S5", "S5b", "S6", "S6b", "S6c", "S8", "S8b"] "an error response is added",
    /// An error response is gone.
    ErrorRemoved = "error-removed" ["S7", "S7b", "S7c"] "an error response is removed",
    /// The media type of a response is another one.
    ResponseMediaTypeChanged = "response-media-type-changed" ["S10", "S10b", "S10d"] "the media type of a response changes",
    /// The media types of a response stand in another order.
    MediaTypeOrder = "response-media-type-order" ["S10e"] "the media types of a response stand in another order",
    /// A response has a body now, or none any more.
    ResponseBodyChanged = "response-body-changed" ["S3c"] "whether a response has a body changes",
    /// A response header is new.
    HeaderAdded = "response-header-added" ["S11"] "a response header is added",
    /// A response header is gone.
    HeaderRemoved = "response-header-removed" ["S11b"] "a response header is removed",
    /// A response header has another type or form.
    HeaderChanged = "response-header-changed" ["S11d"] "a response header changes",
    /// The items of a stream are framed in another way, or a stream is new or gone.
    StreamChanged = "stream-changed" ["S10c"] "a stream changes",
    /// Pages are found in another way, or no more.
    PagingChanged = "paging-changed" ["P1", "P1b", "P2"] "how pages are found changes",
    /// A name or node of XML is another one.
    XmlChanged = "xml-changed" ["X1", "X2", "X3", "X5", "X4"] "the XML of a value changes",

    /// A webhook is new.
    WebhookAdded = "webhook-added" ["W2", "W5"] "a webhook is added",
    /// A webhook is gone.
    WebhookRemoved = "webhook-removed" ["W2", "C3"] "a webhook is removed",
    /// The signature of webhooks is another one.
    SignatureChanged = "signature-changed" ["W4"] "the signature of webhooks changes",
    /// `info` is another one.
    InfoChanged = "info-changed" ["N5"] "the title or version of the description changes",
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        let mut rules = Self::ALL.iter();
        let found = rules.find(|rule| rule.code() == code);
        found
            .copied()
            .ok_or_else(|| format!("there is no kind of change `{code}`"))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
