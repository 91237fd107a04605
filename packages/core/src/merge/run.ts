import { fieldType } from '../snapshot.ts';
import { subjectKey } from '../subject-key.ts';
import type {
  ConflictReason,
  Edit,
  FieldDefinition,
  FieldKey,
  FieldType,
  MergeConflict,
  MergeOptions,
  Outcome,
  PlanWarning,
  Snapshot,
  Subject,
  SubjectState,
  TaskId,
  Theirs,
} from '../types.ts';
import { PlanDraft } from './draft.ts';

/** An edit while the merge is under way: a cycle may still turn it into a conflict. */
export interface OpenEdit {
  readonly key: string;
  readonly subject: Subject;
  readonly action: Edit['action'];
  readonly base: SubjectState;
  readonly ours: SubjectState;
  readonly theirs: SubjectState;
  outcome: Outcome;
  reason: ConflictReason | null;
  standing: MergeConflict['standing'];
}

/** What an edit is about and what the three sides hold. */
export type Proposal = Pick<OpenEdit, 'subject' | 'action' | 'base' | 'ours' | 'theirs'>;
export type Side = 'ours' | 'theirs' | 'base';

/** The state of one merge: the three sides, the draft of the result, and what has been decided so far. */
export class MergeRun {
  readonly base: Snapshot;
  readonly ours: Snapshot;
  readonly theirs: Theirs;
  readonly options: MergeOptions;
  readonly draft: PlanDraft;
  readonly edits: OpenEdit[] = [];
  readonly warnings: PlanWarning[] = [];
  /** Tasks and edges that the upload adds but the caller leaves out. */
  readonly leftOut = new Set<TaskId>();
  /** Tasks that ours deleted and that stand again because theirs edited them. */
  readonly restored = new Set<TaskId>();
  /** Tasks whose place comes from theirs. */
  readonly placed = new Set<TaskId>();
  /** Tasks whose finish theirs edited: it does not follow. */
  readonly finishEdited = new Set<TaskId>();
  readonly #types = new Map<FieldKey, FieldType>();
  readonly #order = new Map<FieldKey, number>();
  readonly #definitions: readonly FieldDefinition[];

  constructor(base: Snapshot, ours: Snapshot, theirs: Theirs, options: MergeOptions) {
    this.base = base;
    this.ours = ours;
    this.theirs = theirs;
    this.options = options;
    this.draft = new PlanDraft(ours);
    this.#definitions = [...ours.fields, ...(theirs.fields ?? [])];
    this.#definitions.forEach((definition, index) => {
      if (!this.#order.has(definition.key)) this.#order.set(definition.key, index);
    });
  }

  typeOf(field: FieldKey): FieldType {
    const type = this.#types.get(field) ?? fieldType(this.#definitions, field);
    this.#types.set(field, type);
    return type;
  }

  /** Place of a field in the order of columns: parent and rank first, unknown ones last. */
  orderOf(field: FieldKey): number {
    return field.startsWith('@') ? -1 : (this.#order.get(field) ?? Number.MAX_SAFE_INTEGER);
  }

  /** Was the edit taken out by the caller? Then it ends as if it had not been made. */
  isLeftOut(key: string): boolean {
    return this.options.leaveOut?.has(key) === true;
  }

  /**
   * Records an edit on which the sides agree: nobody else touched the subject, or both did the same. Where the base is not known,
   * nobody can say that nobody else did (rule A7).
   */
  agree(proposal: Proposal, outcome: 'applied' | 'same'): Side {
    if (outcome === 'applied' && this.#isBaseUnknown(proposal.subject)) return this.dispute(proposal, 'base-expired');
    return this.#record(proposal, outcome, null, 'theirs');
  }

  /**
   * Records an edit on which the sides disagree, and says whose state the merged plan holds (rule M2). A choice that was made
   * decides: `theirs` and `base` end `applied`; `ours` ends `same`, the person now wants what the head has.
   * `oursOnly`: the plan cannot hold theirs (its task is gone), so a choice of theirs cannot be followed.
   */
  dispute(proposal: Proposal, reason: ConflictReason, oursOnly = false): Side {
    const choice = this.options.choices?.get(subjectKey(proposal.subject));
    if (choice === 'ours') return this.#record(proposal, 'same', null, 'ours');
    if (choice !== undefined && !oursOnly) return this.#record(proposal, 'applied', null, choice);
    const wins = this.options.strategy === 'client' && !oursOnly && !this.#isBaseUnknown(proposal.subject);
    const standing = wins ? 'theirs' : 'ours';
    return this.#record(proposal, 'conflict', reason, standing);
  }

  /** Turns an edit that closed a cycle into a conflict, or into nothing when the person chose ours already (rule M6). */
  refuseCycle(edit: OpenEdit): void {
    const decided = this.options.choices?.get(edit.key) === 'ours';
    edit.outcome = decided ? 'same' : 'conflict';
    edit.reason = decided ? null : 'cycle';
    edit.standing = 'ours';
  }

  /** An edge belongs to the row of its successor. */
  #isBaseUnknown(subject: Subject): boolean {
    const unknown = this.options.unknownBase;
    if (!unknown?.size) return false;
    if (subject.kind !== 'dependency') return unknown.has(subject.id);
    const { dependencies } = this.theirs;
    const edge = dependencies?.get(subject.key) ?? this.ours.dependencies.get(subject.key);
    return edge !== undefined && unknown.has(edge.successor);
  }

  #record(proposal: Proposal, outcome: Outcome, reason: ConflictReason | null, side: Side): Side {
    const key = subjectKey(proposal.subject);
    if (this.isLeftOut(key)) return 'ours';
    this.edits.push({ ...proposal, key, outcome, reason, standing: side === 'theirs' ? 'theirs' : 'ours' });
    return side;
  }
}
