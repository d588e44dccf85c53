//! What is counted for a tag, who is told of it, and for how long it is kept.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

/// The longest tag, in bytes.
const MAX_TAG_LENGTH: usize = 128;
/// Tags that are remembered. A new one beyond this displaces the oldest, because a server
/// that has run for days should still serve the test that starts now.
const MAX_TAGS: usize = 1024;
/// Close frames that are remembered for a tag. Later ones are not recorded.
const MAX_CLOSES: usize = 1024;
/// Messages of a tag whose heads are remembered, if nobody asks for more of them; the most that can be asked for; and how
/// much of each is remembered, in bytes.
const HEADS: usize = 1024;
const MAX_HEADS: usize = 1 << 20;
const HEAD: usize = 16;

/// What reached the server under one tag.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Observation {
    /// Handshake requests that arrived, whatever became of them.
    handshakes: u64,
    /// TCP connections that have not ended.
    open: u64,
    /// Messages received.
    messages: u64,
    /// Bytes in the messages received.
    bytes: u64,
    /// Close frames received, in order.
    closes: Vec<Close>,
    /// TCP connections that have ended.
    ended: u64,
    /// How the messages begin, in the order of their arrival: which ones have come.
    #[serde(skip)]
    pub(crate) heads: Vec<String>,
    /// Of how many messages it is asked.
    #[serde(skip)]
    wanted_heads: usize,
}

/// A close frame as it arrived.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Close {
    /// `None` when the frame was empty.
    pub(crate) code: Option<u16>,
    pub(crate) reason: String,
}

/// A state of an [`Observation`] that can be waited for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Condition {
    Handshakes(u64),
    /// At most this many, unlike the others: waiting is for connections to end.
    Open(u64),
    Messages(u64),
    Bytes(u64),
    Closes(u64),
    Ended(u64),
}

impl Condition {
    fn holds(self, seen: &Observation) -> bool {
        match self {
            Self::Handshakes(n) => seen.handshakes >= n,
            Self::Open(n) => seen.open <= n,
            Self::Messages(n) => seen.messages >= n,
            Self::Bytes(n) => seen.bytes >= n,
            Self::Closes(n) => seen.closes.len() as u64 >= n,
            Self::Ended(n) => seen.ended >= n,
        }
    }
}

/// Reads `KEY:N`, as in `messages:3`.
impl std::str::FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, n) = text.split_once(':').ok_or_else(|| format!("`until` is KEY:N, got {text:?}"))?;
        let n = n.parse().map_err(|_| format!("the N of `until=KEY:N` is a number, got {n:?}"))?;
        match key {
            "handshakes" => Ok(Self::Handshakes(n)),
            "open" => Ok(Self::Open(n)),
            "messages" => Ok(Self::Messages(n)),
            "bytes" => Ok(Self::Bytes(n)),
            "closes" => Ok(Self::Closes(n)),
            "ended" => Ok(Self::Ended(n)),
            _ => Err(format!("{key:?} is not a field that can be waited for")),
        }
    }
}

/// One tag's [`Observation`], shared by its connections and its observers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag(Arc<watch::Sender<Observation>>);

impl Tag {
    pub(crate) fn record_handshake(&self) {
        self.0.send_modify(|seen| {
            seen.handshakes += 1;
            seen.open += 1;
        });
    }

    pub(crate) fn record_message(&self, message: &[u8]) {
        self.0.send_modify(|seen| {
            seen.messages += 1;
            seen.bytes += message.len() as u64;
            if seen.heads.len() < seen.wanted_heads.clamp(HEADS, MAX_HEADS) {
                let head = &message[..message.len().min(HEAD)];
                seen.heads.push(String::from_utf8_lossy(head).into_owned());
            }
        });
    }

    /// Remembers the heads of so many messages, if that is more than usual.
    pub(crate) fn want_heads(&self, count: usize) {
        self.0.send_modify(|seen| seen.wanted_heads = seen.wanted_heads.max(count));
    }

    pub(crate) fn record_close(&self, close: Close) {
        self.0.send_modify(|seen| {
            if seen.closes.len() < MAX_CLOSES {
                seen.closes.push(close);
            }
        });
    }

    pub(crate) fn record_end(&self) {
        self.0.send_modify(|seen| {
            seen.open -= 1;
            seen.ended += 1;
        });
    }

    /// What has been seen so far.
    pub(crate) fn now(&self) -> Observation {
        self.0.borrow().clone()
    }

    /// What has been seen once `condition` holds, or `Err` with what has been seen when
    /// `within` has passed first.
    pub(crate) async fn wait(&self, condition: Condition, within: Duration) -> Result<Observation, Observation> {
        let mut observer = self.0.subscribe();
        let reached = observer.wait_for(|seen| condition.holds(seen));
        // The inner result fails only when the sender is gone, and `self` holds it.
        match tokio::time::timeout(within, reached).await {
            Ok(Ok(seen)) => Ok(seen.clone()),
            Ok(Err(_)) | Err(_) => Err(self.now()),
        }
    }
}

/// All tags, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observations(Arc<Mutex<Tags>>);

#[derive(Debug, Default)]
struct Tags {
    by_name: HashMap<String, Tag>,
    oldest_first: VecDeque<String>,
}

impl Observations {
    /// The tag called `name`; observing it first and connecting later is as good as the
    /// other way round.
    ///
    /// # Errors
    ///
    /// The text for the client, when the name is longer than [`MAX_TAG_LENGTH`].
    pub(crate) fn tag(&self, name: &str) -> Result<Tag, String> {
        if name.len() > MAX_TAG_LENGTH {
            return Err(format!("a tag has at most {MAX_TAG_LENGTH} bytes"));
        }
        // Nothing that runs under this lock leaves the two collections half changed.
        let mut tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tag) = tags.by_name.get(name) {
            return Ok(tag.clone());
        }
        if tags.oldest_first.len() == MAX_TAGS
            && let Some(oldest) = tags.oldest_first.pop_front()
        {
            tags.by_name.remove(&oldest);
        }
        let tag = Tag::default();
        tags.oldest_first.push_back(name.to_owned());
        tags.by_name.insert(name.to_owned(), tag.clone());
        Ok(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_tag_makes_room() {
        let observations = Observations::default();
        observations.tag("first").unwrap().record_message(b"1");
        for n in 1..MAX_TAGS {
            observations.tag(&n.to_string()).unwrap();
        }
        assert_eq!(observations.tag("first").unwrap().now().messages, 1);

        observations.tag("one more").unwrap();
        assert_eq!(observations.tag("first").unwrap().now().messages, 0);
    }

    #[test]
    fn closes_are_bounded() {
        let tag = Tag::default();
        for _ in 0..=MAX_CLOSES {
            tag.record_close(Close { code: None, reason: String::new() });
        }
        assert_eq!(tag.now().closes.len(), MAX_CLOSES);
    }

    #[test]
    fn heads_are_bounded() {
        let tag = Tag::default();
        for _ in 0..=HEADS {
            tag.record_message(&[b'x'; HEAD + 1]);
        }
        assert_eq!(tag.now().heads, vec!["x".repeat(HEAD); HEADS]);
        tag.want_heads(HEADS + 1);
        tag.record_message(b"one more");
        tag.record_message(b"and no other");
        assert_eq!(tag.now().heads[HEADS..], ["one more"]);
    }

    #[test]
    fn conditions_are_read_strictly() {
        assert!("messages:3".parse::<Condition>().is_ok());
        for wrong in ["", "messages", "messages:", "messages:-1", "colour:1"] {
            assert!(wrong.parse::<Condition>().is_err(), "{wrong:?}");
        }
    }
}
