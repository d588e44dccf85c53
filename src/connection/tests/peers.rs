//! What other clients got wrong, with the thread that tells of it.

use super::*;

fn queue() -> Config {
    Config { retry: Some(RETRY), queue: Some(Limits::default()), ..CONFIG }
}

/// cloudflare/partykit #252: a lock that was taken while it retried was never released.
#[test]
fn peers_reconnect_is_not_stuck_after_it_gave_up() {
    let mut machine = with_retry(Retry { max_attempts: 0.0, ..RETRY });
    machine.handle_signal(1, Signal::Closed(CloseEvent::abnormal()), at(3_000.0));
    assert_eq!(judge(&mut machine, None, at(3_000.0)), []);
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
    machine.reconnect(at(4_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
    machine.handle_signal(2, Signal::Opened, at(4_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: true }]);
}

/// The same: the attempts are counted from the start.
#[test]
fn peers_reconnect_after_it_gave_up_may_try_as_often_again() {
    let mut machine = with_retry(Retry { max_attempts: 1.0, ..RETRY });
    lose(&mut machine, 1006, at(3_000.0));
    machine.handle_timeout(at(4_000.0));
    machine.handle_signal(2, Signal::Failed, at(4_000.0));
    assert_eq!(judge(&mut machine, None, at(4_000.0)), []);
    events(&mut machine);
    machine.reconnect(at(5_000.0));
    commands(&mut machine);
    assert_eq!(lose(&mut machine, 1006, at(5_100.0)), 1_000.0);
}

/// vueuse #2506, #4181, #4310, #4607.
#[test]
fn peers_a_heartbeat_that_times_out_is_not_the_users_close() {
    let heartbeat = Some(Beat { interval: 25_000.0, timeout: 10_000.0 });
    let mut machine = open_with(Config { heartbeat, retry: Some(RETRY), ..CONFIG });
    machine.handle_timeout(at(27_000.0));
    machine.handle_timeout(at(37_000.0));
    assert_eq!(commands(&mut machine), [Command::Ask, Command::Abandon], "no closing handshake with nobody");
    let close = CloseEvent { code: HEARTBEAT_TIMEOUT, ..CloseEvent::abnormal() };
    let told = Event::Reconnecting { attempt: 1, delay: 1_000.0, close, cause: Some(Cause::Silent) };
    assert_eq!(judge(&mut machine, None, at(37_000.0)), [told]);
    machine.handle_timeout(at(38_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
}

/// The code is local: a peer that sends it means it, as any other of 4000 to 4999.
#[test]
fn peers_4408_from_the_peer_is_no_heartbeat_that_timed_out() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(4408, "")), at(3_000.0));
    assert_eq!(judge(&mut machine, None, at(3_000.0)), []);
    assert_eq!(events(&mut machine), [Event::Close(clean(4408, ""))]);
}

/// pladaria/reconnecting-websocket #134: a URL that could not be had was a rejection nobody caught, and the end.
#[test]
fn peers_a_provider_that_rejects_is_asked_again() {
    let mut machine = Machine::new(queue(), Stats::default());
    machine.connect(at(1_000.0));
    commands(&mut machine);
    machine.refused(at(1_500.0));
    let told = judge(&mut machine, None, at(1_500.0));
    let close = CloseEvent::abnormal();
    assert_eq!(told, [Event::Reconnecting { attempt: 1, delay: 1_000.0, close, cause: Some(Cause::Refused) }]);
    assert_eq!(machine.next_deadline(), Some(at(2_500.0)));
    machine.handle_timeout(at(2_500.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
}

#[test]
fn peers_a_send_that_fails_does_not_disturb_the_order_of_those_that_wait() {
    let mut machine = Machine::new(queue(), Stats::default());
    machine.connect(at(1_000.0));
    (1..=3).for_each(|message| machine.enqueue(message, 1.0, message, at(1_000.0)));
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(machine.next_queued(), Some((1, 1.0)));
    // The host throws: the message is not counted as sent, and not put back. Another is sent meanwhile.
    assert_eq!(machine.admission(false), Admission::Later);
    machine.enqueue(4, 1.0, 4, at(2_000.0));
    let rest: Vec<u32> = std::iter::from_fn(|| machine.next_queued()).map(|(message, _)| message).collect();
    assert_eq!(rest, [2, 3, 4]);
}

/// graphql-ws #163: it went on trying after the last user had left.
#[test]
fn peers_close_while_it_waits_ends_it_for_good() {
    let mut machine = with_retry(RETRY);
    lose(&mut machine, 1006, at(3_000.0));
    machine.close(frame(1000.0, ""), at(3_500.0));
    assert_eq!((machine.ready_state(), commands(&mut machine)), (ReadyState::Closing, vec![]));
    machine.handle_timeout(at(3_500.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    for change in [Lifecycle::Hidden, Lifecycle::Visible, Lifecycle::Resumed, Lifecycle::Online] {
        machine.lifecycle(change, 0.0, at(3_600.0));
    }
    machine.handle_timeout(at(1e9));
    assert_eq!((commands(&mut machine), machine.next_deadline()), (vec![], None));
    assert!(machine.is_finished());
}

/// vueuse's guard `wsRef.value === ws`, uni-app #2144.
#[test]
fn peers_an_old_sockets_events_are_not_the_new_ones() {
    let mut machine = with_retry(RETRY);
    lose(&mut machine, 1006, at(3_000.0));
    for late in [Signal::Opened, Signal::Failed, Signal::Closed(clean(1000, "late"))] {
        machine.handle_signal(1, late.clone(), at(3_001.0));
        assert_eq!((machine.attempt(), events(&mut machine)), (None, vec![]));
    }
    reopen(&mut machine, at(4_000.0));
    for late in [Signal::Failed, Signal::Closed(clean(1000, "late"))] {
        machine.handle_signal(1, late, at(4_001.0));
    }
    assert!(!machine.message(1, 5.0));
    assert_eq!((machine.ready_state(), events(&mut machine)), (ReadyState::Open, vec![]));
}

#[test]
fn peers_a_volatile_message_overtakes_and_is_never_sent_twice() {
    let mut machine = Machine::new(queue(), Stats::default());
    machine.connect(at(1_000.0));
    machine.enqueue(1, 1.0, 1, at(1_000.0));
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(machine.admission(true), Admission::Now, "while others wait");
    assert_eq!((machine.next_queued(), machine.next_queued()), (Some((1, 1.0)), None));
}

/// A frozen page: the answer is there, but the timer is heard first.
#[test]
fn peers_a_late_timer_does_not_kill_a_healthy_connection() {
    for (timeout, late, survives) in [(10_000.0, 2_001.0, true), (10_000.0, 2_000.0, false), (50.0, 51.0, true)] {
        let heartbeat = Some(Beat { interval: 25_000.0, timeout });
        let mut machine = open_with(Config { heartbeat, ..CONFIG });
        machine.handle_timeout(at(27_000.0));
        commands(&mut machine);
        let awake = 27_000.0 + timeout + late;
        machine.handle_timeout(at(awake));
        assert_eq!(machine.ready_state() == ReadyState::Open, survives, "{timeout} ms, {late} ms late");
        if survives {
            assert_eq!(commands(&mut machine), [Command::Ask], "it is asked again");
            assert_eq!(machine.next_deadline(), Some(at(awake + timeout)), "and has its time");
            machine.handle_timeout(at(awake + timeout));
            assert_eq!(machine.ready_state(), ReadyState::Closed, "for one answer");
        }
    }
}
