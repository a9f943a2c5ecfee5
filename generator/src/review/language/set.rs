//! A set of JSON values: of which kinds, which ones if they are listed, and what is demanded of them.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::automata::{Language, Machine};
use super::counts::Range;
use super::numbers::Numbers;
use crate::ir::{Api, Assertion, Bound, Constraints, Extra, Kinds, Number, Shape, Type};

/// How many aliases are followed.
const MAX_ALIASES: usize = 64;

static NO_CONSTRAINTS: LazyLock<Constraints> = LazyLock::new(Constraints::default);

/// What is known of the values before any constraint.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Domain<'a> {
    /// They are of these kinds; `number` includes `integer`.
    Kinds(Kinds),
    /// They are of this type. The properties of a struct and the variants of a union are not looked at.
    Type(&'a Type),
}

impl Domain<'_> {
    const ANY: Self = Self::Kinds(Kinds::ANY);
}

/// The values of a domain that satisfy the constraints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'a> {
    pub domain: Domain<'a>,
    pub constraints: &'a Constraints,
    /// The description that they are from, which has the patterns and the types.
    pub api: &'a Api,
}

/// [`Values`] with what their type says.
#[derive(Clone, Debug)]
pub(super) struct Set<'a> {
    pub api: &'a Api,
    pub kinds: Kinds,
    /// The only values, if the type lists them.
    pub listed: Option<Vec<Json>>,
    pub constraints: Cow<'a, Constraints>,
    items: Domain<'a>,
    values: Domain<'a>,
}

impl<'a> Set<'a> {
    pub(super) fn new(values: Values<'a>) -> Self {
        let mut set = Self {
            api: values.api,
            kinds: Kinds::default(),
            listed: None,
            constraints: Cow::Borrowed(values.constraints),
            items: Domain::ANY,
            values: Domain::ANY,
        };
        match values.domain {
            Domain::Kinds(kinds) => set.kinds = kinds,
            Domain::Type(ty) => set.read(ty),
        }
        set
    }

    /// Any JSON that satisfies the constraints.
    pub(super) fn any(constraints: &'a Constraints, api: &'a Api) -> Self {
        Self::new(Values {
            domain: Domain::ANY,
            constraints,
            api,
        })
    }

    fn read(&mut self, mut ty: &'a Type) {
        let mut is_nullable = false;
        for _ in 0..MAX_ALIASES {
            let inner = match ty {
                Type::Boxed(inner) => Some(&**inner),
                Type::Nullable(inner) => {
                    is_nullable = true;
                    Some(&**inner)
                }
                Type::Named(name) => match self.api.types.get(name).map(|def| &def.shape) {
                    Some(Shape::Newtype(inner) | Shape::Alias(inner)) => Some(inner),
                    Some(shape) => {
                        self.read_shape(shape);
                        None
                    }
                    None => {
                        self.kinds = Kinds::ANY;
                        None
                    }
                },
                Type::Bool
                | Type::I64
                | Type::U64
                | Type::F64
                | Type::String
                | Type::Text(_)
                | Type::File
                | Type::Json
                | Type::Custom(_)
                | Type::Array(_)
                | Type::Map(_) => {
                    self.read_plain(ty);
                    None
                }
            };
            let Some(inner) = inner else { break };
            ty = inner;
        }
        if is_nullable {
            self.kinds.null = true;
            self.listed.iter_mut().for_each(|listed| listed.push(Json::Null));
        }
    }

    fn read_plain(&mut self, ty: &'a Type) {
        match ty {
            Type::Bool => self.kinds.boolean = true,
            Type::I64 => self.kinds.integer = true,
            Type::U64 => {
                self.kinds.integer = true;
                if self.constraints.minimum.is_none() {
                    self.constraints.to_mut().minimum = Some(Bound {
                        value: Number::U64(0),
                        exclusive: false,
                    });
                }
            }
            Type::F64 => (self.kinds.integer, self.kinds.number) = (true, true),
            Type::String | Type::Text(_) | Type::File => self.kinds.string = true,
            Type::Array(inner) => {
                self.kinds.array = true;
                self.items = Domain::Type(inner);
            }
            Type::Map(inner) => {
                self.kinds.object = true;
                self.values = Domain::Type(inner);
            }
            Type::Json | Type::Custom(_) | Type::Named(_) | Type::Boxed(_) | Type::Nullable(_) => {
                self.kinds = Kinds::ANY;
            }
        }
    }

