/** What an organisation may do, as the operator bounds it, and what it uses of that. */
import { type Static, Type } from 'typebox';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const bound = (description: string) => Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description });

const Rate = Type.Object({
  person: count('one person may do'),
  organisation: bound('all its people together may do; null: as many as they may each'),
  used: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
    description: 'done by all together in the minute that runs; null: it is not counted',
  }),
});

export const OrganisationLimits = Type.Object(
  {
    per_minute: Type.Object({ calls: Rate, uploads: Rate }),
    upload_bytes: count('largest upload'),
    people: count('members'),
    projects: count('projects that are there'),
    stored_bytes: count('workbooks and states of plans, each content once'),
  },
  { title: 'OrganisationLimits' },
);
export type OrganisationLimits = Static<typeof OrganisationLimits>;
