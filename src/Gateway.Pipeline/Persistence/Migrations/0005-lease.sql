-- The right to work on something: a rising token fences every write (law 4).
create table lease (
  name text not null,
  token bigint not null,
  owner text not null,
  until timestamptz not null,
  constraint lease_pk primary key (name)
);
