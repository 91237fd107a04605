/** Replaces stretches of a long text from front to back; linear, without sorting. */
export class TextRewriter {
  private readonly text: string;
  private readonly pieces: string[] = [];
  private at: number;

  constructor(text: string, from = 0) {
    this.text = text;
    this.at = from;
  }

  /** `start` must not lie before what was replaced last. */
  replace(start: number, end: number, by: string): void {
    this.pieces.push(this.text.slice(this.at, start), by);
    this.at = end;
  }

  insert(at: number, by: string): void {
    if (by !== '') this.replace(at, at, by);
  }

  /** The rewritten text from the start up to `end`. */
  finish(end: number): string {
    this.pieces.push(this.text.slice(this.at, end));
    return this.pieces.join('');
  }
}
