import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const columns: Messages['columns'] = {
  add: 'הוספת שדה',
  addLead: 'הורדות חדשות וחוברות ממוזגות מקבלות עמודה בשבילו, מעבר לקצה הטבלה.',
  name: 'איך הוא נקרא',
  added: (label) => `${label} הוא שדה עכשיו.`,
  rename: 'שינוי שם',
  renameOne: (label) => `שינוי השם של ${label}`,
  renameTitle: (label) => `שם אחר ל־${label}`,
  renameHint: 'חוברות שומרות על הכותרות שאנשים נתנו לעמודות.',
  own: 'העמודות שלך',
  ownLead: 'עמודות בחוברת שהעלית לאחרונה שיש רק לך. אפשר לשתף עמודה, והיא תמוזג כמו כל אחרת.',
  noOwn: 'אין בחוברת שלך עמודה משלך, או שעדיין לא העלית חוברת.',
  filled: 'שורות מלאות',
  sample: 'לדוגמה',
  share: 'שיתוף',
  shareOne: (header) => `שיתוף ${header}`,
  shareText: 'כל מי שבפרויקט רואה את השדה ואת ערכיו, בתוכנית ובהיסטוריה.',
  typeHint: 'תאים שאינם מתאימים נשארים רק שלך.',
  shared: (label, values, unread) =>
    `${label} משותף, עם ${plural(values, { one: 'ערך אחד', other: '# ערכים' })}.${
      unread > 0 ? ` ${plural(unread, { one: 'תא אחד לא מתאים', other: '# תאים לא מתאימים' })}.` : ''
    }`,
  archive: 'העברה לארכיון',
  archiveOne: (label) => `העברת ${label} לארכיון`,
  archiveAsk: (label) => `להעביר את ${label} לארכיון?`,
  archiveText: (values, conflicts) =>
    `${plural(values, { one: 'למשימה אחת יש', other: 'ל־# משימות יש' })} בו ערך. השדה יוצא מהתוכנית ומחוברות חדשות; בעלים יכול להחזיר אותו עם ערכיו. בחוברות שכבר נמסרו העמודה שלו נשארת של מי שמחזיק בהן.${
      conflicts > 0
        ? ` ${plural(conflicts, { one: 'התנגשות פתוחה אחת', other: '# התנגשויות פתוחות' })} לגביו ייסגרו.`
        : ''
    }`,
  archived: 'שדות בארכיון',
  archivedLead: 'הם אינם בתוכנית עוד. הערכים שלהם נשמרים וחוזרים איתם.',
  archivedBy: 'הועבר לארכיון על ידי',
  archivedAt: 'מתי',
  restore: 'החזרה',
  restoreOne: (label) => `החזרת ${label}`,
};
