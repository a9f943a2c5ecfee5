fn receive(payload: <api::webhooks::W5Made as api::webhook::Webhook>::Payload) -> types::W5Event {
    payload
}
