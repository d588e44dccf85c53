//! Messages wait while the connection is not open: QUEUE, and DELIVERY.

use super::*;

const LIMITS: Limits =
    Limits { max_messages: 3.0, max_bytes: 10.0, max_age: f64::INFINITY, overflow: Overflow::Reject };

/// Connecting since 1 s; these messages of 1 byte wait since then, with tickets like themselves.
fn waiting(limits: Limits, messages: &[u32]) -> Machine {
    let config = Config { queue: Some(limits), retry: Some(RETRY), ..CONFIG };
    let mut machine = Machine::new(config, Stats::default());
    machine.connect(at(1_000.0));
    commands(&mut machine);
    for message in messages {
        assert_eq!(machine.admission(false), Admission::Later);
        machine.enqueue(*message, 1.0, *message, at(1_000.0));
    }
    machine
}

fn handed_over(machine: &mut Machine) -> Vec<u32> {
    std::iter::from_fn(|| machine.next_queued()).map(|(message, _)| message).collect()
}

fn fail(messages: &[u32], why: Gone) -> Vec<Command<&'static str, u32>> {
    messages.iter().map(|message| Command::Fail(*message, why)).collect()
}

#[test]
fn queue_1_messages_wait_until_it_is_open() {
    let mut machine = waiting(LIMITS, &[1, 2]);
    assert_eq!((machine.queued(), handed_over(&mut machine)), ((2, 2.0), vec![]));
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(machine.next_queued(), Some((1, 1.0)), "with its size");
    assert_eq!(handed_over(&mut machine), [2]);
    assert_eq!((machine.queued(), machine.admission(false)), ((0, 0.0), Admission::Now));
}

#[test]
fn queue_1_after_close_nothing_waits() {
    let mut machine = waiting(LIMITS, &[]);
    machine.close(frame(1000.0, ""), at(2_000.0));
    assert_eq!(machine.admission(false), Admission::NotOpen);
    machine.handle_timeout(at(2_000.0));
    assert_eq!(machine.admission(false), Admission::NotOpen);
}

#[test]
fn queue_2_a_message_does_not_overtake_those_that_wait() {
    let mut machine = waiting(LIMITS, &[1, 2]);
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(machine.admission(false), Admission::Later, "as when it is sent from within the open listener");
    machine.enqueue(3, 1.0, 3, at(2_000.0));
    assert_eq!(handed_over(&mut machine), [1, 2, 3]);
}

#[test]
fn queue_2_order_holds_across_reconnects() {
    let mut machine = waiting(LIMITS, &[1]);
    lose(&mut machine, 1006, at(2_000.0));
    machine.enqueue(2, 1.0, 2, at(2_500.0));
    machine.reconnect(at(2_600.0));
    machine.enqueue(3, 1.0, 3, at(2_700.0));
    commands(&mut machine);
    machine.handle_signal(2, Signal::Opened, at(3_000.0));
    assert_eq!((commands(&mut machine), handed_over(&mut machine)), (vec![], vec![1, 2, 3]));
}

#[test]
fn queue_3_a_new_message_without_room_fails() {
    let mut machine = waiting(LIMITS, &[1, 2, 3, 4]);
    assert_eq!(commands(&mut machine), fail(&[4], Gone::Overflow));
    assert_eq!(machine.stats().dropped, Dropped { overflow: 1, ..Dropped::default() });
}

#[test]
fn queue_3_or_the_oldest_ones_do() {
    let mut machine = waiting(Limits { overflow: Overflow::DropOldest, ..LIMITS }, &[1, 2, 3, 4]);
    assert_eq!(commands(&mut machine), fail(&[1], Gone::Overflow));
    machine.enqueue(5, 9.0, 5, at(1_000.0));
    assert_eq!(commands(&mut machine), fail(&[2, 3], Gone::Overflow), "as many as it takes");
    assert_eq!((machine.queued(), machine.stats().dropped.overflow), ((2, 10.0), 3));
}

#[test]
fn queue_3_bytes_are_room_too() {
    let mut machine = waiting(LIMITS, &[1]);
    machine.enqueue(2, 9.0, 2, at(1_000.0));
    assert_eq!((commands(&mut machine), machine.queued()), (vec![], (2, 10.0)), "exactly full");
    machine.enqueue(3, 1.0, 3, at(1_000.0));
    assert_eq!(commands(&mut machine), fail(&[3], Gone::Overflow));
}

