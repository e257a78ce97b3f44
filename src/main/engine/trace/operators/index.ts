import { elementwiseOperators } from './elementwise.ts';
import { indexingOperators } from './indexing.ts';
import { linearOperators } from './linear.ts';
import { reductionOperators } from './reduction.ts';
import type { Attributes, OperatorRow } from './row.ts';
import { shapeOperators } from './shape.ts';

/** Every ONNX operator that a traced graph may hold. Adding one: a row in its family's file. */
export const operatorTable = { ...elementwiseOperators, ...reductionOperators, ...shapeOperators, ...linearOperators, ...indexingOperators };

/** The name of an operator, as ONNX spells it. */
export type Operator = keyof typeof operatorTable;

/** The attributes of one operator. */
export type AttributesOf<Op extends Operator> = Parameters<(typeof operatorTable)[Op]['infer']>[1];

/** The row of an operator with its attributes' type forgotten, for code that treats all alike. */
export function rowOf(name: Operator): OperatorRow<Attributes> {
  return operatorTable[name];
}
