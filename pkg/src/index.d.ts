// The public surface of uni-socket. Times are in milliseconds. Rule names (CALL-3 …) are those of docs/contract.md.

/** What a call answers when it has succeeded. */
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
   * 609004 the host's limit of sockets is reached; 609005 the core has failed (a fault of this package).
   */
  errCode: 600009 | 10001 | 10002 | 602001 | 609001 | 609002 | 609003 | 609004 | 609005;
  errSubject: 'uni-socket';
  /** What the host threw, if that is the reason. */
  cause?: unknown;
}

/**
 * With at least one of these functions a call is in callback mode, otherwise it returns a Promise (CALL-2). `success` or
 * `fail`, then `complete`: each once, with the same object, and never before the call has returned (CALL-3).
 */
export interface Callbacks<R = Result> {
  success?: ((result: R) => void) | null;
  fail?: ((failure: Failure) => void) | null;
  complete?: ((result: R | Failure) => void) | null;
}

/** Options that ask for callback mode: at least one of the three is a function. */
export type CallbackMode<R = Result> =
  | { success: (result: R) => void }
  | { fail: (failure: Failure) => void }
  | { complete: (result: R | Failure) => void };

/** What is needed of an `AbortSignal`: the standard's, or one in its place where there is none, as in a mini-program. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: any;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** `Blob`, or nothing where there is none: the typings of a mini-program come without those of the DOM. */
type StandardBlob = typeof globalThis extends { Blob: { prototype: infer Instance } } ? Instance : never;

export interface ConnectSocketOptions extends Callbacks {
  /** The server, `wss://…` or `ws://…`. A function is asked at each attempt (for a fresh token, say); it may be async. */
  url: string | (() => string | PromiseLike<string>);
  /** Subprotocols, in order of preference, or a function as for `url`. */
  protocols?: string | string[] | (() => Protocols | PromiseLike<Protocols>) | null;
  /** Headers of the handshake. A browser cannot send them and says so once. */
  header?: Record<string, unknown> | null;
  /** Method of the handshake, in any case; GET if left out. A browser cannot choose it and says so once. */
  method?: string | null;
  /**
   * Milliseconds until the connection has to be open; 0 or `Infinity` for no limit. Default: `configure`'s
   * `networkTimeout.connectSocket`, else that of a uni-app page's manifest.json, else 60000.
   */
  timeout?: number | null;
  /** Milliseconds after `close()` until `close` comes at the latest (CLOSE-3). Default: `configure`'s, else 10000. */
  closeTimeout?: number | null;
  /** For Alipay. */
  multiple?: boolean | null;
  /** For WeChat. */
  tcpNoDelay?: boolean | null;
  /** For WeChat. */
  perMessageDeflate?: boolean | object | null;
  /** For WeChat. */
  forceCellularNetwork?: boolean | null;
  /** Aborting it closes the task, in any state. */
  signal?: AbortSignalLike | null;
  /** Makes lost connections anew. Default: `configure`'s, else off. */
  reconnect?: boolean | Reconnect | null;
  /** Asks the peer for a sign of life. Default: `configure`'s, else off. */
  heartbeat?: boolean | Heartbeat | null;
  /** Lets messages wait while the connection is not open. Default: `configure`'s, else off. */
  queue?: boolean | Queue | null;
  /** Bytes that the host may have left to send until messages of a `queue` wait. Default: no limit. */
  highWaterMark?: number | null;
  /** Bytes left at which they go on, and `onDrain` is told. Default: half of `highWaterMark`. */
  lowWaterMark?: number | null;
  /** In the development build: tells a function, or the console for `true`, what goes on. The others ignore it. */
  debug?: boolean | ((event: TraceEvent) => void) | null;
}

/** What goes on in a task, as `debug` is told. Neither payloads nor addresses are in it. */
export interface TraceEvent {
  /** The task's. */
  id: string;
  /** What kind of thing: 'signal' of the host, 'command' to it, 'event' for the page, 'sent', 'received' and so on. */
  kind: string;
  /** For reading, not for programs: it may change with any version. */
  detail: string;
  /** Milliseconds since 1970. */
  at: number;
}