#[test]
fn queue_3_what_can_never_fit_drops_nothing_else() {
    let mut machine = waiting(Limits { overflow: Overflow::DropOldest, ..LIMITS }, &[1]);
    machine.enqueue(2, 11.0, 2, at(1_000.0));
    assert_eq!((commands(&mut machine), machine.queued()), (fail(&[2], Gone::Overflow), (1, 1.0)));
    machine.enqueue(3, 10.0, 3, at(1_000.0));
    assert_eq!(commands(&mut machine), fail(&[1], Gone::Overflow), "what fits alone does");
    let mut machine = waiting(Limits { max_messages: 0.0, overflow: Overflow::DropOldest, ..LIMITS }, &[1]);
    assert_eq!(commands(&mut machine), fail(&[1], Gone::Overflow));
    let mut machine = waiting(Limits { max_messages: 1.0, ..LIMITS }, &[1]);
    assert_eq!((commands(&mut machine), machine.queued()), (vec![], (1, 1.0)));
}

#[test]
fn queue_3_what_has_waited_too_long_fails_in_time() {
    let mut machine = waiting(Limits { max_age: 500.0, ..LIMITS }, &[1]);
    machine.enqueue(2, 1.0, 2, at(1_200.0));
    assert_eq!(machine.next_deadline(), Some(at(1_500.0)));
    machine.handle_timeout(at(1_499.0));
    assert_eq!(commands(&mut machine), []);
    machine.handle_timeout(at(1_500.0));
    assert_eq!(commands(&mut machine), fail(&[1], Gone::Expired));
    assert_eq!(machine.next_deadline(), Some(at(1_700.0)), "the next one");
    machine.handle_timeout(at(1_700.0));
    assert_eq!((commands(&mut machine), machine.stats().dropped.expired), (fail(&[2], Gone::Expired), 2));
    assert_eq!(machine.next_deadline(), Some(at(61_000.0)), "and then only the attempt's");
}

#[test]
fn queue_3_age_goes_on_between_two_attempts() {
    let mut machine = waiting(Limits { max_age: 5_000.0, ..LIMITS }, &[1]);
    machine.lifecycle(Lifecycle::Offline, 0.0, at(1_500.0));
    lose(&mut machine, 1006, at(2_000.0));
    assert_eq!(machine.next_deadline(), Some(at(6_000.0)));
}

#[test]
fn queue_3_what_is_too_old_is_not_handed_over_however_late_the_timer() {
    let mut machine = waiting(Limits { max_age: 500.0, ..LIMITS }, &[1]);
    machine.handle_signal(1, Signal::Opened, at(9_000.0));
    assert_eq!((commands(&mut machine), handed_over(&mut machine)), (fail(&[1], Gone::Expired), vec![]));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: false }]);
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn queue_3_what_is_too_old_takes_no_room() {
    let mut machine = waiting(Limits { max_age: 500.0, ..LIMITS }, &[1, 2, 3]);
    machine.enqueue(4, 1.0, 4, at(1_500.0));
    assert_eq!((commands(&mut machine), machine.queued()), (fail(&[1, 2, 3], Gone::Expired), (1, 1.0)));
}

#[test]
fn queue_3_what_waits_when_it_is_closed_fails_as_closed() {
    let mut machine = waiting(LIMITS, &[1, 2]);
    machine.close(frame(1000.0, ""), at(2_000.0));
    assert_eq!(commands(&mut machine)[1..], fail(&[1, 2], Gone::Closed));
    assert_eq!((machine.stats().dropped.closed, machine.queued()), (2, (0, 0.0)));
}

#[test]
fn queue_3_what_waits_when_it_is_over_fails_as_closed() {
    let ends: [fn(&mut Machine); 2] = [
        |machine| machine.handle_signal(1, Signal::Failed, at(2_000.0)),
        |machine| machine.handle_timeout(at(61_000.0)),
    ];
    for end in ends {
        let mut machine = Machine::new(Config { queue: Some(LIMITS), ..CONFIG }, Stats::default());
        machine.connect(at(1_000.0));
        machine.enqueue(1, 1.0, 1, at(1_000.0));
        end(&mut machine);
        assert!(commands(&mut machine).contains(&Command::Fail(1, Gone::Closed)));
    }
}

#[test]
fn queue_4_volatile_never_waits() {
    let mut machine = waiting(LIMITS, &[1]);
    assert_eq!(machine.admission(true), Admission::NotOpen);
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(machine.admission(true), Admission::Now);
}

