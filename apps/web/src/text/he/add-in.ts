import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const addIn: Messages['addIn'] = {
  connectTitle: 'בחלונית לצד הגיליון',
  connectLead: 'התוסף ל-Excel מסנכרן תא אחר תא בזמן העבודה. טוענים אותו פעם אחת עם המניפסט, ואז מקלידים קוד.',
  manifest: 'מניפסט',
  makeCode: 'יצירת קוד',
  codeHolds: 'יש להקליד אותו בחלונית בתוך עשר דקות. הוא תקף פעם אחת.',
  noCopyTitle: 'החוברת הזאת אינה עותק של פרויקט',
  noCopyText: 'הורידו את התוכנית מיישום האינטרנט ופתחו את החוברת ההיא.',
  lensTitle: 'החוברת הזאת מציגה חלק מהתוכנית',
  lensText: 'עותק כזה מסתנכרן בהעלאה, לא דרך התוסף.',
  pairTitle: 'חיבור החוברת',
  pairLead: 'ביישום האינטרנט פותחים את הפרויקט, אחר כך התחברות, ויוצרים קוד.',
  pairCode: 'קוד',
  pair: 'חיבור',
  pairOther: (name) => `הקוד הוא לפרויקט ${name}. החוברת הזאת היא עותק של פרויקט אחר.`,
  pairSpent: 'הקוד הזה אינו תקף: הוקלד לא נכון, כבר שומש, או עברו עשר דקות. צרו קוד חדש.',
  pairAgain: 'להתחבר שוב',
  signedOut: 'חוברת העבודה אינה מחוברת עוד: האסימון שלה בוטל או פג. השינויים שלכם נשארים בה.',
  tableGone: 'טבלת התוכנית אינה עוד בחוברת העבודה. בטלו את מה שהסיר אותה, או הורידו עותק חדש.',
  at: (version) => `החוברת עומדת בגרסה ${version}.`,
  sync: 'סנכרון עכשיו',
  waiting: (edits, behind) =>
    edits === 0 && behind === 0
      ? 'אין מה לסנכרן.'
      : [
          edits > 0 ? plural(edits, { one: 'שינוי אחד לשליחה', other: '# שינויים לשליחה' }) : '',
          behind > 0 ? plural(behind, { one: 'גרסה אחת לקליטה', other: '# גרסאות לקליטה' }) : '',
        ]
          .filter(Boolean)
          .join(', '),
  offline: 'אין קשר לשרת. השינויים נשארים בחוברת ויישלחו כשהוא יחזור.',
  done: (sent, cells, conflicts) =>
    [
      plural(sent, { one: 'שינוי אחד נשלח', other: '# שינויים נשלחו' }),
      plural(cells, { one: 'תא אחד השתנה כאן', other: '# תאים השתנו כאן' }),
      conflicts > 0 ? plural(conflicts, { one: 'התנגשות אחת', other: '# התנגשויות' }) : '',
    ]
      .filter(Boolean)
      .join(', '),
  kept: (count) =>
    plural(count, {
      one: 'שורה של משימה שנמחקה נשארת: יש בה משהו שלך.',
      other: '# שורות של משימות שנמחקו נשארות: יש בהן משהו שלך.',
    }),
  asked: 'עדיין לא נשלח דבר. אם זו טעות, תקנו את הגיליון וסנכרנו שוב.',
  pendingTitle: (count) => plural(count, { one: 'שינוי אחד לשליחה', other: '# שינויים לשליחה' }),
  added: 'חדשה',
  deleted: 'נמחקה',
  go: 'אל התא',
  more: (count) => plural(count, { one: 'ועוד אחד', other: 'ועוד #' }),
  conflicts: (count) => plural(count, { one: 'התנגשות אחת', other: '# התנגשויות' }),
  decide: 'הכרעה',
  left: (columns) => `לא דרך התוסף אלא בהעלאה הבאה: ${columns}, וסדר השורות.`,
  unread: 'התאים האלה אינם מכילים ערך של העמודה שלהם, ואינם נשלחים:',
  others: (names) => `גם כאן: ${names}`,
  auto: 'סנכרון מעצמו',
  undo: 'ביטול הסנכרון האחרון',
  part: 'ניתוק',
};
