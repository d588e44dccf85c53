/**
 * The public surface of uni-socket: of the default entry, and of `uni-socket/js`. Times are in milliseconds. Rule names
 * (CALL-3 …) are those of docs/contract.md, codes those of docs/errors.md.
 * @module uni-socket
 */

/** What a call answers when it has succeeded (RES-1). */
export interface Result {
  /** `'<function>:ok'`, for example `'closeSocket:ok'`. */
  errMsg: string;
}

/** What a call answers when it has failed, and what `onError` is given (RES-2). */
export interface Failure extends Error {
  /** `'<function>:fail <why>'`; `message` is the same. */
  errMsg: string;
  /**
   * 600009 invalid URL or protocols · 10001 over a limit · 10002 not connected · 602001 host or network error ·
   * 609001 invalid argument · 609002 timed out · 609003 aborted or withdrawn ·
   * 609004 the host's limit of sockets is reached; 609005 the core has failed, a fault of this package (RES-3).
   */
  errCode: 600009 | 10001 | 10002 | 602001 | 609001 | 609002 | 609003 | 609004 | 609005;
  /** Always this text: whose failure it is. */
  errSubject: 'uni-socket';
  /** What the host threw, what a function of the page rejected with, or an aborted signal's reason: if that is why. */
  cause?: unknown;
}

/**
 * With at least one of these functions a call is in callback mode, otherwise it returns a Promise (CALL-2). `success` or
 * `fail`, then `complete`: each once, with the same object, and never before the call has returned (CALL-3).
 */
export interface Callbacks<R = Result> {
  /** The call has succeeded. What that means is said at each function: of connectSocket it is “accepted”, not “open”. */
  success?: ((result: R) => void) | null;
  /** The call has failed, and why. */
  fail?: ((failure: Failure) => void) | null;
  /** Comes behind either of them, with the same object. */
  complete?: ((result: R | Failure) => void) | null;
}

/** Options that ask for callback mode (CALL-2): at least one of the three of {@link Callbacks} is a function. */
export type CallbackMode<R = Result> =
  | {
      /** As in {@link Callbacks}. */
      success: (result: R) => void;
    }
  | {
      /** As in {@link Callbacks}. */
      fail: (failure: Failure) => void;
    }
  | {
      /** As in {@link Callbacks}. */
      complete: (result: R | Failure) => void;
    };

