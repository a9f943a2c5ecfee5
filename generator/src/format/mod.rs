//! Tokens → text: the only user of syn and prettyplease. Items are printed one by one, with a blank line between them.

pub(crate) use paths::{attribute, type_path, value_path};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
pub(crate) use rooted::rooted;
use syn::{File, Item};
use table::{WIDTH, line, spaced, table};

mod paths;
mod rooted;
mod table;

/// The text of a Rust file.
///
/// # Errors
/// When the tokens are not valid Rust, which is a defect of the emitter. The message contains the place.
pub(crate) fn format(header: &str, tokens: TokenStream) -> Result<String, String> {
    let mut page = Page {
        text: header.to_owned(),
        previous: None,
    };
    // Most of the output is tables, which are macro calls. syn would return the tokens of a macro unchanged.
    let mut pending: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        pending.push(tree);
        if let Some((name, rows)) = split_table(&mut pending) {
            let attributes = split_attributes(&mut pending);
            page.items(std::mem::take(&mut pending))?;
            page.table(&name, attributes, rows);
        }
    }
    page.items(pending)?;
    Ok(page.text)
}

/// The text that has been printed.
struct Page {
    text: String,
    previous: Option<Group>,
}

impl Page {
    /// Adds items other than tables.
    fn items(&mut self, tokens: Vec<TokenTree>) -> Result<(), String> {
        if tokens.is_empty() {
            return Ok(());
        }
        let tokens = tokens.into_iter().collect();
        let file: File = syn::parse2(tokens).map_err(|error| error.to_string())?;
        if !file.attrs.is_empty() {
            let attrs = file.attrs;
            self.text
                .push_str(&prettyplease::unparse(&File { attrs, ..empty() }));
            self.previous = Some(Group::Other);
        }
        for item in file.items {
            self.begin(Group::of(&item));
            self.text.push_str(&unparse(item));
        }
        Ok(())
    }

    /// Adds `name! { rows }`.
    fn table(&mut self, name: &str, attributes: Vec<TokenTree>, rows: TokenStream) {
        let is_outcome = name == "outcome";
        self.begin(if is_outcome { Group::Attached } else { Group::Other });
        if !attributes.is_empty() {
            self.text.push_str(&spaced(attributes));
            self.text.push('\n');
        }
        let text = table(name, rows.clone()).unwrap_or_else(|| {
            let has_docs = matches!(rows.clone().into_iter().next(), Some(TokenTree::Punct(hash)) if hash.as_char() == '#');
            let one_line = spaced(rows.clone());
            if !has_docs && one_line.len() + name.len() < 100 {
                format!("{name}! {{ {one_line} }}\n")
            } else {
                format!("{name}! {{\n{}}}\n", line(rows.into_iter().collect(), 4, ""))
            }
        });
        self.text.push_str(&text);
    }

    fn begin(&mut self, group: Group) {
        let previous = self.previous.replace(group);
        if previous.is_some_and(|previous| previous != group || group == Group::Other)
            && group != Group::Attached
        {
            self.text.push('\n');
        }
    }
}

/// Removes `name! { rows }` from the end, if it is a separate item.
fn split_table(trees: &mut Vec<TokenTree>) -> Option<(String, TokenStream)> {
    let [
        before @ ..,
        TokenTree::Ident(name),
        TokenTree::Punct(bang),
        TokenTree::Group(rows),
    ] = trees.as_slice()
    else {
        return None;
    };
    let is_item = match before.last() {
        None => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => false,
    };
    if !is_item || bang.as_char() != '!' || rows.delimiter() != Delimiter::Brace {
        return None;
    }
    let found = (name.to_string(), rows.stream());
    trees.truncate(before.len());
    Some(found)
}

/// Removes `#[…] #[…]` from the end.
fn split_attributes(trees: &mut Vec<TokenTree>) -> Vec<TokenTree> {
    let mut start = trees.len();
    while let Some([.., TokenTree::Punct(hash), TokenTree::Group(group)]) = trees.get(..start)
        && hash.as_char() == '#'
        && group.delimiter() == Delimiter::Bracket
    {
        start -= 2;
    }
    trees.split_off(start)
}

fn empty() -> File {
    File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    }
}

/// Kinds of items. Items of one kind are not separated by blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Use,
    Export,
    Module,
    /// A table that belongs to the item before it.
    Attached,
    Other,
}

impl Group {
    fn of(item: &Item) -> Self {
        #[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
        match item {
            Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Self::Use,
            Item::Use(_) => Self::Export,
            Item::Mod(item) if item.content.is_none() => Self::Module,
            _ => Self::Other,
        }
    }
}

fn unparse(item: Item) -> String {
    let is_impl = matches!(item, Item::Impl(_));
    let text = prettyplease::unparse(&File {
        items: vec![item],
        ..empty()
    });
    if is_impl { with_blank_lines(&text) } else { text }
}

