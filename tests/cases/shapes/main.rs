//! Types that differ by direction, inheritance, and enums and tags of every kind: decoding, construction and encoding.
#![cfg(test)]

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json, to_value};
use shapes::Client;
use shapes::testing::{Response, MemoryTransport};
use shapes::types::*;

/// Asserts that the value is decoded and encoded unchanged.
fn kept<T: DeserializeOwned + Serialize + Debug>(value: Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(to_value(&read).unwrap(), value, "{read:?}");
    read
}

fn error<T: DeserializeOwned + Debug>(value: Value) -> String {
    serde_json::from_value::<T>(value).unwrap_err().to_string()
}

#[test]
fn requests_have_write_only_properties_and_responses_read_only_ones() {
    let answer = json!({
        "id": 7, "name": "a", "owner": {"joined": "now", "first": "Ann"},
        "team": [{"legal": "Ltd"}], "parent": {"id": 1, "name": "b", "owner": {"legal": "Inc"}, "team": []},
    });
    let memory = MemoryTransport::queue([Response::json(200, answer.to_string())]);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let person = OwnerRequest::from(PersonRequest::new("Ann"));
    let company = OwnerRequest::from(CompanyRequest::new("t-1", "Ltd"));
    let account = AccountRequest::new("a", "s3cret", person, vec![company]);
    let account = client.put_account("7", &account).call().unwrap();
    let (id, parent): (i64, Option<&Account>) = (account.id, account.parent.as_deref());
    assert_eq!((id, parent.map(|parent| parent.id)), (7, Some(1)));
    assert!(matches!(&account.owner, Owner::Person(person) if person.joined == "now"));
    // The variant is selected without the required property, which no response has.
    assert!(matches!(account.team.as_slice(), [Owner::Company(company)] if company.legal == "Ltd"));
    let sent: Value = serde_json::from_slice(memory.requests()[0].body.bytes().unwrap()).unwrap();
    let owner = json!({"first": "Ann"});
    let expected =
        json!({"name": "a", "secret": "s3cret", "owner": owner, "team": [{"tax": "t-1", "legal": "Ltd"}]});
    assert_eq!(sent, expected);
}

#[test]
fn returned_write_only_properties_are_kept() {
    let person = json!({"joined": "now", "first": "Ann"});
    let account: Account = kept(json!({"id": 7, "name": "a", "secret": "x", "owner": person, "team": []}));
    assert_eq!(account.extra.get("secret"), Some(&json!("x")));
    let missing = error::<Account>(json!({"name": "a", "owner": person, "team": []}));
    assert!(missing.contains("`id`"), "{missing}");
}

#[test]
fn a_base_is_any_of_its_children() {
    let pet: Pet = kept(
        json!({"kind": "Cat", "name": "Tom", "lives": 9, "friends": [{"kind": "Lion", "name": "Leo", "lives": 1, "mane": true}]}),
    );
    let Pet::Cat(cat) = pet else { panic!("{pet:?}") };
    assert!(matches!(cat.friends.as_deref(), Some([Pet::Lion(lion)]) if lion.mane == Some(true)));
    let made = Pet::from(Lion::new("Leo", 1));
    assert_eq!(
        to_value(made).unwrap(),
        json!({"kind": "Lion", "name": "Leo", "lives": 1})
    );
    // A field has one of its two tags.
    let puppy: Pet = kept(json!({"kind": "puppy", "name": "Rex", "breed": "pug"}));
    assert!(matches!(puppy, Pet::Dog(dog) if dog.kind == "puppy"));
}

#[test]
fn an_unknown_tag_of_a_base_keeps_the_common_properties() {
    let cow: Pet = kept(json!({"kind": "cow", "name": "Elsa", "milk": {"litres": 20}}));
    let Pet::Other(cow) = cow else { panic!("{cow:?}") };
    assert_eq!((cow.name.as_str(), cow.kind.as_str()), ("Elsa", "cow"));
    assert_eq!(cow.extra.get("milk"), Some(&json!({"litres": 20})));
    // Without a tag or a common property, it is unknown.
    assert!(matches!(kept(json!({"name": "Elsa"})), Pet::Unknown(_)));
    assert!(error::<Pet>(json!({"kind": "Cat", "name": "Tom"})).contains("lives"));
}

#[test]
fn a_child_can_be_a_base_with_another_discriminator() {
    let fish: Fish = kept(json!({"kind": "shark", "sharkKind": "saw", "age": 3, "teeth": 40}));
    assert!(matches!(fish, Fish::Shark(Shark::Saw(saw)) if saw.teeth == Some(40)));
    let made = Fish::from(Shark::from(SawShark::new().teeth(40)));
    assert_eq!(
        to_value(made).unwrap(),
        json!({"kind": "shark", "sharkKind": "saw", "teeth": 40})
    );
    let other: Fish = kept(json!({"kind": "shark", "sharkKind": "whale", "age": 3}));
    assert!(matches!(other, Fish::Shark(Shark::Other(shark)) if shark.age == Some(3)));
}

#[test]
fn a_base_with_a_union_of_its_children() {
    let vehicle: Vehicle = kept(json!({"type": "car", "wheels": 4, "doors": 5}));
    assert!(matches!(vehicle, Vehicle::Car(car) if (car.wheels, car.doors) == (Some(4), Some(5))));
    assert!(matches!(kept(json!({"type": "train"})), Vehicle::Unknown(_)));
}

