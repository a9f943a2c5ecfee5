fn read(e: types::C3Event) -> Option<String> {
    e.a
}
fn receive(payload: <api::webhooks::C3Happened as api::webhook::Webhook>::Payload) -> types::C3Event {
    payload
}
