-- Uploads that are answered later (`Prefer: respond-async`): what was asked for, how far it is, and the answer. The job itself lies in
-- the schema `jobs` under the same id; should it be lost (a restore), it is added again from here.
CREATE TABLE async_uploads (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- the uploaded bytes, and what was asked with them
  sha256 text NOT NULL,
  request jsonb NOT NULL,
  -- where the call came from
  origin jsonb NOT NULL,
  idempotency_key text,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  stage text NOT NULL,
  percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
  result json,
  problem jsonb,
  created_at timestamptz NOT NULL,
  -- of the last change of state or stage
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, id),
  UNIQUE (tenant_id, id),
  CHECK ((state = 'done') = (result IS NOT NULL)),
  CHECK ((state = 'failed') = (problem IS NOT NULL)),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX async_uploads_by_key ON async_uploads (tenant_id, user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX async_uploads_unfinished ON async_uploads (tenant_id, changed_at) WHERE state IN ('waiting', 'running');

ALTER TABLE async_uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE async_uploads FORCE ROW LEVEL SECURITY;
CREATE POLICY async_uploads_tenant ON async_uploads FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON async_uploads TO sprintforge_app;
