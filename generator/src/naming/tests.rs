use super::*;
use crate::lock::{Key, Lock};

fn at(fragment: &str) -> Pointer {
    Pointer::root("test.yaml").child(fragment)
}

#[test]
fn wire_names_become_the_names_a_person_would_choose() {
    let table = [
        (Kind::Type, "pet_store-item", "PetStoreItem"),
        (Kind::Type, "Vec", "VecType"),
        (Kind::Type, "200", "T200"),
        (Kind::Value, "organizationId", "organization_id"),
        (Kind::Value, "type", "r#type"),
        (Kind::Value, "self", "self_"),
        (Kind::Value, "X-Request-ID", "x_request_id"),
        (Kind::Value, "2fa", "n2fa"),
        (Kind::Value, "_id", "id"),
        (Kind::Value, "$filter", "filter"),
        (Kind::Value, "", "value"),
        (Kind::Variant, "+1", "Plus1"),
        (Kind::Variant, "-1", "Minus1"),
        (Kind::Variant, "=", "Equal"),
        (Kind::Variant, "!=", "NotEqual"),
        (Kind::Variant, "<=", "LessEqual"),
        (Kind::Variant, "", "Empty"),
        (Kind::Variant, "self", "Self_"),
        (Kind::Variant, "application/json", "ApplicationJson"),
        (Kind::Value, "größe", "größe"),
        (Kind::Type, "straßen-name", "StraßenName"),
        (Kind::Const, "größe", "GRÖSSE"),
        (Kind::Variant, "été", "Été"),
        // The same, decomposed: Rust compares identifiers composed.
        (Kind::Variant, "e\u{301}te\u{301}", "Été"),
        (Kind::Value, "İstanbul", "i̇stanbul"),
        (Kind::Value, "имяФайла", "имя_файла"),
        (Kind::Type, "имя_файла", "ИмяФайла"),
        (Kind::Value, "ονομα", "ονομα"),
        (Kind::Value, "名前", "名前"),
        (Kind::Type, "名前", "名前"),
        (Kind::Type, "주문 목록", "주문목록"),
        (Kind::Value, "주문 목록", "주문_목록"),
        (Kind::Value, "हिन्दी", "हिन्दी"),
        (Kind::Value, "اسم", "اسم"),
        (Kind::Value, "٣ يوم", "n٣_يوم"),
        (Kind::Value, "ราคา น้ำ", "ราคา_น้ำ"),
        (Kind::Type, "nª 𝐀b", "NUaaU1d400B"),
        (Kind::Variant, "😀", "U1f600"),
        (Kind::Variant, "👍 yes", "Yes"),
        (Kind::Variant, "≥", "U2265"),
        (Kind::Const, "winDeviceId", "WIN_DEVICE_ID"),
    ];
    for (kind, wire, want) in table {
        assert_eq!(ident(kind, wire).as_str(), want, "{kind:?} {wire:?}");
    }
}

#[test]
fn any_text_gives_an_identifier_that_syn_takes() {
    for wire in [
        "\"#",
        "*/",
        "\n",
        "\u{202e}",
        "😹",
        "r#type",
        "fn",
        "a b",
        "'",
        "\\",
        "{}",
        "0",
        "é",
        "\u{301}",
        "\u{200d}",
        "ǆ",
        "ª",
        "²",
        "\u{30001}",
    ] {
        for kind in [Kind::Type, Kind::Variant, Kind::Value, Kind::Const] {
            let name = ident(kind, wire);
            assert!(
                syn::parse_str::<syn::Ident>(name.as_str()).is_ok(),
                "{wire:?} gave {name}"
            );
        }
    }
}

#[test]
fn a_long_name_is_cut_between_characters() {
    let name = ident(Kind::Value, &"名".repeat(100));
    assert_eq!(name.as_str(), "名".repeat(66));
}

#[test]
fn a_file_is_named_in_ascii() {
    assert_eq!(file("größe").as_str(), "gr_uf6_udf_e");
    assert_eq!(file("r#type").as_str(), "r#type");
}

#[test]
fn case_fold_collisions_are_settled_in_order() {
    let mut scope = Scope::new(Kind::Variant);
    let names: Vec<String> = ["asc", "ASC", "Asc"]
        .iter()
        .map(|wire| scope.take(&[wire], &at(wire)).ident.to_string())
        .collect();
    assert_eq!(names, ["Asc", "Asc2", "Asc3"]);
    let taken = scope.take(&["asc"], &at("again"));
    assert_eq!(
        taken.instead_of.and_then(|collision| collision.holder),
        Some(at("asc"))
    );
}

