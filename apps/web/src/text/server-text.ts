/** Sentences of the server in the reader's language: by code and facts where the language has them, else as the server says them. */
import type { Notice, RepairOffer } from '@sprintforge/protocol';
import type { Formats } from './formats.ts';
import type { Messages } from './messages.ts';
import type { Sentence } from './server-words.ts';

type Facts = Notice['facts'];

/** null: a fact is missing, as in answers that were kept from before. */
export function sentence(format: Formats, say: Sentence | undefined, facts: Facts): string | null {
  if (!say) return null;
  let isWhole = true;
  const said = say((name) => {
    const fact = facts?.[name];
    isWhole &&= fact !== undefined;
    if (typeof fact === 'number') return format.number(fact);
    return fact === undefined ? '' : name === 'at' ? format.instant(fact) : format.day(fact);
  });
  return isWhole ? said : null;
}

export function noticeText(t: Messages, format: Formats, { code, message, facts }: Notice): string {
  const { said } = t;
  if (!said) return message;
  const severity = facts?.['severity'];
  if (severity !== undefined) return findingText(t, { code, message, severity: String(severity) });
  if (code === 'OTHERS_EDITING') return othersText(said.others, facts) ?? message;
  if (code === 'CYCLE') return said.circles[facts?.['how'] ?? ''] ?? message;
  if (code === 'TYPE_LOST') return sentence(format, said.asText[facts?.['read'] ?? ''], facts) ?? message;
  return sentence(format, said.notices[code], facts) ?? message;
}

function othersText(others: NonNullable<Messages['said']>['others'], facts: Facts): string | null {
  if (facts === undefined) return null;
  const { editing, holding } = facts;
  return [editing && others.editing(String(editing)), holding && others.holding(String(holding))]
    .filter(Boolean)
    .join('; ');
}

/** What the security screen found, and what is done about it unless the workbook is refused for it; or why the file cannot be read. */
export function findingText(
  { said, policies }: Messages,
  { code, message, severity }: { readonly code: string; readonly message: string; readonly severity: string },
): string {
  const content = said?.content[code];
  if (content === undefined) return said?.faults[code] ?? message;
  if (severity === 'refuse') return `${content}.`;
  return `${content}: ${policies.choices[severity === 'strip' ? 'strip' : 'keep']}`;
}

/** `label`: what the plan calls a field. */
export function repairText(
  { said }: Messages,
  format: Formats,
  { code, what, way, columns, rows }: RepairOffer,
  label: (field: string) => string,
): string {
  const ways = said?.repairs.ways[code];
  if (!said || !ways || way === undefined || columns === undefined || rows === undefined) return what;
  const { column, how: hows, shifted } = said.repairs;
  const found =
    code === 'ROWS_SHIFTED'
      ? shifted(format.number(rows), columns.map(({ field }) => label(field)).join(', '))
      : columns
          .map(({ field, header, how, rows: each }) =>
            column(header ?? label(field), how === undefined ? '' : hows[how], format.number(each)),
          )
          .join(', ');
  return `${found}. ${ways[way]}`;
}
