//! Tokens → text: the sole user of syn and prettyplease. An item at a time, with a blank line between items, and the
//! tables of our macros a row a line, which no formatter does.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{File, Item};

/// The text of a Rust file.
///
/// # Errors
/// When the tokens are no Rust, which is a defect of the emitter; the text says where.
pub fn format(header: &str, tokens: TokenStream) -> Result<String, String> {
    let file: File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    let mut out = String::from(header);
    let inner = File {
        shebang: None,
        attrs: file.attrs,
        items: Vec::new(),
        ..empty()
    };
    let head = prettyplease::unparse(&inner);
    out.push_str(&head);
    let mut previous: Option<Group> = if head.is_empty() { None } else { Some(Group::Other) };
    for item in file.items {
        let group = Group::of(&item);
        if previous.is_some_and(|previous| previous != group || group == Group::Other)
            && group != Group::Attached
        {
            out.push('\n');
        }
        previous = Some(group);
        out.push_str(&unparse(item));
    }
    Ok(out)
}

fn empty() -> File {
    File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    }
}

/// The widest line that we set ourselves.
const WIDTH: usize = 110;

/// Items that stand together without a blank line.
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
            Item::Macro(item) if item.mac.path.is_ident("setters") => Self::Attached,
            _ => Self::Other,
        }
    }
}

fn unparse(item: Item) -> String {
    if let Item::Macro(item) = &item
        && item.ident.is_none()
        && let Some(name) = item.mac.path.get_ident()
    {
        let (name, tokens) = (name.to_string(), item.mac.tokens.clone());
        return table(&name, tokens.clone()).unwrap_or_else(|| {
            let one_line = spaced(tokens.clone());
            if one_line.len() + name.len() < 100 {
                format!("{name}! {{ {one_line} }}\n")
            } else {
                format!("{name}! {{\n{}}}\n", line(tokens.into_iter().collect(), 4, ""))
            }
        });
    }
    let is_impl = matches!(item, Item::Impl(_));
    let text = prettyplease::unparse(&File {
        items: vec![item],
        ..empty()
    });
    if is_impl { aired(&text) } else { text }
}

