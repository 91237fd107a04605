/** Formulas as text: moving, re-basing, comparing, and what they depend on. Never by regular expressions. */
export { columnLetters } from './area.ts';
export { fromRelative, rebase, toRelative } from './rebase.ts';
export { type FormulaReference, functionsOf, referencesOf } from './references.ts';
export { RowShift } from './row-shift.ts';
export { quoteSheet } from './sheet-prefix.ts';
export { shiftFormula } from './shift-formula.ts';