#[test]
fn queue_4_a_message_that_waits_can_be_taken_back() {
    let mut machine = waiting(Limits { max_age: 500.0, ..LIMITS }, &[1]);
    machine.enqueue(2, 4.0, 2, at(1_100.0));
    machine.enqueue(3, 2.0, 3, at(1_200.0));
    machine.withdraw(2);
    assert_eq!((commands(&mut machine), machine.queued()), (fail(&[2], Gone::Withdrawn), (2, 3.0)));
    machine.withdraw(2);
    assert_eq!(commands(&mut machine), [], "once");
    machine.withdraw(1);
    assert_eq!(machine.next_deadline(), Some(at(1_700.0)), "the oldest one is another");
    machine.withdraw(3);
    assert_eq!((machine.queued(), machine.next_deadline()), ((0, 0.0), Some(at(61_000.0))));
    assert_eq!(machine.stats().dropped.withdrawn, 3);
}

#[test]
fn queue_4_what_was_handed_over_cannot_be_taken_back() {
    let mut machine = waiting(LIMITS, &[1]);
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    handed_over(&mut machine);
    machine.withdraw(1);
    assert_eq!(commands(&mut machine), []);
}

#[test]
fn queue_5_drain_hands_back_what_was_never_sent_in_order() {
    let mut machine = waiting(Limits { max_age: 500.0, ..LIMITS }, &[1, 2, 3]);
    assert_eq!(machine.drain_queue(), [1, 2, 3]);
    assert_eq!((machine.queued(), machine.drain_queue()), ((0, 0.0), vec![]));
    assert_eq!((commands(&mut machine), machine.stats().dropped.withdrawn), (vec![], 3));
    assert_eq!(machine.next_deadline(), Some(at(61_000.0)), "nothing can grow too old");
}

#[test]
fn delivery_without_a_queue_nothing_waits() {
    let mut machine = open();
    assert_eq!((machine.queued(), machine.next_queued(), machine.drain_queue()), ((0, 0.0), None, vec![]));
    machine.enqueue(1, 1.0, 1, at(2_000.0));
    assert_eq!(commands(&mut machine), fail(&[1], Gone::Closed), "and nothing vanishes");
}

#[test]
fn queue_limits_by_default_are_a_thousand_messages_and_a_mebibyte() {
    let default = Limits::default();
    assert_eq!((default.max_messages, default.max_bytes, default.max_age), (1_000.0, 1_048_576.0, f64::INFINITY));
    assert_eq!(default.overflow, Overflow::Reject);
}

#[test]
fn outbox_an_empty_one_weighs_nothing_whatever_rounding_has_left() {
    let limits = Limits { max_bytes: f64::INFINITY, ..LIMITS };
    let empty: [fn(&mut Outbox<u32>); 2] = [
        |outbox| while outbox.pop().is_some() {},
        |outbox| (1..=3).for_each(|ticket| assert!(outbox.withdraw(ticket).is_some())),
    ];
    for empty in empty {
        let mut outbox = Outbox::new(limits);
        for (ticket, size) in [(1, 0.1), (2, 0.2), (3, 0.3)] {
            outbox.push(ticket, size, ticket, at(0.0), |_| panic!("there is room"));
        }
        empty(&mut outbox);
        assert_eq!(outbox.bytes(), 0.0);
    }
}

#[test]
fn delivery_once_the_peer_has_left_messages_wait_for_the_next_connection() {
    let mut machine = waiting(LIMITS, &[1]);
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: false }]);
    machine.sent(1.0);
    machine.unsent(1.0, true);
    assert_eq!((machine.admission(false), machine.admission(true)), (Admission::Later, Admission::NotOpen));
    machine.enqueue(2, 1.0, 2, at(2_000.0));
    assert_eq!(handed_over(&mut machine), []);
    lose(&mut machine, 1001, at(3_000.0));
    reopen(&mut machine, at(4_000.0));
    assert_eq!(handed_over(&mut machine), [1, 2]);
    assert_eq!(machine.admission(false), Admission::Now);
}

#[test]
fn send_2_once_the_peer_has_left_messages_fail_without_a_queue() {
    let mut machine = open();
    machine.sent(1.0);
    machine.unsent(1.0, true);
    assert_eq!(machine.admission(false), Admission::NotOpen);
    machine.reconnect(at(3_000.0));
    machine.handle_signal(2, Signal::Opened, at(4_000.0));
    assert_eq!(machine.admission(false), Admission::Now);
}
