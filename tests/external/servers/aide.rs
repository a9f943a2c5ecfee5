//! A server of pets with axum and aide, which describes itself in OpenAPI 3.1 at `/openapi.json`. It prints its address.

use std::sync::{Arc, Mutex};

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use aide::openapi::{Info, OpenApi};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

type Store = State<Arc<Mutex<Vec<Pet>>>>;

#[derive(Clone, Deserialize, JsonSchema, Serialize)]
struct Pet {
    id: i64,
    #[schemars(length(min = 1))]
    name: String,
    status: Status,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Available,
    Sold,
}

#[derive(JsonSchema, Serialize)]
struct Problem {
    message: String,
}

#[derive(Deserialize, JsonSchema)]
struct Filter {
    status: Option<Status>,
}

#[derive(Deserialize, JsonSchema)]
struct Id {
    id: i64,
}

async fn list(State(store): Store, Query(filter): Query<Filter>) -> Json<Vec<Pet>> {
    let all = store.lock().unwrap().clone();
    let fits = |pet: &Pet| filter.status.is_none_or(|status| pet.status == status);
    Json(all.into_iter().filter(fits).collect())
}

async fn add(State(store): Store, Json(pet): Json<Pet>) -> (StatusCode, Json<Pet>) {
    store.lock().unwrap().push(pet.clone());
    (StatusCode::CREATED, Json(pet))
}

async fn one(State(store): Store, Path(Id { id }): Path<Id>) -> Result<Json<Pet>, (StatusCode, Json<Problem>)> {
    let found = store.lock().unwrap().iter().find(|pet| pet.id == id).cloned();
    let message = format!("no pet has the id {id}");
    found.map(Json).ok_or((StatusCode::NOT_FOUND, Json(Problem { message })))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let store = Arc::new(Mutex::new(Vec::new()));
    let mut description = OpenApi {
        info: Info {
            title: "Pets".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        ..OpenApi::default()
    };
    let router = ApiRouter::new()
        .api_route(
            "/pets",
            get_with(list, |of| of.id("listPets").response::<200, Json<Vec<Pet>>>())
                .post_with(add, |of| of.id("addPet").response::<201, Json<Pet>>()),
        )
        .api_route(
            "/pets/{id}",
            get_with(one, |of| of.id("getPet").response::<200, Json<Pet>>().response::<404, Json<Problem>>()),
        )
        .with_state(store)
        .finish_api(&mut description);
    let text = serde_json::to_string(&description).unwrap();
    let app: Router = router.route("/openapi.json", get(move || async move { text }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}
