//! The plain contract, without any opt-in: CONN, SEND, CLOSE, EVT, TASK.

use super::*;

#[test]
fn task_states_follow_the_life_of_a_connection() {
    let mut machine = Machine::new(CONFIG, Stats::default());
    assert_eq!(machine.ready_state(), ReadyState::Closed);
    machine.connect(at(0.0));
    assert_eq!(machine.ready_state(), ReadyState::Connecting);
    machine.handle_signal(1, Signal::Opened, at(1.0));
    assert_eq!(machine.ready_state(), ReadyState::Open);
    machine.close(frame(1000.0, ""), at(2.0));
    assert_eq!(machine.ready_state(), ReadyState::Closing);
    machine.handle_signal(1, Signal::Closed(clean(1000, "")), at(3.0));
    assert_eq!(machine.ready_state(), ReadyState::Closed);
}

#[test]
fn conn_5_a_refused_attempt_is_one_error_and_one_close() {
    let mut machine = connecting();
    machine.handle_signal(1, Signal::Failed, at(1_500.0));
    assert_eq!(events(&mut machine), [Event::Error(Cause::NotEstablished)]);
    assert_eq!(machine.ready_state(), ReadyState::Closed);
    assert!(!machine.is_finished(), "the close is still owed");
    machine.handle_signal(1, Signal::Closed(CloseEvent::abnormal()), at(1_500.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn conn_5_an_attempt_that_closes_without_an_error_gets_one() {
    let mut machine = connecting();
    machine.handle_signal(1, Signal::Closed(CloseEvent::abnormal()), at(1_500.0));
    assert_eq!(events(&mut machine), [Event::Error(Cause::NotEstablished), Event::Close(CloseEvent::abnormal())]);
}

#[test]
fn conn_7_an_attempt_that_is_not_open_in_time_is_let_go() {
    let mut machine = connecting();
    assert_eq!(machine.next_deadline(), Some(at(61_000.0)));
    machine.handle_timeout(at(60_999.0));
    assert_eq!(events(&mut machine), [], "too early is no timeout");
    machine.handle_timeout(at(61_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    assert_eq!(events(&mut machine), [Event::Error(Cause::TimedOut), Event::Close(CloseEvent::abnormal())]);
    machine.handle_signal(1, Signal::Opened, at(61_001.0));
    assert_eq!(events(&mut machine), [], "nothing is heard of it any more");
}

#[test]
fn conn_7_without_a_timeout_the_host_decides() {
    let mut machine = Machine::new(Config { connect_timeout: f64::INFINITY, ..CONFIG }, Stats::default());
    machine.connect(at(0.0));
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn conn_7_an_open_connection_has_no_deadline() {
    assert_eq!(open().next_deadline(), None);
}

#[test]
fn send_2_only_an_open_connection_takes_messages() {
    assert_eq!(connecting().admission(false), Admission::NotOpen);
    let mut machine = open();
    assert_eq!(machine.admission(false), Admission::Now);
    machine.close(frame(1000.0, ""), at(3_000.0));
    assert_eq!(machine.admission(false), Admission::NotOpen);
}

#[test]
fn close_1_codes_and_reasons_that_may_be_sent() {
    for code in [0.0, 1000.0] {
        assert_eq!(CloseFrame::new(code, "", 0).unwrap().code(), 1000);
    }
    for code in [3000.0, 4999.0] {
        assert_eq!(f64::from(CloseFrame::new(code, "", 0).unwrap().code()), code);
    }
    for code in [1.0, 999.0, 1001.0, 1005.0, 1006.0, 2999.0, 5000.0, 3000.5, -1000.0, 1e20, f64::NAN, f64::INFINITY] {
        assert_eq!(CloseFrame::new(code, "", 0), Err(InvalidClose::Code), "{code}");
    }
    assert!(CloseFrame::new(1000.0, "", 123).is_ok());
    assert_eq!(CloseFrame::new(1000.0, "", 124), Err(InvalidClose::Reason));
}

#[test]
fn close_2_before_open_the_attempt_is_abandoned_and_only_close_is_told() {
    let mut machine = connecting();
    machine.close(frame(1000.0, ""), at(1_500.0));
    assert_eq!(machine.ready_state(), ReadyState::Closing);
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    assert_eq!(events(&mut machine), [], "nothing from within the call");
    machine.handle_signal(1, Signal::Opened, at(1_500.0));
    assert_eq!(machine.next_deadline(), Some(at(1_500.0)));
    machine.handle_timeout(at(1_500.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
}

#[test]
fn close_2_closing_twice_changes_nothing() {
    let mut machine = open();
    machine.close(frame(4000.0, "first"), at(3_000.0));
    machine.close(frame(4001.0, "second"), at(4_000.0));
    assert_eq!(commands(&mut machine), [Command::Close(frame(4000.0, "first"))]);
    assert_eq!(machine.next_deadline(), Some(at(13_000.0)), "nor does the deadline move");
    machine.handle_signal(1, Signal::Closed(clean(4000, "first")), at(5_000.0));
    machine.close(frame(4002.0, "third"), at(6_000.0));
    assert_eq!(events(&mut machine), [Event::Close(clean(4000, "first"))]);
    assert_eq!(commands(&mut machine), []);
}

#[test]
fn close_3_the_peers_answer_is_what_close_says() {
    let mut machine = open();
    machine.close(frame(4000.0, "bye"), at(3_000.0));
    machine.handle_signal(1, Signal::Closed(clean(4321, "indeed")), at(3_100.0));
    assert_eq!(events(&mut machine), [Event::Close(clean(4321, "indeed"))]);
}

#[test]
fn close_3_a_peer_that_does_not_answer_is_not_waited_for_longer_than_the_timeout() {
    let mut machine = open();
    machine.close(frame(1000.0, ""), at(3_000.0));
    commands(&mut machine);
    assert_eq!(machine.next_deadline(), Some(at(13_000.0)));
    machine.handle_timeout(at(99_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    machine.handle_signal(1, Signal::Closed(clean(1000, "late")), at(99_001.0));
    assert_eq!(events(&mut machine), [], "one close, and no second");
}

#[test]
fn close_3_no_message_after_close_and_no_error_either() {
    let mut machine = open();
    assert!(machine.message(1, 5.0));
    machine.close(frame(1000.0, ""), at(3_000.0));
    assert!(!machine.message(1, 5.0));
    machine.handle_signal(1, Signal::Failed, at(3_001.0));
    assert_eq!(events(&mut machine), []);
    assert_eq!(machine.ready_state(), ReadyState::Closing);
    assert_eq!(machine.stats().messages_received, 1.0);
}

#[test]
fn evt_4_after_an_error_a_close_comes_even_if_the_host_forgets_it() {
    let mut machine = open();
    machine.handle_signal(1, Signal::Failed, at(3_000.0));
    assert_eq!(events(&mut machine), [Event::Error(Cause::Lost)]);
    assert_eq!(machine.next_deadline(), Some(at(13_000.0)));
    machine.handle_timeout(at(13_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
}

#[test]
fn evt_4_a_second_error_of_an_attempt_is_not_told() {
    let mut machine = open();
    machine.handle_signal(1, Signal::Failed, at(3_000.0));
    machine.handle_signal(1, Signal::Failed, at(3_001.0));
    assert_eq!(events(&mut machine), [Event::Error(Cause::Lost)]);
    assert_eq!(machine.next_deadline(), Some(at(13_000.0)), "nor does it put the close off");
}

#[test]
fn evt_4_events_of_an_older_attempt_are_dropped() {
    let mut machine = open();
    machine.reconnect(at(3_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon, Command::Open(2)]);
    for late in [Signal::Opened, Signal::Failed, Signal::Closed(clean(1000, "old"))] {
        machine.handle_signal(1, late, at(3_001.0));
    }
    assert!(!machine.message(1, 5.0));
    assert_eq!(events(&mut machine), []);
    assert_eq!(machine.ready_state(), ReadyState::Connecting);
}

/// The page calls close() or reconnect() in the listener of an older `close`.
#[test]
fn evt_4_open_is_not_told_of_a_socket_that_was_given_up_meanwhile() {
    let calls: [fn(&mut Machine); 2] =
        [|machine| machine.close(frame(1000.0, ""), at(3_001.0)), |machine| machine.reconnect(at(3_001.0))];
    for call in calls {
        let mut machine = open();
        machine.close(frame(1000.0, ""), at(3_000.0));
        machine.reconnect(at(3_000.0));
        machine.handle_signal(2, Signal::Opened, at(3_001.0));
        assert_eq!(machine.poll_event(), Some(Event::Close(CloseEvent::abnormal())));
        call(&mut machine);
        assert_eq!(events(&mut machine), []);
    }
}

#[test]
fn evt_5_events_that_a_call_causes_are_due_at_once() {
    let mut machine = connecting();
    machine.refused(at(1_000.0));
    assert_eq!(machine.next_deadline(), Some(Time::ORIGIN));
    assert_eq!(events(&mut machine), [Event::Error(Cause::Refused), Event::Close(CloseEvent::abnormal())]);
    assert_eq!(machine.next_deadline(), None);
    assert!(machine.is_finished());
}

#[test]
fn task_reconnect_of_a_live_connection_tells_of_the_new_one_only() {
    let mut machine = open();
    machine.reconnect(at(3_000.0));
    machine.handle_signal(2, Signal::Opened, at(3_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: true }]);
    assert_eq!((machine.stats().attempts, machine.stats().opens), (2, 2));
}

#[test]
fn task_reconnect_before_the_first_open_is_no_reconnect_for_the_page() {
    let mut machine = connecting();
    machine.reconnect(at(3_000.0));
    assert_eq!(machine.next_deadline(), Some(at(63_000.0)), "the new attempt has its own time");
    machine.handle_signal(2, Signal::Opened, at(3_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: false }]);
}

#[test]
fn task_reconnect_while_closing_delivers_the_close_that_is_owed_first() {
    let mut machine = open();
    machine.close(frame(1000.0, ""), at(3_000.0));
    commands(&mut machine);
    machine.reconnect(at(3_100.0));
    assert_eq!(commands(&mut machine), [Command::Abandon, Command::Open(2)]);
    assert_eq!(machine.next_deadline(), Some(Time::ORIGIN));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert_eq!(machine.ready_state(), ReadyState::Connecting);
    assert_eq!(machine.next_deadline(), Some(at(63_100.0)));
}

#[test]
fn task_reconnect_between_error_and_close_delivers_the_close_first() {
    let mut machine = open();
    machine.handle_signal(1, Signal::Failed, at(3_000.0));
    machine.reconnect(at(3_000.0));
    assert_eq!(events(&mut machine), [Event::Error(Cause::Lost), Event::Close(CloseEvent::abnormal())]);
    machine.handle_signal(1, Signal::Closed(CloseEvent::abnormal()), at(3_000.0));
    assert_eq!(events(&mut machine), []);
    assert_eq!(machine.ready_state(), ReadyState::Connecting);
}

#[test]
fn task_reconnect_of_a_finished_connection_starts_anew_and_counts_on() {
    let stats = Stats { attempts: 3, opens: 2, messages_sent: 7.0, ..Stats::default() };
    let mut machine = Machine::new(CONFIG, stats);
    machine.reconnect(at(1_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(4)]);
    machine.handle_signal(4, Signal::Opened, at(1_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: true }]);
    assert_eq!(machine.stats().messages_sent, 7.0);
}

#[test]
fn task_close_after_reconnect_of_a_closing_connection_ends_the_new_attempt() {
    let mut machine = open();
    machine.close(frame(1000.0, ""), at(3_000.0));
    machine.reconnect(at(3_000.0));
    machine.close(frame(1000.0, ""), at(3_000.0));
    commands(&mut machine);
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    machine.handle_timeout(at(3_000.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())], "each connection has its one close");
}

#[test]
fn task_stats_count_what_was_handed_over_and_delivered() {
    let mut machine = open();
    machine.sent(10.0);
    machine.sent(2.0);
    assert!(machine.message(1, 3.0));
    let stats = machine.stats();
    assert_eq!((stats.messages_sent, stats.bytes_sent), (2.0, 12.0));
    assert_eq!((stats.messages_received, stats.bytes_received), (1.0, 3.0));
    machine.unsent(2.0, false);
    assert_eq!((machine.stats().messages_sent, machine.stats().bytes_sent), (1.0, 10.0), "the host did not take it");
}

#[test]
fn timers_name_the_earliest_deadline_and_expire_once() {
    let mut timers = Timers::default();
    assert_eq!(timers.next(), None);
    timers.set(Timer::Close, at(20.0));
    timers.set(Timer::Connect, at(10.0));
    assert_eq!(timers.next(), Some(at(10.0)));
    assert_eq!(timers.take_expired(Timer::Connect, at(9.0)), None);
    assert_eq!(timers.take_expired(Timer::Connect, at(11.0)), Some(1.0));
    assert_eq!(timers.take_expired(Timer::Connect, at(12.0)), None);
    assert_eq!(timers.next(), Some(at(20.0)));
    timers.stop(Timer::Close);
    assert_eq!(timers.next(), None);
}
