//! The peer is asked for a sign of life: BEAT.

use super::*;

const BEAT: Beat = Beat { interval: 25_000.0, timeout: 10_000.0 };

fn beating(beat: Beat) -> Machine {
    open_with(Config { heartbeat: Some(beat), ..CONFIG })
}

/// Asked at 27 s.
fn asked() -> Machine {
    let mut machine = beating(BEAT);
    machine.handle_timeout(at(27_000.0));
    assert_eq!(commands(&mut machine), [Command::Ask]);
    machine
}

#[test]
fn beat_asks_once_an_interval() {
    let mut machine = beating(BEAT);
    assert_eq!(machine.next_deadline(), Some(at(27_000.0)));
    machine.handle_timeout(at(26_999.0));
    assert_eq!(commands(&mut machine), []);
    machine.handle_timeout(at(27_000.0));
    assert_eq!(commands(&mut machine), [Command::Ask]);
    assert!(machine.message(1, 1.0));
    assert_eq!(machine.next_deadline(), Some(at(37_000.0)));
    machine.handle_timeout(at(37_000.0));
    assert_eq!(machine.next_deadline(), Some(at(52_000.0)));
    machine.handle_timeout(at(52_000.0));
    assert_eq!(commands(&mut machine), [Command::Ask]);
    assert_eq!(machine.next_deadline(), Some(at(62_000.0)), "each question has its time");
}

#[test]
fn beat_any_message_is_life() {
    let mut machine = asked();
    assert!(machine.message(1, 1.0));
    machine.handle_timeout(at(37_000.0));
    assert_eq!((commands(&mut machine), machine.ready_state()), (vec![], ReadyState::Open));
}

#[test]
fn beat_an_answer_is_life() {
    let mut machine = asked();
    machine.answered(at(28_000.0));
    machine.handle_timeout(at(37_000.0));
    assert_eq!((commands(&mut machine), machine.ready_state()), (vec![], ReadyState::Open));
}

#[test]
fn beat_a_message_before_the_question_is_no_answer_to_it() {
    let mut machine = beating(BEAT);
    assert!(machine.message(1, 1.0));
    machine.handle_timeout(at(27_000.0));
    machine.handle_timeout(at(37_000.0));
    assert_eq!(machine.ready_state(), ReadyState::Closed);
}