/// An `impl` with a blank line between its functions, and heads of functions on one line where they fit: prettyplease
/// breaks at 89 columns, the rest of what we print at 110.
fn aired(text: &str) -> String {
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

/// The head of a function as one line, and how many lines follow its first one; `None` where it would be too wide.
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

/// `name! { head { row, row } }`, a row a line. `None` for a table without rows.
fn table(name: &str, tokens: TokenStream) -> Option<String> {
    let mut head: Vec<TokenTree> = tokens.into_iter().collect();
    let Some(TokenTree::Group(rows)) = head.pop() else {
        return None;
    };
    if rows.delimiter() != Delimiter::Brace || rows.stream().is_empty() {
        return None;
    }
    let head = line(head, 4, " {");
    let rows: String = split(rows.stream())
        .into_iter()
        .map(|row| line(row, 8, ","))
        .collect();
    Some(format!("{name}! {{\n{head}{rows}    }}\n}}\n"))
}

/// A row behind its docs and attributes, its arguments a line each where it would be too wide.
fn line(row: Vec<TokenTree>, indent: usize, end: &str) -> String {
    let pad = " ".repeat(indent);
    let (attributes, row) = attributes(row);
    let attributes: String = attributes
        .into_iter()
        .map(|attribute| format!("{pad}{attribute}\n"))
        .collect();
    format!("{attributes}{}", bare_line(row, indent, end))
}

fn bare_line(mut row: Vec<TokenTree>, indent: usize, end: &str) -> String {
    let pad = " ".repeat(indent);
    let text = spaced(row.clone());
    if indent + text.chars().count() + end.len() <= WIDTH {
        return format!("{pad}{text}{end}\n");
    }
    match row.pop() {
        // An empty body stays on the line where the rest ends.
        Some(TokenTree::Group(group))
            if group.delimiter() == Delimiter::Brace && group.stream().is_empty() =>
        {
            bare_line(row, indent, &format!(" {{}}{end}"))
        }
        Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => {
            let (open, close) = delimiters(group.delimiter());
            let arguments = filled(split(group.stream()), indent + 4, WIDTH);
            format!(
                "{pad}{}{open}\n{arguments}{pad}{close}{end}\n",
                spaced_before(row, open)
            )
        }
        Some(_) | None => format!("{pad}{text}{end}\n"),
    }
}

/// Arguments, as many to a line as fit.
fn filled(arguments: Vec<Vec<TokenTree>>, indent: usize, width: usize) -> String {
    let pad = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for argument in arguments {
        let text = format!("{},", spaced(argument));
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + text.chars().count() <= width => {
                last.push(' ');
                last.push_str(&text);
            }
            Some(_) | None => lines.push(format!("{pad}{text}")),
        }
    }
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

/// Tokens in front of a bracket; a list stands apart from what it is assigned to, arguments don't.
fn spaced_before(row: Vec<TokenTree>, open: &str) -> String {
    let text = spaced(row);
    if open == "[" && text.ends_with('=') {
        format!("{text} ")
    } else {
        text
    }
}

/// The leading attributes of a row, docs as the comments that they are, and the rest.
fn attributes(row: Vec<TokenTree>) -> (Vec<String>, Vec<TokenTree>) {
    let mut attributes = Vec::new();
    let mut rest = row.into_iter().peekable();
    while matches!(rest.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#') {
        rest.next();
        if let Some(TokenTree::Group(group)) = rest.next() {
            attributes.push(doc(group.stream()).unwrap_or_else(|| format!("#[{}]", spaced(group.stream()))));
        }
    }
    (attributes, rest.collect())
}

fn doc(attribute: TokenStream) -> Option<String> {
    let mut trees = attribute.into_iter();
    let (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(_)), Some(TokenTree::Literal(text)), None) =
        (trees.next(), trees.next(), trees.next(), trees.next())
    else {
        return None;
    };
    let text = text.to_string();
    // Most docs have nothing to unescape, and there are many.
    let plain = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|text| !text.contains('\\'));
    let text = match plain {
        Some(text) => text.to_owned(),
        None => syn::parse_str::<syn::LitStr>(&text).ok()?.value(),
    };
    // What a line comment can't hold stays an attribute.
    (name == "doc" && !text.contains(['\n', '\r'])).then(|| format!("///{text}"))
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// The rows between the commas.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut rows = vec![Vec::new()];
    // A comma between `<` and `>` belongs to the type that they enclose.
    let mut angles = 0_usize;
    for tree in tokens {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' && angles == 0 => {
                rows.push(Vec::new());
                continue;
            }
            TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => angles = angles.saturating_sub(1),
            TokenTree::Punct(_) | TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        if let Some(row) = rows.last_mut() {
            row.push(tree);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Tokens with the spaces that a person would put.
fn spaced(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    let mut out = String::new();
    let mut glue = true;
    for tree in tokens {
        match tree {
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let tight = matches!(c, ',' | ':' | '<' | '>' | ';' | '.');
                let operator = matches!(c, '=' | '|');
                if operator || (!glue && !tight && matches!(c, '&' | '-')) {
                    out.push(' ');
                }
                out.push(c);
                glue = match c {
                    '=' | '|' | ',' => false,
                    ':' => punct.spacing() == Spacing::Joint || out.ends_with("::"),
                    '>' => false,
                    _ => true,
                };
            }
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                if group.delimiter() != Delimiter::Brace && out.ends_with('=') {
                    out.push(' ');
                }
                if group.delimiter() == Delimiter::Brace && !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(open);
                out.push_str(&spaced(group.stream()));
                out.push_str(close);
                glue = false;
            }
            tree @ (TokenTree::Ident(_) | TokenTree::Literal(_)) => {
                if !glue {
                    out.push(' ');
                }
                out.push_str(&tree.to_string());
                glue = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::format;

    #[test]
    fn tables_stand_a_row_a_line() {
        let tokens = quote! {
            use a::b;
            use c::d;
            object! {
                #[doc = " A pet."]
                #[deprecated]
                pub struct Pet {
                    const "kind" = string("pet"),
                    #[doc = " Its id."]
                    0 id: Option<BTreeMap<String, i64>> = optional "id" check(&checks::PET_ID),
                    1 r#type: types::Kind = required "type",
                    ..extra: Extra
                }
            }
            setters! { Pet(id: PetId) { r#type: BTreeMap<String, types::Kind>, tag: Option<Vec<i64>> as tristate, } }
            setters! { Owner(name: String) {} }
            union! { pub enum U { 0 A(A) from A where tag("k", "a") kind(NULL | OBJECT), 1 B(B) where tags("k", &["b", "c"]), ..Unknown } }
            integer_enum! { pub enum E { A = -1, ..Unknown } }
            operation! {
                #[doc = " `GET /pets`"]
                ListPets {
                    "listPets" GET "/pets",
                    0 limit: &types::Limit = query("limit").explode(false).check(&checks::LIMIT),
                    1 = path("id"),
                    security = &[&[0], &[1, 2]],
                    Ok = Option<Vec<types::Pet>>,
                    Err = (),
                    responses = [status(200).json(), status(201).json(), range(4).json(), range(5).json(), otherwise().json().output()],
                }
            }
        };
        let want = r#"use a::b;
use c::d;

object! {
    /// A pet.
    #[deprecated]
    pub struct Pet {
        const "kind" = string("pet"),
        /// Its id.
        0 id: Option<BTreeMap<String, i64>> = optional "id" check(&checks::PET_ID),
        1 r#type: types::Kind = required "type",
        ..extra: Extra,
    }
}
setters! {
    Pet(id: PetId) {
        r#type: BTreeMap<String, types::Kind>,
        tag: Option<Vec<i64>> as tristate,
    }
}
setters! { Owner(name: String) {} }

union! {
    pub enum U {
        0 A(A) from A where tag("k", "a") kind(NULL | OBJECT),
        1 B(B) where tags("k", &["b", "c"]),
        ..Unknown,
    }
}

integer_enum! {
    pub enum E {
        A = -1,
        ..Unknown,
    }
}

operation! {
    /// `GET /pets`
    ListPets {
        "listPets" GET "/pets",
        0 limit: &types::Limit = query("limit").explode(false).check(&checks::LIMIT),
        1 = path("id"),
        security = &[&[0], &[1, 2]],
        Ok = Option<Vec<types::Pet>>,
        Err = (),
        responses = [
            status(200).json(), status(201).json(), range(4).json(), range(5).json(),
            otherwise().json().output(),
        ],
    }
}
"#;
        assert_eq!(format("", tokens).as_deref(), Ok(want));
    }
}
