// Copied from runtime/format/address.rs of generator 0.1.0; independent of the description.

//! The syntax of addresses and references (RFC 2673, RFC 3986, RFC 4291), usable in constants.

use crate::runtime::format::grammar::{Scan, contains};

impl Scan<'_> {
    pub(crate) const fn ipv4(&mut self) -> bool {
        let mut parts = 0;
        while parts < 4 {
            if parts > 0 && !self.one(b'.') {
                return false;
            }
            let from_zero = matches!(self.peek(), Some(b'0'));
            let (mut number, mut digits) = (0_u32, 0);
            while let Some(byte @ b'0'..=b'9') = self.peek() {
                number = number * 10 + (byte - b'0') as u32;
                digits += 1;
                self.skip();
                if number > 255 {
                    return false;
                }
            }
            if digits == 0 || (from_zero && digits > 1) {
                return false;
            }
            parts += 1;
        }
        true
    }

    pub(crate) const fn ipv6(&mut self) -> bool {
        let (mut groups, mut gap) = (0, false);
        if self.gap() {
            gap = true;
        }
        while groups < 8 {
            let mut last = *self;
            if groups < 7 && last.ipv4() {
                *self = last;
                groups += 2;
                break;
            }
            if self.hex(4) == 0 {
                break;
            }
            groups += 1;
            if self.gap() {
                if gap {
                    return false;
                }
                gap = true;
            } else if groups == 8 || !self.one(b':') {
                break;
            } else if !matches!(self.peek(), Some(b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F')) {
                return false;
            }
        }
        if gap { groups < 8 } else { groups == 8 }
    }

    /// `::`
    const fn gap(&mut self) -> bool {
        let mut ahead = *self;
        let found = ahead.one(b':') && ahead.one(b':');
        if found {
            *self = ahead;
        }
        found
    }

    pub(crate) const fn scheme(&mut self) -> bool {
        if !matches!(self.peek(), Some(b'a'..=b'z' | b'A'..=b'Z')) {
            return false;
        }
        while matches!(
            self.peek(),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'-' | b'.')
        ) {
            self.skip();
        }
        self.one(b':')
    }

    pub(crate) const fn reference(&mut self) -> bool {
        let mut absolute = *self;
        if absolute.scheme() {
            *self = absolute;
            return self.hierarchy();
        }
        // A relative path has no colon before its first slash; otherwise it would start with a scheme.
        let mut first = *self;
        first.characters(b"@") && !matches!(first.peek(), Some(b':')) && self.hierarchy()
    }

    /// Authority, path, query and fragment.
    pub(crate) const fn hierarchy(&mut self) -> bool {
        let mut ahead = *self;
        if ahead.one(b'/') && ahead.one(b'/') {
            *self = ahead;
            if !self.authority() {
                return false;
            }
        }
        if !self.characters(b":@/") || (self.one(b'?') && !self.characters(b":@/?")) {
            return false;
        }
        !self.one(b'#') || self.characters(b":@/?")
    }

    const fn authority(&mut self) -> bool {
        let mut user = *self;
        if user.characters(b":") && user.one(b'@') {
            *self = user;
        }
        let host = if self.one(b'[') {
            self.ipv6() && self.one(b']')
        } else {
            self.characters(b"")
        };
        if self.one(b':') {
            self.digits();
        }
        host && matches!(self.peek(), None | Some(b'/' | b'?' | b'#'))
    }

    /// Takes the characters that RFC 3986 calls unreserved, sub-delims and pct-encoded, and those in `more`. A lone `%` is
    /// not taken.
    const fn characters(&mut self, more: &[u8]) -> bool {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    self.skip();
                    if self.hex(2) < 2 {
                        return false;
                    }
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => self.skip(),
                _ if contains(b"-._~!$&'()*+,;=", byte) || contains(more, byte) => self.skip(),
                _ => return true,
            }
        }
        true
    }
}
