fn receive(payload: <api::webhooks::W2Made as api::Webhook>::Payload) -> types::W2b {
    payload
}
