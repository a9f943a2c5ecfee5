//! "Did you mean": the measure of similarity that all messages use.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// The candidate that is most similar to `word`, if one is similar enough. Of equally similar ones it is the first.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = word.to_lowercase();
    let allowed = (wanted.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The budget for all comparisons of a run, which bounds their time. Clones share it.
#[derive(Clone, Debug)]
pub(super) struct Comparisons {
    left: Arc<AtomicUsize>,
}

impl Default for Comparisons {
    fn default() -> Self {
        Self {
            left: Arc::new(AtomicUsize::new(16 << 20)),
        }
    }
}

impl Comparisons {
    /// The most similar candidate within the remaining budget. Without budget nothing is compared.
    pub(super) fn nearest<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let affordable = candidates.into_iter().take_while(|candidate| {
            let cost = (1 + word.len()).saturating_mul(1 + candidate.len());
            let left = self.left.load(Relaxed).checked_sub(cost);
            self.left.store(left.unwrap_or(0), Relaxed);
            left.is_some()
        });
        did_you_mean(word, affordable)
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparisons, did_you_mean};

    #[test]
    fn comparisons_are_bounded() {
        let names: Vec<String> = (0..5_000).map(|n| format!("name{n}")).collect();
        let comparisons = Comparisons::default();
        let nearest = |word: &str| {
            comparisons
                .nearest(word, names.iter().map(String::as_str))
                .is_some()
        };
        assert!(nearest("naem1"));
        let found = (0..5_000).filter(|n| nearest(&format!("naem{n}"))).count();
        assert!((10..1_000).contains(&found), "{found}");
    }

    #[test]
    fn only_similar_words_are_suggested() {
        let keywords = ["description", "required", "readOnly"];
        assert_eq!(did_you_mean("desciption", keywords), Some("description"));
        assert_eq!(did_you_mean("readonly", keywords), Some("readOnly"));
        assert_eq!(did_you_mean("format", keywords), None);
    }
}
