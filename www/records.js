// What is kept of what happened, and what can be done with it? The panels of the timeline and of the messages.

import { copy } from './clipboard.js';
import { save } from './export.js';
import { t } from './i18n.js';
import { createMessageList } from './message-list.js';
import { createMessageView } from './message-view.js';
import { createMessages } from './messages.js';
import { createTimeline } from './timeline.js';

const element = (id) => document.getElementById(id);

/** @returns `{ timeline, messages, showRecords }`; `showRecords` is for when a panel has been shown, or the language changed */
export function createRecords(announce) {
  const timeline = createTimeline(element('events'), element('timeline-note'));
  const messages = createMessages(() => show());
  const view = createMessageView({
    place: element('message'),
    title: element('message-title'),
    note: element('message-note'),
    body: element('message-body'),
  });
  const list = createMessageList({
    messages,
    list: element('message-list'),
    note: element('messages-note'),
    onSelect: view.select,
  });

  function show() {
    list.show();
    view.show();
  }

  const filter = element('filter');
  filter.addEventListener('submit', (event) => event.preventDefault());
  filter.addEventListener('input', () => {
    const { direction, kind, search } = filter.elements;
    list.filter({ direction: direction.value, kind: kind.value, search: search.value });
  });
  element('views').addEventListener('input', ({ target }) => view.switchTo(target.value));
  element('pause').addEventListener('click', ({ currentTarget }) => {
    const on = currentTarget.ariaPressed === 'false';
    currentTarget.ariaPressed = on;
    list.pause(on);
  });
  element('export').addEventListener('click', () => save(list.shown()));
  element('clear-messages').addEventListener('click', () => {
    messages.clear();
    list.clear();
  });
  element('clear-timeline').addEventListener('click', timeline.clear);
  element('copy-message').addEventListener('click', async () => {
    announce((await copy(view.text())) ? t('The message is copied') : t('It cannot be copied here'));
  });

  return {
    timeline,
    messages,
    showRecords() {
      timeline.show();
      show();
    },
  };
}