/// An `impl` with blank lines between its functions, and with function signatures on one line if they fit: prettyplease
/// breaks lines at 89 columns, this module at 110.
fn with_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    let mut after_function = false;
    while let Some(line) = lines.next() {
        if after_function && line != "}" {
            out.push('\n');
        }
        after_function = line == "    }";
        let head = line.starts_with("    pub fn ") && line.ends_with('(');
        let joined = head.then(|| joined(line, lines.clone())).flatten();
        match joined {
            Some((whole, taken)) => {
                out.push_str(&whole);
                lines.by_ref().take(taken).for_each(drop);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The signature of a function on one line, and the number of lines that it replaces after the first. `None` if the line would
/// be too wide.
fn joined<'t>(first: &str, rest: impl Iterator<Item = &'t str>) -> Option<(String, usize)> {
    let mut whole = first.to_owned();
    for (index, line) in rest.enumerate() {
        if let Some(end) = line.strip_prefix("    )") {
            let whole = format!("{})", whole.trim_end_matches([',', ' '])) + end;
            return (whole.chars().count() <= WIDTH).then_some((whole, index + 1));
        }
        if !whole.ends_with('(') {
            whole.push(' ');
        }
        whole.push_str(line.trim());
    }
    None
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::format;

    #[test]
    fn each_row_of_a_table_is_on_a_line() {
        let tokens = quote! {
            use a::b;
            use c::d;
            object! {
                #[doc = " A pet."]
                #[deprecated]
                pub struct Pet: new {
                    const "kind" = string("pet"),
                    #[doc = " Its id."]
                    pub id: Option<BTreeMap<String, i64>> = optional "id" check(&checks::PET_ID),
                    pub r#type: types::Kind = required "type",
                    pub a_property_with_a_name: types::AndAnEvenLongerTypeOfItsOwn = required "aPropertyWithALongName" check(&checks::ITS),
                    ..extra: Extra,
                }
            }
            object! { pub struct Owner { pub name: String = required "name", ..extra: Extra } }
            union! { pub enum U { A(A) where tag("k", "a") kind(NULL | OBJECT), B(B) where tags("k", &["b", "c"]), ..Unknown } }
            string_newtype! { #[doc = " A name."] pub struct Name check(&checks::NAME) }
            newtype! { Pets(Vec<Pet>) }
            integer_enum! { pub enum E { A = 1, ..Unknown } }
            integer_enum! { pub enum F { #[doc = " Less."] A = -1, ..Unknown } }
            operation! {
                #[doc = " `GET /pets`"]
                ListPets: "listPets" GET "/pets",
                .limit: &types::Limit = query("limit").explode(false).check(&checks::LIMIT),
                .tags: str as texts = query("tags"),
                .id = path("id"),
                .of = path("of"),
                security = &[&[scheme::token], &[scheme::user, scheme::key]],
                Ok = Option<Vec<types::Pet>>,
                Err = (),
                responses = [status(200).json(), status(201).json(), range(4).json(), range(5).json(), default_response().json().output()],
            }
            schemes! { api_key = api_key_header("apiKey", "X-Key") }
            operation! { Ping: "ping" GET "/", Ok = (), Err = PingError, responses = [status(204)] }
            outcome! { pub enum PingError { #[doc = " Not found."] NotFound(A) = 404, Ok = default } }
        };
        let want = r#"use a::b;
use c::d;

object! {
    /// A pet.
    #[deprecated]
    pub struct Pet: new {
        const "kind" = string("pet"),
        /// Its id.
        pub id: Option<BTreeMap<String, i64>> = optional "id" check(&checks::PET_ID),
        pub r#type: types::Kind = required "type",
        pub a_property_with_a_name: types::AndAnEvenLongerTypeOfItsOwn = required "aPropertyWithALongName"
            check(&checks::ITS),
        ..extra: Extra,
    }
}

object! {
    pub struct Owner {
        pub name: String = required "name",
        ..extra: Extra,
    }
}

union! {
    pub enum U {
        A(A) where tag("k", "a") kind(NULL | OBJECT),
        B(B) where tags("k", &["b", "c"]),
        ..Unknown,
    }
}

string_newtype! {
    /// A name.
    pub struct Name check(&checks::NAME)
}

newtype! { Pets(Vec<Pet>) }

integer_enum! {
    pub enum E {
        A = 1,
        ..Unknown,
    }
}

integer_enum! {
    pub enum F {
        /// Less.
        A = -1,
        ..Unknown,
    }
}

operation! {
    /// `GET /pets`
    ListPets: "listPets" GET "/pets",
    .limit: &types::Limit = query("limit").explode(false).check(&checks::LIMIT),
    .tags: str as texts = query("tags"),
    .id = path("id"),
    .of = path("of"),
    security = &[&[scheme::token], &[scheme::user, scheme::key]],
    Ok = Option<Vec<types::Pet>>, Err = (),
    responses = [
        status(200).json(), status(201).json(), range(4).json(), range(5).json(),
        default_response().json().output(),
    ],
}

schemes! {
    api_key = api_key_header("apiKey", "X-Key"),
}

operation! {
    Ping: "ping" GET "/",
    Ok = (), Err = PingError, responses = [status(204)],
}
outcome! {
    pub enum PingError {
        /// Not found.
        NotFound(A) = 404,
        Ok = default,
    }
}
"#;
        assert_eq!(format("", tokens).as_deref(), Ok(want));
    }
}
