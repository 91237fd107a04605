-- What people are told of their account is about no project.
ALTER TABLE notifications ALTER COLUMN project_id DROP NOT NULL;
