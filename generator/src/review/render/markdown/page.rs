//! A page with a budget of characters.

/// Text that has at most so many characters. What does not fit as a whole is left out, with all that comes after it.
pub(super) struct Page {
    text: String,
    left: usize,
    is_full: bool,
}

impl Page {
    /// A page that begins with a text.
    pub(super) fn new(text: String, most: usize) -> Self {
        Self {
            left: most.saturating_sub(text.chars().count()),
            text,
            is_full: false,
        }
    }

    /// Adds a text that there is a reserve for.
    pub(super) fn always(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds entries below a title, as many as fit. Returns how many were left out.
    pub(super) fn section(
        &mut self,
        title: &str,
        entries: impl ExactSizeIterator<Item = String>,
        end: &str,
    ) -> usize {
        let all = entries.len();
        let around = title.chars().count() + end.chars().count();
        let mut written = 0_usize;
        for entry in entries {
            let opening = if written == 0 { around } else { 0 };
            if !self.take(opening + entry.chars().count()) {
                break;
            }
            if written == 0 {
                self.text.push_str(title);
            }
            self.text.push_str(&entry);
            written += 1;
        }
        if written > 0 {
            self.text.push_str(end);
        }
        all.saturating_sub(written)
    }

    /// Adds a block of lines below a title, as many items as fit. Returns how many were left out.
    pub(super) fn block(
        &mut self,
        title: &str,
        items: Vec<Vec<String>>,
        block: impl Fn(&[String]) -> String,
        end: &str,
    ) -> usize {
        let all = items.len();
        // A fence is longer than any run of the text, and a value has at most 200 characters.
        let mut opening = title.chars().count() + end.chars().count() + 1_000;
        let (mut lines, mut written) = (Vec::new(), 0_usize);
        for item in items {
            let length: usize = item.iter().map(|line| line.chars().count() + 1).sum();
            if !self.take(opening + length) {
                break;
            }
            opening = 0;
            lines.extend(item);
            written += 1;
        }
        if !lines.is_empty() {
            self.text.extend([title, &block(&lines), end]);
        }
        all.saturating_sub(written)
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn take(&mut self, length: usize) -> bool {
        match self.left.checked_sub(length) {
            Some(left) if !self.is_full => {
                self.left = left;
                true
            }
            Some(_) | None => {
                self.is_full = true;
                false
            }
        }
    }
}
