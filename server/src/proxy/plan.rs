//! Which connection of a proxy has which faults.

use std::collections::VecDeque;

use rand::SeedableRng;
use rand::rngs::SmallRng;
use serde::Deserialize;
use tokio::sync::watch;

use super::faults::{Both, Direction, Faults};

/// To which connections a change applies.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// To those that are open and to all that come; none is the next in particular any more.
    #[default]
    All,
    /// To those that are open now.
    Open,
    /// To the next one that comes, or the one behind the last that was spoken of in this way.
    Next,
}

/// The faults of the connections of a proxy: those that are open, the next, and all others.
#[derive(Default)]
pub(crate) struct Plan {
    open: Vec<Both<watch::Sender<Faults>>>,
    next: VecDeque<Both<Faults>>,
    others: Both<Faults>,
    accepted: u64,
}

/// What one direction of a connection goes by.
pub(super) struct Orders {
    pub(super) faults: watch::Receiver<Faults>,
    connection: u64,
    direction: Direction,
}

impl Orders {
    /// The chance that belongs to a seed, on this connection and in this direction.
    pub(super) fn chance(&self, seed: u64) -> SmallRng {
        // Not told apart by arrival: in another run other connections are the fast ones.
        let own = self.connection * 2 + u64::from(self.direction == Direction::Down);
        SmallRng::seed_from_u64(seed ^ (own << 32))
    }
}

impl Plan {
    /// Gives `faults` to a direction of the connections, or to both; what another direction has stays as it is.
    pub(crate) fn change(&mut self, scope: Scope, direction: Option<Direction>, faults: Faults) {
        if let Scope::Next = scope {
            let mut next = Both::default();
            next.of(direction).for_each(|own| *own = faults);
            return self.next.push_back(next);
        }
        for orders in self.open.iter_mut().flat_map(|connection| connection.of(direction)) {
            orders.send_replace(faults);
        }
        if let Scope::All = scope {
            self.next.clear();
            self.others.of(direction).for_each(|own| *own = faults);
        }
    }

    /// A connection has come: what it goes by, until it is dropped.
    pub(super) fn accept(&mut self) -> Both<Orders> {
        self.forget_ended();
        let faults = self.next.pop_front().unwrap_or_else(|| self.others.clone());
        let connection = self.accepted;
        self.accepted += 1;
        let (up, up_faults) = watch::channel(faults.up);
        let (down, down_faults) = watch::channel(faults.down);
        self.open.push(Both { up, down });
        Both {
            up: Orders { faults: up_faults, connection, direction: Direction::Up },
            down: Orders { faults: down_faults, connection, direction: Direction::Down },
        }
    }

    /// How many connections have come.
    pub(crate) fn accepted(&self) -> u64 {
        self.accepted
    }

    /// How many of them are open.
    pub(crate) fn open(&mut self) -> usize {
        self.forget_ended();
        self.open.len()
    }

    fn forget_ended(&mut self) {
        self.open.retain(|connection| !connection.up.is_closed());
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    fn draw(orders: &Orders, seed: u64) -> u64 {
        orders.chance(seed).random()
    }

    #[test]
    fn chance_is_made_of_the_seed_the_connection_and_the_direction() {
        let (mut plan, mut again) = (Plan::default(), Plan::default());
        let (first, second) = (plan.accept(), plan.accept());
        assert_eq!(draw(&first.up, 7), draw(&again.accept().up, 7));
        for other in [draw(&first.up, 8), draw(&first.down, 7), draw(&second.up, 7)] {
            assert_ne!(draw(&first.up, 7), other);
        }
    }
}