#[test]
fn what_is_pinned_keeps_its_name_when_another_wants_it() {
    let lock = Lock::from_entries([(Key::new("type", ["/components/schemas/old"]), "Pet".to_owned())]);
    let mut names = Names::new(&lock, &BTreeMap::new(), &[], &[]);
    let new = Pointer::root("a")
        .child("components")
        .child("schemas")
        .child("Pet");
    let old = Pointer::root("a")
        .child("components")
        .child("schemas")
        .child("old");
    let mut name = |wanted, at| names.ty(&[wanted], &Identity::Schema(at)).ident.to_string();
    assert_eq!(name("Pet", new), "Pet2");
    assert_eq!(name("old", old), "Pet");
}

/// The names of these members of a struct, under a lock, and the next lock.
fn members(
    lock: &Lock,
    wires: &[&str],
    chosen: &BTreeMap<Pointer, String>,
) -> (Vec<String>, Lock, Vec<Refused>) {
    let mut names = Names::new(lock, chosen, &[], &[]);
    let list = at("properties");
    let mut scope = names.members(Kind::Value, &["new"], &list, wires.iter().copied());
    let given = wires
        .iter()
        .map(|wire| {
            names
                .member(&mut scope, wire, &[wire], &list.child(wire))
                .ident
                .to_string()
        })
        .collect();
    let refused = names.refused();
    (given, names.finish(), refused)
}

#[test]
fn members_are_pinned_where_they_collide_and_nowhere_else() {
    let none = BTreeMap::new();
    let pinned = |lock: &Lock| lock.of_kind("member").map(str::to_owned).collect::<Vec<_>>();
    let (given, lock, _) = members(&Lock::default(), &["fooBar", "foo_bar", "name"], &none);
    assert_eq!(given, ["foo_bar", "foo_bar2", "name"]);
    assert_eq!(pinned(&lock), ["foo_bar", "foo_bar2"]);
    let (given, again, _) = members(&lock, &["foo-bar", "foo_bar", "name", "fooBar"], &none);
    assert_eq!(given, ["foo_bar3", "foo_bar2", "name", "foo_bar"]);
    assert_eq!(pinned(&again), ["foo_bar3", "foo_bar", "foo_bar2"]);
    let (given, last, _) = members(&again, &["name", "foo-bar"], &none);
    assert_eq!(given, ["name", "foo_bar3"]);
    assert_eq!(pinned(&last), ["foo_bar3"]);
}

#[test]
fn a_name_is_for_what_is_written_like_it() {
    let place = at("properties").child("state");
    let chosen = [(place.clone(), "PetState".to_owned())].into();
    let lock = Lock::default();
    let mut names = Names::new(&lock, &chosen, &[], &[]);
    let mut scope = names.members(Kind::Value, &[], &at("properties"), ["state"].into_iter());
    let field = names.member(&mut scope, "state", &["state"], &place).ident;
    let ty = names.ty(&["AnimalState"], &Identity::Schema(place)).ident;
    assert_eq!((field.as_str(), ty.as_str()), ("state", "PetState"));
    assert_eq!(names.refused(), []);
}

#[test]
fn what_the_user_chose_is_given_or_refused() {
    let list = at("properties");
    let chosen = |pairs: &[(&str, &str)]| -> BTreeMap<Pointer, String> {
        let entry = |(wire, name): &(&str, &str)| (list.child(wire), (*name).to_owned());
        pairs.iter().map(entry).collect()
    };
    let none = Lock::default();
    let (given, lock, refused) = members(
        &none,
        &["fooBar", "foo_bar"],
        &chosen(&[("fooBar", "bar"), ("foo_bar", "r#type")]),
    );
    assert_eq!(given, ["bar", "r#type"]);
    assert_eq!(
        (lock, refused),
        (Lock::default(), vec![]),
        "it is pinned where it is written"
    );
    let swapped = chosen(&[("a", "b"), ("b", "a")]);
    assert_eq!(members(&none, &["a", "b"], &swapped).0, ["b", "a"]);
    let taken = |by: &str| Refusal::Taken(Some(list.child(by)));
    for (wire, name, refusal) in [
        ("b", "a", taken("a")),
        ("a", "b", taken("b")),
        ("b", "new", Refusal::Taken(None)),
        ("b", "Bar", Refusal::Invalid(Kind::Value)),
        ("b", "b c", Refusal::Invalid(Kind::Value)),
        ("b", "type", Refusal::Invalid(Kind::Value)),
        ("b", "", Refusal::Invalid(Kind::Value)),
        ("gone", "c", Refusal::Unused),
    ] {
        let (_, _, refused) = members(&none, &["a", "b"], &chosen(&[(wire, name)]));
        let want = Refused {
            at: list.child(wire),
            name: name.to_owned(),
            refusal,
        };
        assert_eq!(refused, [want]);
    }
}
