-- What a link had stored before a save that waits: its base is kept as long as somebody may decide it (rules A9, B1).
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
  UNION ALL SELECT tenant_id, unnest(files) FROM dav_links WHERE ended_at IS NULL;
