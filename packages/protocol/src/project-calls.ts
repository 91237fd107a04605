/** Calls about projects and what is in them. */
import { at, type CreateRequest, type Page, workbookBlob } from './requests.ts';
import type {
  CreatedProject,
  DependencyList,
  FieldList,
  FieldRights,
  MappingHint,
  Project,
  ProjectGrant,
  ProjectList,
  ProjectMemberList,
  ProjectPatch,
  ProjectPreview,
  ResourceList,
  TaskPage,
} from './shapes/project.ts';
import { type ClientOptions, Transport } from './transport.ts';

export class ProjectCalls {
  protected readonly http: Transport;

  constructor(options: ClientOptions) {
    this.http = new Transport(options);
  }

  projects(): Promise<ProjectList> {
    return this.http.json('api/projects');
  }
  project(id: string): Promise<Project> {
    return this.http.json(at(id));
  }
  create(request: CreateRequest): Promise<CreatedProject> {
    if (!request.file)
      return this.http.json('api/projects', {
        method: 'POST',
        json: { name: request.name, ...(request.template ? { template: request.template } : {}) },
      });
    const form = new FormData();
    form.set('name', request.name);
    if (request.mapping) form.set('mapping', JSON.stringify(request.mapping));
    form.set('file', workbookBlob(request.file), request.filename ?? 'plan.xlsx');
    return this.http.json('api/projects', { method: 'POST', form });
  }
  /** What `create` would make of a workbook, its mapping and first tasks; nothing is written. */
  preview(file: Uint8Array, mapping?: MappingHint): Promise<ProjectPreview> {
    const form = new FormData();
    if (mapping) form.set('mapping', JSON.stringify(mapping));
    form.set('file', workbookBlob(file), 'plan.xlsx');
    return this.http.json('api/projects/preview', { method: 'POST', form });
  }
  /** `seen`: the revision that the change is meant for; another head is refused. */
  update(id: string, patch: ProjectPatch, seen?: number): Promise<Project> {
    const headers = { 'if-match': seen === undefined ? '*' : `"${seen}"` };
    return this.http.json(at(id), { method: 'PATCH', json: patch, headers });
  }
  async remove(id: string): Promise<void> {
    await this.http.send(at(id), { method: 'DELETE' });
  }
  members(id: string): Promise<ProjectMemberList> {
    return this.http.json(at(id, 'members'));
  }
  /** What somebody is in this project; what they are in the organisation holds again after `removeMember`. */
  async setMember(id: string, user: string, grant: ProjectGrant): Promise<void> {
    await this.http.send(at(id, `members/${encodeURIComponent(user)}`), { method: 'PUT', json: grant });
  }
  async removeMember(id: string, user: string): Promise<void> {
    await this.http.send(at(id, `members/${encodeURIComponent(user)}`), { method: 'DELETE' });
  }
  fieldRights(id: string): Promise<FieldRights> {
    return this.http.json(at(id, 'field-rights'));
  }
  setFieldRights(id: string, rights: FieldRights['rights']): Promise<FieldRights> {
    return this.http.json(at(id, 'field-rights'), { method: 'PUT', json: { rights } });
  }
  fields(id: string): Promise<FieldList> {
    return this.http.json(at(id, 'fields'));
  }
  tasks(id: string, page: Page & { readonly since?: number } = {}): Promise<TaskPage> {
    return this.http.json(at(id, 'tasks'), { query: { ...page } });
  }
  resources(id: string): Promise<ResourceList> {
    return this.http.json(at(id, 'resources'));
  }
  dependencies(id: string): Promise<DependencyList> {
    return this.http.json(at(id, 'dependencies'));
  }
}
