fn read(thing: types::S10eThing) -> Option<String> {
    thing.a
}
