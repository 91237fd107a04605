import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const conflicts: Messages['conflicts'] = {
  title: 'התנגשויות',
  lead: 'שני אנשים שינו את אותו הדבר. בחרו מה יעמוד בתוכנית; הערך האחר נשאר רשום.',
  emptyTitle: 'אין חילוקי דעות',
  emptyText: 'כששני אנשים משנים את אותו תא, שני הערכים ממתינים כאן להכרעה.',
  base: 'לפני',
  ours: 'בתוכנית',
  theirs: 'בחוברת',
  theirsOf: (name) => `בחוברת של ${name}`,
  stands: 'עומד כעת',
  own: 'ערך אחר',
  apply: (count) =>
    plural(count, { one: 'הכרעה בהתנגשות אחת', two: 'הכרעה בשתי התנגשויות', other: 'הכרעה ב-# התנגשויות' }),
  allOurs: 'הכול כמו בתוכנית',
  allTheirs: 'הכול כמו בחוברות',
  decided: (count) =>
    plural(count, { one: 'התנגשות אחת הוכרעה.', two: 'שתי התנגשויות הוכרעו.', other: '# התנגשויות הוכרעו.' }),
  resolved: 'הוכרעו',
  resolvedBy: (name, ago) => `הוכרע בידי ${name}, ${ago}`,
  since: (name, ago) => `${name}, ${ago}`,
  mayNot: 'להכרעה דרוש תפקיד של עורך.',
};

export const history: Messages['history'] = {
  title: 'היסטוריה',
  sentence: {
    create: (who) => `${who}: הפרויקט נוצר`,
    upload: (who, what) => `${who}: חוברת סונכרנה, ${what}`,
    resolve: (who, what) => `${who}: התנגשויות הוכרעו, ${what}`,
    rollback: (who, what) => `${who}: חזרה לאחור, ${what}`,
    undo: (who, what) => `${who}: סנכרון בוטל, ${what}`,
    calendar: (who, what) => `${who}: לוח השנה שונה, ${what}`,
    parked: (who, what) => `${who}: העלאה ממתינה הוכרעה, ${what}`,
    edit: (who, what) => `${who}: התוכנית נערכה, ${what}`,
    other: (who, what) => `${who}: ${what}`,
  },
  changes: (count) => plural(count, { one: 'שינוי אחד', two: 'שני שינויים', other: '# שינויים' }),
  revision: (number) => `גרסה ${number}`,
  current: 'עכשיו',
  show: 'מה השתנה',
  workbook: 'החוברת כפי שהייתה',
  undo: 'ביטול',
  rollback: 'חזרה לכאן',
  undoAsk: (number) => `לבטל את גרסה ${number}?`,
  undoText: 'השינויים שלה יבוטלו בגרסה חדשה. מה ששונה שוב מאז נשאר, ונאמר.',
  rollbackAsk: (number) => `לחזור לגרסה ${number}?`,
  rollbackText: 'התוכנית תהיה כפי שהייתה אז, כגרסה חדשה. כל מה שקרה מאז נשאר בהיסטוריה.',
  done: (number) => `בוצע: התוכנית בגרסה ${number}.`,
  kept: (count) =>
    plural(count, {
      one: 'שינוי אחד נערך שוב מאז ונשאר.',
      two: 'שני שינויים נערכו שוב מאז ונשארים.',
      other: '# שינויים נערכו שוב מאז ונשארים.',
    }),
  empty: 'לגרסה הזאת אין שינויים להציג.',
};

export const plan: Messages['plan'] = {
  title: 'תוכנית',
  find: 'חיפוש משימה',
  status: 'מצב',
  person: 'אחראי',
  all: 'הכול',
  rows: (shown, total) => `${shown} מתוך ${total} משימות`,
  loadingRows: (count) => `${count} משימות נטענו …`,
  emptyTitle: 'עדיין אין משימות',
  emptyText: 'הורידו את העותק, כתבו ב-Excel את המשימות הראשונות, וגררו אותו לסנכרון.',
  nothingFound: 'אין משימה כזאת.',
  expand: 'פתיחת הקבוצה',
  collapse: 'סגירת הקבוצה',
};
