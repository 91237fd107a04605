import { cyclicLinks, type Link } from '../graph.ts';
import { compareText } from '../rank.ts';
import type { DependencyKey } from '../types.ts';
import type { MergeRun, OpenEdit } from './run.ts';

interface EdgeLink extends Link {
  readonly key: DependencyKey;
}

/** So many rounds take back one edge per cycle and round; after them twice as many each time, so that any plan ends soon. */
const PATIENT_ROUNDS = 64;

/**
 * Takes back edges that came with theirs until no cycle has one (rule M6): of each knot of cycles the last by key, then looks
 * again. The edits become conflicts. Cycles that ours had already are not touched.
 */
export function settleCycles(run: MergeRun): void {
  if (run.draft.dependencies.current === run.ours.dependencies) return;
  const edits = new Map(run.edits.map((edit) => [edit.key, edit]));
  let links: EdgeLink[] = [];
  for (const [key, edge] of run.draft.dependencies.current) {
    links.push({ key, from: edge.predecessor, to: edge.successor });
  }
  if (links.every((link) => run.ours.dependencies.has(link.key))) return;
  for (let round = 0; ; round += 1) {
    const cyclic = cyclicLinks(links);
    const suspects = suspectsByKnot(run, cyclic);
    if (suspects.size === 0) return;
    const refused = new Set<EdgeLink>();
    const many = round < PATIENT_ROUNDS ? 1 : 2 ** Math.min(30, round - PATIENT_ROUNDS + 1);
    for (const knot of suspects.values()) {
      for (const link of knot.sort((a, b) => compareText(a.key, b.key)).slice(-many)) refused.add(link);
    }
    for (const link of refused) takeBack(run, link.key, edits.get(`dependency/${link.key}`));
    links = [...cyclic.keys()].filter((link) => !refused.has(link));
  }
}

function suspectsByKnot(run: MergeRun, cyclic: ReadonlyMap<EdgeLink, number>): Map<number, EdgeLink[]> {
  const suspects = new Map<number, EdgeLink[]>();
  for (const [link, knot] of cyclic) {
    if (run.ours.dependencies.has(link.key)) continue;
    const known = suspects.get(knot);
    if (known) known.push(link);
    else suspects.set(knot, [link]);
  }
  return suspects;
}

/** An edge that only came back with its task has no edit of its own. */
function takeBack(run: MergeRun, key: DependencyKey, edit: OpenEdit | undefined): void {
  const edge = run.draft.dependencies.get(key)!;
  run.draft.dependencies.delete(key);
  if (edit) run.refuseCycle(edit);
  else {
    const message = 'A dependency of this restored task would have closed a circle, so it was left out.';
    run.warnings.push({ code: 'CYCLE', taskId: edge.successor, message, facts: { how: 'left-out' } });
  }
}
