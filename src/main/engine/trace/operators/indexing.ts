import { check, operator, sameShape } from './row.ts';

/** Operators that look elements up by computed or constant indices. */
export const indexingOperators = {
  Gather: operator<{ axis: number }>({
    infer: ([x, indices], { axis }) => {
      check(indices.type === 'int32' || indices.type === 'int64', () => `Gather by ${indices.type}`);
      return { type: x.type, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] };
    },
  }),
  /** Inputs: data, indices `[..., depth]`, updates. `reduction` is `add` or `none`. */
  ScatterND: operator<{ reduction: string }>({
    infer: ([data, indices, updates]) => {
      const depth = indices.shape[indices.shape.length - 1];
      check(
        indices.type === 'int64' && sameShape(updates.shape, [...indices.shape.slice(0, -1), ...data.shape.slice(depth)]),
        () => `ScatterND of [${updates.shape}] into [${data.shape}] by ${indices.type}[${indices.shape}]`,
      );
      return data;
    },
  }),
};
