import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const account: Messages['account'] = {
  who: 'מי את או אתה',
  title: 'החשבון שלכם',
  sessions: 'היכן אתם מחוברים',
  sessionsLead: 'חיבור מסתיים מעצמו אחרי שבוע ללא שימוש.',
  noSessions: 'אתם כאן באמצעות אסימון; אין חיבור.',
  device: 'דפדפן',
  from: 'מאיפה',
  used: 'שימוש אחרון',
  here: 'כאן',
  end: 'ניתוק שם',
  endOthers: 'ניתוק בכל מקום אחר',
  password: 'סיסמה',
  passwordLead: 'עם סיסמה חדשה מסתיימים כל החיבורים האחרים.',
  current: 'הסיסמה עד כה',
  change: 'שינוי הסיסמה',
  changed: 'הסיסמה שונתה.',
  own: 'כל מה שידוע עליך',
  ownLead: 'מה שהשרת הזה יודע עליך, כקובץ של טבלאות.',
  ownFile: 'הורדה',
};

export const notices: Messages['notices'] = {
  news: 'מה נאמר לך',
  unread: (count) =>
    plural(count, { one: 'מה נאמר לך: חדשה אחת', two: 'מה נאמר לך: שתי חדשות', other: 'מה נאמר לך: # חדשות' }),
  nothing: 'עדיין כלום.',
  operator: 'מי שמפעיל את השרת',
  told: {
    overwritten: (by, count) =>
      plural(count, {
        one: `עריכה שלך הוחלפה בידי ${by}; מה שכתבת נשמר בהתנגשות`,
        other: `# עריכות שלך הוחלפו בידי ${by}; מה שכתבת נשמר בהתנגשויות`,
      }),
    conflict: (by, count) =>
      plural(count, {
        one: `מה שערכת נערך גם בידי ${by}; הערך שלך עומד עד שיוכרע`,
        other: `מה שערכת נערך גם בידי ${by}, ב-# מקומות; הערכים שלך עומדים עד שיוכרע`,
      }),
    parked: (by) => `ההעלאה של ${by} ממתינה להכרעה`,
    assigned: (by, count) =>
      plural(count, { one: `משימה הוקצתה לך בידי ${by}`, other: `# משימות הוקצו לך בידי ${by}` }),
    rollback: (by, count) => plural(count, { one: `שינוי אחד בוטל בידי ${by}`, other: `# שינויים בוטלו בידי ${by}` }),
    sync: (by, count) => plural(count, { one: `שינוי אחד סונכרן בידי ${by}`, other: `# שינויים סונכרנו בידי ${by}` }),
    password_link: (by) =>
      `קישור לסיסמה חדשה לחשבון שלך נוצר בידי ${by}. אם לא ביקשת אותו, יש לומר זאת לבעלים של הארגון`,
  },
  title: 'על מה תקבלו הודעה',
  lead: 'בפרויקט הזה. על מה שעשיתם בעצמכם לעולם לא תקבלו הודעה.',
  leadAll: 'בכל הפרויקטים שההגדרות שלהם אינן אומרות אחרת.',
  what: 'כאשר',
  app: 'כאן',
  mail: 'בדואר',
  noMail: 'השרת הזה אינו שולח דואר.',
  kinds: {
    overwritten: 'עריכה של מישהו מחליפה את שלכם',
    conflict: 'עריכה מתנגשת עם שלכם',
    parked: 'העלאה ממתינה להכרעה',
    assigned: 'משימה מוקצית לכם',
    rollback: 'שינויים מבוטלים',
    sync: 'מישהו מסנכרן שינויים',
  },
};

export const webhooks: Messages['webhooks'] = {
  title: 'Webhooks',
  lead: 'תוכנות אחרות שמקבלות מיד הודעה על מה שקורה בפרויקט. כל הודעה חתומה.',
  address: 'כתובת',
  events: { revision: 'שינויים בתוכנית', conflict: 'התנגשויות', parked: 'העלאות ממתינות' },
  secret: 'המפתח שבו חתומות ההודעות. העתיקו אותו עכשיו, הוא לא יוצג שוב:',
  test: 'ניסיון',
  deliveries: 'הודעות',
  remove: 'הסרה',
  none: 'עדיין לא נשלח דבר.',
  stopped: (why) => `כובה על ידי השרת: ${why}`,
  event: 'אירוע',
  status: 'מצב',
  answer: 'תשובה',
  statuses: { waiting: 'נשלח שוב', delivered: 'הגיע', failed: 'נזנח', dropped: 'היה כבוי' },
};
