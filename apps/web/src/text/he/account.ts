import type { Messages } from '../messages.ts';

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
