// The console: from its forms to the API, and from what happens to the page.

import { createAnnouncer } from './announce.js';
import { createBenchmark } from './benchmark.js';
import { loadBuild } from './build.js';
import { copy } from './clipboard.js';
import { programOf } from './code.js';
import { createOptionsForm } from './form.js';
import { preferredLanguage, speak, t } from './i18n.js';
import { applyLink, linkTo, readLink } from './link.js';
import { createNetworkControls } from './network-controls.js';
import { openNetwork } from './network.js';
import { createOverview } from './overview.js';
import { dataOf, sourceOfData } from './payload.js';
import { fillPresets, SERVER } from './presets.js';
import { createRecords } from './records.js';
import { createSockets } from './sockets.js';
import { createTabs } from './tabs.js';
import { setText } from './text.js';
import { createTour, SETTINGS } from './tour.js';
import { createTraffic } from './traffic.js';

/** How often is looked at what changes without an event; in milliseconds. */
const REFRESH_INTERVAL = matchMedia('(prefers-reduced-motion: reduce)').matches ? 500 : 100;
/** From a change until it is in the address; in milliseconds. */
const ADDRESS_DELAY = 300;

const element = (id) => document.getElementById(id);
const forms = Object.fromEntries(['page', 'connect', 'send', 'traffic', 'close'].map((id) => [id, element(id)]));
const fields = Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, form.elements]));
const announce = createAnnouncer(element('status'));
const build = readLink().get('build') ?? 'wasm';
const [network, library] = await Promise.all([openNetwork(), loadBuild(build).catch(() => undefined)]);
const base = network?.base ?? SERVER;
if (!library) {
  speak(preferredLanguage());
  announce(t('uni-socket could not be loaded'));
  throw new Error(`the build ${build} could not be loaded`);
}

const { timeline, messages, showRecords } = createRecords(announce);
const controls = createNetworkControls({
  network,
  timeline,
  modes: element('modes'),
  cuts: element('cuts'),
  note: element('network-note'),
});
const optionsForm = createOptionsForm(forms.connect, element('options'));
const showPreset = fillPresets(element('preset'), fields.connect, base);
const tabs = createTabs(document.querySelector('[role=tablist]'), () => {
  showRecords();
  keepAddress();
});
const sockets = createSockets({
  library,
  style,
  timeline,
  messages,
  tell: {
    announce,
    refused: optionsForm.showProblem,
    ended: (socket) => traffic.socket() === socket && traffic.stop(),
    lost: () => traffic.forget(),
    message: (socket, data) => traffic.hear(socket, data),
  },
});
const overview = createOverview({ sockets, faults: controls.marks, base, onSelect: refresh });
const traffic = createTraffic({ send: sockets.sendOn, onChange: refresh });
const benchmark = createBenchmark({
  build,
  place: element('comparison'),
  note: element('benchmark-note'),
  onChange: refresh,
});
const tour = createTour({
  acts: { begin: beginTour, mode: controls.mode, cut: controls.cut, unanswered: traffic.unanswered },
  say: (text) => {
    element('story').hidden = text === '';
    setText(element('story'), text);
  },
  onChange: refresh,
});

function style() {
  const { results, scope, reading, configure } = fields.connect;
  return {
    build,
    results: results.value,
    scope: scope.value,
    hasLoop: scope.value === 'task' && reading.value === 'loop',
    asDefaults: configure.checked,
  };
}

// Options that are left empty are left out.
function closeOptions() {
  const { code, reason } = fields.close;
  return {
    ...(code.value !== '' && { code: Number.isNaN(Number(code.value)) ? code.value : Number(code.value) }),
    ...(reason.value !== '' && { reason: reason.value }),
  };
}

function refresh() {
  overview.show();
  const { scope } = style();
  const target = sockets.target();
  const shown = target ? t('on #{id}', { id: target.task.id }) : t('not connected');
  for (const form of [forms.send, forms.close]) {
    setText(form.querySelector('.target'), shown);
    // The global functions may be called with nothing open: they fail, which is worth seeing.
    form.querySelector('button').disabled = scope === 'task' && !target;
  }
  const selected = sockets.selected();
  const canSend = selected && (selected.hasQueue || selected.task.readyState === selected.task.OPEN);
  element('traffic-switch').disabled = !traffic.isRunning() && !canSend;
  setText(element('traffic-switch'), traffic.isRunning() ? t('Stop') : t('Start'));
  setText(element('tour'), tour.isRunning() ? t('End the tour') : t('Watch it heal'));
  setText(element('compare'), benchmark.isRunning() ? t('Stop') : t('Compare with a bare WebSocket'));
}