export type Protocols = string | string[] | null | undefined;

export interface Reconnect {
  /** Milliseconds before the first new attempt. Default 1000. */
  initialDelay?: number | null;
  /** Milliseconds before any. Default 30000. */
  maxDelay?: number | null;
  /** By how much the delay grows with each failure, at least 1. Default 2. */
  factor?: number | null;
  /** How much of the delay is left to chance: all, the second half, nothing. Default 'full'. */
  jitter?: 'full' | 'equal' | 'none' | null;
  /** New attempts in a row, until it is given up. Default: no limit. */
  maxAttempts?: number | null;
  /** Milliseconds that a connection has to last until its loss counts as the first again. Default 5000. */
  minUptime?: number | null;
  /** Whether to try again; `undefined` for what the close code says (RETRY-2). */
  shouldReconnect?: ((close: CloseEvent, attempt: number) => boolean | undefined) | null;
}

export interface Heartbeat {
  /** Milliseconds between two questions, at least 1. Default 25000. */
  interval?: number | null;
  /** Milliseconds from a question until anything has to have come, at least 1. Default 10000. */
  timeout?: number | null;
  /** The question, or a function that gives it. Default 'ping'. */
  message?: string | ArrayBuffer | ArrayBufferView | (() => string | ArrayBuffer | ArrayBufferView) | null;
  /** Knows the answers: they are not delivered. Without it the first message after a question is taken for one. */
  isReply?: ((data: any) => boolean) | null;
}

export interface Queue {
  /** Default 1000. */
  maxMessages?: number | null;
  /** Bytes of binary messages, UTF-16 code units of text. Default 1048576. */
  maxBytes?: number | null;
  /** Milliseconds that a message may wait. Default: no limit. */
  maxAge?: number | null;
  /** Which message has to go when there is no room: the new one, or the oldest. Default 'reject'. */
  overflow?: 'reject' | 'dropOldest' | null;
}

export interface SendResult extends Result {
  /** Bytes that the host has left to send; given where the task has a `highWaterMark`. */
  bufferedAmount?: number;
}

export interface SendOptions extends Callbacks<SendResult> {
  /** Text, or binary data: of a view exactly its range. In browsers also a Blob. It is never copied or converted. */
  data: string | ArrayBuffer | ArrayBufferView | StandardBlob;
  /** Never waits in the queue, and overtakes what does. Default false. */
  volatile?: boolean | null;
  /** Takes the message back while it waits: the call fails with 609003. */
  signal?: AbortSignalLike | null;
}

export interface CloseOptions extends Callbacks {
  /** 1000 (the default, also for 0), or a whole number from 3000 to 4999. */
  code?: number | null;
  /** At most 123 bytes of UTF-8. */
  reason?: string | null;
}

export interface OpenEvent {
  /** Headers of the server's answer where the host shows them; `{}` in browsers. */
  header: Record<string, unknown>;
  /** True from the second time that the task opens (`reconnect()`). */
  reconnected?: true;
  /** WeChat's: how long each step of the connection took. */
  profile?: any;
  /** ByteDance's. */
  protocolType?: string;
  /** ByteDance's. */
  socketType?: 'ttnet' | 'tradition';
}

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
  cause: CloseEvent & { error?: Failure };
}

export interface CloseEvent {
  /** The peer's code; 1006 if none came. */
  code: number;
  /** The peer's reason; empty if none came. */
  reason: string;
  /** Whether the closing handshake was completed. */
  wasClean: boolean;
}

