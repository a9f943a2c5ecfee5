//! The CI files that `init` writes on request.

use std::path::PathBuf;

use crate::program::cli::Ci;

impl Ci {
    /// The path of the file, from the root of the repository.
    pub(super) fn path(self) -> PathBuf {
        match self {
            Self::Github => ".github/workflows/api-client.yml".into(),
            Self::Gitlab => ".gitlab/api-client.yml".into(),
        }
    }

    /// The text of the file.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Github => include_str!("github.yml"),
            Self::Gitlab => include_str!("gitlab.yml"),
        }
    }

    /// What is left to do.
    pub(super) fn hint(self) -> Option<&'static str> {
        match self {
            Self::Github => None,
            Self::Gitlab => Some("add `include: {local: .gitlab/api-client.yml}` to .gitlab-ci.yml"),
        }
    }
}
