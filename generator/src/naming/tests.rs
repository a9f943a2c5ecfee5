use super::*;
use crate::lock::{self, Lock, Pin};

fn at(fragment: &str) -> Pointer {
    Pointer::root("test.yaml").child(fragment)
}

#[test]
fn wire_names_become_idiomatic_names() {
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
        // The same name, decomposed: Rust compares identifiers in NFC.
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
        (Kind::Value, "OAuth2PasswordBearer", "oauth2_password_bearer"),
        (Kind::Value, "getOAuthToken", "get_oauth_token"),
        (Kind::Value, "oAuth2", "oauth2"),
        (Kind::Const, "OAuth-App", "OAUTH_APP"),
        (Kind::Type, "OAuth2Token", "OAuth2Token"),
        (Kind::Value, "NoAuth", "no_auth"),
        (Kind::Value, "INFOAuth", "info_auth"),
        (Kind::Value, "oAuthor", "o_author"),
        (Kind::Value, "primaryIPv4Address", "primary_ipv4_address"),
        (Kind::Value, "iOSApp", "ios_app"),
        (Kind::Value, "audiOS", "audi_os"),
    ];
    for (kind, wire, want) in table {
        assert_eq!(ident(kind, wire).as_str(), want, "{kind:?} {wire:?}");
    }
}

#[test]
fn any_text_gives_an_identifier_that_syn_accepts() {
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
    assert_eq!(file("größe").as_str(), "gro_udf_e");
    assert_eq!(file("r#type").as_str(), "r#type");
}

#[test]
fn names_that_differ_in_case_only_are_numbered_in_order() {
    let mut scope = Scope::new(Kind::Variant);
    let names: Vec<String> = ["asc", "ASC", "Asc"]
        .iter()
        .map(|wire| scope.take(&[wire], &at(wire)).ident.to_string())
        .collect();
    assert_eq!(names, ["Asc", "Asc2", "Asc3"]);
    let taken = scope.take(&["asc"], &at("again"));
    assert_eq!(
        taken.instead_of.and_then(|collision| collision.owner),
        Some(at("asc"))
    );
}

