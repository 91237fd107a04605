import type { Messages } from '../messages.ts';

export const ways: Messages['ways'] = {
  copyTitle: 'עותק להורדה',
  copyLead: 'ערכו אותו היכן שתרצו, גם ללא חיבור, וגררו אותו לסנכרון כשתחזרו.',
  driveTitle: 'כל התוכניות ככונן',
  driveLead: 'תיקייה עם כל התוכניות לחיבור ככונן: ב-Windows ‏“Map network drive”, ב-Finder ‏“Connect to server”.',
  driveMake: 'יצירת כתובת לכונן',
};
