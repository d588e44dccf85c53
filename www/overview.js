// How do the sockets fare? Their list, and of the selected one its phase, its history and its numbers.

import { createCharts } from './chart.js';
import { createSelected } from './selected.js';
import { createSocketList } from './socket-list.js';
import { createStrip } from './strip.js';

const element = (id) => document.getElementById(id);

/**
 * @param faults gives the marks of the network
 * @param base of this server's sockets: what is left out where an address is shown
 * @returns `show()`, to be called when something may have changed, and several times a second
 */
export function createOverview({ sockets, faults, base, onSelect }) {
  const list = createSocketList({
    sockets,
    list: element('sockets'),
    shortened: (url) => url.replace(base, ''),
    onSelect,
  });
  const selected = createSelected({
    place: element('selected'),
    phase: element('phase'),
    phaseNote: element('phase-note'),
    countdown: element('countdown'),
    stats: element('stats'),
  });
  const strip = createStrip(element('strip'));
  let charts = { show() {} };
  createCharts(element('charts')).then((created) => {
    charts = created;
  });

  function show() {
    const now = performance.now();
    for (const socket of sockets.list()) if (!isOver(socket)) sockets.look(socket, now);
    list.show();
    // Without any there is what to begin with, in its place.
    element('overview').hidden = sockets.list().length === 0;
    element('start').hidden = sockets.list().length > 0;
    const socket = sockets.selected();
    selected.show(socket, now);
    element('forget').hidden = !sockets.list().some(({ task }) => task.readyState === task.CLOSED);
    if (!socket) return;
    element('abort').hidden = !socket.controller;
    element('drain').hidden = !socket.hasQueue;
    showHistory(socket, now);
  }

  /** With time running while there is something to come. */
  function showHistory({ phases, meter }, now) {
    const { phase, from } = phases.current();
    const to = phase === 'closed' ? Math.min(from + 1_000, now) : now;
    const span = 1_000 * element('window').querySelector('select').value;
    strip.show(phases, faults(), to - span, to);
    strip.describe(phases);
    charts.show(meter.series(), (to - span) / 1_000, to / 1_000);
  }

  return { show };
}

const isOver = ({ phases }) => phases.current().phase === 'closed';
