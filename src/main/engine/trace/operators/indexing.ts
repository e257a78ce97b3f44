import { check, operator } from './row.ts';

/** Operators that look elements up by computed or constant indices. */
export const indexingOperators = {
  Gather: operator<{ axis: number }>({
    infer: ([x, indices], { axis }) => {
      check(indices.type === 'int32' || indices.type === 'int64', () => `Gather by ${indices.type}`);
      return { type: x.type, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] };
    },
  }),
};
