-- since 13
-- A help desk, written by hand in lower case.

create type ticket_state as enum ('new', 'open', 'waiting for customer', 'closed', 'won''t fix');
create type priority as enum ('low', 'normal', 'high', 'urgent');

create table teams (
  id          serial primary key,
  name        text not null unique,
  email       text check (email like '%@%')
);

create table agents (
  id          serial primary key,
  team_id     integer not null references teams,
  login       varchar(40) not null,
  is_admin    boolean not null default 'f',
  hired       date default current_date,
  left_on     date,
  unique (team_id, login),
  check (left_on > hired)
);

create table tickets (
  id          bigserial primary key,
  parent_id   bigint references tickets on delete set null,
  team_id     integer references teams on update cascade on delete set null,
  assignee    integer references agents (id) on delete set null,
  state       ticket_state not null default 'new',
  priority    priority not null default 'normal',
  subject     varchar(200) not null,
  body        text not null default '',
  opened_at   timestamptz not null default now(),
  closed_at   timestamptz,
  due         interval default '3 days',
  constraint closed_has_time check ((state = 'closed') = (closed_at is not null)),
  constraint no_self_parent check (parent_id <> id)
);

create index on tickets (team_id, state);
create index on tickets (assignee) where closed_at is null;
create index tickets_urgent on tickets (opened_at) where priority in ('high', 'urgent') and state <> 'closed';

create table tags (
  name        text primary key check (name = lower(name) and name !~ '\s'),
  colour      char(7) not null default '#cccccc' check (colour ~ '^#[0-9a-f]{6}$')
);

create table ticket_tags (
  ticket_id   bigint references tickets on delete cascade,
  tag         text references tags on delete cascade on update cascade,
  primary key (ticket_id, tag)
);

create table attachments (
  id          uuid primary key default gen_random_uuid(),
  ticket_id   bigint not null references tickets on delete cascade,
  file_name   text not null,
  mime_type   text not null default 'application/octet-stream',
  content     bytea,
  bytes       bigint generated always as (octet_length(content)) stored,
  constraint attachments_not_too_large check (octet_length(content) <= 25 * 1024 * 1024)
);
alter table attachments alter content set storage external;

comment on table tickets is 'what customers want';
comment on column tickets.due is 'how long after opened_at somebody must answer; not enforced';
