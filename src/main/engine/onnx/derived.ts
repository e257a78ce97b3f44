import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Graph } from '../trace/graph.ts';
import { encodeModel } from './encode.ts';
import type { SessionPlace } from './session.ts';
import { openSession } from './session.ts';
import type { OnnxState } from './state.ts';

/**
 * What a program computes from the state alone, kept with the state until that changes: all programs
 * that share a state, for whatever picture size, share it too.
 */
export class DerivedValues {
  readonly #graph: Graph;
  readonly #session: InferenceSession;
  readonly #nameInModel: (output: string) => string;

  private constructor(graph: Graph, session: InferenceSession, nameInModel: (output: string) => string) {
    this.#graph = graph;
    this.#session = session;
    this.#nameInModel = nameInModel;
  }

  static async open(graph: Graph, place: SessionPlace): Promise<DerivedValues> {
    const { model, outputNames } = encodeModel(graph);
    return new DerivedValues(graph, await openSession(model, place), (output) => outputNames.get(output) ?? output);
  }

  /** The values by the names that the program's graph takes them under. */
  async of(state: OnnxState, feed: (name: string) => Tensor): Promise<Record<string, Tensor>> {
    const missing = this.#graph.outputs.filter(({ name }) => !state.derived.has(name));
    if (missing.length > 0) {
      const feeds = Object.fromEntries(this.#graph.inputs.map(({ name }) => [name, feed(name)]));
      const results = await this.#session.run(feeds, [...new Set(missing.map(({ name }) => this.#nameInModel(name)))]);
      for (const { name } of missing) state.derived.set(name, results[this.#nameInModel(name)]);
    }
    return Object.fromEntries(this.#graph.outputs.map(({ name }): [string, Tensor] => [name, state.derived.get(name) as Tensor]));
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
