//! A lost connection is made anew: RETRY-1 to RETRY-4. The page's life, RETRY-5, is in `lifecycle`.

use super::*;

#[test]
fn retry_1_the_delay_grows_by_the_factor_up_to_its_limit() {
    let delays: Vec<f64> = (1..=7).map(|failures| RETRY.delay(failures, Verdict::Again, 0.0)).collect();
    assert_eq!(delays, [1_000.0, 2_000.0, 4_000.0, 8_000.0, 10_000.0, 10_000.0, 10_000.0]);
    let capped = Retry { initial_delay: 50_000.0, ..RETRY };
    assert_eq!(capped.delay(1, Verdict::Again, 0.0), 10_000.0, "the first one too");
    assert_eq!(RETRY.delay(u32::MAX, Verdict::Again, 0.0), 10_000.0, "and soon");
}

#[test]
fn retry_1_jitter_leaves_all_half_or_nothing_to_chance() {
    let delays = |jitter| [0.0, 0.5].map(|chance| Retry { jitter, ..RETRY }.delay(2, Verdict::Again, chance));
    assert_eq!(delays(Jitter::Full), [0.0, 1_000.0]);
    assert_eq!(delays(Jitter::Equal), [1_000.0, 1_500.0]);
    assert_eq!(delays(Jitter::None), [2_000.0, 2_000.0]);
}

#[test]
fn retry_1_by_default_full_jitter_from_a_second_to_half_a_minute_without_end() {
    let default = Retry::default();
    assert_eq!((default.initial_delay, default.max_delay, default.factor), (1_000.0, 30_000.0, 2.0));
    assert_eq!((default.jitter, default.max_attempts, default.min_uptime), (Jitter::Full, f64::INFINITY, 5_000.0));
}

#[test]
fn retry_1_a_connection_that_did_not_last_goes_on_counting() {
    let mut machine = with_retry(RETRY);
    assert_eq!(lose(&mut machine, 1006, at(4_000.0)), 1_000.0);
    reopen(&mut machine, at(5_000.0));
    assert_eq!(lose(&mut machine, 1006, at(9_999.0)), 2_000.0, "open for 4999 ms");
    reopen(&mut machine, at(11_999.0));
    assert_eq!(lose(&mut machine, 1006, at(16_999.0)), 1_000.0, "open for 5000 ms");
}

#[test]
fn retry_1_an_attempt_that_fails_after_one_that_lasted_goes_on_counting() {
    let mut machine = with_retry(RETRY);
    assert_eq!(lose(&mut machine, 1006, at(60_000.0)), 1_000.0);
    machine.handle_timeout(at(61_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
    assert_eq!(lose(&mut machine, 1006, at(99_000.0)), 2_000.0, "it was never open");
}

#[test]
fn retry_1_it_is_given_up_after_the_attempts_that_were_chosen() {
    let mut machine = with_retry(Retry { max_attempts: 1.0, ..RETRY });
    lose(&mut machine, 1006, at(3_000.0));
    machine.handle_timeout(at(4_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
    machine.handle_signal(2, Signal::Failed, at(4_100.0));
    assert_eq!(commands(&mut machine), [Command::Abandon], "nobody waits for what the host still has to say");
    assert_eq!(judge(&mut machine, None, at(4_100.0)), []);
    assert_eq!(events(&mut machine), [Event::Error(Cause::NotEstablished), Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn retry_2_what_follows_from_a_code() {
    for code in [1000, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 4000, 4001, 4408, 4999] {
        assert_eq!(Verdict::of(code), Verdict::End, "{code}");
    }
    for code in [1001, 1004, 1006, 1011, 1014, 1015, 3000, 3999, 5000] {
        assert_eq!(Verdict::of(code), Verdict::Again, "{code}");
    }
    assert_eq!([1012, 1013].map(Verdict::of), [Verdict::Later; 2]);
}

#[test]
fn retry_2_a_peer_that_means_it_is_believed() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1000, "done")), at(3_000.0));
    assert_eq!(machine.ready_state(), ReadyState::Connecting, "not decided yet");
    assert_eq!(judge(&mut machine, None, at(3_000.0)), []);
    assert_eq!(events(&mut machine), [Event::Close(clean(1000, "done"))], "and that is no error");
    assert!(machine.is_finished());
}

#[test]
fn retry_2_not_now_is_a_longer_delay() {
    assert_eq!(RETRY.delay(1, Verdict::Later, 0.0), 6_000.0);
    for (jitter, failures, from, to) in [
        (Jitter::Full, 1, 5_000.0, 10_000.0),
        (Jitter::Full, 5, 5_000.0, 15_000.0),
        (Jitter::Equal, 1, 5_500.0, 10_500.0),
    ] {
        let retry = Retry { jitter, ..RETRY };
        assert_eq!(retry.delay(failures, Verdict::Later, 0.0), from, "{jitter:?}");
        assert_eq!(
            retry.delay(failures, Verdict::Later, 1.0),
            to,
            "a peer says it to all: they do not come back together"
        );
    }
    assert_eq!(lose(&mut with_retry(RETRY), 1013, at(3_000.0)), 6_000.0);
}

#[test]
fn retry_1_a_delay_without_end_is_as_long_as_a_host_can_wait() {
    let retry = Retry { initial_delay: f64::INFINITY, max_delay: f64::INFINITY, jitter: Jitter::Full, ..RETRY };
    assert_eq!(retry.delay(1, Verdict::Again, 0.0), 0.0);
    assert_eq!(retry.delay(1, Verdict::Again, 1.0), 2_147_483_647.0);
    let grown = Retry { initial_delay: 1.0, ..retry };
    assert_eq!(grown.delay(5_000, Verdict::Again, 0.5), 2_147_483_647.0 / 2.0);
}

#[test]
fn retry_2_the_page_has_the_last_word() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1000, "")), at(3_000.0));
    assert!(matches!(judge(&mut machine, Some(true), at(3_000.0))[..], [Event::Reconnecting { attempt: 1, .. }]));
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1001, "")), at(3_000.0));
    assert_eq!(judge(&mut machine, Some(false), at(3_000.0)), []);
    assert_eq!(events(&mut machine), [Event::Close(clean(1001, ""))]);
    assert_eq!(machine.next_deadline(), None);
}

