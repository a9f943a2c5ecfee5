//! Prints the tables of the runtime's macros with one row on each line, which no formatter does.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The maximum width of a line, in characters.
pub(super) const WIDTH: usize = 110;

/// `name! { head { row, row } }` or `name! { row, row }` with one row on each line, so that two branches that add rows at
/// different places merge. `None` for other arguments.
pub(super) fn table(name: &str, tokens: TokenStream) -> Option<String> {
    let mut head: Vec<TokenTree> = tokens.into_iter().collect();
    let Some(TokenTree::Group(rows)) = head.pop_if(|last| is_block(last)) else {
        let rows = split(head);
        return (rows.len() > 1 || ["schemes", "webhook"].contains(&name))
            .then(|| format!("{name}! {{\n{}}}\n", operation(rows, 4)));
    };
    let rows = split(rows.stream());
    let (attributes, head) = attributes(head);
    let attributes = attribute_lines(&attributes, 4);
    if rows.is_empty() {
        let head = bare_line(head, 4, " {}");
        return Some(format!("{name}! {{\n{attributes}{head}}}\n"));
    }
    let head = bare_line(head, 4, " {");
    let rows: String = rows.into_iter().map(|row| line(row, 8, ",")).collect();
    Some(format!("{name}! {{\n{attributes}{head}{rows}    }}\n}}\n"))
}

fn is_block(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// The rows of an operation, one on each line, so that a changed parameter is a changed line. `Ok` and `Err` share a line, with
/// `responses` where it fits.
fn operation(rows: Vec<Vec<TokenTree>>, indent: usize) -> String {
    let mut out = String::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        if !is_outcome(&row) {
            out.push_str(&line(row, indent, ","));
            continue;
        }
        let mut run = vec![row];
        while let Some(row) = rows.next_if(|row| is_outcome(row)) {
            run.push(row);
        }
        out.push_str(&outcomes(run, rows.next_if(|row| is_responses(row)), indent));
    }
    out
}

fn outcomes(mut run: Vec<Vec<TokenTree>>, responses: Option<Vec<TokenTree>>, indent: usize) -> String {
    let Some(responses) = responses else {
        return together(run, indent);
    };
    let whole: Vec<String> = run
        .iter()
        .chain([&responses])
        .map(|row| spaced(row.iter().cloned()))
        .collect();
    if indent + whole.join(", ").chars().count() < WIDTH {
        run.push(responses);
        return filled(run, indent, WIDTH);
    }
    together(run, indent) + &line(responses, indent, ",")
}

/// Rows that share lines. A single row that is too wide is broken.
fn together(rows: Vec<Vec<TokenTree>>, indent: usize) -> String {
    match <[Vec<TokenTree>; 1]>::try_from(rows) {
        Ok([row]) => line(row, indent, ","),
        Err(rows) => filled(rows, indent, WIDTH),
    }
}

/// `Ok = …`, `Err = …`.
fn is_outcome(row: &[TokenTree]) -> bool {
    matches!(row, [TokenTree::Ident(name), TokenTree::Punct(_), ..] if name == "Ok" || name == "Err")
}

fn is_responses(row: &[TokenTree]) -> bool {
    matches!(row.first(), Some(TokenTree::Ident(name)) if name == "responses")
}

/// A row after its docs and attributes. If the line would be too wide, each argument has its own.
pub(super) fn line(row: Vec<TokenTree>, indent: usize, end: &str) -> String {
    let (attributes, row) = attributes(row);
    format!(
        "{}{}",
        attribute_lines(&attributes, indent),
        bare_line(row, indent, end)
    )
}

fn attribute_lines(attributes: &[String], indent: usize) -> String {
    let pad = " ".repeat(indent);
    attributes
        .iter()
        .flat_map(|attribute| [&pad, attribute.as_str(), "\n"])
        .collect()
}

fn bare_line(mut row: Vec<TokenTree>, indent: usize, end: &str) -> String {
    let pad = " ".repeat(indent);
    let text = spaced(row.clone());
    if indent + text.chars().count() + end.len() <= WIDTH {
        return format!("{pad}{text}{end}\n");
    }
    if let Some(clauses) = clauses(&row)
        && let Some((front, back)) = row.split_at_checked(clauses)
    {
        let (front, back) = (spaced(front.iter().cloned()), spaced(back.iter().cloned()));
        let widest = front.chars().count().max(back.chars().count() + 4 + end.len());
        if indent + widest <= WIDTH {
            return format!("{pad}{front}\n{pad}    {back}{end}\n");
        }
    }
    match row.pop() {
        // An empty body ends the line.
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

/// Where the clauses of a row begin, which may stand on a line of their own: `where …`, `check(…)`, `.check(…)`, of an
/// operation's head its method and path.
fn clauses(row: &[TokenTree]) -> Option<usize> {
    if let [
        TokenTree::Ident(_),
        TokenTree::Punct(_),
        TokenTree::Literal(_),
        TokenTree::Ident(_),
        TokenTree::Literal(_),
    ] = row
    {
        return Some(3);
    }
    let found = row.iter().position(|tree| {
        matches!(tree, TokenTree::Ident(name) if ["where", "check"].iter().any(|clause| name == clause))
    })?;
    let is_method = matches!(
        found.checked_sub(1).and_then(|before| row.get(before)),
        Some(TokenTree::Punct(punct)) if punct.as_char() == '.'
    );
    Some(if is_method { found - 1 } else { found }).filter(|at| *at > 0)
}

/// Arguments, with as many on each line as fit.
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

/// The tokens before a bracket. A space precedes a list that is assigned, but not arguments.
fn spaced_before(row: Vec<TokenTree>, open: &str) -> String {
    let text = spaced(row);
    if open == "[" && text.ends_with('=') {
        format!("{text} ")
    } else {
        text
    }
}

/// The leading attributes of a row, with docs as comments, and the remaining tokens.
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
    // A fast path: most docs contain no escapes.
    let plain = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|text| !text.contains('\\'));
    let text = match plain {
        Some(text) => text.to_owned(),
        None => syn::parse_str::<syn::LitStr>(&text).ok()?.value(),
    };
    // Docs that a line comment can't contain stay an attribute.
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

/// Splits the rows at their commas.
fn split(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<Vec<TokenTree>> {
    let mut rows = vec![Vec::new()];
    // A comma between `<` and `>` is part of a type.
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

/// The tokens with the spaces of formatted Rust.
pub(super) fn spaced(tokens: impl IntoIterator<Item = TokenTree>) -> String {
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
