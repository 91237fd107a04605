/** Collected replacements of stretches of a text; applied together, in one linear pass. */
import { XlsxError } from '../api.ts';
import type { XmlElement, XmlTree } from './element-tree.ts';
import { rawAttribute } from './element-tree.ts';
import { escapeAttribute } from './xml-text.ts';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export class Splices {
  readonly text: string;
  private readonly list: Splice[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get size(): number {
    return this.list.length;
  }

  /** Replaces `[start, end)`; several insertions at one place stand in the order of their calls. */
  replace(start: number, end: number, text: string): void {
    if (this.text.slice(start, end) !== text) this.list.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    if (text !== '') this.list.push({ start: at, end: at, text });
  }

  remove(start: number, end: number): void {
    if (end > start) this.list.push({ start, end, text: '' });
  }

  /** Sets an attribute of an element (appended behind the others when it is new), or removes it with `undefined`. */
  setAttribute(tree: XmlTree, element: XmlElement, name: string, value: string | undefined): void {
    const found = rawAttribute(tree, element, name);
    if (value === undefined) {
      if (found !== undefined) this.remove(found.start, found.end);
    } else if (found !== undefined) this.replace(found.valueStart, found.valueEnd, escapeAttribute(value));
    else {
      const at = element.openEnd - (element.empty ? 2 : 1);
      this.insert(at, ` ${name}="${escapeAttribute(value)}"`);
    }
  }

  /** Adds markup at the end of an element's content; an empty element `<a/>` is opened for it. */
  append(element: XmlElement, markup: string): void {
    if (!element.empty) this.insert(element.closeStart, markup);
    else this.replace(element.openEnd - 2, element.openEnd, `>${markup}</${element.name}>`);
  }

  /** The changed text. Changes inside a removed stretch are void. Throws BAD_ARGUMENT when two replacements overlap. */
  apply(): string {
    if (this.list.length === 0) return this.text;
    const sorted = this.list
      .map((splice, order) => ({ splice, order }))
      .sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.order - b.order);
    const pieces: string[] = [];
    let at = 0;
    let removedTo = 0;
    for (const { splice } of sorted) {
      if (splice.start < removedTo && splice.end <= removedTo) continue;
      if (splice.text === '') removedTo = splice.end;
      if (splice.start < at) throw new XlsxError('BAD_ARGUMENT', `Two changes overlap at offset ${splice.start}.`);
      pieces.push(this.text.slice(at, splice.start), splice.text);
      at = splice.end;
    }
    pieces.push(this.text.slice(at));
    return pieces.join('');
  }
}