/** What is needed of an `AbortSignal`: the standard's, or one in its place where there is none, as in a mini-program. */
export interface AbortSignalLike {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** Why; the failure has it as its `cause`. */
  readonly reason?: any;
  /** Has `listener` called when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Takes that back. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** `Blob`, or nothing where there is none: the typings of a mini-program come without those of the DOM. */
export type StandardBlob = typeof globalThis extends {
  /** The class. */
  Blob: {
    /** Of its instances. */
    prototype: infer Instance;
  };
}
  ? Instance
  : never;

/**
 * What a connection is to be (CONN-1). A value of a wrong type, or out of its range, is a failure with 609001 that names the
 * option; an option that nobody knows is ignored, and named by the development build. `null` is as good as left out.
 */
export interface ConnectSocketOptions extends Callbacks {
  /**
   * The server, `wss://…` or `ws://…`; required. 600009 if the host does not take it. A function is asked at each attempt (for
   * a fresh token, say) and may be async; if it throws or rejects, the attempt has failed.
   */
  url: string | (() => string | PromiseLike<string>);
  /**
   * Subprotocols, in order of preference, or a function as for `url`. Default: none. 600009 if one is no token or is named
   * twice.
   */
  protocols?: string | string[] | (() => Protocols | PromiseLike<Protocols>) | null;
  /** Headers of the handshake. A browser cannot send them and says so once (CONN-6). Default: none. */
  header?: Record<string, unknown> | null;
  /** Method of the handshake, in any case. A browser cannot choose it and says so once (CONN-6). Default GET. */
  method?: string | null;
  /**
   * Milliseconds until the connection has to be open, at least 0; 0 or `Infinity` for no limit (CONN-7). Each attempt of
   * `reconnect` has as long. Too late is an `error` with 609002. Default: `configure`'s `networkTimeout.connectSocket`, else
   * that of a uni-app page's manifest.json, else 60000.
   */
  timeout?: number | null;
  /**
   * Milliseconds after `close()` until `close` comes at the latest, at least 0 (CLOSE-3). Default: `configure`'s, else 10000.
   */
  closeTimeout?: number | null;
  /** For Alipay; this package always asks for `true` there. */
  multiple?: boolean | null;
  /** For WeChat: no Nagle. Default: the host's. */
  tcpNoDelay?: boolean | null;
  /** For WeChat: compression. Default: the host's. */
  perMessageDeflate?: boolean | object | null;
  /** For WeChat: the mobile network, also where there is Wi-Fi. Default: the host's. */
  forceCellularNetwork?: boolean | null;
  /** Aborting it closes the task, in any state, and for good (ABORT). One that is aborted already: 609003. */
  signal?: AbortSignalLike | null;
  /** Makes lost connections anew; `true` for {@link Reconnect}'s defaults (RETRY). Default: `configure`'s, else off. */
  reconnect?: boolean | Reconnect | null;
  /** Asks the peer for a sign of life; `true` for {@link Heartbeat}'s defaults (BEAT). Default: `configure`'s, else off. */
  heartbeat?: boolean | Heartbeat | null;
  /**
   * Lets messages wait while the connection is not open; `true` for {@link Queue}'s defaults (QUEUE). Default: `configure`'s,
   * else off.
   */
  queue?: boolean | Queue | null;
  /**
   * Bytes that the host may have left to send, at least 0, until messages of a `queue` wait and {@link SocketTask.onDrain} is
   * owed (FLOW). Without a `queue` messages go out all the same. Default: no limit.
   */
  highWaterMark?: number | null;
  /** Bytes left at which they go on, from 0 to `highWaterMark` (609001 beyond). Default: half of `highWaterMark`. */
  lowWaterMark?: number | null;
  /**
   * In the development build: tells a function, or the console for `true`, what goes on. The others ignore it. Default:
   * `configure`'s, else off.
   */
  debug?: boolean | ((event: TraceEvent) => void) | null;
}

/** What goes on in a task, as `debug` is told. Close reasons are in it, payloads and addresses are not. */
export interface TraceEvent {
  /** The task's. */
  id: string;
  /** What kind of thing: 'signal' of the host, 'command' to it, 'event' for the page, 'sent', 'received', 'alarm'. */
  kind: string;
  /** For reading, not for programs: it may change with any version. */
  detail: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Subprotocols: one, several in order of preference, or none. */
export type Protocols = string | string[] | null | undefined;

/** How lost connections are made anew (RETRY). `true` for all defaults. */
export interface Reconnect {
  /** Milliseconds before the first new attempt, at least 0. Default 1000. */
  initialDelay?: number | null;
  /** Milliseconds before any, at least 0. Default 30000. */
  maxDelay?: number | null;
  /** By how much the delay grows with each failure, at least 1. Default 2. */
  factor?: number | null;
  /** How much of the delay is left to chance: all, the second half, nothing. Default 'full'. */
  jitter?: 'full' | 'equal' | 'none' | null;
  /** New attempts in a row until it is given up, with `error` (if it failed) and `close`; at least 0. Default: no limit. */
  maxAttempts?: number | null;
  /** Milliseconds that a connection has to last until its loss counts as the first again, at least 0. Default 5000. */
  minUptime?: number | null;
  /**
   * Whether to try again after this close, as the `attempt`th in a row (from 1); `undefined` for what the close code says
   * (RETRY-2). What it throws is shown, and counts as `undefined`. Default: what the code says.
   */
  shouldReconnect?: ((close: CloseEvent, attempt: number) => boolean | undefined) | null;
}

/**
 * How the peer is asked for a sign of life (BEAT). `true` for all defaults. Any message is one; without any the connection is
 * ended with the code 4408, which no peer is sent, and an `error` with 609002, or made anew where `reconnect` is on.
 */
export interface Heartbeat {
  /** Milliseconds between two questions, at least 1. Default 25000. */
  interval?: number | null;
  /** Milliseconds from a question until anything has to have come, at least 1. Default 10000. */
  timeout?: number | null;
  /** The question, or a function that gives it each time. Default 'ping'. */
  message?: string | ArrayBuffer | ArrayBufferView | (() => string | ArrayBuffer | ArrayBufferView) | null;
  /**
   * Knows the answers: they are not delivered. Default: the first message after a question is taken for the answer, and
   * delivered.
   */
  isReply?: ((data: any) => boolean) | null;
}

/** What may wait while the connection is not open, or the host has too much to send (QUEUE, FLOW). `true` for all defaults. */
export interface Queue {
  /** Messages, at least 0. One too many: 10001. Default 1000. */
  maxMessages?: number | null;
  /** Bytes of binary messages, UTF-16 code units of text; at least 0. Too many: 10001. Default 1048576. */
  maxBytes?: number | null;
  /** Milliseconds that a message may wait, at least 0. Longer: 609002. Default: no limit. */
  maxAge?: number | null;
  /** Which message has to go when there is no room: the new one, or the oldest ones. Default 'reject'. */
  overflow?: 'reject' | 'dropOldest' | null;
}

/** What `send` answers when the host has taken the message. */
export interface SendResult extends Result {
  /** Bytes that the host has left to send; given where the task has a `highWaterMark`. */
  bufferedAmount?: number;
}

/** One message. */
export interface SendOptions extends Callbacks<SendResult> {
  /**
   * Text, or binary data: of a view exactly its range. In browsers also a Blob. It is never copied or converted. Required;
   * anything else fails with 609001.
   */
  data: string | ArrayBuffer | ArrayBufferView | StandardBlob;
  /** Never waits in the queue, and overtakes what does (QUEUE-4): not open is 10002. Default false. */
  volatile?: boolean | null;
  /** Takes the message back while it waits: the call fails with 609003. */
  signal?: AbortSignalLike | null;
}

/** How a connection is closed (CLOSE-1). */
export interface CloseOptions extends Callbacks {
  /** 1000, or a whole number from 3000 to 4999; anything else fails with 609001. Default 1000, also for 0. */
  code?: number | null;
  /** At most 123 bytes of UTF-8; more fails with 609001. Default: empty. */
  reason?: string | null;
}

/** What `onOpen` is given (EVT-1). */
export interface OpenEvent {
  /** Headers of the server's answer where the host shows them; `{}` in browsers. */
  header: Record<string, unknown>;
  /** True from the second time that the task opens, by `reconnect` or `reconnect()`; otherwise not there. */
  reconnected?: true;
  /** WeChat's: how long each step of the connection took. */
  profile?: any;
  /** ByteDance's. */
  protocolType?: string;
  /** ByteDance's. */
  socketType?: 'ttnet' | 'tradition';
}

/** What `onMessage` is given (EVT-1). */
export interface MessageEvent<T = any> {
  /** A string or an ArrayBuffer. */
  data: T;
}

/** A connection was lost, or an attempt has failed, and there will be another one (RETRY-3). */
export interface ReconnectingEvent {
  /** Which one in a row, from 1. */
  attempt: number;
  /** Milliseconds until it begins; longer if the page is hidden or offline by then. */
  delay: number;
  /** How the last one ended, and why it failed, if it did. */
  cause: CloseEvent & {
    /** Why it failed; not there if it was open and lost without an error. */
    error?: Failure;
  };
}

/** What `onClose` is given (EVT-1). Every member is always there. */
export interface CloseEvent {
  /** The peer's code; 1006 if none came; 4408 if a heartbeat was not answered. */
  code: number;
  /** The peer's reason; empty if none came. */
  reason: string;
  /** Whether the closing handshake was completed. */
  wasClean: boolean;
}

/** What a task has done so far, reconnects included (`stats()`). */
export interface Stats {
  /** {@link SocketTask.readyState} in words. */
  state: 'connecting' | 'open' | 'closing' | 'closed';
  /** Attempts to connect that were begun. */
  attempts: number;
  /** Attempts that became open. */
  opens: number;
  /** Messages handed to the host, without those of heartbeats. */
  messagesSent: number;
  /** Messages delivered: without answers to heartbeats that {@link Heartbeat.isReply} knows. */
  messagesReceived: number;
  /** Bytes of binary messages, UTF-16 code units of text. */
  bytesSent: number;
  /** Bytes of binary messages, UTF-16 code units of text. */
  bytesReceived: number;
  /** Messages that wait. */
  queuedMessages: number;
  /** Their sizes together, counted as above. */
  queuedBytes: number;
  /** Messages that waited and were given up, by reason; a reason that has not occurred is left out. */
  dropped: {
    /** There was no room for them: 10001. */
    overflow?: number;
    /** They waited for longer than `maxAge`: 609002. */
    expired?: number;
    /** The connection was closed, or is over: 10002. */
    closed?: number;
    /** Taken back by a signal or by `drainQueue()`: 609003. */
    withdrawn?: number;
  };
  /**
   * Milliseconds from a heartbeat to its answer, of the last answer; null before the first. Of several that are out the first is
   * taken to be answered, and the others are forgotten: it is right where answers take less than {@link Heartbeat.interval}.
   */
  roundTrip: number | null;
  /** Since when the connection is open, in milliseconds since 1970; null while it is not. */
  connectedAt: number | null;
  /** The last `close` event; null before the first. */
  lastClose: CloseEvent | null;
}

/** One connection. Its functions work unbound: `const { send } = task` (CALL-6). */
export interface SocketTask {
  /** Unique in the page; it never changes (CONN-9). */
  readonly id: string;
  /** The address in use; of a function for `url` the answer to the latest attempt, and empty before the first. */
  readonly url: string;
  /** The subprotocol that the server chose; empty for none or not open yet. */
  readonly protocol: string;
  /** 0 to 3: the constants below. While `reconnect` waits for its next attempt it is CONNECTING. */
  readonly readyState: 0 | 1 | 2 | 3;
  /** 0: not open yet, or not any more, but about to be. */
  readonly CONNECTING: 0;
  /** 1: messages can be sent. */
  readonly OPEN: 1;
  /** 2: `close()` was called, and `close` has not come yet. */
  readonly CLOSING: 2;
  /** 3: it is over, unless `reconnect()` is called. */
  readonly CLOSED: 3;
  /** Bytes that the host has taken and not yet sent. */
  readonly bufferedAmount: number;
  /**
   * Sends a message. `success` means handed to the host, whose order is that of the calls (SEND-3). Fails with 10002 while the
   * task is not open, unless it has a `queue`; with 609001 for data that cannot be sent; with 602001 if the host throws; and
   * a message that waited with 10001, 10002, 609002 or 609003 (QUEUE).
   */
  send(options: SendOptions & CallbackMode<SendResult>): void;
  /** The same, answered by a Promise. A rejection that nobody looks at is not reported (RES-6). */
  send(options: SendOptions): Promise<SendResult>;
  /**
   * Ends the connection, for good: `reconnect` does not bring it back. `success` means begun; one `close` follows, at the latest
   * after `closeTimeout`. Works in every state: before the task is open, `open` does not come any more; afterwards it changes
   * nothing (CLOSE-2, CLOSE-3). Fails with 609001 for a code or a reason that may not be sent.
   */
  close(options: CloseOptions & CallbackMode): void;
  /** The same, answered by a Promise. */
  close(options?: CloseOptions | null): Promise<Result>;
  /**
   * A new attempt with the same options, in every state: one that is under way, or an open connection, is abandoned without an
   * event. `open` comes again, with `reconnected`. Does nothing once `signal` was aborted.
   */
  reconnect(): void;
  /** Takes back all messages that wait: their data, in order. Their calls fail with 609003 (QUEUE-5). */
  drainQueue(): SendOptions['data'][];
  /** What the task has done so far: a fresh object each time. */
  stats(): Stats;
  /**
   * Hears that the connection is open. Listeners add up, and run in the order in which they came, before the global ones
   * (EVT-2). A listener that is no function is a thrown Error here and below (CALL-5).
   */
  onOpen(listener: (event: OpenEvent) => void): void;
  /** Hears each message, but for answers to heartbeats that `isReply` knows. */
  onMessage<T = any>(listener: (event: MessageEvent<T>) => void): void;
  /** Hears why a connection failed. A `close` always follows (EVT-4). With `reconnect` only of what ends it. */
  onError(listener: (failure: Failure) => void): void;
  /** Hears the end: once per connection, with nothing after it. With `reconnect` once, when it is over. */
  onClose(listener: (event: CloseEvent) => void): void;
  /** With `reconnect`: hears of each lost connection or failed attempt after which there is another. */
  onReconnecting(listener: (event: ReconnectingEvent) => void): void;
  /** With `highWaterMark`: hears that the host has sent enough for more to be sent, or that the socket which was full is gone. */
  onDrain(listener: (event: {}) => void): void;
  /** Removes the listener, or all of this kind. */
  offReconnecting(listener?: (event: ReconnectingEvent) => void): void;
  /** Removes the listener, or all of this kind. */
  offDrain(listener?: (event: {}) => void): void;
  /** Removes the listener, wherever it was added, or all of this kind (EVT-3). */
  offOpen(listener?: (event: OpenEvent) => void): void;
  /** Removes the listener, or all of this kind. */
  offMessage<T = any>(listener?: (event: MessageEvent<T>) => void): void;
  /** Removes the listener, or all of this kind. */
  offError(listener?: (failure: Failure) => void): void;
  /** Removes the listener, or all of this kind. */
  offClose(listener?: (event: CloseEvent) => void): void;
  /**
   * Messages until the task closes; an `error` is thrown. Leaving the loop closes the task, and so does falling behind
   * by more than 1024 messages (10001).
   */
  [Symbol.asyncIterator](): AsyncGenerator<MessageEvent, void, undefined>;
}

/** What Promise mode of connectSocket resolves to: the call was accepted, the task is not open yet (CONN-3). */
export interface ConnectResult extends Result {
  /** The task that was made. */
  socketTask: SocketTask;
}

/** uni-app's functions. They work unbound (CALL-6). */
export interface Uni {
  /**
   * Makes a connection, and returns its task (callback mode). `success` means accepted, not open (CONN-3). Fails with 609001
   * for an option that is missing or wrong, 600009 for an address or a subprotocol that the host does not take, 609004 if the
   * host can have no more sockets, 602001 if there is no WebSocket here, 609003 for a `signal` that is aborted already. Then
   * the task is CLOSED.
   */
  connectSocket(options: ConnectSocketOptions & CallbackMode): SocketTask;
  /** The same (Promise mode): the Promise has every member of the task as well (CONN-2). */
  connectSocket(options: ConnectSocketOptions): Promise<ConnectResult> & SocketTask;
  /** `send` of the current task: the oldest one that is connecting or open (GLOBAL-1). Without one: 10002. */
  sendSocketMessage(options: SendOptions & CallbackMode<SendResult>): void;
  /** The same, answered by a Promise. */
  sendSocketMessage(options: SendOptions): Promise<SendResult>;
  /** `close` of the current task. Without one: 10002 (CLOSE-4). */
  closeSocket(options: CloseOptions & CallbackMode): void;
  /** The same, answered by a Promise. */
  closeSocket(options?: CloseOptions | null): Promise<Result>;
  /**
   * Hears `open` of the current task. Listeners add up; they run behind those of the task (EVT-2), and stay for the tasks to
   * come.
   */
  onSocketOpen(listener: (event: OpenEvent) => void): void;
  /** Hears each message of the current task. */
  onSocketMessage<T = any>(listener: (event: MessageEvent<T>) => void): void;
  /** Hears why the current task failed. A `close` always follows, for it too (EVT-4). */
  onSocketError(listener: (failure: Failure) => void): void;
  /** Hears the end of the task that was current until it began to close or failed (GLOBAL-1). */
  onSocketClose(listener: (event: CloseEvent) => void): void;
  /** Removes the listener, wherever it was added, or all of this kind (EVT-3). */
  offSocketOpen(listener?: (event: OpenEvent) => void): void;
  /** Removes the listener, or all of this kind. */
  offSocketMessage<T = any>(listener?: (event: MessageEvent<T>) => void): void;
  /** Removes the listener, or all of this kind. */
  offSocketError(listener?: (failure: Failure) => void): void;
  /** Removes the listener, or all of this kind. */
  offSocketClose(listener?: (event: CloseEvent) => void): void;
  /** Puts hooks around a function of this object (ICEPT). The same hook added twice runs once. */
  addInterceptor(name: InterceptedFunction, interceptor: Interceptor): void;
  /** Puts hooks around all three of them. */
  addInterceptor(interceptor: Interceptor): void;
  /** Takes those hooks away again, or all of that name. */
  removeInterceptor(name: InterceptedFunction, interceptor?: Interceptor): void;
  /** Takes away hooks that were put around all. */
  removeInterceptor(interceptor: Interceptor): void;
}

/** What can be intercepted. A task's own `send` and `close` cannot. */
export type InterceptedFunction = 'connectSocket' | 'sendSocketMessage' | 'closeSocket';

/** Hooks around calls (ICEPT). What one throws is shown, and disturbs nothing else. */
export interface Interceptor {
  /**
   * Gets a copy of the options and may change it, or answer `false`: then the call fails with 609003. If it answers with a
   * Promise, the call waits for it, and what it resolves to takes the options' place; a rejection is 609003, too.
   */
  invoke?: (options: any) => unknown;
  /** Hears of success before the caller does. */
  success?: (result: any) => void;
  /** Hears of a failure before the caller does. */
  fail?: (failure: Failure) => void;
  /** Comes behind either of them. */
  complete?: (result: any) => void;
  /** May replace what the call returns. */
  returnValue?: (value: any) => unknown;
}

/** What `configure` takes. A value of a wrong type, or out of its range, is a failure with 609001; then nothing is set. */
export interface Settings extends Callbacks {
  /** 'tuple': Promises resolve to `[null, result]` or `[failure]`, as in uni-app on Vue 2 (RES-5). Default 'reject'. */
  promiseStyle?: 'reject' | 'tuple' | null;
  /** Default of connectSocket's `closeTimeout`: milliseconds, at least 0. Default 10000. */
  closeTimeout?: number | null;
  /** As in a uni-app page's manifest.json. */
  networkTimeout?: {
    /** Default of connectSocket's `timeout`: milliseconds, at least 0. Default: manifest.json's, else 60000. */
    connectSocket?: number | null;
  } | null;
  /** Default of connectSocket's `reconnect`; `false` or `null` takes it back. So with the next three. Default: off. */
  reconnect?: boolean | Reconnect | null;
  /** Default of connectSocket's `heartbeat`. Default: off. */
  heartbeat?: boolean | Heartbeat | null;
  /** Default of connectSocket's `queue`. Default: off. */
  queue?: boolean | Queue | null;
  /** Default of connectSocket's `debug`. Default: off. */
  debug?: boolean | ((event: TraceEvent) => void) | null;
}

/** uni-app's functions, over the sockets of this page. */
export const uni: Uni;

/** Settings for the connections to come. What is left out stays as it is. */
export function configure(settings: Settings & CallbackMode): void;
/** The same, answered by a Promise. */
export function configure(settings?: Settings | null): Promise<Result>;

/** The functions of {@link uni} that are about sockets. */
export type SocketFunctions = Omit<Uni, 'addInterceptor' | 'removeInterceptor'>;

/** Puts the socket functions on `target`, in place of those that it has, and returns it. */
export function install<T extends object>(target: T): T & SocketFunctions;
/** Puts them on the page's own `uni`. Throws a TypeError where there is none. */
export function install(): SocketFunctions;

/** Where sockets come from: a class like the `WebSocket` of the standard. */
export interface Host {
  /** The class. */
  WebSocket: {
    /** Is given what connectSocket was; what it throws is a failure with 600009. */
    new (url: string, protocols?: string | string[]): HostSocket;
  };
}

/** What is needed of such a socket: no more than this is touched. */
export interface HostSocket {
  /** Set to `'arraybuffer'`. */
  binaryType: any;
  /** Bytes taken and not yet sent. Read where there are water marks, and for {@link SocketTask.bufferedAmount}. */
  readonly bufferedAmount: number;
  /** The subprotocol that the server chose. */
  readonly protocol: string;
  /** Set to a function that is to be called once it is open. */
  onopen: any;
  /** Set to a function that is to be called with `{ data }`: a string or an ArrayBuffer. */
  onmessage: any;
  /** Set to a function that is to be called if it fails. `close` follows. */
  onerror: any;
  /** Set to a function that is to be called with `{ code, reason, wasClean }`. */
  onclose: any;
  /** Takes a message. What it throws is a failure of the call with 602001. */
  send(data: any): void;
  /** Begins to close, in any state. */
  close(code?: number, reason?: string): void;
}

/**
 * Has the sockets to come made by `host`, for where there is no `WebSocket` (Node before 22: `useHost({ WebSocket })` with
 * that of the package `ws`), another one is wanted, or a test plays the server. Throws a TypeError if it has none.
 */
export function useHost(host: Host): void;

/** Fulfilled when calls are carried out at once, rejected when no core could be loaded. Nobody has to wait for it. */
export const ready: Promise<void>;

/** Which core runs; undefined until one does. */
export const backend: 'wasm' | 'js' | undefined;
