/** An organisation with people of every role and something of everything that has an id. Its webhook calls this machine: a server has to allow that. */
import type { World } from '../../../test/support/api/requests.ts';
import { makeCertificate } from './certificates.ts';
import { addPerson, addTenant, edited, freshCopy, problemOf, type TestHouse } from './support.ts';

export interface Organisation extends World {
  readonly tenant: string;
  readonly owner: string;
  /** The project that holds something of everything. */
  readonly project: string;
}

/** Of a SAML identity provider that nobody asks. */
export async function providerMetadata(): Promise<string> {
  const { cert } = await makeCertificate('somebody');
  const key = cert.replaceAll(/-----.*-----|\s/g, '');
  return `<EntityDescriptor entityID="https://idp.example"><IDPSSODescriptor>
    <KeyDescriptor><X509Certificate>${key}</X509Certificate></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
    </IDPSSODescriptor></EntityDescriptor>`;
}

export async function organisation(house: TestHouse, plan: Uint8Array, name = 'Rich'): Promise<Organisation> {
  const { tenant, token: owner } = await addTenant(house, 'owner');
  const people = [owner, await addPerson(house, tenant, 'editor'), await addPerson(house, tenant, 'viewer')];
  const [boss, editor] = people.map(house.as) as [ReturnType<TestHouse['as']>, ReturnType<TestHouse['as']>];
  const { project_id: project } = await boss.create({ name, file: plan });
  const others = [(await editor.create({ name: 'Plain' })).project_id];
  const copies = [await freshCopy(boss, project), await freshCopy(editor, project), await freshCopy(boss, project)];
  await boss.upload({ project_id: project, file: await edited(copies[0]!, [[1, 'name', 'of the owner']]) });
  const clash = await edited(copies[1]!, [
    [1, 'name', 'of the editor'],
    [2, 'cost', 5],
  ]);
  await editor.upload({ project_id: project, file: clash });
  const held = await edited(copies[2]!, [[1, 'name', 'a third name']]);
  await problemOf(boss.upload({ project_id: project, file: held, strategy: 'manual' }));
  const spare = await boss.createToken({ name: 'spare', expires_in_days: 2 });
  const [conflicts, parked, list] = [
    await boss.conflicts(project),
    await boss.parked(project),
    await boss.copies(project),
  ];
  const webhook = await boss.webhooks.create(project, { url: 'http://127.0.0.1:9/', events: ['revision'] });
  await boss.webhooks.update(project, webhook.id, { enabled: false });
  const delivery = await boss.webhooks.test(project, webhook.id);
  const settled = async () => (await boss.webhooks.deliveries(project, webhook.id)).deliveries[0]?.status;
  while ((await settled()) === 'waiting') await new Promise((resolve) => setTimeout(resolve, 50));
  const metadata = await providerMetadata();
  const { id: provider } = await boss.signOn.add({ kind: 'saml', name: 'Ours', saml: { metadata } });
  const { tasks } = await boss.tasks(project, { limit: 5 });
  const person = (await boss.account.members()).members.map(({ user_id }) => user_id);
  await house.server.house.database.unit(tenant, async (unit) => {
    const link = { projectId: project, cloudProject: project, token: Buffer.from('sealed'), userId: person[0]! };
    await unit.hybrid.put({ ...link, strategy: 'server', syncSensitiveData: false }, new Date(0).toISOString());
    await unit.hybrid.keepPseudonyms(project, [[`Person-${'0'.repeat(32)}`, 'Somebody']]);
    await unit.privacy.setRules(project, { notes: 'personal' });
  });
  const ids = [project, project, project, ...others];
  return {
    tenant,
    owner,
    project,
    tokens: people,
    files: [clash, held, plan, copies[0]!.slice(0, 5000), new TextEncoder().encode('a,b\n1,2\n'), new Uint8Array(0)],
    known: {
      id: ids,
      projectId: ids,
      project_id: ids,
      code: [(await boss.pairing(project)).code],
      domain: ['contoso.example'],
      conflictId: conflicts.conflicts.map((one) => one.id),
      parkedId: parked.parked.map((one) => one.id),
      copyId: list.copies.map((one) => one.copy_id),
      copy: list.copies.map((one) => one.copy_id),
      copy_id: list.copies.map((one) => one.copy_id),
      webhookId: [webhook.id],
      deliveryId: [delivery.id],
      'tokens/id': [spare.id],
      'identity-providers/id': [provider],
      'resolutions/id': conflicts.conflicts.map((one) => one.id),
      'choices/id': parked.parked.flatMap((one) => one.result.conflicts.flatMap(({ id }) => id ?? [])),
      task_id: tasks.map((one) => one.id),
      person,
      user: person,
    },
  };
}