#[test]
fn beat_silence_ends_the_attempt_as_4408() {
    let mut machine = asked();
    machine.handle_timeout(at(36_999.0));
    assert_eq!(machine.ready_state(), ReadyState::Open);
    machine.handle_timeout(at(37_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    let silent = CloseEvent { code: 4408, reason: "", was_clean: false };
    assert_eq!(events(&mut machine), [Event::Error(Cause::Silent), Event::Close(silent)]);
    assert!(machine.is_finished());
}

#[test]
fn beat_a_question_that_waits_longer_than_the_interval_keeps_its_time() {
    let mut machine = beating(Beat { interval: 10.0, timeout: 25.0 });
    for now in [2_010.0, 2_020.0, 2_030.0] {
        assert_eq!(machine.next_deadline(), Some(at(now)));
        machine.handle_timeout(at(now));
        assert_eq!(commands(&mut machine), [Command::Ask]);
    }
    assert_eq!(machine.next_deadline(), Some(at(2_035.0)), "25 ms after the first question");
    machine.handle_timeout(at(2_035.0));
    assert_eq!(machine.ready_state(), ReadyState::Closed);
}

#[test]
fn beat_asks_at_once_when_the_page_is_back() {
    let mut machine = asked();
    machine.lifecycle(Lifecycle::Hidden, 0.0, at(28_000.0));
    machine.lifecycle(Lifecycle::Visible, 0.0, at(36_000.0));
    assert_eq!(machine.next_deadline(), Some(at(36_000.0)));
    machine.handle_timeout(at(36_000.0));
    assert_eq!(commands(&mut machine), [Command::Ask]);
    machine.handle_timeout(at(45_999.0));
    assert_eq!(machine.ready_state(), ReadyState::Open, "from the new question on");
    machine.handle_timeout(at(46_000.0));
    assert_eq!(machine.ready_state(), ReadyState::Closed);
}

#[test]
fn beat_the_time_that_the_page_slept_is_no_round_trip() {
    let mut back = asked();
    back.lifecycle(Lifecycle::Resumed, 0.0, at(36_000.0));
    back.handle_timeout(at(36_000.0));
    back.answered(at(36_040.0));
    assert_eq!(back.stats().round_trip, Some(40.0));
    let mut late = asked();
    late.handle_timeout(at(97_000.0));
    assert_eq!(commands(&mut late), [Command::Ask]);
    late.answered(at(97_040.0));
    assert_eq!(late.stats().round_trip, Some(40.0));
}

#[test]
fn beat_a_return_before_it_is_open_asks_nobody() {
    let mut machine = Machine::new(Config { heartbeat: Some(BEAT), ..CONFIG }, Stats::default());
    machine.connect(at(0.0));
    commands(&mut machine);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(10.0));
    machine.handle_timeout(at(10.0));
    assert_eq!(commands(&mut machine), []);
}

#[test]
fn beat_the_round_trip_is_from_the_question_to_its_answer() {
    let mut machine = beating(BEAT);
    assert!(!machine.awaits_answer());
    assert_eq!(machine.stats().round_trip, None);
    machine.handle_timeout(at(27_000.0));
    assert!(machine.awaits_answer());
    machine.answered(at(27_040.0));
    assert_eq!((machine.stats().round_trip, machine.awaits_answer()), (Some(40.0), false));
    machine.answered(at(28_000.0));
    assert_eq!(machine.stats().round_trip, Some(40.0), "a second answer answers nothing");
}

#[test]
fn beat_each_question_that_is_answered_is_measured() {
    let mut machine = beating(Beat { interval: 10.0, timeout: 25.0 });
    for (asked, answered) in [(2_010.0, 2_013.0), (2_020.0, 2_024.0)] {
        machine.handle_timeout(at(asked));
        machine.answered(at(answered));
        assert_eq!(machine.stats().round_trip, Some(answered - asked));
    }
    machine.handle_timeout(at(2_030.0));
    machine.handle_timeout(at(2_040.0));
    machine.answered(at(2_045.0));
    assert_eq!(machine.stats().round_trip, Some(15.0), "of two questions the first is answered first");
}

#[test]
fn beat_the_questions_behind_the_first_are_forgotten_with_its_answer() {
    let mut machine = beating(Beat { interval: 10.0, timeout: 25.0 });
    machine.handle_timeout(at(2_010.0));
    machine.handle_timeout(at(2_020.0));
    machine.answered(at(2_022.0));
    assert!(!machine.awaits_answer());
    machine.answered(at(2_023.0));
    assert_eq!(machine.stats().round_trip, Some(12.0));
}

#[test]
fn beat_an_answer_is_not_counted_unless_the_page_gets_it() {
    let mut machine = asked();
    machine.answered(at(27_040.0));
    assert_eq!((machine.stats().messages_received, machine.stats().bytes_received), (0.0, 0.0));
    assert!(machine.message(1, 4.0));
    assert_eq!((machine.stats().messages_received, machine.stats().bytes_received), (1.0, 4.0));
}

#[test]
fn beat_the_last_round_trip_is_known_after_the_connection() {
    let mut machine = asked();
    machine.answered(at(27_040.0));
    machine.reconnect(at(28_000.0));
    machine.handle_signal(2, Signal::Opened, at(28_100.0));
    assert_eq!(machine.stats().round_trip, Some(40.0));
}

#[test]
fn close_3_nothing_is_heard_after_close_nor_of_another_attempt() {
    let mut machine = open();
    assert!(machine.hears(1) && !machine.hears(0) && !machine.hears(2));
    machine.close(frame(1000.0, ""), at(2_000.0));
    assert!(!machine.hears(1));
}

#[test]
fn beat_a_new_connection_does_not_answer_for_the_old_one() {
    let mut machine = asked();
    assert!(machine.message(1, 1.0));
    machine.reconnect(at(28_000.0));
    machine.handle_signal(2, Signal::Opened, at(28_100.0));
    assert!(!machine.awaits_answer());
    assert_eq!(machine.next_deadline(), Some(Time::ORIGIN));
    events(&mut machine);
    assert_eq!(machine.next_deadline(), Some(at(53_100.0)), "and has a whole interval");
    machine.answered(at(28_200.0));
    assert_eq!(machine.stats().round_trip, None);
}

#[test]
fn beat_stops_with_close() {
    let mut machine = asked();
    machine.close(frame(1000.0, ""), at(28_000.0));
    assert_eq!(commands(&mut machine), [Command::Close(frame(1000.0, ""))]);
    machine.handle_timeout(at(37_999.0));
    assert_eq!((commands(&mut machine), events(&mut machine)), (vec![], vec![]));
}
