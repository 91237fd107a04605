import type { Finding, ScreenResult } from '../api.ts';
import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';
import type { ContentPolicy } from './part-policy.ts';
import { defaultPolicies, type ScreenPolicies, severityOf } from './policies.ts';

/** Findings of one code in one part that are listed one by one; the rest are counted. */
const listedEach = 25;

/** Collects findings; many of a kind in one part become a list that is cut off with a count. */
export class Findings {
  private readonly list: Finding[] = [];
  private readonly counts = new Map<string, number>();
  private readonly policies: ScreenPolicies;

  constructor(policies: ScreenPolicies = defaultPolicies) {
    this.policies = policies;
  }

  /** Content of a kind: its policy says how grave it is. */
  report({ kind, code, message }: ContentPolicy, where: Pick<Finding, 'part' | 'sheet' | 'cell'>): void {
    this.add({ code, severity: severityOf(this.policies, kind), ...where, message });
  }

  add(finding: Finding): void {
    const key = `${finding.code}\n${finding.part}\n${finding.severity}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= listedEach) this.list.push(finding);
  }

  /** What cannot be read is refused, with the error's code and place. A fault that is none of ours is refused as well: fail closed. */
  addError(error: unknown, part = ''): void {
    if (!(error instanceof XlsxError)) {
      const message = `The workbook cannot be read. ${SAVE_AGAIN}`;
      this.add({ code: 'PACKAGE_BROKEN', severity: 'refuse', part, message });
      return;
    }
    const { sheet, cell } = error.where;
    this.add({
      code: error.code,
      severity: 'refuse',
      part: error.where.part ?? part,
      ...(sheet === undefined ? {} : { sheet }),
      ...(cell === undefined ? {} : { cell }),
      message: error.message,
    });
  }

  get refused(): boolean {
    return this.list.some((finding) => finding.severity === 'refuse');
  }

  result(): ScreenResult {
    const findings = [...this.list, ...this.overflow()];
    const has = (severity: Finding['severity']): boolean => findings.some((finding) => finding.severity === severity);
    return { verdict: has('refuse') ? 'refuse' : has('strip') ? 'strip' : 'accept', findings };
  }

  private overflow(): Finding[] {
    return [...this.counts]
      .filter(([, count]) => count > listedEach)
      .map(([key, count]) => {
        const [code, part, severity] = key.split('\n') as [string, string, Finding['severity']];
        return { code, part, severity, message: `${count - listedEach} more of these in this part.` };
      });
  }
}
