//! Messages wait while the host has too much to send: FLOW.

use super::*;

const WATER: Water = Water { high: 100.0, low: 50.0 };

fn flowing() -> Machine {
    open_with(Config { water: Some(WATER), queue: Some(Limits::default()), retry: Some(RETRY), ..CONFIG })
}

/// With too much to send since 3 s.
fn full() -> Machine {
    let mut machine = flowing();
    machine.buffered(100.0, at(3_000.0));
    machine
}

#[test]
fn flow_from_the_high_mark_on_messages_wait() {
    let mut machine = flowing();
    machine.buffered(99.0, at(3_000.0));
    assert_eq!((machine.admission(false), machine.next_deadline()), (Admission::Now, None));
    machine.buffered(100.0, at(3_000.0));
    assert_eq!(machine.admission(false), Admission::Later);
    machine.enqueue(1, 1.0, 1, at(3_000.0));
    assert_eq!(machine.next_queued(), None);
    assert_eq!(machine.admission(true), Admission::Now, "volatile ones do not");
}

#[test]
fn flow_the_host_is_asked_until_it_has_sent_enough() {
    let mut machine = full();
    assert_eq!(machine.next_deadline(), Some(at(3_025.0)));
    machine.buffered(120.0, at(3_010.0));
    assert_eq!(machine.next_deadline(), Some(at(3_025.0)), "more of it puts nothing off");
    for now in [3_025.0, 3_050.0] {
        machine.handle_timeout(at(now));
        assert_eq!(commands(&mut machine), [Command::Measure]);
        machine.buffered(51.0, at(now));
        assert_eq!(machine.next_deadline(), Some(at(now + 25.0)), "between the marks it is still full");
    }
}

#[test]
fn flow_down_to_the_low_mark_they_go_on_and_the_page_is_told() {
    let mut machine = full();
    machine.enqueue(1, 1.0, 1, at(3_000.0));
    machine.buffered(50.0, at(3_025.0));
    assert_eq!(events(&mut machine), [Event::Drain]);
    assert_eq!((machine.next_queued(), machine.admission(false)), (Some((1, 1.0)), Admission::Now));
    machine.handle_timeout(at(3_050.0));
    machine.buffered(50.0, at(3_050.0));
    assert_eq!((events(&mut machine), machine.next_deadline()), (vec![], None), "once");
}

#[test]
fn flow_what_has_drained_is_not_measured_any_more() {
    let mut machine = full();
    machine.buffered(50.0, at(3_010.0));
    assert_eq!(events(&mut machine), [Event::Drain]);
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn flow_what_has_waited_too_long_does_not_go_on() {
    let queue = Limits { max_age: 500.0, ..Limits::default() };
    let mut machine = open_with(Config { water: Some(WATER), queue: Some(queue), ..CONFIG });
    machine.buffered(100.0, at(3_000.0));
    machine.enqueue(1, 1.0, 1, at(3_000.0));
    machine.buffered(0.0, at(9_000.0));
    assert_eq!(commands(&mut machine), [Command::Fail(1, Gone::Expired)]);
    assert_eq!(machine.next_queued(), None);
}

#[test]
fn flow_a_new_socket_has_nothing_left_to_send_and_who_waits_is_told() {
    let mut machine = full();
    lose(&mut machine, 1006, at(3_010.0));
    machine.handle_timeout(at(4_010.0));
    commands(&mut machine);
    assert_eq!(machine.next_deadline(), Some(at(64_010.0)), "the old one is not measured");
    machine.handle_signal(2, Signal::Opened, at(4_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: true }, Event::Drain]);
    assert_eq!(machine.admission(false), Admission::Now);
}

#[test]
fn flow_is_forgotten_when_the_connection_is_over() {
    let mut machine = full();
    machine.close(frame(1000.0, ""), at(3_010.0));
    machine.handle_signal(1, Signal::Closed(clean(1000, "")), at(3_020.0));
    machine.reconnect(at(4_000.0));
    machine.handle_signal(2, Signal::Opened, at(4_100.0));
    assert_eq!(events(&mut machine), [Event::Close(clean(1000, "")), Event::Open { reconnected: true }]);
}

#[test]
fn flow_is_measured_only_while_open() {
    let mut machine = flowing();
    machine.close(frame(1000.0, ""), at(3_000.0));
    machine.buffered(100.0, at(3_001.0));
    assert_eq!(machine.next_deadline(), Some(at(13_000.0)));
}

#[test]
fn flow_without_marks_nothing_is_too_much() {
    let mut machine = open();
    machine.buffered(1e9, at(3_000.0));
    assert_eq!((machine.admission(false), machine.next_deadline()), (Admission::Now, None));
}

#[test]
fn flow_a_drain_that_was_not_delivered_is_not_after_close() {
    let mut machine = full();
    machine.buffered(0.0, at(3_001.0));
    machine.close(frame(1000.0, ""), at(3_001.0));
    assert_eq!(events(&mut machine), []);
}