/** What a task has done so far, reconnects included (`stats()`). */
export interface Stats {
  state: 'connecting' | 'open' | 'closing' | 'closed';
  /** Attempts to connect that were begun. */
  attempts: number;
  /** Attempts that became open. */
  opens: number;
  /** Messages handed to the host. */
  messagesSent: number;
  /** Messages delivered. */
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
  dropped: { overflow?: number; expired?: number; closed?: number; withdrawn?: number };
  /** Milliseconds from the last heartbeat that was answered to its answer. */
  roundTrip: number | null;
  /** Since when the connection is open, in milliseconds since 1970; null while it is not. */
  connectedAt: number | null;
  /** The last `close` event. */
  lastClose: CloseEvent | null;
}

/** One connection. Its functions work unbound: `const { send } = task`. */
export interface SocketTask {
  /** Unique in the page. */
  readonly id: string;
  readonly url: string;
  /** The subprotocol that the server chose; empty for none or not open yet. */
  readonly protocol: string;
  /** 0 to 3: the constants below. */
  readonly readyState: 0 | 1 | 2 | 3;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
  /** Bytes that the host has taken and not yet sent. */
  readonly bufferedAmount: number;
  /** `success` means handed to the host. Fails with 10002 while the task is not open. */
  send(options: SendOptions & CallbackMode<SendResult>): void;
  send(options: SendOptions): Promise<SendResult>;
  /** Works in every state: before the task is open, `open` does not come any more; afterwards it changes nothing. */
  close(options: CloseOptions & CallbackMode): void;
  close(options?: CloseOptions | null): Promise<Result>;
  /** A new attempt with the same options, in every state. `open` comes again, with `reconnected`. */
  reconnect(): void;
  /** Takes back all messages that wait: their data, in order. Their calls fail with 609003. */
  drainQueue(): SendOptions['data'][];
  /** A fresh object each time. */
  stats(): Stats;
  /** Listeners add up, and run in the order in which they came. They are before the global ones. */
  onOpen(listener: (event: OpenEvent) => void): void;
  onMessage<T = any>(listener: (event: MessageEvent<T>) => void): void;
  /** A `close` always follows. */
  onError(listener: (failure: Failure) => void): void;
  /** Once per connection, and nothing after it. */
  onClose(listener: (event: CloseEvent) => void): void;
  /** With `reconnect`: of each lost connection or failed attempt after which there is another. */
  onReconnecting(listener: (event: ReconnectingEvent) => void): void;
  /** With `highWaterMark`: the host has sent enough for more to be sent. */
  onDrain(listener: (event: {}) => void): void;
  offReconnecting(listener?: (event: ReconnectingEvent) => void): void;
  offDrain(listener?: (event: {}) => void): void;
  /** Removes the listener, wherever it was added, or all. */
  offOpen(listener?: (event: OpenEvent) => void): void;
  offMessage<T = any>(listener?: (event: MessageEvent<T>) => void): void;
  offError(listener?: (failure: Failure) => void): void;
  offClose(listener?: (event: CloseEvent) => void): void;
  /**
   * Messages until the task closes; an `error` is thrown. Leaving the loop closes the task, and so does falling behind
   * by more than 1024 messages (10001).
   */
  [Symbol.asyncIterator](): AsyncGenerator<MessageEvent, void, undefined>;
}

/** What Promise mode of connectSocket resolves to: the call was accepted, the task is not open yet (CONN-3). */
export interface ConnectResult extends Result {
  socketTask: SocketTask;
}

