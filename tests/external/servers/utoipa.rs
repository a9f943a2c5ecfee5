//! A server of pets with axum and utoipa, which describes itself in OpenAPI 3.2 at `/openapi.json`. It prints its address.

use std::sync::{Arc, Mutex};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::openapi::{OpenApiBuilder, OpenApiVersion};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

type Store = State<Arc<Mutex<Vec<Pet>>>>;

#[derive(Clone, Deserialize, Serialize, ToSchema)]
struct Pet {
    id: i64,
    #[schema(min_length = 1)]
    name: String,
    status: Status,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Status {
    Available,
    Sold,
}

#[derive(Serialize, ToSchema)]
struct Problem {
    message: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    status: Option<Status>,
}

#[utoipa::path(get, path = "/pets", operation_id = "listPets", params(Filter), responses((status = 200, body = Vec<Pet>)))]
async fn list(State(store): Store, Query(filter): Query<Filter>) -> Json<Vec<Pet>> {
    let all = store.lock().unwrap().clone();
    let fits = |pet: &Pet| filter.status.is_none_or(|status| pet.status == status);
    Json(all.into_iter().filter(fits).collect())
}

#[utoipa::path(post, path = "/pets", operation_id = "addPet", request_body = Pet, responses((status = 201, body = Pet)))]
async fn add(State(store): Store, Json(pet): Json<Pet>) -> (StatusCode, Json<Pet>) {
    store.lock().unwrap().push(pet.clone());
    (StatusCode::CREATED, Json(pet))
}

#[utoipa::path(
    get,
    path = "/pets/{id}",
    operation_id = "getPet",
    params(("id" = i64, Path)),
    responses((status = 200, body = Pet), (status = 404, body = Problem))
)]
async fn one(State(store): Store, Path(id): Path<i64>) -> Result<Json<Pet>, (StatusCode, Json<Problem>)> {
    let found = store.lock().unwrap().iter().find(|pet| pet.id == id).cloned();
    let message = format!("no pet has the id {id}");
    found.map(Json).ok_or((StatusCode::NOT_FOUND, Json(Problem { message })))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let store = Arc::new(Mutex::new(Vec::new()));
    let base = OpenApiBuilder::new().openapi(OpenApiVersion::Version32).build();
    let (router, description) = OpenApiRouter::with_openapi(base)
        .routes(routes!(list, add))
        .routes(routes!(one))
        .split_for_parts();
    let text = description.to_json().unwrap();
    let app: Router = router
        .with_state(store)
        .route("/openapi.json", get(move || async move { text }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}