#[test]
fn a_pinned_type_keeps_its_name_when_another_would_have_it() {
    let lock = Lock::from_entries([(
        lock::Key::new("type", ["/components/schemas/old"]),
        "Pet".to_owned(),
    )]);
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

/// The fields with these names, in the order of the description.
fn fields(wires: &[&str]) -> Vec<Unnamed> {
    let list = at("properties");
    wires
        .iter()
        .map(|wire| Unnamed::new(Key::wire(wire), wire, &list.child(wire)))
        .collect()
}

/// The names of these members of a struct with a lock, and the next lock.
fn named(
    lock: &Lock,
    unnamed: &[Unnamed],
    chosen: &BTreeMap<Pointer, String>,
) -> (Vec<String>, Lock, Vec<Rejected>) {
    let mut names = Names::new(lock, chosen, &[], &[]);
    let root = at("schema");
    let list = List::new("fields", &root);
    let (members, _) = names.members(Kind::Value, &["new"], list, unnamed);
    let keys = unnamed.iter().map(|member| &member.key);
    let given = keys
        .map(|key| members.get(key).unwrap().name.to_string())
        .collect();
    let rejected = names.rejected();
    (given, names.finish(), rejected)
}

fn members(
    lock: &Lock,
    wires: &[&str],
    chosen: &BTreeMap<Pointer, String>,
) -> (Vec<String>, Lock, Vec<Rejected>) {
    named(lock, &fields(wires), chosen)
}

fn names_of(lock: &Lock, wires: &[&str]) -> (Vec<String>, Lock) {
    let (given, lock, _) = members(lock, wires, &BTreeMap::new());
    (given, lock)
}

#[test]
fn a_new_member_does_not_take_a_name_that_is_in_use() {
    let (given, lock) = names_of(&Lock::default(), &["foo_bar", "name"]);
    assert_eq!(given, ["foo_bar", "name"]);
    for wires in [["fooBar", "foo_bar", "name"], ["foo_bar", "name", "fooBar"]] {
        let (given, next) = names_of(&lock, &wires);
        let of: BTreeMap<_, _> = wires.iter().copied().zip(given).collect();
        assert_eq!(of["foo_bar"], "foo_bar");
        assert_eq!((of["name"].as_str(), of["fooBar"].as_str()), ("name", "foo_bar2"));
        assert_eq!(names_of(&next, &["fooBar", "foo_bar", "name"]).1, next);
    }
    // A new member that is spelled like the name doesn't take it from the member that has it.
    let (_, lock) = names_of(&Lock::default(), &["fooBar"]);
    assert_eq!(names_of(&lock, &["foo_bar", "fooBar"]).0, ["foo_bar2", "foo_bar"]);
}

#[test]
fn among_new_members_the_spelling_matters_and_not_the_order() {
    for (wires, want) in [
        (
            ["fooBar", "foo_bar", "foo-bar"],
            ["foo_bar3", "foo_bar", "foo_bar2"],
        ),
        (
            ["foo-bar", "fooBar", "foo_bar"],
            ["foo_bar2", "foo_bar3", "foo_bar"],
        ),
        (["_id", "id", "type"], ["id2", "id", "r#type"]),
        (["Type", "type", "TYPE"], ["type3", "r#type", "type2"]),
    ] {
        assert_eq!(names_of(&Lock::default(), &wires).0, want, "{wires:?}");
    }
}

#[test]
fn the_name_of_a_removed_member_is_free_again() {
    let (_, lock) = names_of(&Lock::default(), &["foo_bar", "name"]);
    let (given, next) = names_of(&lock, &["name", "fooBar"]);
    assert_eq!(given, ["name", "foo_bar"]);
    assert_eq!(
        names_of(&next, &["name", "fooBar", "foo_bar"]).0,
        ["name", "foo_bar", "foo_bar2"]
    );
}

/// The wire names of these members in the order of their places.
fn order(lock: &Lock, wires: &[&str]) -> (Vec<String>, Lock) {
    let unnamed = fields(wires);
    let none = BTreeMap::new();
    let mut names = Names::new(lock, &none, &[], &[]);
    let root = at("schema");
    let list = List::new("fields", &root);
    let (members, _) = names.members(Kind::Value, &[], list, &unnamed);
    let keyed = unnamed.iter().zip(wires);
    let order = members.in_order(
        keyed,
        |(member, _)| &member.key,
        |(_, wire), _| (*wire).to_owned(),
    );
    let text = names.finish().render("a.yaml");
    (order, Lock::parse(&text).expect("its own text"))
}

#[test]
fn members_keep_their_order_and_new_ones_are_inserted_as_in_the_description() {
    let (given, lock) = order(&Lock::default(), &["b", "a", "c"]);
    assert_eq!(given, ["b", "a", "c"]);
    assert_eq!(order(&lock, &["c", "a", "b"]), (given, lock.clone()));
    let (given, next) = order(&lock, &["m", "n", "b", "x", "y", "a", "c", "z"]);
    assert_eq!(given, ["m", "n", "b", "x", "y", "a", "c", "z"]);
    let (given, _) = order(&next, &["z", "y", "x", "c", "b", "a", "q"]);
    assert_eq!(given, ["b", "x", "y", "a", "q", "c", "z"]);
}

#[test]
fn two_branches_that_add_a_member_have_the_order_of_the_merged_description() {
    let (_, lock) = order(&Lock::default(), &["a", "b", "c"]);
    let text = |wires: &[&str]| order(&lock, wires).1.render("a.yaml");
    let ours = text(&["a", "x", "b", "c"]);
    let theirs = text(&["a", "b", "y", "c"]);
    let line = |text: &str, wire: &str| {
        let is_it = |line: &&str| line.ends_with(&format!("= {wire:?}"));
        text.lines().find(is_it).expect("a line").to_owned()
    };
    let (new, behind) = (line(&theirs, "y"), line(&ours, "b"));
    let merged = ours.replace(&behind, &format!("{behind}\n{new}"));
    let merged = Lock::parse(&merged).expect("a lock");
    let (given, next) = order(&merged, &["a", "x", "b", "y", "c"]);
    assert_eq!(given, ["a", "x", "b", "y", "c"]);
    assert_eq!(next, merged);
}

#[test]
fn a_member_that_moves_keeps_its_name() {
    let member = |key: Key, former_keys: Vec<Key>| Unnamed {
        former_keys,
        ..Unnamed::new(key, "device id", &at("parameter"))
    };
    let (query, header) = (Key::of("device id", "query"), Key::of("device id", "header"));
    let none = BTreeMap::new();
    let other = Unnamed::new(Key::wire("device_id"), "device_id", &at("other"));
    let before = [member(query.clone(), vec![])];
    let (given, lock, _) = named(&Lock::default(), &before, &none);
    assert_eq!(given, ["device_id"]);
    let moved = member(header.clone(), vec![query.clone()]);
    let (given, ..) = named(&lock, &[other.clone(), moved], &none);
    assert_eq!(given, ["device_id2", "device_id"]);
    // A member that exists at both places has not moved.
    let both = [member(header, vec![query.clone()]), member(query, vec![])];
    assert_eq!(named(&lock, &both, &none).0, ["device_id2", "device_id"]);
}

#[test]
fn a_pin_that_cannot_be_kept_is_ignored() {
    let mut lock = Lock::default();
    let pin = |name: &str| Pin {
        place: lock::Place::default(),
        read_order: 0,
        name: Some(name.into()),
        absence: None,
    };
    let item = lock::Key::new("fields", ["/schema"]);
    for (wire, name) in [("a", "x"), ("b", "x"), ("c", "new"), ("d", "not a name")] {
        lock.pin_member(&item, &format!("{wire:?}"), pin(name));
    }
    let unnamed = fields(&["b", "a", "c", "d"]);
    let (given, ..) = named(&lock, &unnamed, &BTreeMap::new());
    assert_eq!(given, ["x", "a", "c", "d"]);
}

#[test]
fn a_chosen_name_applies_to_the_item_whose_case_it_has() {
    let place = at("properties").child("state");
    let chosen = [(place.clone(), "PetState".to_owned())].into();
    let lock = Lock::default();
    let mut names = Names::new(&lock, &chosen, &[], &[]);
    let root = at("schema");
    let list = List::new("fields", &root);
    let unnamed = fields(&["state"]);
    let (members, _) = names.members(Kind::Value, &[], list, &unnamed);
    let field = &members.get(&unnamed[0].key).unwrap().name;
    let ty = names.ty(&["AnimalState"], &Identity::Schema(place)).ident;
    assert_eq!((field.as_str(), ty.as_str()), ("state", "PetState"));
    assert_eq!(names.rejected(), []);
}

#[test]
fn a_chosen_name_is_applied_or_rejected() {
    let list = at("properties");
    let chosen = |pairs: &[(&str, &str)]| -> BTreeMap<Pointer, String> {
        let entry = |(wire, name): &(&str, &str)| (list.child(wire), (*name).to_owned());
        pairs.iter().map(entry).collect()
    };
    let none = Lock::default();
    let (given, lock, rejected) = members(
        &none,
        &["fooBar", "foo_bar"],
        &chosen(&[("fooBar", "bar"), ("foo_bar", "r#type")]),
    );
    assert_eq!(given, ["bar", "r#type"]);
    assert_eq!(rejected, []);
    let item = lock::Key::new("fields", ["/schema"]);
    for member in ["\"fooBar\"", "\"foo_bar\""] {
        let pin = lock
            .members(&item)
            .and_then(|pins| pins.get(member))
            .expect("a pin");
        assert_eq!(pin.name, None, "generator.toml has the name");
    }
    let swapped = chosen(&[("a", "b"), ("b", "a")]);
    assert_eq!(members(&none, &["a", "b"], &swapped).0, ["b", "a"]);
    let taken = |by: &str| Rejection::Taken(Some(list.child(by)));
    for (wire, name, rejection) in [
        ("b", "a", taken("a")),
        ("a", "b", taken("b")),
        ("b", "new", Rejection::Taken(None)),
        ("b", "Bar", Rejection::Invalid(Kind::Value)),
        ("b", "b c", Rejection::Invalid(Kind::Value)),
        ("b", "type", Rejection::Invalid(Kind::Value)),
        ("b", "", Rejection::Invalid(Kind::Value)),
        ("gone", "c", Rejection::Unused),
    ] {
        let (_, _, rejected) = members(&none, &["a", "b"], &chosen(&[(wire, name)]));
        let want = Rejected {
            at: list.child(wire),
            name: name.to_owned(),
            rejection,
        };
        assert_eq!(rejected, [want]);
    }
}
