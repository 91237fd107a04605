-- Columns that were somebody's own and are fields now: how they are found in that person's older copies, and what they held then.
CREATE TABLE shared_columns (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  field text NOT NULL,
  user_id uuid NOT NULL,
  header text NOT NULL,
  type text NOT NULL,
  style jsonb NOT NULL,
  -- the one that brought the field
  revision integer NOT NULL,
  -- what the column held
  cells_blob text NOT NULL,
  PRIMARY KEY (tenant_id, project_id, field),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
ALTER TABLE shared_columns ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared_columns FORCE ROW LEVEL SECURITY;
CREATE POLICY shared_columns_tenant ON shared_columns FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON shared_columns TO sprintforge_app;

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
  UNION ALL SELECT tenant_id, f.sha256 FROM hybrid_links, unnest(ARRAY[cloud_blob, base_blob, sending_blob, sending_base_blob]) AS f (sha256) WHERE f.sha256 IS NOT NULL
  UNION ALL SELECT tenant_id, cells_blob FROM shared_columns;
