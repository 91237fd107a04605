-- What is no longer kept. Rows of a project that lives stay as they are, but for references to files that nothing needs any more;
-- rows of a deleted project go after a while. Files go last, and only those that nothing refers to.

-- references that are given up
ALTER TABLE revisions ALTER COLUMN snapshot_blob DROP NOT NULL;
ALTER TABLE copies ALTER COLUMN shadow_blob DROP NOT NULL;
ALTER TABLE copies ALTER COLUMN workbook_blob DROP NOT NULL;
ALTER TABLE copies ADD CHECK ((shadow_blob IS NULL) = (workbook_blob IS NULL));
ALTER TABLE projects ALTER COLUMN snapshot_blob DROP NOT NULL;
ALTER TABLE projects ADD CHECK (snapshot_blob IS NOT NULL OR deleted_at IS NOT NULL);
GRANT UPDATE (snapshot_blob, workbook_blob) ON revisions TO sprintforge_app;

-- rows: those of a deleted project, and parked uploads that are settled
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['revisions', 'tasks', 'copies', 'uploads', 'conflicts', 'parked_uploads']
  LOOP
    EXECUTE format('GRANT DELETE ON %I TO sprintforge_app', t);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR DELETE TO sprintforge_app USING (%s EXISTS (
        SELECT 1 FROM projects p WHERE p.tenant_id = %I.tenant_id AND p.id = %I.project_id AND p.deleted_at IS NOT NULL))',
      t || '_kept', t, CASE t WHEN 'parked_uploads' THEN 'status <> ''parked'' OR' ELSE '' END, t, t);
  END LOOP;
END $$;

-- Files. A file that nothing refers to is condemned first and removed at a later sweep; whoever stores the same bytes meanwhile
-- takes it back (see `blobs.record`).
ALTER TABLE blobs ADD COLUMN condemned_at timestamptz;
GRANT UPDATE (created_at, condemned_at), DELETE ON blobs TO sprintforge_app;
CREATE INDEX blobs_condemned ON blobs (tenant_id, condemned_at) WHERE condemned_at IS NOT NULL;

-- Everything that refers to a file. A new column that does is added here; a test compares.
CREATE VIEW blob_references WITH (security_invoker = true) AS
  SELECT tenant_id, snapshot_blob AS sha256 FROM projects WHERE snapshot_blob IS NOT NULL
  UNION ALL SELECT tenant_id, snapshot_blob FROM revisions WHERE snapshot_blob IS NOT NULL
  UNION ALL SELECT tenant_id, workbook_blob FROM revisions WHERE workbook_blob IS NOT NULL
  UNION ALL SELECT tenant_id, shadow_blob FROM copies WHERE shadow_blob IS NOT NULL
  UNION ALL SELECT tenant_id, workbook_blob FROM copies WHERE workbook_blob IS NOT NULL
  UNION ALL SELECT tenant_id, sha256 FROM parked_uploads
  UNION ALL SELECT tenant_id, sha256 FROM async_uploads WHERE state IN ('waiting', 'running')
  UNION ALL SELECT tenant_id, unnest(files) FROM dav_links WHERE ended_at IS NULL;
GRANT SELECT ON blob_references TO sprintforge_app;
