//! How arguments reach the request: many of them, repeated ones, and borrowed ones.

use super::requests::client;
use crate::runtime::http::Texts;
use crate::runtime_tests::prelude::*;

#[test]
fn any_number_of_parameters_is_sent_and_can_be_set_again() {
    enum Many {}
    impl Operation for Many {
        type Output = ();
        type Error = ();
        const SPEC: &'static Spec = &Spec {
            id: "many",
            parameters: &[
                Parameter::query("a"),
                Parameter::query("b"),
                Parameter::query("c"),
                Parameter::query("d"),
                Parameter::query("e"),
                Parameter::query("f"),
                Parameter::query("g"),
                Parameter::query("h"),
                Parameter::query("i"),
            ],
            ..Spec::DEFAULT
        };
    }
    let numbered = (0..9).fold(Call::<Many>::new(&client(), &[]), |call, index| {
        call.parameter(index, Value::I64(index as i64))
    });
    // The last two indices are beyond the table and have no effect.
    let numbered = numbered
        .parameter(9, Value::I64(9))
        .parameter(100, Value::I64(100));
    let again = numbered
        .parameter(5, Value::Str("f g"))
        .parameter(8, Value::Absent)
        .parameter(6, Value::I64(i64::MIN));
    assert_eq!(
        again.request().unwrap().uri,
        "https://h.example/api/v1/?a=0&b=1&c=2&d=3&e=4&f=f%20g&g=-9223372036854775808&h=7"
    );
}

#[test]
fn borrowed_lists_of_texts_are_sent() {
    let owned = ["x".to_owned(), "y&z".to_owned()];
    let borrowed = Texts::of(owned.iter());
    let call = client().pets().show("1").parameter(2, borrowed.value());
    assert_eq!(
        call.request().unwrap().uri,
        "https://h.example/api/v1/pets/1/it?tags=x&tags=y%26z"
    );
    let none = client()
        .pets()
        .show("1")
        .parameter(2, Texts::<&str>::of([]).value());
    assert_eq!(none.request().unwrap().uri, "https://h.example/api/v1/pets/1/it");
}
