import { functionsOf, referencesOf } from '../../formula/index.ts';

/** Does a formula use (or call) a defined name out of these, in lower case? */
export function usesName(formula: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0 || formula === '') return false;
  const lower = formula.toLowerCase();
  if (![...names].some((name) => lower.includes(name))) return false;
  return (
    functionsOf(formula).some((name) => names.has(name.toLowerCase())) ||
    referencesOf(formula).some((reference) => reference.kind === 'name' && names.has(reference.name.toLowerCase()))
  );
}
