/** Files for programs that work on one project: made for this server, without any secret in them. */
import { queryFile } from '@sprintforge/mapping';
import { type Caller, type House, projectOf } from './house.ts';
import { type ScriptPart, scriptFile } from './office-script.ts';
import { demand } from './roles.ts';

export { scriptParts } from './office-script.ts';

/** The queries of a connected workbook as text to be pasted. */
export async function powerQueryFile(house: House, caller: Caller, projectId: string): Promise<string> {
  demand(caller, 'project.see', projectId);
  const { settings } = await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId));
  return queryFile(settings.fields, house.publicUrl);
}

/** An Office Script, to whoever sees the project: where it sends is in the workbooks it works in. */
export async function officeScript(
  house: House,
  caller: Caller,
  projectId: string,
  part: ScriptPart,
): Promise<ReturnType<typeof scriptFile>> {
  demand(caller, 'project.see', projectId);
  await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId));
  return scriptFile(part);
}
