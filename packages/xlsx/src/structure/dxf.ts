/** Differential formats (ECMA-376 Part 1 §18.8.14). */
import type { Package } from '../package/package.ts';
import { argb } from './sheet-markup.ts';
import { StylesEdit } from './styles-part.ts';

/** The index of a differential format that fills with this colour; appended when there is none. */
export function appendDxf(pkg: Package, fillColor: string): number {
  const styles = new StylesEdit(pkg);
  const p = styles.prefix;
  const markup = `<${p}dxf><${p}fill><${p}patternFill><${p}bgColor rgb="${argb(fillColor)}"/></${p}patternFill></${p}fill></${p}dxf>`;
  const index = styles.indexOf('dxfs', markup);
  styles.finish('fill of the highlight');
  return index;
}
