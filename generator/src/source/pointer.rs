//! JSON pointers (RFC 6901) into named documents. Every node of a description is identified by one.
//! This module knows nothing about the nodes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// A JSON pointer (RFC 6901) into a named document. Cloning shares the text.
///
/// It prints as a reference without percent-encoding: `#/components/schemas/Pet`, and `pets.yaml#/Pet` in another document.
#[derive(Clone)]
pub struct Pointer {
    document: Arc<str>,
    fragment: Arc<str>,
}

/// The bytes that a URI fragment contains only percent-encoded (RFC 3986, section 3.5).
const NOT_IN_A_FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Pointer {
    /// A whole document.
    pub fn root(document: &str) -> Self {
        Self {
            document: document.into(),
            fragment: "".into(),
        }
    }

    /// The node of `document` at an escaped JSON pointer: the inverse of [`Self::fragment`].
    pub fn at(document: &str, fragment: &str) -> Self {
        Self::root(document).with_fragment(fragment.to_owned())
    }

    /// The target of a `$ref` in `document`; `None` if its fragment is not a JSON pointer.
    ///
    /// `#/a/b` leads to `document` itself; `other.yaml#/a/b` leads to the document with the name `other.yaml`.
    pub fn from_reference(document: &str, reference: &str) -> Option<Self> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        if !is_pointer || !fragment.split('/').all(is_escaped_well) {
            return None;
        }
        let file = percent_decode_str(file).decode_utf8().ok()?;
        let document = if file.is_empty() {
            document.into()
        } else {
            file.as_ref().into()
        };
        Some(Self {
            document,
            fragment: fragment.as_ref().into(),
        })
    }

    /// The member `key` of the object at this pointer.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        self.with_fragment([&self.fragment, "/", &escape(key)].concat())
    }

    /// The item `index` of the array at this pointer.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with_fragment(format!("{}/{index}", self.fragment))
    }

    /// The node below this one at a path of unescaped keys.
    #[must_use]
    pub fn descend<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let mut fragment = self.fragment.to_string();
        keys.into_iter().for_each(|key| push_token(&mut fragment, key));
        self.with_fragment(fragment)
    }

    /// The node below this one at an escaped JSON pointer.
    #[must_use]
    pub fn below(&self, fragment: &str) -> Self {
        self.with_fragment(format!("{}{fragment}", self.fragment))
    }

    /// The parent of this node; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.fragment.rsplit_once('/')?;
        Some(self.with_fragment(parent.to_owned()))
    }

    /// The last token, unescaped; `None` at the root.
    pub fn last(&self) -> Option<String> {
        let (_, last) = self.fragment.rsplit_once('/')?;
        Some(unescape(last).into_owned())
    }

    /// The tokens from the root, unescaped.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        self.fragment
            .strip_prefix('/')
            .into_iter()
            .flat_map(|tokens| tokens.split('/'))
            .map(unescape)
    }

    /// The name of the document.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The escaped JSON pointer: `/paths/~1pets`. It is empty at the root.
    pub fn fragment(&self) -> &str {
        &self.fragment
    }

    /// [`Self::fragment`], shared.
    pub(super) fn shared_fragment(&self) -> Arc<str> {
        Arc::clone(&self.fragment)
    }

    /// Whether one is a clone of the other. Pointers that are equal otherwise are no copies.
    pub(crate) fn is_copy_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.fragment, &other.fragment)
    }

    /// Whether this is `other` or a node below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.document == other.document
            && self
                .fragment
                .strip_prefix(other.fragment())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The pointer as a percent-encoded `$ref` in the same document: the inverse of [`Self::from_reference`].
    pub fn to_reference(&self) -> String {
        format!("#{}", utf8_percent_encode(&self.fragment, NOT_IN_A_FRAGMENT))
    }

    fn with_fragment(&self, fragment: String) -> Self {
        Self {
            document: Arc::clone(&self.document),
            fragment: fragment.into(),
        }
    }
}

/// Most pointers that are compared share the document.
impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        match Arc::ptr_eq(&self.document, &other.document) {
            true => self.fragment.cmp(&other.fragment),
            false => (&self.document, &self.fragment).cmp(&(&other.document, &other.fragment)),
        }
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        self.fragment == other.fragment && self.document == other.document
    }
}

impl Eq for Pointer {}

/// Pointers into several documents are rare, and the document is long.
impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fragment.hash(state);
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(document) = document_of(self) else {
            return write!(f, "#{}", self.fragment);
        };
        let within = self
            .fragment
            .strip_prefix(document.fragment())
            .unwrap_or_default();
        write!(f, "{}#{within}", document.last().unwrap_or_default())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.document, self.fragment)
    }
}