/** After a change of the forms. */
function showForms() {
  for (const fieldset of forms.send.querySelectorAll('[data-payload]')) {
    // Disabled as well as hidden: a hidden field that is invalid must not hold the form back.
    fieldset.hidden = fieldset.disabled = fieldset.dataset.payload !== fields.send.payload.value;
  }
  // The global functions have no iterator.
  element('reading').disabled = style().scope === 'global';
  optionsForm.show();
  showPreset();
  if (forms.send.checkValidity()) {
    const send = { data: sourceOfData(fields.send), ...(fields.send.volatile.checked && { volatile: 'true' }) };
    setText(element('code-text'), programOf(style(), optionsForm.options(), send, closeOptions()));
  }
  keepAddress();
  refresh();
}

/** After a change of the language as well. */
function showAll() {
  document.documentElement.dataset.theme = fields.page.theme.value;
  speak(fields.page.language.value);
  controls.show();
  showRecords();
  showForms();
}

const currentLink = () => linkTo(Object.values(forms), base, tabs.selected() === 'timeline' ? {} : { tab: tabs.selected() });

let keeping;
function keepAddress() {
  clearTimeout(keeping);
  keeping = setTimeout(() => history.replaceState(undefined, '', currentLink()), ADDRESS_DELAY);
}

/** Sets the page to what its address says. */
function followLink() {
  const parameters = readLink();
  applyLink(Object.values(forms), base, parameters);
  optionsForm.clearProblems();
  optionsForm.unfold();
  tabs.select(parameters.get('tab') ?? 'timeline');
  showAll();
}

function connect() {
  optionsForm.clearProblems();
  const socket = sockets.connect(optionsForm.options());
  refresh();
  // On a phone it is below the form.
  element('overview').scrollIntoView({ block: 'nearest' });
  return socket;
}

function beginTour() {
  applyLink([forms.connect, forms.traffic], base, new URLSearchParams(SETTINGS));
  controls.mode('normal');
  showForms();
  const socket = connect();
  traffic.start(socket, trafficOptions());
  return socket;
}

const trafficOptions = () => ({
  rate: fields.traffic.rate.valueAsNumber,
  characters: fields.traffic.characters.valueAsNumber,
});

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

onSubmit(forms.page, () => {});
onSubmit(forms.connect, connect);
onSubmit(forms.send, () => sockets.send({ data: dataOf(fields.send), ...(fields.send.volatile.checked && { volatile: true }) }));
onSubmit(forms.close, () => sockets.close(closeOptions()));
onSubmit(forms.traffic, () => (traffic.isRunning() ? traffic.stop() : traffic.start(sockets.selected(), trafficOptions())));
onSubmit(element('network'), () => {});
onClick('reconnect', sockets.reconnect);
onClick('abort', sockets.abort);
onClick('drain', sockets.drainQueue);
onClick('forget', sockets.forgetClosed);
onClick('tour', () => (tour.isRunning() ? tour.stop() : tour.start()));
onClick('start-tour', () => {
  tour.start();
  // The button that was pressed is gone.
  element('tour').focus({ preventScroll: true });
});
onClick('start-compare', () => {
  tabs.select('benchmark');
  if (!benchmark.isRunning()) benchmark.start();
  element('compare').focus();
});
onClick('start-own', () => fields.connect.url.select());
onClick('compare', () => (benchmark.isRunning() ? benchmark.stop() : benchmark.start()));
onClick('defaults', () => {
  forms.connect.reset();
  optionsForm.clearProblems();
  showForms();
});
onClick('copy', async () => {
  if (await copy(element('code-text').textContent)) return announce(t('The code is copied'));
  getSelection().selectAllChildren(element('code-text'));
  announce(t('The code is selected, ready to copy'));
});
onClick('share', async () => {
  history.replaceState(undefined, '', currentLink());
  announce((await copy(location.href)) ? t('The link is copied') : t('The link is in the address bar'));
});
forms.connect.addEventListener('input', optionsForm.clearProblems);
document.addEventListener('input', showForms);
forms.page.addEventListener('change', ({ target }) => {
  if (target.name !== 'build') return showAll();
  // A page has one library: another build is another page.
  history.replaceState(undefined, '', currentLink());
  location.reload();
});
addEventListener('hashchange', () => {
  // In a link another build may be named.
  if ((readLink().get('build') ?? 'wasm') === build) followLink();
  else location.reload();
});

for (const option of fields.page.language.options) option.defaultSelected = option.value === preferredLanguage();
fields.page.build.value = build;
followLink();
setText(element('backend'), library.backend);
// The others have no choice.
element('backend').parentElement.hidden = build === library.backend;
setInterval(refresh, REFRESH_INTERVAL);
