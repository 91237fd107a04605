/** Files for programs that work on one project: made for this server, without any secret in them. */
import { queryFile } from '@sprintforge/mapping';
import { type Caller, type House, projectOf } from './house.ts';
import { demand } from './roles.ts';

/** The queries of a connected workbook as text to be pasted. */
export async function powerQueryFile(house: House, caller: Caller, projectId: string): Promise<string> {
  demand(caller, 'project.see', projectId);
  const { settings } = await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId));
  return queryFile(settings.fields, house.publicUrl);
}
