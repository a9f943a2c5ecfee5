//! Types without a client: decoding, construction, validation and encoding.

#[cfg(test)]
mod tests {
    use types_only::{format, types, violations};

    const ARRIVED: &str =
        r#"{"kind":"arrived","pet":{"tag":"AB1","born":"2024-02-29T12:00:00Z","mood":"odd"}}"#;

    #[test]
    fn decoded_values_are_encoded_unchanged() {
        let event: types::Event = serde_json::from_str(ARRIVED).unwrap();
        let types::Event::Arrived(arrived) = &event else {
            panic!("{event:?}")
        };
        assert_eq!(arrived.pet.mood, Some(types::Mood::Unknown("odd".into())));
        assert_eq!(serde_json::to_string(&event).unwrap(), ARRIVED);
        assert!(violations(&event).is_empty());
    }

    #[test]
    fn every_type_can_be_built() {
        let born: format::DateTime = "2024-02-29T12:00:00Z".parse().unwrap();
        let tag: types::PetTag = "AB1".parse().unwrap();
        let pet = types::Pet::new(tag, born).mood(types::Mood::Calm);
        let event = types::Event::from(types::Arrived::new(pet));
        assert_eq!(
            serde_json::to_string(&event).unwrap(),
            ARRIVED.replace("odd", "calm")
        );
        assert!("ab1".parse::<types::PetTag>().is_err());
    }

    #[test]
    fn an_invalid_value_is_decoded_and_has_violations() {
        let read = |text: &str| serde_json::from_str::<types::Event>(text).unwrap();
        let found = |text: &str| -> Vec<String> {
            let found = violations(&read(text));
            found.iter().map(|found| found.path().to_owned()).collect()
        };
        assert_eq!(
            found(r#"{"kind":"arrived","pet":{"tag":"ab","born":"today","legs":9}}"#),
            ["$.pet.tag", "$.pet.born", "$.pet.legs"]
        );
        assert_eq!(found(r#"{"kind":"left","names":[]}"#), ["$.names"]);
        assert_eq!(
            found(r#"{"kind":"left","names":["four","five5"]}"#),
            ["$.names[1]"]
        );
    }
}