#[test]
fn an_enum_of_several_kinds() {
    for value in [
        json!(1),
        json!("auto"),
        json!(true),
        json!(7),
        json!("new"),
        json!(1.5),
    ] {
        kept::<Mixed>(value);
    }
    assert!(matches!(kept(json!(2)), Mixed::Integer(MixedInteger::V2)));
    assert!(matches!(kept(json!("off")), Mixed::Text(MixedText::Off)));
    assert!(matches!(kept(json!("new")), Mixed::Text(MixedText::Unknown(text)) if text == "new"));
    assert!(matches!(kept(json!(true)), Mixed::Bool(true)));
    assert_eq!(kept::<Everything>(json!({"mixed": null})).mixed, Some(None));
    let made = Everything::new().mixed(MixedText::Auto);
    assert_eq!(to_value(made).unwrap(), json!({"mixed": "auto"}));
}

#[test]
fn enums_of_booleans_numbers_and_open_texts() {
    assert!(kept::<Agreed>(json!(true)));
    assert_eq!(kept::<Color>(json!("red")), Color::Red);
    assert_eq!(kept::<Color>(json!("mauve")), Color::Unknown("mauve".to_owned()));
}

#[test]
fn tags_other_than_strings() {
    assert!(matches!(kept(json!({"version": 1, "a": "x"})), Model::V1(v1) if v1.a.as_deref() == Some("x")));
    assert!(matches!(kept(json!({"version": 2, "b": "x"})), Model::V2(v2) if v2.b.as_deref() == Some("x")));
    assert!(matches!(kept(json!({"version": 3})), Model::Unknown(_)));
    assert_eq!(
        to_value(Model::from(V2::new().b("x"))).unwrap(),
        json!({"version": 2, "b": "x"})
    );
    assert!(matches!(
        kept(json!({"live": false, "length": 3})),
        Media::Recorded(_)
    ));
    assert_eq!(to_value(Media::from(Live::new())).unwrap(), json!({"live": true}));
}

#[test]
fn a_tag_of_an_enum_with_several_values_stays_a_field() {
    let event: Event = kept(json!({"action": "edited", "text": "x"}));
    assert!(matches!(event, Event::Change(change) if change.action == ChangeAction::Edited));
    assert!(matches!(
        kept(json!({"action": "removed", "by": "me"})),
        Event::Removed(_)
    ));
    assert!(matches!(kept(json!({"action": "moved"})), Event::Unknown(_)));
}

#[test]
fn unions_of_unions_are_distinguished_by_their_variants() {
    assert!(matches!(
        kept(json!({"type": "rich", "html": "<p>"})),
        Document::Text(Text::Rich(_))
    ));
    assert!(matches!(
        kept(json!({"type": "Picture", "url": "u"})),
        Document::Picture(_)
    ));
    let leaf: Node = kept(json!({"kind": "leaf", "state": "dry", "age": 3}));
    assert!(matches!(leaf, Node::Leaf(Leaf::Dry(dry)) if dry.age == Some(3)));
    let made = Node::from(Branch::new().nodes(vec![Node::from(Leaf::from(Green::new()))]));
    let expected = json!({"kind": "branch", "nodes": [{"kind": "leaf", "state": "green"}]});
    assert_eq!(to_value(made).unwrap(), expected);
}

#[test]
fn a_union_inside_of_an_all_of_has_the_properties_beside_it() {
    let filter: Filter = kept(json!({"field": "age", "from": 1, "to": 2}));
    assert!(matches!(filter, Filter::Between(between) if between.field == "age" && between.to == 2));
    assert!(matches!(
        kept(json!({"field": "age", "equals": "1"})),
        Filter::Equal(_)
    ));
}

#[test]
fn a_recursive_type() {
    let tree: Tree = kept(json!({"list": [{"map": {"a": {"either": {"either": "leaf"}}}}]}));
    assert_eq!(tree.list.unwrap().len(), 1);
    let tree: Tree = kept(json!({"beside": {"note": "a", "beside": {"note": "b", "list": []}}}));
    let beside = tree.beside.and_then(|beside| beside.beside).unwrap();
    assert_eq!(beside.note.as_deref(), Some("b"));
}

#[test]
fn a_tag_that_a_variant_does_not_have_belongs_to_the_union() {
    let barn = json!({"first": {"horns": 1}, "farm": {"of": "goat", "horns": 2}, "nursery": {"young": "kid", "horns": 2}});
    let read: Barn = kept(barn.clone());
    let (Some(Farm::Goat(of_farm)), Some(Nursery::Kid(of_nursery))) = (&read.farm, &read.nursery) else {
        panic!("{read:?}");
    };
    // The same value at another place.
    assert_eq!(of_farm, of_nursery);
    let moved = Barn::new()
        .first(Kid::new().horns(1))
        .farm(of_nursery.clone())
        .nursery(of_farm.clone());
    assert_eq!(to_value(moved).unwrap(), barn);
}

#[test]
fn values_are_made_of_literals_and_null() {
    let made = VectorParams::new(4).text("a").shards(2).distance(VectorParamsDistance::Dot);
    assert_eq!(to_value(made).unwrap(), json!({"size": 4, "text": "a", "shards": 2, "distance": "Dot"}));
    let made = VectorParams::new(4).text_null2().text_null(true).shards_null();
    assert_eq!(to_value(made).unwrap(), json!({"size": 4, "text": null, "text_null": true, "shards": null}));
    assert_eq!(Hints::default(), Hints::new());
    assert_eq!(Hints::default().depth(3).depth, Some(3));
}

#[test]
fn an_enum_lists_its_known_values() {
    assert_eq!(VectorParamsDistance::ALL, [VectorParamsDistance::Cosine, VectorParamsDistance::Dot]);
    assert!(VectorParamsDistance::Dot.is_known());
    assert!(!kept::<VectorParamsDistance>(json!("Euclid")).is_known());
}
