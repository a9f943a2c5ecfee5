//! What each kind of change explains in the trees: everything at its place, or some keywords there.

use std::collections::BTreeMap;

use super::super::change::Change;
use super::super::rules::Rule;
use crate::source::Pointer;

/// The part of a tree that a rule explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Everything at the place and below it, on both sides.
    Both,
    /// The same, in the old tree alone.
    Old,
    /// The same, in the new tree alone.
    New,
    /// These keywords of the place.
    Keywords(&'static [&'static str]),
    /// The keywords of the place that restrict values and have no other meaning.
    Checks,
}

const VALUES: &[&str] = &[
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "type",
    "nullable",
    "discriminator",
];

/// What a rule explains. A consequence of another change, such as an order, explains nothing.
fn scope(rule: Rule) -> Scope {
    match rule {
        Rule::OperationAdded
        | Rule::ParameterAdded
        | Rule::RequiredParameterAdded
        | Rule::BodyAdded
        | Rule::BodyMediaTypeAdded
        | Rule::PropertyAdded
        | Rule::RequiredPropertyAdded
        | Rule::TypeAdded
        | Rule::VariantAdded
        | Rule::SuccessAdded
        | Rule::ErrorAdded
        | Rule::HeaderAdded
        | Rule::SchemeAdded
        | Rule::WebhookAdded => Scope::New,
        Rule::OperationRemoved
        | Rule::ParameterRemoved
        | Rule::RequiredParameterRemoved
        | Rule::BodyRemoved
        | Rule::PropertyRemoved
        | Rule::RequiredPropertyRemoved
        | Rule::TypeRemoved
        | Rule::VariantRemoved
        | Rule::SuccessRemoved
        | Rule::ErrorRemoved
        | Rule::HeaderRemoved
        | Rule::SchemeRemoved
        | Rule::WebhookRemoved => Scope::Old,
        Rule::BodyMediaTypeRemoved
        | Rule::SchemeChanged
        | Rule::AdditionalPropertiesChanged
        | Rule::ConstantChanged
        | Rule::TypeChanged
        | Rule::TypeWidened
        | Rule::TypeNarrowed
        | Rule::ResponseMediaTypeChanged
        | Rule::ResponseBodyChanged
        | Rule::HeaderChanged
        | Rule::StreamChanged
        | Rule::InfoChanged => Scope::Both,
        Rule::OperationIdChanged | Rule::MethodRenamed | Rule::MemberRenamed => {
            Scope::Keywords(&["operationId"])
        }
        Rule::TagChanged => Scope::Keywords(&["tags"]),
        Rule::Deprecated | Rule::DeprecationRemoved => Scope::Keywords(&["deprecated"]),
        Rule::SecurityChanged => Scope::Keywords(&["security"]),
        Rule::TokenSourceChanged => Scope::Keywords(&[
            "openIdConnectUrl",
            "oauth2MetadataUrl",
            "implicit",
            "password",
            "clientCredentials",
            "authorizationCode",
            "deviceAuthorization",
            "authorizationUrl",
            "deviceAuthorizationUrl",
            "tokenUrl",
            "refreshUrl",
            "scopes",
        ]),
        Rule::DefaultServerChanged | Rule::ServersChanged | Rule::OperationServerChanged => {
            Scope::Keywords(&["servers"])
        }
        Rule::ParameterMoved => Scope::Keywords(&["in", "name", "style", "explode", "required"]),
        Rule::ParameterStyleChanged => Scope::Keywords(&[
            "style",
            "explode",
            "allowReserved",
            "allowEmptyValue",
            "content",
            "schema",
        ]),
        Rule::EncodingChanged => Scope::Keywords(&["encoding"]),
        Rule::BecameRequired | Rule::BecameOptional => Scope::Keywords(&["required"]),
        Rule::BecameNullable | Rule::NoLongerNullable => Scope::Keywords(VALUES),
        Rule::BecameReadOnly | Rule::NoLongerReadOnly | Rule::BecameWriteOnly | Rule::NoLongerWriteOnly => {
            Scope::Keywords(&["readOnly", "writeOnly"])
        }
        Rule::SecretChanged | Rule::FormatChanged => Scope::Keywords(&["format"]),
        Rule::DefaultChanged => Scope::Keywords(&["default"]),
        Rule::EnumValueAdded | Rule::EnumValueRemoved => Scope::Keywords(VALUES),
        Rule::EvidenceChanged => Scope::Keywords(&["discriminator"]),
        Rule::ConstraintTightened
        | Rule::ConstraintLoosened
        | Rule::ConstraintChanged
        | Rule::ConstraintRespelled
        | Rule::PatternStricter
        | Rule::PatternLooser
        | Rule::PatternChanged => Scope::Checks,
        Rule::XmlChanged => Scope::Keywords(&["xml"]),
        Rule::PathChanged | Rule::PathParameterRenamed | Rule::FixedQueryChanged => {
            Scope::Keywords(&["path"])
        }
        Rule::MethodChanged => Scope::Keywords(&["method"]),
        Rule::SignatureChanged
        | Rule::MediaTypeOrder
        | Rule::IdempotencyChanged
        | Rule::ArgumentOrder
        | Rule::TypeRespelled
        | Rule::TypeRenamed
        | Rule::DirectionChanged
        | Rule::TraitsChanged
        | Rule::PagingChanged => Scope::Keywords(&[]),
    }
}

