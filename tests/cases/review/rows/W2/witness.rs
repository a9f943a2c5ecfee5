fn receive(payload: <api::webhooks::W2Made as api::webhook::Webhook>::Payload) -> types::W2b {
    payload
}
