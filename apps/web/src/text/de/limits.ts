import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const limits: Messages['limits'] = {
  title: 'Grenzen',
  lead: 'Gesetzt von denen, die den Server betreiben. Was darüber ist, wird bis zum Ende der Minute abgelehnt.',
  perMinute: 'In einer Minute',
  calls: 'Aufrufe',
  uploads: 'Uploads',
  person: 'Eine Person',
  together: 'Alle zusammen',
  used: 'Gerade genutzt',
  unbounded: 'so viele, wie jeder darf',
  largest: (size) => `Die größte Arbeitsmappe darf ${size} haben.`,
  holds: (people, projects, size) =>
    `${plural(people, { one: '# Person', other: '# Personen' })}, ${plural(projects, { one: '# Projekt', other: '# Projekte' })}, ${size} an Arbeitsmappen und Planständen.`,
};
