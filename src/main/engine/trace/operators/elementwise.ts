import type { ElementType, ValueType } from '../graph.ts';
import { broadcastShapes, check, operator } from './row.ts';

/** ONNX's numbers for element types (TensorProto.DataType). */
export const ONNX_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9 } as const satisfies Record<ElementType, number>;

const TYPE_OF_NUMBER = new Map(Object.entries(ONNX_TYPE).map(([type, number]) => [number as number, type as ElementType]));

const unary = operator({ infer: ([x]) => x });
const predicate = operator({ infer: ([x]) => ({ type: 'bool', shape: x.shape }) });
const withAlpha = operator<{ alpha: number }>({ floats: ['alpha'], infer: ([x]) => x });

function sameTypes(inputs: readonly ValueType[]): ElementType {
  const { type } = inputs[0];
  check(
    inputs.every((input) => input.type === type),
    () => `element types differ: ${inputs.map((input) => input.type).join(', ')}`,
  );
  return type;
}

const broadcast = (inputs: readonly ValueType[]): number[] => inputs.map(({ shape }) => [...shape]).reduce(broadcastShapes);

const binary = operator({ infer: (inputs) => ({ type: sameTypes(inputs), shape: broadcast(inputs) }) });
const comparison = operator({
  infer: (inputs) => {
    sameTypes(inputs);
    return { type: 'bool', shape: broadcast(inputs) };
  },
});

/** Operators that work element by element, with NumPy's broadcasting. */
export const elementwiseOperators = {
  Abs: unary,
  Neg: unary,
  Sqrt: unary,
  Reciprocal: unary,
  Exp: unary,
  Log: unary,
  Tanh: unary,
  Sigmoid: unary,
  Softplus: unary,
  HardSigmoid: operator<{ alpha: number; beta: number }>({ floats: ['alpha', 'beta'], infer: ([x]) => x }),
  Selu: unary,
  Sign: unary,
  Floor: unary,
  Ceil: unary,
  Round: unary,
  Sin: unary,
  Cos: unary,
  Erf: unary,
  Identity: unary,
  Not: unary,
  IsNaN: predicate,
  LeakyRelu: withAlpha,
  Elu: withAlpha,
  Softmax: operator<{ axis: number }>({ infer: ([x]) => x }),
  Cast: operator<{ to: number }>({
    infer: ([x], { to }) => {
      const type = TYPE_OF_NUMBER.get(to);
      check(type !== undefined, () => `Cast to an unknown type ${to}`);
      return { type, shape: x.shape };
    },
  }),
  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
  Max: binary,
  Min: binary,
  Pow: binary,
  And: comparison,
  Or: comparison,
  Greater: comparison,
  GreaterOrEqual: comparison,
  Less: comparison,
  LessOrEqual: comparison,
  Equal: comparison,
  Sum: binary,
  Where: operator({
    infer: ([condition, yes, no]) => {
      check(condition.type === 'bool', () => `Where needs a bool condition, not ${condition.type}`);
      return { type: sameTypes([yes, no]), shape: broadcast([condition, yes, no]) };
    },
  }),
};
