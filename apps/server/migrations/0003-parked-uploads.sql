-- Uploads that wait for decisions (rules A9, R9). A row stays when it is settled: a retry then gets its answer.
CREATE TABLE parked_uploads (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- '' when the workbook did not say
  copy_id text NOT NULL,
  sha256 text NOT NULL,
  -- as it was uploaded with
  strategy text NOT NULL CHECK (strategy IN ('server', 'client', 'merge', 'manual')),
  choices_hash text NOT NULL,
  idempotency_key text,
  -- what was decided so far
  decision jsonb NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  -- the report of the last merge
  result jsonb NOT NULL,
  status text NOT NULL DEFAULT 'parked' CHECK (status IN ('parked', 'committed', 'discarded', 'replaced')),
  upload_id uuid,
  created_at timestamptz NOT NULL,
  settled_by uuid,
  settled_at timestamptz,
  PRIMARY KEY (tenant_id, project_id, id),
  CHECK ((status = 'parked') = (settled_at IS NULL)),
  CHECK ((status = 'committed') = (upload_id IS NOT NULL)),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, project_id, upload_id) REFERENCES uploads (tenant_id, project_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
  FOREIGN KEY (tenant_id, settled_by) REFERENCES users (tenant_id, id)
);
-- one waits per person and copy, and per person and bytes
CREATE UNIQUE INDEX parked_by_copy ON parked_uploads (tenant_id, project_id, user_id, copy_id) WHERE status = 'parked' AND copy_id <> '';
CREATE UNIQUE INDEX parked_by_bytes ON parked_uploads (tenant_id, project_id, user_id, sha256) WHERE status = 'parked';
CREATE INDEX parked_replayed ON parked_uploads (tenant_id, project_id, user_id, sha256) WHERE status = 'committed';

ALTER TABLE parked_uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE parked_uploads FORCE ROW LEVEL SECURITY;
CREATE POLICY parked_uploads_tenant ON parked_uploads FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON parked_uploads TO sprintforge_app;
