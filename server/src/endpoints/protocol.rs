//! `/protocol[?pick=NAME]` answers with the subprotocol NAME, or else with the last one
//! offered, and then echoes. NAME need not have been offered: that is a fault to test.

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::handshake::Handshake;
use crate::session::Session;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    pick: Option<String>,
}

pub(crate) async fn handle(
    mut handshake: Handshake,
    Query(Parameters { pick }): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let name = pick.or_else(|| last_offered(&headers));
    match name.as_deref().map(HeaderValue::from_str) {
        None => {}
        Some(Ok(name)) => handshake.choose_protocol(name),
        Some(Err(_)) => {
            return (StatusCode::BAD_REQUEST, "pick is no header value").into_response();
        }
    }
    handshake.accept(Session::echo)
}

fn last_offered(headers: &HeaderMap) -> Option<String> {
    let offers = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let last = offers.iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    (!last.is_empty()).then(|| last.to_owned())
}
