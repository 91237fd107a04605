-- Live events are a view of the audit log: whoever follows a project is told, on commit, that the log has grown.
-- Equal notices of one transaction are one, so that a restore of a million entries tells once.
CREATE FUNCTION tell_followers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sprintforge_live',
    json_build_object('kind', 'log', 'tenant', NEW.tenant_id, 'project', NEW.project_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER sync_audit_told AFTER INSERT ON sync_audit FOR EACH ROW EXECUTE FUNCTION tell_followers();

-- The entry that made a revision is the first one with its number.
CREATE INDEX sync_audit_by_version ON sync_audit (tenant_id, project_id, server_version, seq);

-- Who is there at the moment. Not worth a log: it is told again every minute.
CREATE UNLOGGED TABLE presence (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- one person may be there several times: a browser tab, a task pane
  session text NOT NULL,
  door text NOT NULL,
  editing boolean NOT NULL,
  task_ids jsonb NOT NULL,
  cells jsonb NOT NULL,
  since timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, user_id, session)
);
ALTER TABLE presence ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence FORCE ROW LEVEL SECURITY;
CREATE POLICY presence_tenant ON presence FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO sprintforge_app;
