-- What people are told of the audit log, one row for a person and an entry; and to which addresses a project's events are posted.
CREATE TABLE notifications (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- of the entry of the audit log that it is about
  seq bigint NOT NULL,
  project_id uuid NOT NULL,
  kind text NOT NULL,
  details jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  -- shown in the application; false: only sent
  shown boolean NOT NULL,
  mail text NOT NULL CHECK (mail IN ('no', 'due', 'sent')),
  PRIMARY KEY (tenant_id, user_id, seq),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id) WHERE read_at IS NULL AND shown;
CREATE INDEX notifications_due ON notifications (tenant_id, user_id, seq) WHERE mail = 'due';
CREATE INDEX notifications_old ON notifications (tenant_id, created_at);

-- A person's choices: for all projects (the nil UUID), and for single ones.
CREATE TABLE notification_choices (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  project_id uuid NOT NULL,
  choices jsonb NOT NULL,
  -- of mail; only in the row for all projects
  locale text,
  PRIMARY KEY (tenant_id, user_id, project_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE webhooks (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id uuid NOT NULL,
  url text NOT NULL,
  events jsonb NOT NULL,
  enabled boolean NOT NULL,
  -- why we stopped it; null: nobody did, or a person
  stopped_because text,
  -- the secret is derived from the server's and this; the one before still signs for a day
  secret_generation integer NOT NULL,
  secret_changed_at timestamptz NOT NULL,
  -- since then every try failed
  failing_since timestamptz,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id)
);

CREATE TABLE webhook_deliveries (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  id uuid NOT NULL,
  -- of the entry that it tells; 0: a test
  seq bigint NOT NULL,
  event text NOT NULL,
  -- the exact text that is signed and posted
  body text NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed', 'dropped')),
  attempts integer NOT NULL,
  -- of the last try: what was answered, or what went wrong
  answer integer,
  fault text,
  created_at timestamptz NOT NULL,
  tried_at timestamptz,
  PRIMARY KEY (tenant_id, project_id, webhook_id, id),
  FOREIGN KEY (tenant_id, project_id, webhook_id) REFERENCES webhooks (tenant_id, project_id, id) ON DELETE CASCADE
);
-- an entry is told once, however often its job runs
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (tenant_id, project_id, webhook_id, seq, event) WHERE seq > 0;
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (tenant_id, project_id, webhook_id, created_at DESC);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['notifications', 'notification_choices', 'webhooks', 'webhook_deliveries']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
END $$;
