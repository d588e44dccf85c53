//! Which files are served: those in the named folders, and nothing else of the root.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use crate::server::Settings;

/// What makes a page cross-origin isolated.
const ISOLATION: [(&str, &str); 2] =
    [("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp")];

/// Serves the folders of the root under their own names.
pub(crate) fn service(settings: Settings) -> Router {
    let Settings { root, folders, isolate, .. } = settings;
    // One service for the root behind a guard, not one nested for each folder: a nested
    // one does not know its own prefix and redirects `/www/sub` to `/sub/`.
    let files = Router::new()
        .fallback_service(ServeDir::new(root))
        .layer(from_fn_with_state(Arc::<[String]>::from(folders), guard));
    if isolate { files.layer(map_response(isolated)) } else { files }
}

async fn guard(State(folders): State<Arc<[String]>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // Compared before percent-decoding, so `www%2f..` is a name that no folder has.
    // `..` further on is for ServeDir to refuse, and it does.
    let first = path.split('/').nth(1).unwrap_or_default();
    if !folders.iter().any(|folder| folder == first) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let standard_type = standard_type(path);

    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // What was just built is what must be seen.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(standard_type) = standard_type
        && headers.contains_key(header::CONTENT_TYPE)
    {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(standard_type));
    }
    response
}

async fn isolated(mut response: Response) -> Response {
    for (name, value) in ISOLATION {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The type of those files for which ServeDir's table is older than the standards: scripts
/// (RFC 9239) and source maps (ECMA-426).
fn standard_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "js" | "mjs" => Some("text/javascript"),
        "map" => Some("application/json"),
        _ => None,
    }
}
