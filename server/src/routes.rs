//! Which URL does what.

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use tower_http::cors::{Any, CorsLayer};

use crate::endpoints::{
    close, echo, fault, flood, hang, headers, observe, protocol, proxy, refuse, reset, room, silent, sink,
};
use crate::observations::Observations;
use crate::rooms::Rooms;

/// Everything this server answers.
pub(crate) fn router(observations: Observations, control: proxy::Control, files: Router) -> Router {
    let sockets = Router::new()
        .route("/close", get(close::handle))
        .route("/echo", get(echo::handle))
        .route("/fault", get(fault::handle))
        .route("/flood", get(flood::handle))
        .route("/hang", get(hang::handle))
        .route("/headers", get(headers::handle))
        .route("/protocol", get(protocol::handle))
        .route("/refuse", get(refuse::handle))
        .route("/reset", get(reset::handle))
        .route("/room", get(room::handle).layer(Extension(Rooms::default())))
        .route("/silent", get(silent::handle))
        .route("/sink", get(sink::handle))
        .route_layer(map_response(end_after_refusal));

    let one = get(proxy::show).post(proxy::change).delete(proxy::close);
    let proxies = Router::new()
        .route("/proxy", post(proxy::open).get(proxy::list))
        .route("/proxy/{address}", one)
        // The page that asks may come from anywhere: a dev server, a file, the other port.
        .layer(CorsLayer::new().allow_origin(Any).allow_methods([Method::GET, Method::POST, Method::DELETE]))
        .with_state(control);

    Router::new()
        .merge(sockets)
        .route("/observe", get(observe::handle))
        .with_state(observations)
        .merge(proxies)
        .route("/", get(|| async { Redirect::temporary("/www/") }))
        .fallback_service(files)
}

/// Keep-alive would leave the connection of a refused handshake open, for another request.
/// Its tag should see it end.
async fn end_after_refusal(mut response: Response) -> Response {
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
