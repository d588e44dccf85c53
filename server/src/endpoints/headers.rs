//! `/headers` first sends what the handshake looked like, as JSON, and then echoes.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::handshake::Handshake;

pub(crate) async fn handle(handshake: Handshake, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let seen = json!({
        "method": method.as_str(),
        "path": uri.path(),
        "query": uri.query().unwrap_or_default(),
        "headers": by_name(&headers),
    });
    handshake.accept(move |mut session| async move {
        if session.send(Message::text(seen.to_string())).await {
            session.echo().await;
        }
    })
}

/// Values by name, which hyper has lowercased. Those of one name are joined as HTTP allows
/// (RFC 9110, 5.3).
fn by_name(headers: &HeaderMap) -> BTreeMap<&str, String> {
    let mut values = BTreeMap::<&str, String>::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        values
            .entry(name.as_str())
            .and_modify(|before| {
                before.push_str(", ");
                before.push_str(&value);
            })
            .or_insert_with(|| value.to_string());
    }
    values
}
