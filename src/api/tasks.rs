//! Which tasks are there, and which is the current one? (GLOBAL-1)

use super::sys::Call;
use crate::connection::{self, Time};
use crate::host::{Socket, SocketOptions};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::ops::Deref;
use wasm_bindgen::prelude::*;

/// The id that stands for the current task; those of tasks start at 1.
pub const CURRENT: u32 = 0;

/// A connection as this room has it: close reasons are strings of JavaScript's, messages come with the call that sends them.
pub type Connection = connection::Connection<JsValue, Message>;

/// A message that waits.
pub struct Message {
    /// What is sent.
    pub data: JsValue,
    /// Who is told.
    pub call: Call,
}

/// A task that has something to do, or may have. A finished one is not here (it can come back with `reconnect()`).
pub struct Task {
    /// Unique in the page, and never given again.
    pub id: u32,
    /// Decides.
    pub connection: Connection,
    /// Carries out: the socket of the running attempt. Counted, so that it can be called while nothing is borrowed.
    pub socket: Option<Rc<Socket>>,
    /// What a socket is opened with.
    pub options: Rc<SocketOptions>,
    /// The URL or the protocols come from a function, asked at each attempt.
    pub is_provided: bool,
    /// The page has a function that knows replies to heartbeats.
    pub knows_replies: bool,
    /// When it is woken: the machine's deadline.
    pub alarm: Option<Time>,
    /// What the host threw at the last attempt, or said of its failure; goes out with the `error` event.
    pub cause: JsValue,
    /// How often the task was the current one when it began to close or failed, and its `close` is still to come: more than once
    /// if the page makes it anew before.
    pub owes_globally: u32,
}

/// The tasks of a page.
pub static TASKS: OneThread<Tasks> =
    OneThread::new(Tasks(RefCell::new(Table { by_age: Vec::new(), current: CURRENT })));

/// What a static holds where there is one thread. An object that JavaScript hands back at each call would cost the
/// borrowing and counting of it: a fifth of the time of a message, and half a kilobyte (brotli).
pub struct OneThread<T>(T);

impl<T> OneThread<T> {
    /// `value`, for all calls to come.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
}

// SAFETY: WebAssembly without atomics has one thread, so nothing is shared between two.
#[cfg(not(target_feature = "atomics"))]
#[allow(unsafe_code)]
unsafe impl<T> Sync for OneThread<T> {}

impl<T> Deref for OneThread<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What [`TASKS`] is made of.
pub struct Tasks(RefCell<Table>);

impl Tasks {
    /// Looks at the tasks, and changes them. From within, nothing may be called that could run code of the page: borrow,
    /// decide, release, and only then call.
    pub fn with<R>(&self, look: impl FnOnce(&mut Table) -> R) -> R {
        #[cfg(feature = "planted-panic")]
        let look = |table: &mut Table| {
            super::planted::panic_if_due();
            look(table)
        };
        look(&mut self.0.borrow_mut())
    }

    /// Lets `input` change the connection of a task, if it is there. What follows is for `run` to carry out.
    pub fn change(&self, id: u32, input: impl FnOnce(&mut Connection)) {
        self.with(|table| {
            if let Some(task) = table.get(id) {
                input(&mut task.connection);
            }
        });
    }
}

/// All tasks, oldest first. Ids grow, so this order is also theirs.
pub struct Table {
    // Boxed: half a kilobyte each, and they move up when one goes.
    #[allow(clippy::vec_box)]
    by_age: Vec<Box<Task>>,
    /// The task that the functions without a task are about; [`CURRENT`] for none.
    current: u32,
}

impl Table {
    /// The task with this id, or the current one for [`CURRENT`].
    pub fn get(&mut self, id: u32) -> Option<&mut Task> {
        let place = self.place(if id == CURRENT { self.current } else { id }).ok()?;
        self.by_age.get_mut(place).map(|task| &mut **task)
    }

    /// The ids of all.
    pub fn ids(&self) -> Vec<u32> {
        self.by_age.iter().map(|task| task.id).collect()
    }

    /// Takes a task in, at the place of its age.
    pub fn insert(&mut self, task: Box<Task>) {
        if let Err(place) = self.place(task.id) {
            self.by_age.insert(place, task);
        }
    }

    /// Lets a task go. The caller drops it after the borrow.
    #[must_use]
    pub fn remove(&mut self, id: u32) -> Option<Box<Task>> {
        let place = self.place(id).ok()?;
        Some(self.by_age.remove(place))
    }

    /// Makes the oldest task that is live the current one, and notes what its predecessor still owes. Due after each change.
    pub fn elect(&mut self) {
        let live = self.by_age.iter().find(|task| task.connection.is_live());
        let current = live.map_or(CURRENT, |task| task.id);
        if current != self.current {
            if let Some(predecessor) = self.get(CURRENT) {
                predecessor.owes_globally += u32::from(!predecessor.connection.is_live());
            }
            self.current = current;
        }
    }

    /// Whether the global listeners hear this task.
    pub fn is_heard_globally(&mut self, id: u32) -> bool {
        self.current == id || self.get(id).is_some_and(|task| task.owes_globally > 0)
    }

    fn place(&self, id: u32) -> Result<usize, usize> {
        self.by_age.binary_search_by_key(&id, |task| task.id)
    }
}
