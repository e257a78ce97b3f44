import { EventEmitter } from 'node:events';

/** A port of the main process, shaped as Electron documents it: messages wait until `start`. */
export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | null = null;
  /** Set on the end that was handed to a page: what its peer posts goes there. */
  carry: ((data: unknown) => void) | null = null;
  readonly #waiting: unknown[] = [];
  #started = false;

  postMessage(data: unknown): void {
    const { peer } = this;
    if (peer === null) return;
    if (peer.carry !== null) peer.carry(data);
    else queueMicrotask(() => peer.receive(structuredClone(data)));
  }

  /** What arrives at this end. */
  receive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    const { peer } = this;
    this.peer = null;
    if (peer !== null) peer.peer = null;
    this.emit('close');
    peer?.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}
