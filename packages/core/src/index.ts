export { apply, invert, sameTask } from './apply.ts';
export {
  addWorkingDays,
  DEFAULT_CALENDAR,
  durationOf,
  finishOf,
  isConsistent,
  isWorkingDay,
  startOf,
  workingDayNumber,
} from './calendar.ts';
export { canonicalJson, canonicalSnapshot, parseCanonical, sameSnapshot } from './canonical.ts';
export { checkPlan } from './checks.ts';
export { criticalPath } from './critical-path.ts';
export { dayNumber, dayText, isDay, weekdayOf } from './day.ts';
export { changeCount, diff, isEmpty, NO_CHANGES } from './diff.ts';
export { CoreError, type CoreErrorCode, type CoreErrorPlace } from './error.ts';
export { customFieldKey, isCustomField } from './field-key.ts';
export { type Impact, type ImpactCause, impact, projectFinish, totalCost } from './impact.ts';
export { CalendarVotes, inferCalendar } from './infer-calendar.ts';
export { isFindable, KnownNames } from './known-names.ts';
export { branchOf, type Lens, tasksInLens, throughLens } from './lens.ts';
export { type LensAnswer, type LensRequest, lensOf, lensRequest } from './lens-request.ts';
export { merge } from './merge/merge.ts';
export { type Overload, overloads } from './overload.ts';
export { ERASED, type Privacy, type PrivacyRules, privacyKey, privacyOf, RESOURCE_FIELDS } from './privacy.ts';
export { compareRank, compareText, rankBetween, ranksBetween } from './rank.ts';
export { type Resolution, type ResolutionChoice, resolve, sameState, stateIn } from './resolve.ts';
export { followFinish, withCalendar } from './schedule.ts';
export {
  childrenByParent,
  dependencyKey,
  emptySnapshot,
  fieldType,
  orderedTasks,
  STANDARD_FIELD_DEFINITIONS,
  withDependencies,
  withResources,
  withTasks,
} from './snapshot.ts';
export { parseSubjectKey, subjectKey } from './subject-key.ts';
export { theirsOf } from './theirs-of.ts';
export * from './types.ts';
export {
  joinPeople,
  normalValue,
  roundNumber,
  sameFields,
  sameValue,
  shareOf,
  splitPeople,
  withoutEmpty,
} from './value.ts';
export { type Forbidden, forbidden, isAssignedTo, type WriteRights } from './write-rights.ts';
