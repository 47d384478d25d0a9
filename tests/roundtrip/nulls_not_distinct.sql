-- since 15
-- What came with PostgreSQL 15: NULLS NOT DISTINCT, and ON DELETE SET NULL of some columns.

CREATE TABLE tenants (id integer PRIMARY KEY);

CREATE TABLE users (
    tenant_id   integer NOT NULL REFERENCES tenants,
    id          integer NOT NULL,
    email       text,
    phone       text,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT one_address UNIQUE NULLS NOT DISTINCT (tenant_id, email, phone),
    UNIQUE NULLS NOT DISTINCT (phone) INCLUDE (email)
);
CREATE UNIQUE INDEX users_phone ON users (tenant_id, lower(phone)) NULLS NOT DISTINCT WHERE email IS NULL;

CREATE TABLE posts (
    tenant_id   integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
    id          integer NOT NULL,
    author_id   integer,
    editor_id   integer DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES users ON DELETE SET NULL (author_id),
    CONSTRAINT posts_editor FOREIGN KEY (tenant_id, editor_id) REFERENCES users (tenant_id, id)
        ON UPDATE CASCADE ON DELETE SET DEFAULT (editor_id)
);
