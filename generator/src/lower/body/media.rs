//! Media types that do not determine how a body is read. The schema decides for them.

use crate::diagnostics::Code;
use crate::ir::Kinds;
use crate::lower::Lowering;
use crate::lower::operation::headers::is_media_type;
use crate::lower::operation::parameters::{essence, is_json};
use crate::source::Pointer;

/// The media type for a response whose key is not a media type.
pub(super) const ANY: &str = "*/*";

impl Lowering<'_, '_> {
    /// Whether a body of this media type with the schema at `schema` is JSON: by its name or, where the name leaves that
    /// open, because the values are of kinds that only JSON can hold.
    pub(crate) fn is_json_body(&mut self, media_type: &str, schema: &Pointer) -> bool {
        if is_json(media_type) {
            return true;
        }
        let is_open = !is_media_type(media_type) || covers_json(media_type);
        // Servers label JSON as `text/plain`, but not as `text/csv` or `text/html`.
        if !is_open && essence(media_type) != "text/plain" {
            return false;
        }
        let Some(facets) = self.facets(std::slice::from_ref(schema)) else {
            return false;
        };
        let kinds = self.profile(&facets, 0).kinds;
        let is_structured = kinds != Kinds::ANY && (kinds.object || kinds.array);
        is_structured || (is_open && is_scalar(kinds))
    }

    /// The media type of a response, from its key. An invalid key determines nothing, and `Accept` does not list it.
    pub(super) fn received_as<'m>(&mut self, key: &'m str, at: &Pointer) -> &'m str {
        if is_media_type(key) {
            return key;
        }
        self.diagnostics
            .report(Code::InvalidName, at, format!("{key:?} is not a media type"))
            .on_key()
            .loosened("the response may have any media type, and its schema decides how it is read")
            .help("a media type is `type/subtype`, in ASCII");
        ANY
    }
}

/// Whether the range includes `application/json`.
fn covers_json(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "application/*")
}

/// Whether the values are numbers or booleans, and never strings.
fn is_scalar(kinds: Kinds) -> bool {
    let Kinds {
        null: _,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = kinds;
    (boolean || integer || number) && !(string || array || object)
}
