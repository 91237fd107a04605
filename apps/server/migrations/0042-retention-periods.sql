-- For how many days what is kept, in the organisation's word (the nil UUID) and in single projects'; what the operator said bounds both.
CREATE TABLE retention_periods (
  tenant_id uuid NOT NULL REFERENCES tenants,
  project_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('recovery', 'copies', 'history', 'deleted', 'audit')),
  -- 0: of states and of the audit log for ever
  days integer NOT NULL CHECK (days >= 0),
  PRIMARY KEY (tenant_id, project_id, kind)
);
ALTER TABLE retention_periods ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_periods FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_periods_tenant ON retention_periods FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON retention_periods TO sprintforge_app;
