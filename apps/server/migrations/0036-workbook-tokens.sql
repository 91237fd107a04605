-- Tokens of the Office Script in one copy of a workbook.

ALTER TABLE tokens DROP CONSTRAINT tokens_kind_check;
ALTER TABLE tokens ADD CONSTRAINT tokens_kind_check CHECK (kind IN ('personal', 'project', 'feed', 'workbook'));
