//! The contents of a page, and how it becomes small enough.

use serde::Serialize;

use super::brief;

/// The most bytes of a page, as text or as JSON: about 2,000 tokens of a language model.
const BUDGET: usize = 7_000;

/// The page of an operation or a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Page {
    /// An operation.
    Operation(OperationPage),
    /// A type of the module `types`.
    Type(TypePage),
}

/// A list, of which the end may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listed<T> {
    /// The first items.
    pub items: Vec<T>,
    /// The number of items that are left out.
    pub left_out: usize,
}

/// The page of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OperationPage {
    /// The call: `client.pets().add`.
    pub call: String,
    /// `POST /pets`
    pub request: String,
    /// The id in the description.
    pub operation_id: String,
    /// The place in the description.
    pub pointer: String,
    /// Whether the description marks it as deprecated.
    pub is_deprecated: bool,
    /// The first paragraph of its documentation.
    pub summary: String,
    /// The method with its arguments.
    pub signature: String,
    /// The type of a successful call.
    pub output: String,
    /// The type of its documented errors.
    pub error: String,
    /// A function that compiles.
    pub example: String,
    /// The arguments and setters for parameters.
    pub parameters: Listed<Given>,
    /// The media types of the body.
    pub body: Listed<Given>,
    /// The documented successes.
    pub responses: Listed<Responded>,
    /// The documented errors.
    pub errors: Listed<Responded>,
    /// Credentials, pages, streams and idempotency.
    pub notes: Vec<String>,
    /// The types that it names.
    pub types: Listed<String>,
}

/// A parameter, or a media type of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The name of the argument or of the setter.
    pub name: String,
    /// The place in the request, and the name there.
    pub place: String,
    /// The type that a caller passes.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether a call must have it.
    pub is_required: bool,
    /// Constraints, in the terms of JSON Schema.
    pub constraints: String,
    /// Its documentation.
    pub docs: String,
}

/// A documented response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Responded {
    /// `200`, `4XX`, `default`
    pub status: String,
    /// The media type of the body; empty without a body.
    pub media_type: String,
    /// The type of the body; empty without a body.
    #[serde(rename = "type")]
    pub ty: String,
    /// Its documentation.
    pub docs: String,
}

/// The page of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TypePage {
    /// `types::Pet`
    pub name: String,
    /// The place of its schema in the description.
    pub pointer: String,
    /// Whether the description marks it as deprecated.
    pub is_deprecated: bool,
    /// `struct`, `enum of strings`
    pub form: String,
    /// The meaning on the wire of the type as a whole.
    pub meaning: String,
    /// The first paragraph of its documentation.
    pub summary: String,
    /// The constructor, if callers make values.
    pub constructor: String,
    /// Statements that compile.
    pub example: String,
    /// Fields, variants or listed values.
    pub members: Listed<Member>,
    /// The types that it names.
    pub types: Listed<String>,
}

/// A field, a variant or a listed value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The name in Rust.
    pub name: String,
    /// The type; empty for a value.
    #[serde(rename = "type")]
    pub ty: String,
    /// The name or value on the wire, whether it is required, and constraints.
    pub meaning: String,
    /// Its documentation.
    pub docs: String,
}

impl Page {
    /// The page for a reader.
    pub fn text(&self) -> String {
        self.fitting(Self::whole_text)
    }

    /// The page as JSON.
    pub fn json(&self) -> String {
        self.fitting(|page| serde_json::to_string_pretty(page).unwrap_or_default() + "\n")
    }

    /// The example.
    pub fn example(&self) -> &str {
        match self {
            Self::Operation(page) => &page.example,
            Self::Type(page) => &page.example,
        }
    }

    /// The printed page, shortened until it fits: first the documentation, then the ends of lists.
    fn fitting(&self, print: impl Fn(&Self) -> String) -> String {
        let mut page = self.clone();
        let mut printed = print(&page);
        for most in [90, 40, 0] {
            if printed.len() <= BUDGET {
                return printed;
            }
            page.texts()
                .into_iter()
                .for_each(|text| *text = brief::cut(text, most));
            printed = print(&page);
        }
        while printed.len() > BUDGET && page.shorten() {
            printed = print(&page);
        }
        printed
    }

    /// The documentation of members, and what can be long.
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Self::Operation(page) => {
                let given = page.parameters.items.iter_mut().chain(&mut page.body.items);
                let given = given.map(|given| &mut given.docs);
                let responded = page.responses.items.iter_mut().chain(&mut page.errors.items);
                given
                    .chain(responded.map(|responded| &mut responded.docs))
                    .collect()
            }
            Self::Type(page) => page
                .members
                .items
                .iter_mut()
                .map(|member| &mut member.docs)
                .collect(),
        }
    }

    /// Leaves out an eighth of the longest list; `false` if every list is empty.
    fn shorten(&mut self) -> bool {
        let mut lists: Vec<&mut dyn Shorten> = match self {
            Self::Operation(page) => vec![
                &mut page.parameters,
                &mut page.body,
                &mut page.responses,
                &mut page.errors,
                &mut page.types,
            ],
            Self::Type(page) => vec![&mut page.members, &mut page.types],
        };
        let longest = lists.iter_mut().max_by_key(|list| list.count());
        longest.is_some_and(|list| list.leave_out())
    }
}

/// A list that can become shorter.
trait Shorten {
    fn count(&self) -> usize;

    /// Leaves out the last eighth, at least one item; `false` if there is none.
    fn leave_out(&mut self) -> bool;
}

impl<T> Shorten for Listed<T> {
    fn count(&self) -> usize {
        self.items.len()
    }

    fn leave_out(&mut self) -> bool {
        let last = self.items.len().div_ceil(8);
        self.items.truncate(self.items.len().saturating_sub(last));
        self.left_out = self.left_out.saturating_add(last);
        last > 0
    }
}

impl<T> FromIterator<T> for Listed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self {
            items: items.into_iter().collect(),
            left_out: 0,
        }
    }
}
