import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const shell: Messages['shell'] = {
  product: 'SprintForge Sync',
  projects: 'פרויקטים',
  skip: 'דילוג לתוכן',
  account: 'חשבון והעדפות',
  signOut: 'יציאה',
  appearance: 'מראה',
  system: 'כמו המערכת',
  light: 'בהיר',
  dark: 'כהה',
  language: 'שפה',
  reference: 'תיעוד HTTP',
  sections: 'חלקי הפרויקט',
  nav: {
    sync: 'סנכרון',
    plan: 'תוכנית',
    conflicts: 'התנגשויות',
    history: 'היסטוריה',
    parked: 'העלאות ממתינות',
    copies: 'עותקים',
    connect: 'התחברות',
    timeline: 'ציר זמן',
    dashboard: 'מבט על',
    settings: 'הגדרות',
    audit: 'יומן',
  },
  offline: 'אין חיבור. ייתכן שמה שמוצג אינו עדכני; דבר ממה שהקלדת לא אבד.',
  role: { owner: 'בעלים', editor: 'עורך', contributor: 'תורם', viewer: 'צופה' },
};

export const live: Messages['live'] = {
  title: 'חדש בפרויקט',
  here: 'נמצאים כאן גם',
  editing: 'בעריכה',
  conflicts: (count) =>
    plural(count, { one: 'התנגשות אחת פתוחה.', two: 'שתי התנגשויות פתוחות.', other: '# התנגשויות פתוחות.' }),
  door: {
    web: 'בדפדפן',
    webdav: 'ב-Excel דרך קישור',
    'power-query': 'דרך Power Query',
    'office-script': 'דרך Office Script',
    'add-in': 'בתוסף ל-Excel',
    cli: 'בשורת הפקודה',
  },
};

export const states: Messages['states'] = {
  loading: 'בטעינה …',
  retry: 'לנסות שוב',
  back: 'חזרה לפרויקטים',
  notFoundTitle: 'אין כאן דבר',
  notFoundText: 'הכתובת שגויה, או שהפרויקט הוסר.',
  cancel: 'ביטול',
  close: 'סגירה',
  more: 'להציג עוד',
  copied: 'הועתק',
  action: 'פעולה',
  needed: 'זה נחוץ.',
};

export const signIn: Messages['signIn'] = {
  title: 'כניסה',
  lead: 'תוכניות ב-Excel והתוכנית בשרת, כאחת.',
  email: 'כתובת דוא"ל',
  password: 'סיסמה',
  instead: {
    token: 'כניסה עם אסימון אישי',
    password: 'כניסה עם כתובת וסיסמה',
    organisation: 'כניסה דרך הארגון שלך במקום זאת',
  },
  token: 'אסימון אישי',
  hint: 'מתחיל ב-sfp_. הוא נשמר בלשונית הזאת בלבד ונשכח כשהיא נסגרת.',
  submit: 'כניסה',
  demo: 'מתנסים בהדגמה? npm start מדפיס קישור שמכניס אתכם.',
  goOn: 'המשך',
  signInAt: (name, organisation) => `כניסה עם ${name} (${organisation})`,
  noProvider: 'לאף ארגון כאן אין כניסה משלו עבור כתובת זו.',
};

export const factor: Messages['factor'] = {
  title: 'אימות דו-שלבי',
  give: 'אפליקציית האימות מציגה קוד בן שש ספרות. יש להקליד אותו כאן.',
  needed: 'הארגון שלך דורש אימות דו-שלבי. יש להגדיר אפליקציית אימות; זה לוקח דקה.',
  code: 'קוד',
  lost: 'אין מכשיר בהישג יד? אפשר להקליד אחד מקודי השחזור. אבדו גם הם? אחד מבעלי הארגון יכול לעזור.',
  setUp: 'הגדרת אפליקציית אימות',
  enter: 'יש להקליד את המפתח הזה באפליקציה, או לפתוח אותה במכשיר זה דרך הקישור, ואז להקליד את הקוד שהיא מציגה.',
  key: 'מפתח',
  openApp: 'פתיחה באפליקציה במכשיר זה',
  confirm: 'אישור',
  keep: 'זה עובד. יש לרשום את קודי השחזור: כל אחד מהם תקף פעם אחת כשאין מכשיר. הם מוצגים רק עכשיו.',
  kept: 'רשמתי אותם',
  remove: 'הסרת האפליקציה',
  active: (left) => `אפליקציית אימות מוגדרת. קודי שחזור שנותרו: ${left}.`,
  policy: 'האם סיסמה דורשת אימות דו-שלבי',
  policies: {
    off: 'אף אחד אינו נדרש לאימות דו-שלבי',
    optional: 'מי שרוצה משתמש באימות דו-שלבי',
    required: 'כל מי שיש לו סיסמה נדרש לאימות דו-שלבי',
  },
};

