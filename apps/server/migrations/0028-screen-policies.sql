-- What the security screen does with content of a kind, in the organisation's word (the nil UUID) and in single projects'.
CREATE TABLE screen_policies (
  tenant_id uuid NOT NULL REFERENCES tenants,
  project_id uuid NOT NULL,
  kind text NOT NULL,
  choice text NOT NULL CHECK (choice IN ('strip', 'refuse', 'keep', 'values')),
  PRIMARY KEY (tenant_id, project_id, kind)
);
ALTER TABLE screen_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE screen_policies FORCE ROW LEVEL SECURITY;
CREATE POLICY screen_policies_tenant ON screen_policies FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON screen_policies TO sprintforge_app;
