// What happens to a page without its doing? Each step of a plan that is no call: what its host tells, and how time and the page's
// life go on. The model is told first.

import { CONNECTING } from '../contract/values.js';
import { pick, saying, sizeOfSaying } from './values.js';

export class Happenings {
  sayings = 0;

  constructor(world) {
    this.world = world;
    this.page = world.page;
  }

  /** By any number: mostly one that is in use, with its task, the newest first. @param isBetter those that come before all others */
  socket(number, isBetter = () => true) {
    const taskOf = (socket) => {
      const task = this.world.taskOf(socket.url);
      return task?.attempt?.socket === socket ? task : undefined;
    };
    const all = this.world.sockets.map((socket) => ({ socket, task: taskOf(socket) })).reverse();
    const rank = ({ task }) => (task ? (isBetter(task) ? 0 : 1) : 2);
    return (
      pick(
        [0, 1, 2].flatMap((wanted) => all.filter((one) => rank(one) === wanted)),
        number,
      ) ?? {}
    );
  }

  opens({ socket: number }) {
    const { socket, task } = this.socket(number, ({ state }) => state === CONNECTING);
    task?.opened();
    socket?.opens('');
  }

  says({ socket: number, what }) {
    const { socket, task } = this.socket(number);
    const data = saying(what, ++this.sayings);
    if (task) task.incoming = { data, size: sizeOfSaying(data) };
    socket?.receives(data);
    task?.take();
  }

  fails({ socket: number }) {
    const { socket, task } = this.socket(number);
    task?.failed();
    socket?.fails();
  }

  closes({ socket: number, code, reason, wasClean }) {
    const { socket, task } = this.socket(number);
    if (!socket || socket.isOver) return;
    socket.isOver = true;
    task?.closedByHost({ code, reason, wasClean });
    socket.closes(code, reason, wasClean);
  }

  /** What the host has left to send of each socket, those to come included. */
  holds({ bytes }) {
    this.world.held = bytes;
    for (const socket of this.world.sockets) socket.bufferedAmount = bytes;
  }

  /** The host will not take the next URL. */
  refuses() {
    this.world.refusal = new SyntaxError('the host does not take it');
  }

  /** It throws at the next message. */
  breaks() {
    this.world.breakdown = new Error('the host has broken');
  }

  answer({ which, isRight }) {
    this.world.wishes.answer(which, isRight);
  }

  sleep({ millis }) {
    this.world.stage.clock.sleep(millis);
    for (const task of this.page.tasks) task.overslept(millis);
  }

  becomes({ what }) {
    this.page.lifecycle(what);
    this.world.stage.become(what);
  }

  chance({ value }) {
    this.page.chance = value;
  }
}
