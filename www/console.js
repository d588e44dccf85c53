// The console: from its forms to the API, and from what happens to the page. It uses the package as any page would.

import { backend, ready } from '/pkg/dist/index.js';
import { sourceOf } from './code.js';
import { switchLanguageWith, t } from './i18n.js';
import { createLog } from './log.js';
import { dataOf, sourceOfData } from './payload.js';
import { PRESETS } from './presets.js';
import { createSocketList } from './socket-list.js';
import { createSockets } from './sockets.js';
import { setText } from './text.js';

/** How often numbers are looked at that change without an event, such as `bufferedAmount`; in milliseconds. */
const REFRESH_INTERVAL = 250;

const element = (id) => document.getElementById(id);
const forms = { connect: element('connect'), send: element('send'), close: element('close') };
const fields = Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, form.elements]));

const log = createLog(element('log'), element('log-note'));
const sockets = createSockets({
  log,
  style,
  onOpen: (id) => announce(t('#{id} is open', { id })),
  onClose: (id, { code, reason }) => announce(t('#{id} is closed: {code} {reason}', { id, code, reason })),
  onFailure: announce,
});
const socketList = createSocketList({
  sockets,
  list: element('sockets'),
  hint: element('no-sockets'),
  stats: element('stats'),
  onSelect: refresh,
});

function style() {
  return { results: fields.connect.results.value, scope: fields.connect.scope.value };
}

// Options that are left empty are left out.
function connectOptions() {
  const { url, protocols, timeout } = fields.connect;
  const names = protocols.value.split(/[\s,]+/).filter(Boolean);
  return {
    url: url.value,
    ...(names.length > 0 && { protocols: names }),
    ...(timeout.value !== '' && { timeout: timeout.valueAsNumber }),
  };
}

function closeOptions() {
  const { code, reason } = fields.close;
  return {
    ...(code.value !== '' && { code: code.valueAsNumber }),
    ...(reason.value !== '' && { reason: reason.value }),
  };
}

function announce(text) {
  element('status').textContent = text;
}

function refresh() {
  socketList.show();
  const { scope } = style();
  const target = sockets.target();
  const shown = target ? t('on #{id}', { id: target.task.id }) : t('on none');
  for (const form of [forms.send, forms.close]) {
    setText(form.querySelector('.target'), shown);
    // The global functions may be called with nothing open: they fail, which is worth seeing.
    form.querySelector('button').disabled = scope === 'task' && !target;
  }
  element('reconnect').disabled = !sockets.selected();
  element('forget').disabled = !sockets.list().some(({ task }) => task.readyState === task.CLOSED);
}

function showForms() {
  for (const fieldset of forms.send.querySelectorAll('[data-payload]')) {
    // Disabled as well as hidden: a hidden field that is invalid must not hold the form back.
    fieldset.hidden = fieldset.disabled = fieldset.dataset.payload !== fields.send.payload.value;
  }
  if (forms.send.checkValidity()) {
    element('code-text').textContent = sourceOf(style(), connectOptions(), sourceOfData(fields.send), closeOptions());
  }
  refresh();
}

function fillPresets() {
  const { preset, url, protocols, timeout } = fields.connect;
  for (const { name, url: value } of [...PRESETS, { name: 'Another URL', url: '' }]) {
    const option = new Option(name, value);
    option.dataset.text = '';
    preset.append(option);
  }
  const fill = () => {
    const chosen = PRESETS.find((candidate) => candidate.url === preset.value);
    if (!chosen) return;
    url.value = chosen.url;
    protocols.value = chosen.protocols ?? '';
    timeout.value = chosen.timeout ?? '';
  };
  preset.addEventListener('input', fill);
  url.addEventListener('input', () => {
    preset.value = PRESETS.some((candidate) => candidate.url === url.value) ? url.value : '';
  });
  fill();
}

function onSubmit(form, act) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act();
    refresh();
  });
}

function onClick(id, act) {
  element(id).addEventListener('click', () => {
    act();
    refresh();
  });
}

async function copyCode() {
  const code = element('code-text');
  try {
    await navigator.clipboard.writeText(code.textContent);
    announce(t('The code is copied'));
  } catch {
    // No clipboard without a secure context, or without permission.
    getSelection().selectAllChildren(code);
    announce(t('The code is selected, ready to copy'));
  }
}

fillPresets();
onSubmit(forms.connect, () => sockets.connect(connectOptions()));
onSubmit(forms.send, () => sockets.send(dataOf(fields.send)));
onSubmit(forms.close, () => sockets.close(closeOptions()));
onClick('reconnect', sockets.reconnect);
onClick('forget', sockets.forgetClosed);
onClick('clear', log.clear);
onClick('copy', copyCode);
onClick('pause', () => {
  const pause = element('pause');
  const on = pause.getAttribute('aria-pressed') === 'false';
  pause.setAttribute('aria-pressed', on);
  log.pause(on);
});
document.addEventListener('input', showForms);
switchLanguageWith(element('language'), () => {
  log.showNote();
  showForms();
});
setInterval(refresh, REFRESH_INTERVAL);

ready.then(
  () => {
    element('backend').textContent = backend;
  },
  () => announce(t('uni-socket could not be loaded')),
);
