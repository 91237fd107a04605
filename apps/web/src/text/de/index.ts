import type { Messages } from '../messages.ts';
import { account, notices, webhooks } from './account.ts';
import { addIn } from './add-in.ts';
import { columns } from './columns.ts';
import { directory, domains, factorDemand, providers } from './directory.ts';
import { limits } from './limits.ts';
import { cloud, organisation, policies } from './organisation.ts';
import { problems } from './problems.ts';
import { conflicts, history, plan } from './project.ts';
import { audit, connect, copies, parked } from './records.ts';
import { retention } from './retention.ts';
import { said } from './said.ts';
import { factor, links, live, passkeys, projects, shell, signIn, states } from './shell.ts';
import { fields, sync } from './sync.ts';
import { dashboard, settings, timeline } from './views.ts';
import { ways } from './ways.ts';

export const de: Messages = {
  account,
  notices,
  webhooks,
  ways,
  shell,
  live,
  states,
  signIn,
  factor,
  passkeys,
  links,
  projects,
  sync,
  fields,
  conflicts,
  history,
  plan,
  parked,
  copies,
  connect,
  addIn,
  audit,
  timeline,
  dashboard,
  settings,
  columns,
  organisation,
  policies,
  retention,
  limits,
  cloud,
  providers,
  directory,
  domains,
  factorDemand,
  problems,
  said,
};
