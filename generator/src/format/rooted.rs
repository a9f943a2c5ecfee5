//! The code of a package as a module of another crate.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// The same tokens, in which paths begin at the module instead of the crate: `crate::types` becomes `crate::api::types`. `module` is
/// the path of the module in the crate, and is empty for a package.
pub(crate) fn rooted(tokens: TokenStream, module: &[String]) -> TokenStream {
    if module.is_empty() {
        return tokens;
    }
    let mut rooted = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Group(group) => {
                let inner = self::rooted(group.stream(), module);
                rooted.push(Group::new(group.delimiter(), inner).into());
            }
            TokenTree::Ident(root) if root == "crate" && rest.peek().is_some_and(is_colon) => {
                rooted.push(root.into());
                rooted.extend(module.iter().flat_map(|name| below(name)));
            }
            token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => rooted.push(token),
        }
    }
    rooted.into_iter().collect()
}

/// Whether `::` begins here. `pub(crate)` has none.
fn is_colon(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == ':' && punct.spacing() == Spacing::Joint,
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

fn below(name: &str) -> [TokenTree; 3] {
    [
        Punct::new(':', Spacing::Joint).into(),
        Punct::new(':', Spacing::Alone).into(),
        Ident::new(name, Span::call_site()).into(),
    ]
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::rooted;

    #[test]
    fn paths_begin_at_the_module_and_visibilities_stay() {
        let code: TokenStream = "use crate::client::Call; pub(crate) fn a(b: [crate::types::B; 1]) {}"
            .parse()
            .unwrap();
        let expected: TokenStream =
            "use crate::api::v1::client::Call; pub(crate) fn a(b: [crate::api::v1::types::B; 1]) {}"
                .parse()
                .unwrap();
        let module = ["api".to_owned(), "v1".to_owned()];
        assert_eq!(rooted(code.clone(), &module).to_string(), expected.to_string());
        assert_eq!(rooted(code.clone(), &[]).to_string(), code.to_string());
    }
}
