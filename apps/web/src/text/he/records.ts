import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const parked: Messages['parked'] = {
  title: 'העלאות ממתינות',
  lead: 'ההעלאות האלה דורשות הכרעה לפני שמשהו מהן נכתב: נשמרו דרך קישור, לפי לוח זמנים, או מעותק שבוטל.',
  emptyTitle: 'אין העלאה ממתינה',
  emptyText: 'כש-Excel שומר דרך קישור ויש מה להכריע, ההעלאה ממתינה כאן.',
  by: (name, ago) => `${name}, ${ago}`,
  look: 'להסתכל',
  discard: 'השלכה',
  discardAsk: 'להשליך את ההעלאה הזאת?',
  discardText: 'דבר ממנה לא ייכתב. היומן יזכור אותה.',
  apply: 'החלה',
  applied: (number) => `הוחל: התוכנית בגרסה ${number}.`,
};

export const copies: Messages['copies'] = {
  title: 'עותקים',
  lead: 'מי מחזיק איזו חוברת. העלאות מעותק שבוטל ממתינות לבעלים.',
  holder: 'אדם',
  revision: 'מגרסה',
  issued: 'נמסר',
  synced: 'סונכרן לאחרונה',
  never: 'עוד לא',
  revoke: 'ביטול העותק',
  revoked: (ago) => `בוטל ${ago}`,
  revokeAsk: (name) => `לבטל את העותק של ${name}?`,
  revokeText: 'מה שיועלה ממנו ימתין עד שבעלים יכריע. אפשר להוריד עותק חדש.',
  emptyTitle: 'אף אחד לא מחזיק עותק',
  emptyText: 'כל הורדה היא עותק בפני עצמו, ועומדת כאן.',
};

export const connect: Messages['connect'] = {
  title: 'התחברות',
  lead: 'דרכים לעבוד על התוכנית בתוכנות שלך.',
  excelTitle: 'ב-Excel, עם Ctrl+S',
  excelLead: 'קישור אישי שפותח את התוכנית ב-Excel או ב-LibreOffice. בכל שמירה השינויים שלך ממוזגים.',
  excelMake: 'יצירת קישור',
  excelOpen: 'פתיחה ב-Excel',
  address: 'כתובת, ל-LibreOffice ולאחרים',
  secret: 'מי שהקישור בידיו פועל בשמך. הוא מוצג רק עכשיו, ומסתיים כשאין בו שימוש.',
  links: 'הקישורים שלך',
  used: (ago) => `היה בשימוש ${ago}`,
  end: 'סיום',
  queryTitle: 'טבלאות חיות, עם Power Query',
  queryLead: 'עותק עם גיליונות שקוראים מכאן משימות, משאבים, תלויות והיסטוריה: בפתיחה, כל 30 דקות, ועם Refresh All.',
  queryText: 'השאילתות כטקסט',
  scriptTitle: 'כפתור ב-Excel, עם Office Script',
  scriptLead:
    'שמרו את הסקריפט ב-OneDrive תחת Documents / Office Scripts, פתחו את חוברת העבודה והריצו אותו בלשונית Automate: הוא שולח את השינויים שלך ומביא את של אחרים.',
  scriptFile: 'הסקריפט',
  connectedGet: 'הורדת חוברת העבודה',
  connectedSecret:
    'חוברת העבודה מכילה אסימון שלך לפרויקט הזה: אל תעבירו אותה הלאה. הוא מופיע למטה, ושם אפשר לבטל אותו.',
  cliTitle: 'בשורת הפקודה',
  cliLead: 'בתיקיית המקור, עם אסימון אישי:',
  tokensTitle: 'אסימונים אישיים',
  tokensLead: 'לשורת הפקודה ולתוכנות שלך. אסימון רשאי לעשות מה שמותר לך.',
  tokenName: 'למה הוא נועד',
  tokenMake: 'יצירת אסימון',
  tokenOnce: 'העתיקו אותו עכשיו, הוא לא יוצג שוב:',
  tokenUntil: 'תקף',
  tokenEnds: (day) => `עד ${day}`,
  tokenForever: 'לתמיד',
  revoke: 'ביטול',
  copy: 'העתקה',
};

export const audit: Messages['audit'] = {
  title: 'יומן',
  lead: 'כל מה שקרה כאן, כל רשומה משורשרת לקודמתה.',
  verify: 'בדיקת השרשרת',
  whole: (count) => plural(count, { one: 'שלמה: רשומה אחת, ללא שינוי.', other: 'שלמה: # רשומות, אף אחת לא שונתה.' }),
  broken: (entry) => `נשברה ברשומה ${entry}.`,
  csv: 'ייצוא ל-CSV',
  when: 'מתי',
  who: 'מי',
  what: 'מה',
  revision: 'גרסה',
  from: 'מהיכן',
  person: 'אדם',
  kind: 'סוג',
};
