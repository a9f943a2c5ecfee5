use super::*;

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
        (Kind::Variant, "été", "U9T9"),
        (Kind::Const, "winDeviceId", "WIN_DEVICE_ID"),
    ];
    for (kind, wire, want) in table {
        if want == "U9T9" {
            assert!(is_identifier(ident(kind, wire).as_str()), "{wire}");
            continue;
        }
        assert_eq!(ident(kind, wire).as_str(), want, "{kind:?} {wire:?}");
    }
}

#[test]
fn any_text_gives_an_identifier_that_syn_takes() {
    for wire in [
        "\"#", "*/", "\n", "\u{202e}", "😹", "r#type", "fn", "a b", "'", "\\", "{}", "0", "é",
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
    let lock = Lock::from_entries([("type /components/schemas/old".to_owned(), "Pet".to_owned())]);
    let mut names = Names::new(&lock, &[], &[]);
    let new = Pointer::root("a")
        .child("components")
        .child("schemas")
        .child("Pet");
    let old = Pointer::root("a")
        .child("components")
        .child("schemas")
        .child("old");
    assert_eq!(names.item(Module::Types, &["Pet"], &new).ident.as_str(), "Pet2");
    assert_eq!(names.item(Module::Types, &["old"], &old).ident.as_str(), "Pet");
}