#[test]
fn retry_2_the_page_cannot_go_beyond_the_attempts_that_were_chosen() {
    let mut machine = with_retry(Retry { max_attempts: 0.0, ..RETRY });
    machine.handle_signal(1, Signal::Closed(clean(1001, "")), at(3_000.0));
    assert_eq!(judge(&mut machine, Some(true), at(3_000.0)), []);
    assert_eq!(events(&mut machine), [Event::Close(clean(1001, ""))]);
}

#[test]
fn retry_3_each_loss_is_told_and_open_comes_again() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1001, "away")), at(3_000.0));
    assert_eq!(machine.next_deadline(), Some(Time::ORIGIN));
    let judge_event = machine.poll_event();
    assert_eq!(judge_event, Some(Event::Judge { close: clean(1001, "away"), attempt: 1 }));
    machine.judged(None, 0.0, at(3_000.0));
    let told = Event::Reconnecting { attempt: 1, delay: 1_000.0, close: clean(1001, "away"), cause: None };
    assert_eq!(events(&mut machine), [told]);
    assert_eq!(commands(&mut machine), [], "the host has let go of it by itself");
    assert_eq!((machine.ready_state(), machine.attempt()), (ReadyState::Connecting, None));
    assert_eq!(machine.next_deadline(), Some(at(4_000.0)));
    machine.handle_timeout(at(4_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)]);
    assert_eq!(machine.next_deadline(), Some(at(64_000.0)), "the new attempt has its own time");
    machine.handle_signal(2, Signal::Opened, at(4_100.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: true }], "and neither error nor close");
}

#[test]
fn retry_3_an_attempt_that_timed_out_is_one_that_failed() {
    let mut machine = Machine::new(Config { retry: Some(RETRY), ..CONFIG }, Stats::default());
    machine.connect(at(0.0));
    commands(&mut machine);
    machine.handle_timeout(at(60_000.0));
    assert_eq!(commands(&mut machine), [Command::Abandon]);
    let told = judge(&mut machine, None, at(60_000.0));
    assert!(matches!(told[..], [Event::Reconnecting { attempt: 1, cause: Some(Cause::TimedOut), .. }]), "{told:?}");
}

#[test]
fn retry_3_the_judge_is_told_which_failure_in_a_row_it_is() {
    let mut machine = with_retry(RETRY);
    lose(&mut machine, 1006, at(3_000.0));
    machine.handle_timeout(at(4_000.0));
    machine.handle_signal(2, Signal::Failed, at(4_000.0));
    assert!(matches!(machine.poll_event(), Some(Event::Judge { attempt: 2, .. })));
}

#[test]
fn retry_4_close_in_an_open_connection_is_not_a_loss() {
    let mut machine = with_retry(RETRY);
    machine.close(frame(1000.0, ""), at(3_000.0));
    assert_eq!(commands(&mut machine), [Command::Close(frame(1000.0, ""))]);
    machine.handle_signal(1, Signal::Closed(CloseEvent::abnormal()), at(3_001.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
}

#[test]
fn retry_4_reconnect_while_it_waits_tries_at_once_and_counts_from_the_start() {
    let mut machine = with_retry(RETRY);
    lose(&mut machine, 1006, at(3_000.0));
    machine.reconnect(at(3_500.0));
    assert_eq!(commands(&mut machine), [Command::Open(2)], "there was nothing to abandon");
    assert_eq!(machine.next_deadline(), Some(at(63_500.0)), "the other attempt is off");
    assert_eq!(lose(&mut machine, 1006, at(3_600.0)), 1_000.0);
}

#[test]
fn retry_4_what_the_page_answers_after_it_has_closed_changes_nothing() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1001, "")), at(3_000.0));
    assert!(matches!(machine.poll_event(), Some(Event::Judge { .. })));
    machine.close(frame(1000.0, ""), at(3_000.0));
    machine.judged(Some(true), 0.0, at(3_000.0));
    assert_eq!(events(&mut machine), []);
    machine.handle_timeout(at(3_000.0));
    assert_eq!(events(&mut machine), [Event::Close(CloseEvent::abnormal())]);
    assert!(machine.is_finished());
}

#[test]
fn retry_4_a_word_on_an_older_loss_is_none_on_a_newer_one() {
    let mut machine = with_retry(RETRY);
    machine.handle_signal(1, Signal::Closed(clean(1001, "")), at(3_000.0));
    assert!(matches!(machine.poll_event(), Some(Event::Judge { .. })));
    // While it is asked, the page calls reconnect(), and the host refuses that attempt.
    machine.reconnect(at(3_000.0));
    machine.refused(at(3_000.0));
    machine.judged(Some(false), 0.0, at(3_000.0));
    let told = judge(&mut machine, Some(true), at(3_000.0));
    assert!(matches!(told[..], [Event::Reconnecting { attempt: 1, cause: Some(Cause::Refused), .. }]), "{told:?}");
}
