import type { ServerWords } from '../server-words.ts';

const asItStands = 'להשאיר את הערכים כפי שהם.';
const saveAgain = 'פתחו אותה ב-Excel, תנו לו לתקן ושמרו כקובץ ‎.xlsx.';

/** מה שהשרת אומר במשפטים משלו. */
export const said: ServerWords = {
  notices: {
    FINISH_BEFORE_START: (fact) => `מסתיימת ב-${fact('finish')}, לפני ההתחלה שלה ב-${fact('start')}.`,
    DURATION_MISMATCH: (fact) =>
      `התחלה ${fact('start')} ו-${fact('duration')} ימי עבודה אינם נותנים את הסיום ${fact('finish')}.`,
    MISSING_ASSIGNEE: (fact) => `הוקצתה אל ${fact('names')}: לא נמצא בין המשאבים.`,
    MISSING_PREDECESSOR: (fact) => `המשימה הקודמת ${fact('predecessor')} נמחקה.`,
    PARENT_DELETED: () => 'משימת הסיכום שלה נמחקה, ולכן היא עלתה למעלה.',
    DUPLICATE_ID: (fact) => `המזהה ${fact('id')} מופיע בכמה שורות; השורה הזאת נעשית משימה חדשה.`,
    UNKNOWN_ID: (fact) => `המזהה ${fact('id')} אינו של הפרויקט הזה; השורה נעשית משימה חדשה.`,
    ID_HEALED: (fact) => `השורה איבדה את המזהה שלה וקיבלה בחזרה את ${fact('id')}.`,
    COLUMN_MISSING: (fact) => `העמודה „${fact('column')}” חסרה בקובץ; הערכים שלה נשארים כפי שהם.`,
    PERCENT_OUTLIER: (fact) => `כאן כתוב ${fact('shown')}: בקנה מידה אחר משאר „${fact('column')}”.`,
    DIGITS_CUT: (fact) =>
      `ערכים של „${fact('column')}” שאיבדו ספרות, כמו מספרים ארוכים בתא שאינו טקסט: ${fact('count')}.`,
    FORMULA_LOST: () => 'כאן הייתה נוסחה, ועכשיו הערך שהיא הראתה.',
    FIELD_ARCHIVED: (fact) => `„${fact('column')}” אינו עוד שדה של התוכנית: מעכשיו העמודה שלך בלבד.`,
    DELETE_MARK_UNKNOWN: (fact) => `„${fact('word')}” אינו סימן למחיקה; yes הוא סימן. המשימה נשארת.`,
    CHOICE_NOT_TAKEN: (fact) => `ההכרעה בהתנגשות על „${fact('about')}” לא התקבלה; היא עדיין פתוחה.`,
    EDITED_SINCE: () => 'נערכה מאז ונשארת כפי שהיא.',
    LEAKED_TOKEN: (fact) =>
      `החוברת מכילה אסימון של ${fact('name')}, שנמסר עם הקובץ. אחרי זה הוא אינו תקף עוד. מי שצריך אחד מוריד חוברת מחוברת משלו.`,
    COPY_REVOKED: (fact) => `בעלים ביטל את העותק הזה (${fact('at')}).`,
    HANDOUT_FAILED: () => 'החוברת הממוזגת לא אמרה את מה שהתוכנית אומרת, ולכן לא נמסרה. הורידו עותק חדש.',
  },
  circles: {
    predecessors: 'היא תלויה בעצמה דרך המשימות הקודמות שלה.',
    outline: 'היא משימת הסיכום של עצמה.',
    'left-out': 'תלות של המשימה ששוחזרה הייתה סוגרת מעגל, ולכן הושמטה.',
    'to-top': 'משימות הסיכום שלה יצרו מעגל, ולכן היא עלתה לראש.',
  },
  asText: {
    dmy: (fact) => `התאריכים של „${fact('column')}” נעשו טקסט; הם נקראו כשהיום לפני החודש.`,
    mdy: (fact) => `התאריכים של „${fact('column')}” נעשו טקסט; הם נקראו כשהחודש לפני היום.`,
    dates: (fact) => `תאריכים של „${fact('column')}” נעשו טקסט (${fact('rows')} שורות); הם נקראו כתאריכים שכתובים בהם.`,
    numbers: (fact) => `מספרים של „${fact('column')}” נעשו טקסט (${fact('rows')} שורות); הם נקראו כמספרים שכתובים בהם.`,
  },
  others: {
    editing: (names) => `עורכים כרגע: ${names}`,
    holding: (names) => `לקחו עותק ועדיין לא סנכרנו: ${names}`,
  },
  content: {
    MACRO_STRIPPED: 'פקודות מאקרו',
    ACTIVE_XLM: 'גיליונות מאקרו של Excel 4.0',
    ACTIVE_ACTIVEX: 'פקדי ActiveX',
    ACTIVE_CUSTOMUI: 'שינויים ברצועת הכלים',
    ACTIVE_WEBEXT: 'תוספות שנפתחות עם החוברת',
    ACTIVE_PYTHON: 'קוד Python',
    ACTIVE_OLE: 'אובייקטים מוטבעים, מלבד התמונה שלהם',
    ACTIVE_DDE: 'קישור לתוכנית אחרת (DDE או OLE)',
    EXT_CONNECTION: 'חיבורים לנתונים אחרים, מלבד הערכים',
    EXT_WORKBOOK_LINK: 'קישור לחוברת אחרת',
    EXT_IMAGE: 'תמונה שהייתה נטענת ממקום אחר',
    EXT_RELATIONSHIP: 'הפניה אל מחוץ לחוברת',
    EXT_HYPERLINK: 'יעד של קישור שאינו מותר',
    FORMULA_FORBIDDEN: 'נוסחה עם פונקציה שאינה מותרת',
    FORMULA_HYPERLINK: 'HYPERLINK() עם יעד מחושב או שאינו מותר',
    WARN_FORMULA: 'נוסחה שכדאי להסתכל עליה',
    HIDDEN_SHEET: 'גיליון מוסתר שאינו שלנו',
    VIRUS_FOUND: 'משהו שסורק הווירוסים של השרת מצא',
    SIGNATURE_REMOVED: 'חתימת המסמך, שאינה תקפה לחוברת שהשתנתה',
  },
  faults: {
    ZIP_STRUCTURE: `הקובץ סותר את עצמו. ${saveAgain}`,
    ZIP_SIZE_LIE: `גדלים או סכומי ביקורת בקובץ אינם נכונים. ${saveAgain}`,
    ZIP_ENCRYPTED: 'חלקים של הקובץ מוצפנים. העלו את החוברת ללא הצפנה.',
    ZIP_NAME: `שם בקובץ מוביל אל מחוצה לו. ${saveAgain}`,
    ZIP_DUPLICATE: `לשני חלקים של הקובץ אותו שם. ${saveAgain}`,
    LIMIT: 'החוברת גדולה ממה שמתקבל כאן. מחקו גיליונות, תמונות ושורות ריקות מיותרות.',
    XML_DTD: `חלק של הקובץ מכיל הגדרת סוג (DTD). ${saveAgain}`,
    XML_ENCODING: `חלק של הקובץ בקידוד שאינו UTF-8 או UTF-16. ${saveAgain}`,
    XML_LIMIT: `חלק של הקובץ עמוק או רחב מדי. ${saveAgain}`,
    XML_MALFORMED: `חלק של הקובץ אינו XML תקין. ${saveAgain}`,
    PACKAGE_BROKEN: `חלק של הקובץ חסר או אינו מה שהוא צריך להיות. ${saveAgain}`,
    CELL_REFERENCE: `הפניה לתא שאינה הפניה. ${saveAgain}`,
  },
  repairs: {
    column: (name, how, rows) => `„${name}” ${how} (${rows} שורות)`,
    how: {
      up: 'זזה שורה אחת למעלה',
      down: 'זזה שורה אחת למטה',
      'day-month': 'החליפה בין יום לחודש',
      'times-100': 'הוכפלה ב-100',
      'by-100': 'חולקה ב-100',
      digits: 'איבדה ספרות כשנעשתה מספרים',
      formulas: 'מכילה ערכים במקום נוסחאות',
    },
    shifted: (rows, fields) =>
      `ב-${rows} שורות לא מתאים עוד לשאר השורה: ${fields === '' ? 'מזהה המשימה' : fields} (מיון חלקי?)`,
    ways: {
      ROWS_SHIFTED: { repair: 'לחבר אותן מחדש לפי הערכים.', keep: 'להשאיר את השורות בדיוק כפי שהן.' },
      COLUMN_SHIFTED: { repair: 'להחזיר את הערכים לשורות שלהם.', keep: asItStands },
      DAY_MONTH_SWAPPED: { repair: 'להחליף בחזרה בין יום לחודש.', keep: 'להשאיר את התאריכים כפי שהם.' },
      SCALE_SHIFT: { repair: 'להחזיר את הערכים לקנה המידה שלהם.', keep: asItStands },
      DIGITS_CUT: { repair: 'להחזיר את הספרות שאבדו.', keep: asItStands },
      FORMULA_LOST: { repair: 'להחזיר את הנוסחאות.', keep: 'להשאיר את הערכים בלבד.' },
    },
  },
  origin: (fact) =>
    `היא דומה ביותר לגרסה ${fact('revision')}: ${fact('alike')} מתוך ${fact('rows')} שורות כמו שם. אליה היא תושווה.`,
  madeBy: (fact) => `(מאת ${fact('by')}, ${fact('at')}.)`,
  revoked: (fact) => `בוטל ב-${fact('at')}.`,
};
