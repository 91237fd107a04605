-- Lists that are too long for one value: of such a revision or entry of the log the row holds the beginning, and it goes on in pieces.
-- The chain's hash covers them all, as if they were one list.
ALTER TABLE revisions ADD COLUMN pieces integer NOT NULL DEFAULT 0;
ALTER TABLE sync_audit ADD COLUMN pieces integer NOT NULL DEFAULT 0;

CREATE TABLE revision_pieces (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  number integer NOT NULL,
  piece integer NOT NULL CHECK (piece >= 1),
  changes jsonb NOT NULL,
  PRIMARY KEY (tenant_id, project_id, number, piece),
  FOREIGN KEY (tenant_id, project_id, number) REFERENCES revisions (tenant_id, project_id, number)
);

CREATE TABLE audit_pieces (
  tenant_id uuid NOT NULL,
  seq bigint NOT NULL,
  list text NOT NULL CHECK (list IN ('changes', 'conflicts')),
  piece integer NOT NULL CHECK (piece >= 1),
  content jsonb NOT NULL,
  PRIMARY KEY (tenant_id, seq, list, piece),
  FOREIGN KEY (tenant_id, seq) REFERENCES sync_audit (tenant_id, seq)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['revision_pieces', 'audit_pieces']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO sprintforge_app', t);
  END LOOP;
END $$;

-- those of a deleted project go with it
GRANT DELETE ON revision_pieces TO sprintforge_app;
CREATE POLICY revision_pieces_kept ON revision_pieces AS RESTRICTIVE FOR DELETE TO sprintforge_app USING (EXISTS (
  SELECT 1 FROM projects p WHERE p.tenant_id = revision_pieces.tenant_id AND p.id = revision_pieces.project_id AND p.deleted_at IS NOT NULL));
