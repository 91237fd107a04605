-- Which fields hold personal data, in the organisation's word (the nil UUID) and in single projects'.
CREATE TABLE field_classes (
  tenant_id uuid NOT NULL REFERENCES tenants,
  project_id uuid NOT NULL,
  -- of a task by its key, of a resource with "resource." before it
  field text NOT NULL,
  class text NOT NULL CHECK (class IN ('personal', 'internal', 'public')),
  PRIMARY KEY (tenant_id, project_id, field)
);
ALTER TABLE field_classes ENABLE ROW LEVEL SECURITY;
ALTER TABLE field_classes FORCE ROW LEVEL SECURITY;
CREATE POLICY field_classes_tenant ON field_classes FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON field_classes TO sprintforge_app;
