//! The page is hidden, the device is offline, and both come back: RETRY-5.

use super::*;

fn waiting() -> Machine {
    let mut machine = with_retry(RETRY);
    lose(&mut machine, 1006, at(3_000.0));
    machine
}

#[test]
fn retry_5_nothing_is_tried_while_hidden_or_offline() {
    for (away, back) in [(Lifecycle::Hidden, Lifecycle::Visible), (Lifecycle::Offline, Lifecycle::Online)] {
        let mut machine = waiting();
        machine.lifecycle(away, 0.0, at(3_100.0));
        assert_eq!(machine.next_deadline(), None);
        machine.handle_timeout(at(9_000.0));
        assert_eq!(commands(&mut machine), []);
        machine.lifecycle(back, 0.0, at(9_000.0));
        assert_eq!(machine.next_deadline(), Some(at(9_000.0)), "and at once on return");
        machine.handle_timeout(at(9_000.0));
        assert_eq!(commands(&mut machine), [Command::Open(2)]);
    }
}

#[test]
fn retry_5_both_have_to_be_back() {
    let mut machine = waiting();
    machine.lifecycle(Lifecycle::Hidden, 0.0, at(3_100.0));
    machine.lifecycle(Lifecycle::Offline, 0.0, at(3_200.0));
    machine.lifecycle(Lifecycle::Visible, 0.0, at(3_300.0));
    assert_eq!(machine.next_deadline(), None, "still offline");
    machine.lifecycle(Lifecycle::Online, 0.0, at(3_400.0));
    assert_eq!(machine.next_deadline(), Some(at(3_400.0)));
}

#[test]
fn retry_5_a_loss_while_away_waits_for_the_return() {
    let mut machine = with_retry(RETRY);
    machine.lifecycle(Lifecycle::Hidden, 0.0, at(2_500.0));
    assert_eq!(lose(&mut machine, 1006, at(3_000.0)), 1_000.0);
    assert_eq!(machine.next_deadline(), None);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(9_000.0));
    assert_eq!(machine.next_deadline(), Some(at(9_000.0)));
}

#[test]
fn retry_5_clients_that_return_together_do_not_arrive_together() {
    for (jitter, due) in [(Jitter::Full, 9_500.0), (Jitter::Equal, 9_500.0), (Jitter::None, 9_000.0)] {
        let mut machine = with_retry(Retry { jitter, ..RETRY });
        lose(&mut machine, 1006, at(3_000.0));
        machine.lifecycle(Lifecycle::Offline, 0.5, at(3_100.0));
        machine.lifecycle(Lifecycle::Online, 0.5, at(9_000.0));
        assert_eq!(machine.next_deadline(), Some(at(due)), "{jitter:?}");
    }
    assert_eq!(Retry { max_delay: 10.0, jitter: Jitter::Full, ..RETRY }.spread(0.5), 5.0, "within the limit");
}

#[test]
fn retry_5_back_from_the_cache_tries_at_once_although_it_was_never_hidden() {
    let mut machine = waiting();
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(3_100.0));
    assert_eq!(machine.next_deadline(), Some(at(3_100.0)));
}

#[test]
fn retry_5_visible_or_online_without_having_been_away_changes_nothing() {
    for change in [Lifecycle::Visible, Lifecycle::Online] {
        let mut machine = waiting();
        machine.lifecycle(change, 0.0, at(3_100.0));
        assert_eq!(machine.next_deadline(), Some(at(4_000.0)));
    }
}

#[test]
fn retry_5_a_loss_right_after_the_return_happened_while_away() {
    let retry = Retry { jitter: Jitter::Equal, ..RETRY };
    for (lost_at, delay) in [(9_999.0, 0.0), (10_000.0, 500.0)] {
        let mut machine = with_retry(retry);
        machine.lifecycle(Lifecycle::Resumed, 0.0, at(9_000.0));
        assert_eq!(lose(&mut machine, 1006, at(lost_at)), delay, "lost at {lost_at}");
    }
}

#[test]
fn retry_5_an_attempt_made_after_the_return_was_not_lost_while_away() {
    let mut machine = with_retry(RETRY);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(9_000.0));
    assert_eq!(lose(&mut machine, 1006, at(9_001.0)), 0.0);
    machine.handle_timeout(at(9_001.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
    assert_eq!(lose(&mut machine, 1006, at(9_002.0)), 2_000.0, "no storm of attempts for a second");
}

#[test]
fn retry_5_not_now_is_heard_right_after_the_return_too() {
    let mut machine = with_retry(RETRY);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(9_000.0));
    assert_eq!(lose(&mut machine, 1012, at(9_001.0)), 6_000.0);
}

#[test]
fn retry_5_the_lifecycle_begins_nothing_that_was_not_asked_for() {
    let config = Config { retry: Some(RETRY), ..CONFIG };
    let mut machine = Machine::new(config, Stats::default());
    machine.lifecycle(Lifecycle::Hidden, 0.0, at(0.0));
    machine.lifecycle(Lifecycle::Visible, 0.0, at(1.0));
    assert_eq!((machine.next_deadline(), commands(&mut machine)), (None, vec![]), "not before connectSocket");
    machine.connect(at(2.0));
    commands(&mut machine);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(3.0));
    assert_eq!(machine.next_deadline(), Some(at(60_002.0)), "an attempt that runs is enough");
    machine.close(frame(1000.0, ""), at(4.0));
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(5.0));
    machine.handle_timeout(at(5.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    machine.lifecycle(Lifecycle::Resumed, 0.0, at(6.0));
    assert_eq!((machine.next_deadline(), commands(&mut machine)), (Some(Time::ORIGIN), vec![]), "none after close()");
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
}

#[test]
fn retry_5_a_return_while_the_page_is_asked_is_not_forgotten() {
    let mut machine = with_retry(RETRY);
    machine.lifecycle(Lifecycle::Hidden, 0.0, at(2_500.0));
    machine.handle_signal(1, Signal::Closed(clean(1001, "")), at(3_000.0));
    machine.lifecycle(Lifecycle::Visible, 0.0, at(3_100.0));
    assert!(matches!(judge(&mut machine, None, at(3_100.0))[..], [Event::Reconnecting { delay: 0.0, .. }]));
    assert_eq!(machine.next_deadline(), Some(at(3_100.0)));
}

#[test]
fn retry_5_without_retry_a_return_changes_nothing() {
    let mut machine = open();
    machine.lifecycle(Lifecycle::Offline, 0.0, at(3_000.0));
    machine.lifecycle(Lifecycle::Online, 0.0, at(4_000.0));
    assert_eq!((machine.next_deadline(), machine.ready_state()), (None, ReadyState::Open));
}