    fn read_shape(&mut self, shape: &'a Shape) {
        match shape {
            Shape::Struct(object) => {
                self.kinds.object = true;
                if let Extra::Typed(_, inner) = &object.extra {
                    self.values = Domain::Type(inner);
                }
            }
            Shape::StringEnum(listed) => {
                self.kinds.string = true;
                let values = listed.variants.iter().map(|variant| variant.name.wire.as_str());
                self.listed = Some(values.map(Json::from).collect());
            }
            Shape::IntegerEnum(listed) => {
                self.kinds.integer = true;
                let values = listed.variants.iter().map(|variant| variant.value);
                self.listed = Some(values.map(Json::from).collect());
            }
            Shape::StringNewtype(newtype) => {
                self.kinds.string = true;
                self.constraints.to_mut().add(&newtype.constraints);
            }
            Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_) => self.kinds = Kinds::ANY,
        }
    }

    /// The numbers among them; `None` where they can't be calculated with.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        Numbers::of(&self.constraints, !self.kinds.number)
    }

    pub(super) fn has_numbers(&self) -> bool {
        self.kinds.integer || self.kinds.number
    }

    /// The strings among them; `None` where the pattern is not known.
    pub(super) fn strings(&self) -> Option<Machine<'a>> {
        let language = match &self.constraints.pattern {
            None => Language::Any,
            Some(name) => Language::Pattern(&self.api.patterns.get(name)?.automaton),
        };
        Some(Machine {
            language,
            least: self.constraints.min_length.unwrap_or(0),
            most: self.constraints.max_length,
        })
    }

    pub(super) fn item_count(&self) -> Range {
        (
            self.constraints.min_items.unwrap_or(0),
            self.constraints.max_items,
        )
    }

    pub(super) fn property_count(&self) -> Range {
        let Constraints {
            min_properties,
            max_properties,
            ..
        } = *self.constraints;
        (min_properties.unwrap_or(0), max_properties)
    }

    /// The items of its lists, or the values of its objects.
    pub(super) fn inside(&self, part: Inside) -> Set<'_> {
        let (domain, constraints) = match part {
            Inside::Items => (self.items, &self.constraints.items),
            Inside::Values => (self.values, &self.constraints.values),
        };
        Set::new(Values {
            domain,
            constraints: constraints.as_deref().unwrap_or(&NO_CONSTRAINTS),
            api: self.api,
        })
    }

    /// Whether anything is demanded of its items, or of its values.
    pub(super) fn demands(&self, part: Inside) -> bool {
        match part {
            Inside::Items => self.constraints.items.is_some(),
            Inside::Values => self.constraints.values.is_some(),
        }
    }

    /// The values that are listed, by the type or by an assertion, whether they satisfy the rest or not.
    pub(super) fn listed(&self) -> Option<Vec<Json>> {
        let asserted = self
            .constraints
            .more
            .iter()
            .find_map(|assertion| match assertion {
                Assertion::Values(texts) => {
                    Some(texts.iter().filter_map(|text| serde_json::from_str(text).ok()))
                }
                Assertion::Kind(_)
                | Assertion::Required(_)
                | Assertion::Dependent(_)
                | Assertion::Properties(_)
                | Assertion::Patterns(_)
                | Assertion::Others { .. }
                | Assertion::Names(_)
                | Assertion::Prefix(_)
                | Assertion::Rest(..)
                | Assertion::Contains { .. }
                | Assertion::Not(_)
                | Assertion::All(_)
                | Assertion::Any(_)
                | Assertion::One(_)
                | Assertion::If(_)
                | Assertion::Never => None,
            });
        let listed = self.listed.clone();
        listed.or_else(|| asserted.map(Iterator::collect))
    }
}

/// What is inside of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    Items,
    Values,
}
