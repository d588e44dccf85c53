//! `/observe?tag=NAME[&until=KEY:N[&within=MS]][&heads=true]` tells what reached the server under
//! a tag, at once or when a count is reached. 408 when it was not reached in time; the answer is
//! the same JSON either way. With `heads` it says as well how each message begins: each of the
//! first 1024, or of as many as the tag's sockets have asked for with `&heads=N`.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::observations::{Condition, Observation, Observations};

/// How long to wait when the request does not say, in milliseconds.
const DEFAULT_WAIT: u64 = 5_000;
/// The longest wait that can be asked for, in milliseconds. A request for more gets this.
const MAX_WAIT: u64 = 60_000;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    tag: String,
    until: Option<String>,
    within: Option<u64>,
    #[serde(default)]
    heads: bool,
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    heads: Option<Vec<String>>,
    #[serde(flatten)]
    observation: Observation,
}

pub(crate) async fn handle(State(observations): State<Observations>, Query(parameters): Query<Parameters>) -> Response {
    let with_heads = parameters.heads;
    let (status, mut observation) = match observe(&observations, parameters).await {
        Ok(answer) => answer,
        Err(why) => return (StatusCode::BAD_REQUEST, why).into_response(),
    };
    let heads = with_heads.then(|| std::mem::take(&mut observation.heads));
    // The page that asks may come from anywhere: a dev server, a file, the other port.
    let headers = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Json(Answer { heads, observation })).into_response()
}

async fn observe(
    observations: &Observations,
    Parameters { tag, until, within, .. }: Parameters,
) -> Result<(StatusCode, Observation), String> {
    let tag = observations.tag(&tag)?;
    let Some(until) = until else {
        return Ok((StatusCode::OK, tag.now()));
    };
    let condition = until.parse::<Condition>()?;
    let within = Duration::from_millis(within.unwrap_or(DEFAULT_WAIT).min(MAX_WAIT));
    Ok(match tag.wait(condition, within).await {
        Ok(seen) => (StatusCode::OK, seen),
        Err(seen) => (StatusCode::REQUEST_TIMEOUT, seen),
    })
}
