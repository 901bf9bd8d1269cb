#!/bin/bash
# Run once, by the database's image on an empty volume: a database for each service and a role of the same name that owns
# it and nothing else. The time limits are part of the design: a frozen process must not hold the shop.
set -euo pipefail

create() {
  local name=$1 password=$2
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U "$POSTGRES_USER" -d postgres \
    -v name="$name" -v password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
ALTER ROLE :"name" SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE :"name" SET transaction_timeout = '15s';
ALTER ROLE :"name" SET lock_timeout = '3s';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

create ares_order "$ARES_ORDER_DATABASE_PASSWORD"
create ares_inventory "$ARES_INVENTORY_DATABASE_PASSWORD"
create ares_payment "$ARES_PAYMENT_DATABASE_PASSWORD"
create ares_user "$ARES_USER_DATABASE_PASSWORD"