/// The keywords of a schema that are more than restrictions.
const NO_CHECKS: &[&str] = &[
    "properties",
    "additionalProperties",
    "allOf",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "discriminator",
    "xml",
    "default",
];

/// One of the two trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Old,
    New,
}

/// The changes by their places.
#[derive(Debug)]
pub(super) struct Claims {
    old: BTreeMap<Pointer, Vec<Scope>>,
    new: BTreeMap<Pointer, Vec<Scope>>,
}

impl Claims {
    pub(super) fn new(changes: &[Change]) -> Self {
        let mut claims = Self {
            old: BTreeMap::new(),
            new: BTreeMap::new(),
        };
        for change in changes {
            let scope = scope(change.rule);
            if let Some(at) = change.old.clone().filter(|_| scope != Scope::New) {
                claims.old.entry(at).or_default().push(scope);
            }
            if let Some(at) = change.new.clone().filter(|_| scope != Scope::Old) {
                claims.new.entry(at).or_default().push(scope);
            }
        }
        claims
    }

    fn side(&self, tree: Tree) -> &BTreeMap<Pointer, Vec<Scope>> {
        match tree {
            Tree::Old => &self.old,
            Tree::New => &self.new,
        }
    }

    /// Whether a change explains everything at a place.
    pub(super) fn whole(&self, tree: Tree, at: &Pointer) -> bool {
        self.side(tree)
            .get(at)
            .is_some_and(|all| all.iter().any(is_whole))
    }

    /// Whether a change explains everything at a place, in both trees.
    pub(super) fn both(&self, tree: Tree, at: &Pointer) -> bool {
        self.side(tree)
            .get(at)
            .is_some_and(|all| all.contains(&Scope::Both))
    }

    /// Whether a change explains an entry that only this tree has: at the entry or below it.
    pub(super) fn entry(&self, tree: Tree, at: &Pointer) -> bool {
        self.below(tree, at).any(is_whole)
    }

    /// Whether anything changes at a place or below it.
    pub(super) fn any(&self, tree: Tree, at: &Pointer) -> bool {
        self.below(tree, at).next().is_some()
    }

    /// Whether a change of a place explains which entries a keyword has.
    pub(super) fn list(&self, tree: Tree, at: &Pointer, keyword: &str) -> bool {
        let here = self.side(tree).get(at).into_iter().flatten();
        here.into_iter().any(|scope| covers(scope, keyword)) || self.whole(tree, &at.child(keyword))
    }

    /// Whether a change explains a keyword of a place.
    pub(super) fn keyword(&self, tree: Tree, at: &Pointer, keyword: &str) -> bool {
        let here = self.side(tree).get(at).into_iter().flatten();
        here.into_iter().any(|scope| covers(scope, keyword))
            || self
                .below(tree, &at.child(keyword))
                .any(|scope| is_whole(scope) || covers(scope, keyword))
    }

    fn below<'c>(&'c self, tree: Tree, at: &'c Pointer) -> impl Iterator<Item = &'c Scope> {
        let near = self.side(tree).range(at..).take_while(move |(place, _)| {
            place.document() == at.document() && place.fragment().starts_with(at.fragment())
        });
        near.filter(move |(place, _)| place.is_within(at))
            .flat_map(|(_, scopes)| scopes)
    }
}

fn is_whole(scope: &Scope) -> bool {
    match scope {
        Scope::Both | Scope::Old | Scope::New => true,
        Scope::Keywords(_) | Scope::Checks => false,
    }
}

fn covers(scope: &Scope, keyword: &str) -> bool {
    match scope {
        Scope::Both | Scope::Old | Scope::New => false,
        Scope::Keywords(all) => all.contains(&keyword),
        Scope::Checks => !NO_CHECKS.contains(&keyword),
    }
}
