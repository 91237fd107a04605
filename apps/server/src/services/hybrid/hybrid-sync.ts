/** `POST /api/hybrid/sync`: to the home of a plan it means exchange with the cloud now, to a cloud take what its home sends. */
import { type HybridAnswer, HybridChanges, type HybridRequest } from '@sprintforge/protocol';
import { Value } from 'typebox/value';
import { type Caller, type House, projectOf } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { runExchange } from './run-exchange.ts';
import { takeChanges } from './taking.ts';

export async function hybridSync(
  house: House,
  caller: Caller,
  { project_id, data, sanitized, confirm = [] }: HybridRequest,
  key: string | null,
): Promise<HybridAnswer> {
  demand(caller, 'plan.change', project_id);
  if (Value.Check(HybridChanges, data)) {
    if (key === null) throw new Refusal('BAD_REQUEST', 'changes need an Idempotency-Key, so that they are taken once');
    return takeChanges(house, caller, project_id, data, key);
  }
  const { project, link } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, project_id);
    return { project: found, link: await unit.hybrid.find(found.id) };
  });
  if (house.cloudUrl === null || !link) return { status: 'local_only', project_id: project.id };
  if (sanitized === false && !link.syncSensitiveData)
    throw new Refusal('PERSONAL_DATA_STAYS', 'the link of this project does not allow personal values to leave');
  return runExchange(house, caller.tenant, project.id, confirm);
}
