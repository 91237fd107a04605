import type { Messages } from '../messages.ts';

export const timeline: Messages['timeline'] = {
  title: 'ציר זמן',
  zoom: 'קנה מידה',
  zooms: { day: 'ימים', week: 'שבועות', month: 'חודשים' },
  task: 'משימה, החלק הכהה בוצע',
  critical: 'קריטית: מזיזה את סוף התוכנית',
  today: 'היום',
  told: (name, start, finish, done) => `${name}: ${start} – ${finish}, ${done}`,
  emptyTitle: 'עדיין אין משימה עם תאריך',
  emptyText: 'תנו למשימות התחלה וסיום ב-Excel, וסנכרנו.',
};

export const dashboard: Messages['dashboard'] = {
  title: 'מבט על',
  done: 'בוצע',
  tasks: 'משימות',
  overdue: 'באיחור',
  finish: 'הסיום האחרון',
  cost: 'עלות',
  byStatus: 'לפי מצב',
  load: 'נותר לעשות, לפי אדם',
  loadLead: 'ימי עבודה שעוד לא בוצעו.',
  loadOf: (days, tasks) => `${days} ימים, ${tasks}`,
};

export const settings: Messages['settings'] = {
  title: 'הגדרות',
  lookOnly: 'רק בעלים יכול לשנות את אלה.',
  project: 'הפרויקט הזה',
  strategy: 'כששניים שינו את אותו תא',
  strategyHint: 'מה עומד עד שמישהו מכריע; כל העלאה יכולה לבחור אחרת.',
  strategies: {
    server: 'התוכנית שומרת על הערך שלה',
    client: 'הערך שהועלה עומד',
    merge: 'לשלב את שניהם כשטקסטים ורשימות מאפשרים',
    manual: 'דבר לא נכתב עד להכרעה',
  },
  scheduling: 'תאריכי סיום',
  follow: 'נובעים מהתחלה וממשך',
  manual: 'הם מה שאנשים כותבים',
  weekend: 'ימים ללא עבודה',
  save: 'שמירה',
  saved: 'נשמר.',
  members: 'אנשי הארגון',
  person: 'שם',
  role: 'תפקיד',
  invite: 'הזמנת מישהו',
  sendInvitation: 'הזמנה',
  mailed: (email) => `דואר בדרך אל ${email}. זה הקישור שלו:`,
  handOver: 'כאן לא נשלח דואר. מסרו את הקישור הזה; הוא מוצג רק עכשיו:',
  until: 'תקף עד',
  withdraw: 'ביטול',
  away: 'הסרת הפרויקט',
  awayAsk: (name) => `להסיר את ${name}?`,
  awayText: 'הוא נעלם מכל הרשימות, ואי אפשר לסנכרן עוד עותקים שלו.',
};