export const links: Messages['links'] = {
  setupTitle: 'ברוכים הבאים',
  setupLead: 'השרת הזה חדש. צרו את הארגון שלכם; אתם תהיו הבעלים.',
  setup: 'יצירת הארגון',
  organisation: 'ארגון',
  name: 'השם שלך',
  newPassword: 'סיסמה חדשה',
  passwordHint: 'לפחות עשרה תווים; כמה מילים קל לזכור.',
  passwordKnown: 'כבר יש לך כאן חשבון: יש להשתמש בסיסמה שלו.',
  joinTitle: 'הצטרפות',
  join: 'הצטרפות',
  resetTitle: 'סיסמה חדשה',
  reset: 'קביעת הסיסמה',
  forWhom: (email, organisation) => `${email}, ${organisation}`,
};

export const projects: Messages['projects'] = {
  title: 'פרויקטים',
  create: 'פרויקט חדש',
  emptyTitle: 'הפרויקט הראשון נמצא במרחק חוברת אחת',
  emptyText: 'קחו את תוכנית ה-Excel שכבר יש לכם, או התחילו מתבנית.',
  tasks: (count) => plural(count, { one: 'משימה אחת', two: 'שתי משימות', other: '# משימות' }),
  conflicts: (count) =>
    plural(count, { one: 'התנגשות אחת להכרעה', two: 'שתי התנגשויות להכרעה', other: '# התנגשויות להכרעה' }),
  calm: 'אין מה להכריע',
  updated: (ago) => `השתנה ${ago}`,
  revision: (number) => `גרסה ${number}`,
  newTitle: 'פרויקט חדש',
  name: 'שם',
  nameNeeded: 'לפרויקט דרוש שם.',
  from: 'להתחיל מתוך',
  fromWorkbook: 'חוברת Excel שלי',
  fromWorkbookHint: 'הטבלה שבה תימצא; המראה, הנוסחאות והגיליונות האחרים נשמרים.',
  template: { tasks: 'רשימת משימות', gantt: 'תרשים גאנט', sprint: 'תוכנית ספרינט' },
  templateHint: {
    tasks: 'שמות, תאריכים, אנשים, התקדמות.',
    gantt: 'עם ציר זמן מצויר.',
    sprint: 'לצוות שעובד באיטרציות.',
  },
  dropHere: 'גררו לכאן את התוכנית, או בחרו אותה',
  make: 'יצירת הפרויקט',
  making: 'הפרויקט נוצר …',
  found: (tasks, sheet) => `נקראו ${tasks} מהגיליון ${sheet}.`,
  columnsTitle: 'כך הובנו העמודות שלך',
  column: 'עמודה',
  header: 'כותרת',
  field: 'נקראת בתור',
  sure: 'מידת הביטחון',
  surely: { high: 'בטוח', middle: 'סביר', low: 'ניחוש' },
  ownColumn: 'פרטית: נשארת בחוברת',
  notRight: 'משהו לא נכון? בחרו מה פירוש העמודה; היא תיקרא שוב מיד.',
  firstRows: 'השורות הראשונות, כפי שייקראו',
};

export const passkeys: Messages['passkeys'] = {
  title: 'מפתחות גישה',
  lead: 'טביעת אצבע, פנים או קוד המכשיר במקום קוד אימות, ובאישור הארגון גם במקום הסיסמה.',
  name: 'שם',
  nameHint: 'כדי לזהות אותו בהמשך, למשל ״המחשב שלי״.',
  added: 'נוסף',
  unused: 'מעולם לא',
  synced: 'בכמה מכשירים',
  add: 'הוספת מפתח גישה',
  remove: 'הסרה',
  removeOne: (name) => `הסרת ״${name}״`,
  notHere: 'הדפדפן אינו יוצר כאן מפתחות גישה: נדרש דף ב-https.',
  use: 'שימוש במפתח גישה',
  or: 'או',
  signIn: 'כניסה עם מפתח גישה',
  alone: 'מפתח גישה לבדו מספיק לכניסה, ללא סיסמה',
};
