-- Plans that go to a cloud without their personal data: one row for each.
CREATE TABLE hybrid_links (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  cloud_project uuid NOT NULL,
  -- the cloud's token, sealed
  token bytea NOT NULL,
  -- in whose name edits come home
  user_id uuid NOT NULL,
  strategy text NOT NULL CHECK (strategy IN ('server', 'client', 'merge')),
  sync_sensitive_data boolean NOT NULL DEFAULT false,
  -- counts the steps, so that of two processes one makes each
  turn integer NOT NULL DEFAULT 0,
  -- what the cloud holds: its revision, in its own form, and with the real values; 0 and null: not known yet
  cloud_version integer NOT NULL DEFAULT 0,
  cloud_blob text,
  base_blob text,
  -- our revision that this came of
  base_revision integer NOT NULL DEFAULT 0,
  -- what was sent and not answered yet
  sending_key uuid,
  sending_blob text,
  sending_base_blob text,
  sending_revision integer,
  -- of the last exchange
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'synced', 'failing', 'held')),
  report jsonb NOT NULL DEFAULT '{}',
  tried_at timestamptz,
  synced_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

-- What was sent in place of personal values, so that it can be turned back when it comes home. It never leaves this house.
CREATE TABLE pseudonyms (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  pseudonym text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (tenant_id, project_id, pseudonym),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['hybrid_links', 'pseudonyms']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
END $$;

CREATE OR REPLACE VIEW blob_references WITH (security_invoker = true) AS
  SELECT tenant_id, snapshot_blob AS sha256 FROM projects WHERE snapshot_blob IS NOT NULL
  UNION ALL SELECT tenant_id, snapshot_blob FROM revisions WHERE snapshot_blob IS NOT NULL
  UNION ALL SELECT tenant_id, workbook_blob FROM revisions WHERE workbook_blob IS NOT NULL
  UNION ALL SELECT tenant_id, shadow_blob FROM copies WHERE shadow_blob IS NOT NULL
  UNION ALL SELECT tenant_id, workbook_blob FROM copies WHERE workbook_blob IS NOT NULL
  UNION ALL SELECT tenant_id, sha256 FROM parked_uploads
  UNION ALL SELECT tenant_id, decision -> 'ground' ->> 'baseBlob' FROM parked_uploads WHERE decision ? 'ground'
  UNION ALL SELECT tenant_id, decision -> 'ground' ->> 'shadowBlob' FROM parked_uploads WHERE decision ? 'ground'
  UNION ALL SELECT tenant_id, sha256 FROM async_uploads WHERE state IN ('waiting', 'running')
  UNION ALL SELECT tenant_id, unnest(files) FROM dav_links WHERE ended_at IS NULL
  UNION ALL SELECT tenant_id, f.sha256 FROM hybrid_links, unnest(ARRAY[cloud_blob, base_blob, sending_blob, sending_base_blob]) AS f (sha256) WHERE f.sha256 IS NOT NULL;
