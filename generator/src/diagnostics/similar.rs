//! "Did you mean": the one measure of nearness that every message uses.

/// The candidate that is nearly `word`, if there is one. Ties go to the first.
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

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn near_words_only() {
        let keywords = ["description", "required", "readOnly"];
        assert_eq!(did_you_mean("desciption", keywords), Some("description"));
        assert_eq!(did_you_mean("readonly", keywords), Some("readOnly"));
        assert_eq!(did_you_mean("format", keywords), None);
    }
}