/** uni-app's functions. They work unbound. */
export interface Uni {
  /** In callback mode the task itself, in Promise mode a Promise that has every member of the task as well (CONN-2). */
  connectSocket(options: ConnectSocketOptions & CallbackMode): SocketTask;
  connectSocket(options: ConnectSocketOptions): Promise<ConnectResult> & SocketTask;
  /** `send` of the current task: the oldest one that is connecting or open (GLOBAL-1). */
  sendSocketMessage(options: SendOptions & CallbackMode<SendResult>): void;
  sendSocketMessage(options: SendOptions): Promise<SendResult>;
  /** `close` of the current task. */
  closeSocket(options: CloseOptions & CallbackMode): void;
  closeSocket(options?: CloseOptions | null): Promise<Result>;
  onSocketOpen(listener: (event: OpenEvent) => void): void;
  onSocketMessage<T = any>(listener: (event: MessageEvent<T>) => void): void;
  onSocketError(listener: (failure: Failure) => void): void;
  onSocketClose(listener: (event: CloseEvent) => void): void;
  /** Removes the listener, wherever it was added, or all. */
  offSocketOpen(listener?: (event: OpenEvent) => void): void;
  offSocketMessage<T = any>(listener?: (event: MessageEvent<T>) => void): void;
  offSocketError(listener?: (failure: Failure) => void): void;
  offSocketClose(listener?: (event: CloseEvent) => void): void;
  /** Puts hooks around a function of this object, or around all. */
  addInterceptor(name: InterceptedFunction, interceptor: Interceptor): void;
  addInterceptor(interceptor: Interceptor): void;
  /** Takes those hooks away again, or all of that name. */
  removeInterceptor(name: InterceptedFunction, interceptor?: Interceptor): void;
  removeInterceptor(interceptor: Interceptor): void;
}

export type InterceptedFunction = 'connectSocket' | 'sendSocketMessage' | 'closeSocket';

export interface Interceptor {
  /**
   * Gets a copy of the options and may change it, or answer `false`: then the call fails with 609003. If it answers with a
   * Promise, the call waits for it, and what it resolves to takes the options' place.
   */
  invoke?: (options: any) => unknown;
  /** Before the caller's own. */
  success?: (result: any) => void;
  fail?: (failure: Failure) => void;
  complete?: (result: any) => void;
  /** May replace what the call returns. */
  returnValue?: (value: any) => unknown;
}

export interface Settings extends Callbacks {
  /** 'tuple': Promises resolve to `[null, result]` or `[failure]`, as in uni-app on Vue 2. Default 'reject'. */
  promiseStyle?: 'reject' | 'tuple' | null;
  /** Default of connectSocket's `closeTimeout`. */
  closeTimeout?: number | null;
  networkTimeout?: {
    /** Default of connectSocket's `timeout`. */
    connectSocket?: number | null;
  } | null;
  /** Default of connectSocket's `reconnect`; `false` or `null` takes it back. So with the next two. */
  reconnect?: boolean | Reconnect | null;
  heartbeat?: boolean | Heartbeat | null;
  queue?: boolean | Queue | null;
  debug?: boolean | ((event: TraceEvent) => void) | null;
}

export const uni: Uni;

/** Settings for the connections to come. What is left out stays as it is. */
export function configure(settings: Settings & CallbackMode): void;
export function configure(settings?: Settings | null): Promise<Result>;

/** The functions of {@link uni} that are about sockets. */
export type SocketFunctions = Omit<Uni, 'addInterceptor' | 'removeInterceptor'>;

/** Puts the socket functions on `target` (the page's own `uni` if left out), in place of those that it has. */
export function install<T extends object>(target: T): T & SocketFunctions;
export function install(): SocketFunctions;

/** Where sockets come from: a class like the `WebSocket` of the standard. */
export interface Host {
  WebSocket: new (url: string, protocols?: string | string[]) => HostSocket;
}

/** What is needed of such a socket. */
export interface HostSocket {
  binaryType: any;
  readonly bufferedAmount: number;
  readonly protocol: string;
  onopen: any;
  onmessage: any;
  onerror: any;
  onclose: any;
  send(data: any): void;
  close(code?: number, reason?: string): void;
}

/**
 * Has the sockets to come made by `host`, for where there is no `WebSocket` (Node before 22: `useHost({ WebSocket })` with
 * that of the package `ws`) or another one is wanted. Throws a TypeError if it has none.
 */
export function useHost(host: Host): void;

/** Fulfilled when calls are carried out at once, rejected when no core could be loaded. Nobody has to wait for it. */
export const ready: Promise<void>;

/** Which core runs; undefined until one does. */
export const backend: 'wasm' | 'js' | undefined;
