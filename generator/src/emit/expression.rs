//! Expressions in examples, with the items of the crate that they refer to.

use std::collections::BTreeSet;

/// The maximum width of a line.
pub(super) const WIDTH: usize = 100;

/// An expression, which is printed on as many lines as it needs.
pub(super) enum Expr {
    Text(String),
    /// A literal that is parsed. The context determines the type.
    Parsed(String),
    /// An expression between two texts, on one line.
    Between(&'static str, Box<Expr>, &'static str),
    Call(String, Vec<Expr>),
    /// An expression that refers to this item of the crate, which the example imports.
    Using(&'static str, Box<Expr>),
}

impl Expr {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn using(item: &'static str, expression: Self) -> Self {
        Self::Using(item, Box::new(expression))
    }

    /// Adds the items that the example has to import.
    pub(super) fn imports(&self, found: &mut BTreeSet<&'static str>) {
        match self {
            Self::Text(_) | Self::Parsed(_) => {}
            Self::Between(_, inner, _) => inner.imports(found),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.imports(found)),
            Self::Using(item, inner) => {
                found.insert(item);
                inner.imports(found);
            }
        }
    }

    pub(super) fn one_line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Parsed(literal) => format!("{literal}.parse()?"),
            Self::Between(before, inner, after) => format!("{before}{}{after}", inner.one_line()),
            Self::Using(_, inner) => inner.one_line(),
            Self::Call(head, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(Self::one_line).collect();
                format!("{head}({})", arguments.join(", "))
            }
        }
    }

    /// The lines of the expression with `before` and `after`.
    pub(super) fn lines(&self, indent: usize, before: &str, after: &str) -> Vec<String> {
        let pad = " ".repeat(indent);
        let whole = format!("{pad}{before}{}{after}", self.one_line());
        match self {
            Self::Call(head, arguments) if whole.chars().count() > WIDTH && !arguments.is_empty() => {
                let mut lines = vec![format!("{pad}{before}{head}(")];
                lines.extend(
                    arguments
                        .iter()
                        .flat_map(|argument| argument.lines(indent + 4, "", ",")),
                );
                lines.push(format!("{pad}){after}"));
                lines
            }
            Self::Using(_, inner) => inner.lines(indent, before, after),
            Self::Call(..) | Self::Text(_) | Self::Parsed(_) | Self::Between(..) => vec![whole],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_imports_what_it_refers_to_and_not_what_a_text_says() {
        let text = Expr::Parsed("\"types::Pet\"".to_owned());
        let date = Expr::using("format", Expr::text("format::Date::default()"));
        let call = Expr::Call(
            "f".to_owned(),
            vec![text, Expr::Between("[", Box::new(date), "]")],
        );
        let mut imports = BTreeSet::new();
        call.imports(&mut imports);
        assert_eq!(imports, ["format"].into());
    }
}
