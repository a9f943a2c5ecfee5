//! Names for descriptions: the names that generated code uses itself, in several spellings, and words of other scripts.

/// The spelling of a name of several words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    /// Unchanged.
    Plain,
    Snake,
    Camel,
    Pascal,
    Screaming,
    Kebab,
    Spaced,
    Numbered,
}

impl Spelling {
    pub(crate) const ALL: [Self; 8] = [
        Self::Plain,
        Self::Snake,
        Self::Camel,
        Self::Pascal,
        Self::Screaming,
        Self::Kebab,
        Self::Spaced,
        Self::Numbered,
    ];

    pub(crate) fn of(self, name: &str) -> String {
        let words = words(name);
        let capitals = words.iter().map(|word| capital(word));
        match self {
            Self::Plain => name.to_owned(),
            Self::Snake => words.join("_"),
            Self::Camel => {
                let pascal: String = capitals.collect();
                lower_first(&pascal)
            }
            Self::Pascal => capitals.collect(),
            Self::Screaming => words.join("_").to_uppercase(),
            Self::Kebab => words.join("-"),
            Self::Spaced => capitals.collect::<Vec<_>>().join(" "),
            Self::Numbered => format!("{name}2"),
        }
    }
}

/// Words of eight scripts, and letters without another case, with two other cases, or with marks.
pub(crate) const SCRIPTS: [&str; 40] = [
    "état civil",
    "straße",
    "İstanbul",
    "ıssız",
    "ﬁnal",
    "ǅungla",
    "имя",
    "имя сущности",
    "Ёлка",
    "όνομα",
    "όνομα χρήστη",
    "ΟΔΟΣ",
    "ΰ",
    "名",
    "用户名称",
    "用户 名称",
    "注文_状態",
    "カタカナ",
    "が゙",
    "이름",
    "주문 상태",
    "اسم",
    "اسم المستخدم",
    "שם",
    "उपयोगकर्ता",
    "उपयोगकर्ता नाम",
    "ชื่อผู้ใช้",
    "სახელი",
    "Անուն",
    "e\u{301}te\u{301}",
    "\u{301}",
    "a\u{327}\u{301}b",
    "𝐀𝐛𝐜",
    "Ⅷ ⓐ",
    "ªº",
    "𐐨𐐩",
    "ᏸᏹ",
    "１２３",
    "٣",
    "🦀",
];

/// Texts without letters, or with marks of other languages.
pub(crate) const MARKS: [&str; 24] = [
    "r#type", "r#async", "_", "__", "_type", "type_", "self_", "Self_", "$ref", "@type", "#", "'static",
    "a.b", "a[b]", "+1", "-1", "1", "1st", "2xx", "!", "*", " ", "a\nb", "unknown",
];

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let is_end = matches!(letter, '_' | '-' | ' ');
        if is_end || (was_lower && letter.is_uppercase()) {
            words.push(String::new());
        }
        if let (false, Some(word)) = (is_end, words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase();
    }
    words
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters.as_str().chars()).collect()
}
