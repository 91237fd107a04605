-- Fields that left a plan: what they were, and the revision that took them out. Their values come back from the state before it.
CREATE TABLE archived_fields (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  field text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  revision integer NOT NULL,
  user_id uuid NOT NULL,
  archived_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, field),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
ALTER TABLE archived_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE archived_fields FORCE ROW LEVEL SECURITY;
CREATE POLICY archived_fields_tenant ON archived_fields FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE, UPDATE (label) ON archived_fields TO sprintforge_app;