pub(super) fn is_escaped_well(token: &str) -> bool {
    token
        .split('~')
        .skip(1)
        .all(|after| after.starts_with(['0', '1']))
}

/// Appends the token of a key to an escaped JSON pointer.
pub(super) fn push_token(fragment: &mut String, key: &str) {
    fragment.push('/');
    fragment.push_str(&escape(key));
}

fn escape(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}

pub(super) fn unescape(token: &str) -> Cow<'_, str> {
    // Most tokens are short, and have nothing to unescape.
    if !token.bytes().any(|byte| byte == b'~') {
        return token.into();
    }
    let mut parts = token.split('~');
    let mut key = String::with_capacity(token.len());
    key.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (character, rest) = match part.as_bytes() {
            [b'0', ..] => ('~', part.get(1..)),
            [b'1', ..] => ('/', part.get(1..)),
            _ => ('~', Some(part)),
        };
        key.push(character);
        key.push_str(rest.unwrap_or_default());
    }
    key.into()
}

/// The member of the root that contains the other documents.
pub const MEMBER: &str = "x-other-documents";

/// The place of the document `file` in the tree with the root `root`.
pub fn place(root: &Pointer, file: &str) -> Pointer {
    root.descend([MEMBER, file])
}

/// The place of the other document that contains `at`; `None` in the description itself.
pub fn document_of(at: &Pointer) -> Option<Pointer> {
    if !at.fragment().strip_prefix('/')?.starts_with(MEMBER) {
        return None;
    }
    let mut tokens = at.tokens();
    let is_other = tokens.next()? == MEMBER;
    let file = tokens.next().filter(|_| is_other)?;
    Some(place(&Pointer::root(at.document()), &file))
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    /// The document and the pointers of RFC 6901, sections 5 and 6: (pointer, URI fragment, key).
    const RFC_6901: [(&str, &str, &str); 11] = [
        ("/foo", "#/foo", "foo"),
        ("/", "#/", ""),
        ("/a~1b", "#/a~1b", "a/b"),
        ("/c%d", "#/c%25d", "c%d"),
        ("/e^f", "#/e%5Ef", "e^f"),
        ("/g|h", "#/g%7Ch", "g|h"),
        ("/i\\j", "#/i%5Cj", "i\\j"),
        ("/k\"l", "#/k%22l", "k\"l"),
        ("/ ", "#/%20", " "),
        ("/m~0n", "#/m~0n", "m~n"),
        ("/foo~01", "#/foo~01", "foo~1"),
    ];

    #[test]
    fn the_examples_of_rfc_6901() {
        for (fragment, reference, key) in RFC_6901 {
            let pointer = Pointer::root("api.yaml").child(key);
            assert_eq!(pointer.fragment(), fragment);
            assert_eq!(pointer.to_reference(), reference);
            assert_eq!(pointer.last().as_deref(), Some(key));
            assert_eq!(
                Pointer::from_reference("api.yaml", reference).as_ref(),
                Some(&pointer)
            );
        }
        assert_eq!(
            Pointer::from_reference("api.yaml", "#"),
            Some(Pointer::root("api.yaml"))
        );
    }

    #[test]
    fn a_tilde_without_a_digit_stays() {
        for (token, key) in [
            ("~", "~"),
            ("a~b", "a~b"),
            ("~~1", "~/"),
            ("~2", "~2"),
            ("~01~10", "~1/0"),
        ] {
            assert_eq!(super::unescape(token), key);
        }
    }

    #[test]
    fn references_without_a_json_pointer_are_not_read() {
        for reference in ["#Pet", "#/a~2b", "#/a~", "#/%FF"] {
            assert_eq!(
                Pointer::from_reference("api.yaml", reference),
                None,
                "{reference}"
            );
        }
    }

    #[test]
    fn references_to_other_documents_keep_their_name() {
        let pointer = Pointer::from_reference("api.yaml", "my%20types.yaml#/Pet").expect("a pointer");
        assert_eq!(
            (pointer.document(), pointer.fragment()),
            ("my types.yaml", "/Pet")
        );
    }

    #[test]
    fn up_and_down() {
        let pets = Pointer::root("api.yaml").descend(["paths", "/pets", "get"]);
        assert_eq!(pets.to_string(), "#/paths/~1pets/get");
        assert_eq!(pets.tokens().collect::<Vec<_>>(), ["paths", "/pets", "get"]);
        assert_eq!(
            pets.parent(),
            Some(Pointer::root("api.yaml").child("paths").child("/pets"))
        );
        assert_eq!(Pointer::root("api.yaml").parent(), None);
        assert!(pets.is_within(&Pointer::root("api.yaml").child("paths")));
        assert!(!pets.is_within(&Pointer::root("api.yaml").child("path")));
    }
}
