import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('he');

export const limits: Messages['limits'] = {
  title: 'מגבלות',
  lead: 'נקבעו על ידי מי שמפעיל את השרת. מה שחורג מהן נדחה עד סוף הדקה.',
  perMinute: 'בדקה',
  calls: 'קריאות',
  uploads: 'העלאות',
  person: 'אדם אחד',
  together: 'כולם יחד',
  used: 'בשימוש כרגע',
  unbounded: 'כמה שמותר לכל אחד',
  largest: (size) => `החוברת הגדולה ביותר מוגבלת ל-${size}.`,
  holds: (people, projects, size) =>
    `${plural(people, { one: 'אדם אחד', two: 'שני אנשים', other: '# אנשים' })}, ${plural(projects, { one: 'פרויקט אחד', two: 'שני פרויקטים', other: '# פרויקטים' })}, ${size} של חוברות ומצבי תוכניות.`,
};
