//! Parameters whose nested values no style can serialize. They are detected at generation time. Source: OpenAPI 3.0.4,
//! section 4.7.12.3, Style Values, which do not define nested lists and objects.

use crate::ir::{Style, Type, View};
use crate::lower::Lowering;
use crate::lower::schema::facets::{Additional, JsonType};
use crate::lower::schema::forms::implied;
use crate::lower::schema::used::Use;
use crate::source::Pointer;

/// How deep values are examined. Only `deepObject` serializes more than two levels.
const DEPTH: usize = 3;

/// The nesting of a schema's values, as far as styles distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// No nesting: a string, a number, or an unknown value.
    Leaf,
    /// A list of strings and numbers.
    List,
    /// A list of lists or objects.
    Nested,
    /// An object, with the deepest nesting of its properties.
    Object { lists: bool, nested: bool },
}

impl Lowering<'_, '_> {
    /// A replacement style and type for the parameter at `at` with this schema, if its own style can't serialize its values.
    pub(super) fn writable(
        &mut self,
        (style, explode): (Style, bool),
        used: Use,
        schema: &Pointer,
        at: &Pointer,
    ) -> (Style, bool, Use) {
        let is_custom = matches!(used.ty, Type::Custom(_));
        let holds = match is_custom {
            true => Holds::Leaf,
            false => self.holds(std::slice::from_ref(schema), DEPTH),
        };
        match (style, holds) {
            (Style::DeepObject, Holds::Leaf | Holds::List | Holds::Nested) if is_sure(&used.ty) => {
                self.lossy(
                    at,
                    "`deepObject` applies only to objects",
                    "the value is sent in the style `form`, exploded",
                );
                self.writable((Style::Form, true), used, schema, at)
            }
            (Style::DeepObject, _) | (_, Holds::Leaf | Holds::List) => (style, explode, used),
            (_, Holds::Nested) => {
                self.lossy(
                    at,
                    "no style can serialize a list of lists or objects",
                    "the parameter is a string, which the caller encodes",
                );
                (
                    style,
                    explode,
                    Use {
                        docs: used.docs,
                        ..Use::of(Type::String)
                    },
                )
            }
            (_, Holds::Object { lists, nested }) => {
                let repeats = matches!(style, Style::Form | Style::Cookie) && explode;
                if nested || (lists && !repeats) {
                    self.lossy(
                        at,
                        "its style can't serialize a list or an object inside an object",
                        "a value that contains one is rejected before it is sent",
                    );
                }
                (style, explode, used)
            }
        }
    }

    fn holds(&mut self, pointers: &[Pointer], depth: usize) -> Holds {
        let Some(facets) = self.facets(pointers).filter(|_| depth > 0) else {
            return Holds::Leaf;
        };
        if facets.enumeration.is_some() || !facets.choices.is_empty() {
            return Holds::Leaf;
        }
        match facets.ty.or_else(|| implied(&facets)) {
            Some(JsonType::Array) => {
                let items = facets.items.iter();
                let mut items = items.map(|items| self.holds(std::slice::from_ref(items), depth - 1));
                match items.next() {
                    Some(Holds::Leaf) | None => Holds::List,
                    Some(Holds::List | Holds::Nested | Holds::Object { .. }) => Holds::Nested,
                }
            }
            Some(JsonType::Object) => {
                let others = match &facets.additional {
                    Additional::Schema(others) => Some(vec![others.clone()]),
                    Additional::Absent | Additional::Any | Additional::Denied => None,
                };
                let (mut lists, mut nested) = (false, false);
                for pointers in facets.properties.values().chain(&others) {
                    match self.holds(pointers, depth - 1) {
                        Holds::Leaf => {}
                        Holds::List => lists = true,
                        Holds::Nested | Holds::Object { .. } => nested = true,
                    }
                }
                Holds::Object { lists, nested }
            }
            Some(JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean) | None => {
                Holds::Leaf
            }
        }
    }
}

/// Whether values of the type are never objects.
fn is_sure(ty: &Type) -> bool {
    match ty.view() {
        View::Leaf => !matches!(ty, Type::Json | Type::Custom(_)),
        View::Array(_) => true,
        View::Nullable(inner) | View::Boxed(inner) => is_sure(inner),
        View::Named(_) | View::Map(_) => false,
    }
}
