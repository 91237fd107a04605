import { tokenize } from '@borgar/fx/xlsx';
import type { Finding, Limits } from '../api.ts';
import { foldFunction, functionKind } from './function-policy.ts';
import { looksPlain, nestingOf } from './plain-formula.ts';
import type { ContentKind } from './policies.ts';
import { targetKind } from './targets.ts';

/** What is wrong with a formula; the formula itself is never repeated. */
export interface FormulaIssue {
  readonly code: string;
  /** Of content that a policy speaks about; it decides instead of `severity`. */
  readonly kind?: ContentKind;
  readonly severity: Finding['severity'];
  readonly message: string;
}

/** What an external link part is: another workbook, or another program (DDE, OLE). */
export type LinkKind = 'workbook' | 'program';

/** What a formula may refer to besides cells. */
export interface FormulaSurroundings {
  readonly names: readonly string[];
  readonly sheets: readonly string[];
  /** What `[1]`, `[2]` … in formulas stand for. */
  readonly links: readonly LinkKind[];
  /** Macros are taken out: functions that are not Excel's were in them. */
  readonly losesMacros?: boolean;
}

interface Piece {
  readonly type: string;
  readonly value: string;
}

const deepest = 64;
const cacheSize = 20_000;
const blank = new Set(['whitespace', 'newline']);

/** Judges formulas by their tokens: strings, quoted sheet names and structured references cannot be mistaken for calls. */
export class FormulaScreen {
  /** Names of the workbook, which may be called or used without being functions. Lower case. */
  private readonly names: ReadonlySet<string>;
  private readonly sheets: ReadonlySet<string>;
  private readonly limits: Pick<Limits, 'formulaLength'>;
  private readonly links: readonly LinkKind[];
  private readonly losesMacros: boolean;
  private readonly known = new Map<string, readonly FormulaIssue[]>();

  constructor(surroundings: FormulaSurroundings, limits: Pick<Limits, 'formulaLength'>) {
    this.names = new Set(surroundings.names.map((name) => name.toLowerCase()));
    this.sheets = new Set(surroundings.sheets.map((name) => name.toLowerCase()));
    this.links = surroundings.links;
    this.losesMacros = surroundings.losesMacros === true;
    this.limits = limits;
  }

  /** Issues of a formula, with or without its leading `=`. */
  check(text: string): readonly FormulaIssue[] {
    if (text.length > this.limits.formulaLength) return [tooLong(this.limits.formulaLength)];
    if (looksPlain(text)) return nestingOf(text) > deepest ? [tooDeep] : [];
    let issues = this.known.get(text);
    if (issues === undefined) {
      issues = this.judge(text);
      if (this.known.size >= cacheSize) this.known.clear();
      this.known.set(text, issues);
    }
    return issues;
  }

  private judge(text: string): FormulaIssue[] {
    if (nestingOf(text) > deepest) return [tooDeep];
    const all = tokenize(text, { withLocation: false }) as readonly Piece[];
    const tokens = all.filter((token) => !blank.has(token.type));
    const issues = tokens.flatMap((token, index) => this.judgeToken(token, tokens, index));
    if (tokens.some(({ type, value }) => type === 'unknown' && value.includes("'")))
      issues.push(...quotedPrefixes(text).flatMap((prefix) => this.judgeReference(prefix)));
    return issues.filter((issue, index) => issues.findIndex((other) => other.message === issue.message) === index);
  }

  private judgeToken(token: Piece, tokens: readonly Piece[], index: number): FormulaIssue[] {
    const { type, value } = token;
    const called = tokens[index + 1]?.value === '(';
    if (type === 'func' || (type === 'range_named' && called)) return this.judgeCall(value, tokens, index);
    if (type === 'range_named') return [...this.judgeBareName(value), ...this.judgeReference(value)];
    if (type === 'context' || type === 'context_quote' || type.startsWith('range') || type === 'structured')
      return this.judgeReference(value);
    if (type === 'unknown') return judgeUnknown(value);
    return [];
  }

  private judgeCall(written: string, tokens: readonly Piece[], index: number): FormulaIssue[] {
    const kind = functionKind(written);
    if (kind === 'forbidden' || kind === 'addIn') return [forbiddenCall(written)];
    if (kind === 'macroVerb') return this.names.has(written.toLowerCase()) ? [] : [forbiddenCall(written)];
    if (kind === 'python') return [pythonCode];
    if (kind === 'doubtful') return [warn('WARN_FORMULA', `${foldFunction(written)} is used.`)];
    if (kind === 'unknown' && this.losesMacros && !this.isOwn(written, tokens)) return [lostFunction(written)];
    return kind === 'hyperlink' ? judgeHyperlink(tokens, index) : [];
  }

