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
        if previous.is_some_and(|previous| previous != group || group == Group::Other) {
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

/// Items that stand together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Use,
    Export,
    Module,
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

/// An `impl` with a blank line between its functions.
fn aired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_function = false;
    for line in text.lines() {
        if after_function && line != "}" {
            out.push('\n');
        }
        after_function = line == "    }";
        out.push_str(line);
        out.push('\n');
    }
    out
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

/// A row, its arguments a line each where it would be too wide.
fn line(mut row: Vec<TokenTree>, indent: usize, end: &str) -> String {
    const WIDTH: usize = 110;
    let pad = " ".repeat(indent);
    let text = spaced(row.clone());
    if indent + text.chars().count() + end.len() <= WIDTH {
        return format!("{pad}{text}{end}\n");
    }
    match row.pop() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let arguments: String = split(group.stream())
                .into_iter()
                .map(|argument| line(argument, indent + 4, ","))
                .collect();
            format!("{pad}{}(\n{arguments}{pad}){end}\n", spaced(row))
        }
        Some(_) | None => format!("{pad}{text}{end}\n"),
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
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
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
            object! { Pet { const "kind" = string("pet"), 0 id "id" required check(&checks::PET_ID), 1 r#type "type" optional, ..extra } }
            setters! { Pet(id: PetId) { r#type: BTreeMap<String, types::Kind>, tag: Option<Vec<i64>> as tristate, } }
            setters! { Owner(name: String) {} }
            union! { U { 0 A from types::A where tag("k", "a") kind(NULL | OBJECT), 1 B where tags("k", &["b", "c"]), ..Unknown } }
            integer_enum! { E { A = -1, ..Unknown } }
        };
        let want = "use a::b;\nuse c::d;\n\nobject! {\n    Pet {\n        const \"kind\" = string(\"pet\"),\n        0 id \"id\" required check(&checks::PET_ID),\n        1 r#type \"type\" optional,\n        ..extra,\n    }\n}\n\nsetters! {\n    Pet(id: PetId) {\n        r#type: BTreeMap<String, types::Kind>,\n        tag: Option<Vec<i64>> as tristate,\n    }\n}\n\nsetters! { Owner(name: String) {} }\n\nunion! {\n    U {\n        0 A from types::A where tag(\"k\", \"a\") kind(NULL | OBJECT),\n        1 B where tags(\"k\", &[\"b\", \"c\"]),\n        ..Unknown,\n    }\n}\n\ninteger_enum! {\n    E {\n        A = -1,\n        ..Unknown,\n    }\n}\n";
        assert_eq!(format("", tokens).as_deref(), Ok(want));
    }
}
