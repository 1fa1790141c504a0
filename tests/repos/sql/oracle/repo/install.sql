SET ECHO ON
@create_tables
@@packages/orders.pks
@&dir./packages/orders.pkb param1
START views.sql
EXEC proc(
@tables = 1
);