  /** A name of the workbook, or of this formula (LET, LAMBDA), which may be called without being a function. */
  private isOwn(written: string, tokens: readonly Piece[]): boolean {
    const name = written.toLowerCase();
    const named = (token: Piece): boolean => token.type === 'range_named' && token.value.toLowerCase() === name;
    return this.names.has(name) || tokens.some(named);
  }

  /** `LET(f, WEBSERVICE, f("…"))` and a name defined as `WEBSERVICE` call it without a parenthesis behind it. */
  private judgeBareName(written: string): FormulaIssue[] {
    const own = this.names.has(written.toLowerCase());
    return functionKind(written) === 'forbidden' && !own ? [forbiddenCall(written)] : [];
  }

  /** References into other workbooks, by path, URL or the number of a link (`[0]` is this workbook), and DDE links that hide in quotes. */
  private judgeReference(value: string): FormulaIssue[] {
    const prefix = value.slice(0, value.lastIndexOf('!') + 1) || value;
    const workbook = /\[([^\]]*)\]/.exec(prefix)?.[1];
    const reaches = /^'?(?:\\\\|\/\/|[A-Za-z]:[\\/]|[a-z]+:\/\/)/i.test(prefix);
    if (reaches || (value.includes('!') && workbook !== undefined && !/^\d+$/.test(workbook))) return [otherWorkbook];
    const link = workbook === undefined ? undefined : this.links[Number(workbook) - 1];
    if (link !== undefined) return [link === 'program' ? dynamicLink : otherWorkbook];
    if (!prefix.includes('|')) return [];
    const sheet = prefix.replace(/!$/, '').replace(/^'|'$/g, '').replaceAll("''", "'").toLowerCase();
    return this.sheets.has(sheet) || value.includes('[') ? [] : [dynamicLink];
  }
}

/** `'…'!` outside of strings: paths and URLs in quotes are more than the tokeniser knows as a sheet name. */
function quotedPrefixes(text: string): string[] {
  return text.replace(/"(?:[^"]|"")*"/g, '""').match(/'(?:[^']|'')*'!/g) ?? [];
}

function judgeUnknown(value: string): FormulaIssue[] {
  if (value.includes('|')) return [dynamicLink];
  if (/[\\/]/.test(value)) return [otherWorkbook];
  return [warn('WARN_FORMULA', 'A formula cannot be read to its end.')];
}

/** The target is judged if it is one text; a computed one begins with a safe text or is warned about. */
function judgeHyperlink(tokens: readonly Piece[], index: number): FormulaIssue[] {
  const first = tokens[index + 2];
  const after = tokens[index + 3]?.value;
  if (first?.type !== 'string') return [computedLink];
  const kind = targetKind(first.value.slice(1, -1).replaceAll('""', '"'));
  if (kind === 'forbidden') return [refuse('FORMULA_HYPERLINK', 'HYPERLINK() leads to a place that is not allowed.')];
  return after === ',' || after === ')' || kind === 'inside' ? [] : [computedLink];
}

const tooDeep = refuse('LIMIT', `A formula is nested more than ${deepest} deep.`);
const dynamicLink = refuse('ACTIVE_DDE', 'A formula starts another program (DDE).');
const otherWorkbook: FormulaIssue = {
  ...refuse('EXT_WORKBOOK_LINK', 'A formula reads from another file.'),
  kind: 'workbookLinks',
};
const pythonCode: FormulaIssue = {
  code: 'ACTIVE_PYTHON',
  kind: 'python',
  severity: 'strip',
  message: 'Python code is removed.',
};
const computedLink = warn('FORMULA_HYPERLINK', 'HYPERLINK() computes where it leads.');

function tooLong(limit: number): FormulaIssue {
  return { ...refuse('LIMIT', `A formula is longer than ${limit} characters.`), kind: 'longFormulas' };
}

function forbiddenCall(written: string): FormulaIssue {
  return refuse('FORMULA_FORBIDDEN', `${foldFunction(written).slice(0, 40)} is not allowed.`);
}

function lostFunction(written: string): FormulaIssue {
  return warn('WARN_FORMULA', `${foldFunction(written).slice(0, 40)} is no function of Excel; its macro is removed.`);
}

function refuse(code: string, message: string): FormulaIssue {
  return { code, severity: 'refuse', message };
}

function warn(code: string, message: string): FormulaIssue {
  return { code, severity: 'warn', message };
}
