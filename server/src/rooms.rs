//! Who hears whom: a room for each name, for as long as someone is in it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio_tungstenite::tungstenite::Message;

/// The longest name of a room, in bytes.
const MAX_NAME: usize = 128;
/// Messages that wait for a member who has not heard them yet. One who is further behind has lost some.
const BACKLOG: usize = 64;

/// All rooms that someone is in, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rooms(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    by_name: Mutex<HashMap<String, Sender<Said>>>,
    next_member: AtomicU64,
}

/// A message, and the number of the member who sent it.
type Said = (u64, Message);

/// Someone's place in a room, until it is dropped.
pub(crate) struct Member {
    number: u64,
    room: String,
    rooms: Rooms,
    said: Sender<Said>,
    heard: Receiver<Said>,
}

/// Messages were lost on someone who did not listen.
#[derive(Debug, PartialEq)]
pub(crate) struct TooSlow;

impl Rooms {
    /// Enters the room called `name`.
    ///
    /// # Errors
    ///
    /// The text for the client, when the name is longer than [`MAX_NAME`].
    pub(crate) fn enter(&self, name: String) -> Result<Member, String> {
        if name.len() > MAX_NAME {
            return Err(format!("the name of a room has at most {MAX_NAME} bytes"));
        }
        let (said, heard) = {
            let mut by_name = self.by_name();
            let said = by_name.entry(name.clone()).or_insert_with(|| broadcast::channel(BACKLOG).0);
            (said.clone(), said.subscribe())
        };
        let number = self.0.next_member.fetch_add(1, Ordering::Relaxed);
        Ok(Member { number, room: name, rooms: self.clone(), said, heard })
    }

    fn by_name(&self) -> MutexGuard<'_, HashMap<String, Sender<Said>>> {
        // Nothing that runs under this lock leaves the map half changed.
        self.0.by_name.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// Says it to the others in the room.
    pub(crate) fn say(&self, message: Message) {
        // It fails when nobody listens, and this member does.
        let _ = self.said.send((self.number, message));
    }

    /// The next message of another member. Dropping the future loses nothing.
    pub(crate) async fn hear(&mut self) -> Result<Message, TooSlow> {
        loop {
            // It also fails when the room is closed, which it is not while this member has its sender.
            let (number, message) = self.heard.recv().await.map_err(|_| TooSlow)?;
            if number != self.number {
                return Ok(message);
            }
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let mut by_name = self.rooms.by_name();
        // This member is still counted. Others enter under the lock only.
        if self.said.receiver_count() == 1 {
            by_name.remove(&self.room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_forgotten_when_the_last_one_has_left() {
        let rooms = Rooms::default();
        let first = rooms.enter("tea".into()).unwrap();
        let second = rooms.enter("tea".into()).unwrap();
        drop(first);
        assert_eq!(rooms.by_name().len(), 1);
        drop(second);
        assert_eq!(rooms.by_name().len(), 0);
    }

    #[tokio::test]
    async fn one_who_does_not_listen_loses_messages_and_is_told() {
        let rooms = Rooms::default();
        let speaker = rooms.enter("tea".into()).unwrap();
        let mut listener = rooms.enter("tea".into()).unwrap();
        for _ in 0..BACKLOG {
            speaker.say(Message::text("in time"));
        }
        assert_eq!(listener.hear().await, Ok(Message::text("in time")));
        speaker.say(Message::text("in the place of the first"));
        speaker.say(Message::text("too much"));
        assert_eq!(listener.hear().await, Err(TooSlow));
    }
}
