-- An entry of the audit log in which somebody stood by name in plain text loses the name when they are erased. The chain goes on over the
-- hash of what stood there; a row here has the hash of what stands there now, and the entry `by_seq` of the log has the hash of all rows
-- that name it. An entry that was changed in any other way does not verify.
CREATE TABLE audit_redactions (
  tenant_id uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  by_seq bigint NOT NULL CHECK (by_seq > seq),
  content text NOT NULL,
  PRIMARY KEY (tenant_id, seq, by_seq)
);

DO $$
DECLARE t text;
BEGIN
  ALTER TABLE audit_redactions ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_redactions FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_redactions_tenant ON audit_redactions FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
  GRANT SELECT, INSERT ON audit_redactions TO sprintforge_app;
  -- whose functions these are, whatever other rights it has
  FOREACH t IN ARRAY ARRAY['sync_audit', 'audit_pieces']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE TO %I USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_redacts', t, current_user);
  END LOOP;
END $$;

-- Of the tenant in force: the lists of one entry, as they are without somebody's name; nothing else of it can be changed.
CREATE FUNCTION redact_audit(wanted bigint, changes_now jsonb, conflicts_now jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ UPDATE sync_audit SET changes = changes_now, conflicts = conflicts_now WHERE tenant_id = app_tenant() AND seq = wanted $$;

CREATE FUNCTION redact_audit_piece(wanted bigint, list_of text, number integer, content_now jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ UPDATE audit_pieces SET content = content_now WHERE tenant_id = app_tenant() AND seq = wanted AND list = list_of AND piece = number $$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['redact_audit(bigint, jsonb, jsonb)', 'redact_audit_piece(bigint, text, integer, jsonb)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sprintforge_app', f);
  END LOOP;
END $$;
