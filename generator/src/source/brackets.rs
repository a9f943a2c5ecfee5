//! Measures how deep the brackets of a YAML text are nested, before it is parsed. Brackets in scalars and comments don't
//! count.

/// The first place where brackets are nested deeper than `limit`: line and column, from 1.
///
/// libyaml needs quadratic time in the depth before any limit of the generator applies. This scanner follows the rules of
/// YAML that distinguish scalars from structure: quotes, comments, block scalars, and plain scalars over several lines.
pub(super) fn deeper_than(text: &str, limit: usize) -> Option<(usize, usize)> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
        limit,
    };
    let at = scanner.run()?;
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next().unwrap_or(before);
    Some((before.matches('\n').count() + 1, line.chars().count() + 1))
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    limit: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Whether the byte `ahead` of here is white space, or the end.
    fn is_space(&self, ahead: usize) -> bool {
        self.peek(ahead).is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn skip_line(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn spaces(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(0), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
        self.at - start
    }

    fn run(&mut self) -> Option<usize> {
        // Lines with at least this indentation continue a scalar.
        let mut scalar: Option<usize> = None;
        while self.at < self.bytes.len() {
            let line = self.at;
            let indent = self.spaces();
            let is_blank = matches!(self.peek(0), Some(b'\n') | None);
            if is_blank || scalar.is_some_and(|column| indent >= column) {
                self.skip_line();
            } else {
                match self.block(line) {
                    Ok(next) => scalar = next,
                    Err(at) => return Some(at),
                }
            }
            self.at += 1;
        }
        None
    }

    /// Reads a line outside of brackets. Returns the least indentation of the lines that continue its scalar.
    fn block(&mut self, line: usize) -> Result<Option<usize>, usize> {
        let mut column = 0;
        loop {
            self.spaces();
            let here = self.at.saturating_sub(line);
            match self.peek(0) {
                None | Some(b'\n' | b'#') => {
                    self.skip_line();
                    return Ok(None);
                }
                Some(b'-' | b'?') if self.is_space(1) => {
                    column = here + 1;
                    self.at += 1;
                }
                Some(b'&' | b'!') => self.word(),
                Some(b'-')
                    if self
                        .bytes
                        .get(self.at..)
                        .is_some_and(|rest| rest.starts_with(b"---")) =>
                {
                    self.word()
                }
                Some(b'[' | b'{') => self.flow()?,
                Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
                Some(b':') if self.is_space(1) => {
                    self.at += 1;
                }
                Some(b'|' | b'>') => {
                    self.skip_line();
                    return Ok(Some(column));
                }
                Some(_) => match self.key() {
                    true => column = here + 1,
                    false => return Ok(Some(column)),
                },
            }
        }
    }

    fn word(&mut self) {
        while !self.is_space(0) {
            self.at += 1;
        }
    }

    /// Skips a plain key and its colon, and returns `true`; skips the rest of the line if it is not a key.
    fn key(&mut self) -> bool {
        while let Some(byte) = self.peek(0).filter(|byte| *byte != b'\n') {
            if byte == b':' && self.is_space(1) {
                self.at += 1;
                return true;
            }
            if byte == b' ' && self.peek(1) == Some(b'#') {
                self.skip_line();
                return false;
            }
            self.at += 1;
        }
        false
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' if quote == b'"' => self.at += 1,
                b'\'' if quote == b'\'' && self.peek(0) == Some(b'\'') => self.at += 1,
                _ if byte == quote => return,
                _ => {}
            }
        }
    }

    /// Skips everything up to the closing bracket.
    fn flow(&mut self) -> Result<(), usize> {
        // Whether a quote here begins a scalar.
        let mut is_start = true;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'[' | b'{' => {
                    self.depth += 1;
                    if self.depth > self.limit {
                        return Err(self.at);
                    }
                }
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.at += 1;
                        return Ok(());
                    }
                }
                b'"' | b'\'' if is_start => {
                    self.quoted(byte);
                    is_start = false;
                    continue;
                }
                b'#' if self.at == 0 || self.bytes.get(self.at - 1).is_some_and(u8::is_ascii_whitespace) => {
                    self.skip_line();
                    continue;
                }
                _ => {}
            }
            is_start = match byte {
                b'[' | b'{' | b',' | b':' => true,
                _ if byte.is_ascii_whitespace() => is_start,
                _ => false,
            };
            self.at += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::deeper_than;

    #[test]
    fn brackets_in_scalars_and_comments_do_not_count() {
        for line in [
            "K: {type: number, description: \"in [0, 1)\"}",
            "K: {description: 'it''s [0', b: it's}",
            "K: in [0, 1)",
            "K: in\n  [0, 1)\n  and {so on",
            "K: |\n  [0, 1)\n\n   {{{",
            "K: >-\n  [0, 1)",
            "- 'a [\n  b [ c'\n- \"a \\\" [\"\n- d [",
            "K: 1 # [[[",
            "# [[[",
            "\"k[\": !x [a, # [\n 'b']",
            "? a [\n: b [",
            "- - |\n   [[\n  - [a]",
        ] {
            let text = format!("{line}\n").repeat(100);
            assert_eq!(deeper_than(&text, 3), None, "{line}");
        }
    }

    #[test]
    fn brackets_that_are_structure_count() {
        for (text, at) in [
            ("[[[[", (1, 4)),
            ("a:\n  - é: [ {b: [ [", (2, 16)),
            ("a: b\n\n'c': \"d\"\ne: [\n[,{ ? [", (5, 7)),
            ("--- &x [[[[", (1, 11)),
            ("- |\n  [\n- [[[[", (3, 6)),
        ] {
            assert_eq!(deeper_than(text, 3), Some(at), "{text}");
        }
        assert_eq!(deeper_than(&"[[[]]]\n".repeat(100), 3), None);
    }
}
