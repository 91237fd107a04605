import { problems } from './problems.ts';
import { conflicts, history, plan } from './project.ts';
import { projects, shell, signIn, states } from './shell.ts';
import { fields, sync } from './sync.ts';

export const en = { shell, states, signIn, projects, sync, fields, conflicts, history, plan, problems };
