/** What a command came to. One of them is printed: the document under `--json`, the text otherwise. */
export interface Outcome {
  /** JSON-safe. */
  readonly document: unknown;
  /** For people; '' prints nothing. */
  readonly text: string;
  readonly exit?: ExitCode;
}

/** 0 done · 1 done, with conflicts or findings to look at · 2 refused · 3 server unreachable or not authorised. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Prints an outcome as the one thing on stdout. */
export function printOutcome(outcome: Outcome, json: boolean): void {
  const text = json ? JSON.stringify(outcome.document, null, 2) : outcome.text;
  if (text !== '') process.stdout.write(`${text}\n`);
}
