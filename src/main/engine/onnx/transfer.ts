import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../trace/builder.ts';
import { encodeModel } from './encode.ts';
import type { SessionPlace } from './session.ts';
import { keepsTensors, openSession } from './session.ts';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Moves tensors between the host's memory and a device's own. ONNX Runtime for Node has no call for
 * it (`getData` on a tensor in device memory ends the process), so they pass through a session of
 * Identity nodes. On devices without memory of their own nothing is copied.
 */
export class Transfer {
  readonly #place: SessionPlace;
  /** Tensors in device memory belong to the session that made them: these end with the state. */
  readonly #uploads: InferenceSession[] = [];

  constructor(place: SessionPlace) {
    this.#place = place;
  }

  /** The tensors in the host's memory. */
  toHost(tensors: Tensors): Promise<Tensors> {
    return this.#move(tensors, ({ location }) => location !== 'cpu', false);
  }

  /** The tensors where programs of this device read them without copying. */
  toDevice(tensors: Tensors): Promise<Tensors> {
    return this.#move(tensors, ({ location }) => keepsTensors(this.#place.device) && location === 'cpu', true);
  }

  async #move(tensors: Tensors, mustMove: (tensor: Tensor) => boolean, toDevice: boolean): Promise<Tensors> {
    const moving = Object.entries(tensors).filter(([, tensor]) => mustMove(tensor));
    if (moving.length === 0) return tensors;
    const builder = new GraphBuilder();
    const outputs = moving.map(([name, tensor]) => ({
      name,
      value: builder.node('Identity', [builder.input(`state/${name}`, tensor.type === 'int32' ? 'int32' : 'float32', tensor.dims)], {}),
    }));
    const { model, outputNames } = encodeModel(builder.finish('transfer', outputs));
    const session = await openSession(model, this.#place, toDevice ? [...outputNames.values()] : []);
    const results = await session.run(Object.fromEntries(moving.map(([name, tensor]) => [`state/${name}`, tensor])));
    if (toDevice) this.#uploads.push(session);
    else await session.release();
    return { ...tensors, ...Object.fromEntries(moving.map(([name]) => [name, results[outputNames.get(name) ?? name]])) };
  }

  /** Frees what `toDevice` made. */
  async dispose(): Promise<void> {
    for (const session of this.#uploads.splice(0)) await session.release();
  }
}
